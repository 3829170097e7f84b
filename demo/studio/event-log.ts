import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from './controls.styles.ts';

export interface LogEntry {
  at: Date;
  /** The type of the event that the element dispatched. */
  type: string;
  detail: string;
}

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** Lists the events that a page would receive from the elements, the latest first. */
export class StudioLog extends LitElement {
  static override properties: PropertyDeclarations = { entries: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host { display: grid; gap: 0.5rem; align-content: start; }
      .scroll { max-height: 18rem; overflow: auto; }
      ol { display: grid; gap: 0.25rem; font-size: 0.8125rem; }
      li { display: flex; flex-wrap: wrap; gap: 0 0.5rem; }
      time { color: var(--quiet); font-variant-numeric: tabular-nums; }
    `,
  ];

  declare entries: readonly LogEntry[];
  onClear: () => void = () => {};

  protected override render(): TemplateResult {
    const { entries } = this;
    return html`<header class="row spread">
        <h2 id="log">Events</h2>
        <button type="button" class="link" ?disabled=${entries.length === 0} @click=${() => this.onClear()}>Clear</button>
      </header>
      ${entries.length === 0 ? html`<p class="hint">What a page would hear. Answer something in the preview.</p>` : ''}
      <div class="scroll" role="log" aria-labelledby="log" tabindex="0">
        <ol>
          ${entries.map(
            ({ at, type, detail }) => html`<li><time datetime=${at.toISOString()}>${TIME.format(at)}</time> <code>${type}</code> <span>${detail}</span></li>`,
          )}
        </ol>
      </div>`;
  }
}
