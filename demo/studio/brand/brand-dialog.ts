import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { controls } from '../controls.styles.ts';
import { dialogStyles } from '../dialog.styles.ts';
import { icon } from '../icons.ts';
import { COLOURS, type Look } from '../look.ts';
import { fetchCss } from './fetch-css.ts';
import { lookOf } from './named-values.ts';
import { readCss } from './read-css.ts';
import { readTokens } from './read-tokens.ts';

/** Takes a look from what a site has already: its style sheet, or its design tokens. */
export class StudioBrandDialog extends LitElement {
  static override properties: PropertyDeclarations = { source: { state: true }, address: { state: true }, found: { state: true }, problem: { state: true } };
  static override styles = [
    controls,
    dialogStyles,
    css`
      textarea { inline-size: 100%; min-height: 10rem; padding: 0.75rem; border: 1px solid var(--edge); border-radius: 0.625rem; background: var(--card); resize: vertical; }
      .address { display: flex; gap: 0.5rem; }
      .address .input { flex: 1; }
      .found { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
      .swatch { display: inline-flex; gap: 0.375rem; align-items: center; }
      .swatch i { inline-size: 1.25rem; block-size: 1.25rem; border: 1px solid var(--edge); border-radius: 0.375rem; }
    `,
  ];

  declare source: string;
  declare address: string;
  declare found: Look;
  declare problem: string;
  onTake: (look: Look) => void = () => {};

  constructor() {
    super();
    this.source = this.address = this.problem = '';
    this.found = {};
  }

  show(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const isFound = Object.keys(this.found).length > 0;
    return html`<dialog class="narrow" aria-labelledby="heading">
      <div class="top">
        <h2 id="heading">Import a brand</h2>
        <button type="button" class="icon" aria-label="Close" @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </div>
      <div class="body">
        <form class="field" @submit=${this.#handleFetch}>
          <label for="address">Address of a page or its style sheet</label>
          <span class="address">
            <input id="address" class="input" type="text" inputmode="url" placeholder="https://example.com/styles.css" autocomplete="off" .value=${live(this.address)} @input=${(event: Event) => (this.address = (event.target as HTMLInputElement).value)} />
            <button class="button" ?disabled=${!this.address.trim()}>Read it</button>
          </span>
        </form>
        <div class="field">
          <label for="source">Or its CSS, or its design tokens as JSON</label>
          <textarea id="source" class="code" spellcheck="false" placeholder=":root { --color-primary: #663399; }" .value=${live(this.source)} @input=${(event: Event) => this.#read((event.target as HTMLTextAreaElement).value)}></textarea>
        </div>
        <div role="status">${this.problem ? html`<p class="problem">${this.problem}</p>` : isFound ? this.#renderFound() : nothing}</div>
      </div>
      <div class="foot">
        <button type="button" class="button main" ?disabled=${!isFound} @click=${this.#handleTake}>Use this brand</button>
      </div>
    </dialog>`;
  }

  #renderFound(): TemplateResult {
    const { fontFamily, radius } = this.found;
    const colours = COLOURS.flatMap(({ name, label }) =>
      Object.entries(this.found[name] ?? {}).map(([scheme, colour]: [string, string]) => html`<span class="swatch"><i style=${styleMap({ background: colour })}></i>${label}, ${scheme}</span>`),
    );
    return html`<div class="found">
      <b>Found:</b> ${colours} ${fontFamily ? html`<span>Font ${fontFamily}</span>` : nothing} ${radius === undefined ? nothing : html`<span>Corners of ${radius} px</span>`}
    </div>`;
  }

  #read(source: string): void {
    this.source = source;
    this.problem = '';
    this.found = {};
    if (!source.trim()) return;
    try {
      this.found = lookOf(/^\s*[[{]/.test(source) ? readTokens(JSON.parse(source)) : readCss(source));
      if (Object.keys(this.found).length === 0) this.problem = 'No colour, font or corner was found in it. Names such as “primary”, “background” and “text” are understood.';
    } catch {
      this.problem = 'This begins like JSON, but is none yet.';
    }
  }

  readonly #handleFetch = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      this.#read(await fetchCss(this.address));
    } catch (error) {
      this.problem = (error as Error).message;
    }
  };

  readonly #handleTake = (): void => {
    this.#dialog?.close();
    this.onTake(this.found);
  };

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }
}
