/** Markup of pages that the command line writes. */

/** Markup that is escaped already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Tells pages of the command line from others. */
export const GENERATOR = new Html('<meta name="generator" content="progressive-lock">');

export type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Markup in which everything that is filled in is escaped, but for other markup. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, piece, index) => text + markup(parts[index - 1]) + piece));
}

export function headRow(names: readonly string[], isUnseen = false): Html {
  // A screen reader cannot announce an empty header.
  const cells = names.map((name) => (name ? html`<th scope="col">${name}</th>` : html`<td></td>`));
  return html`<thead class="${isUnseen ? 'unseen' : ''}"><tr>${cells}</tr></thead>`;
}

function markup(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(markup).join('');
  if (typeof part !== 'string' && typeof part !== 'number') return '';
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
