import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { controls } from '../controls.styles.ts';
import { isPreviewReport, type PreviewRequest } from '../preview-messages.ts';

/** CSS pixels of the page in the tile; wide enough for a corner to be one. */
const PAGE = { width: 560, height: 520 };
const WIDTH = 280;
const SCALE = WIDTH / PAGE.width;

/** One state of the panel, small, in an inert page of its own. */
export class StudioStateTile extends LitElement {
  static override properties: PropertyDeclarations = { request: { attribute: false }, label: {} };
  static override styles = [
    controls,
    css`
      :host { position: relative; display: grid; gap: 0.375rem; align-content: start; }
      .open { position: relative; display: block; inline-size: ${WIDTH}px; max-inline-size: 100%; padding: 0; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); overflow: hidden; }
      iframe { display: block; border: 0; transform-origin: 0 0; pointer-events: none; }
      .row { flex-wrap: nowrap; font-size: 0.8125rem; }
      h3 { flex: 1; }
      .link { font-size: 0.75rem; }
      /* The whole tile is its button. */
      .show::after { content: ''; position: absolute; inset: 0 0 2rem; }
      .open:has(+ .row > .show:hover) { border-color: var(--accent); }
    `,
  ];

  declare request: PreviewRequest;
  declare label: string;
  onShown: () => void = () => {};
  onOpen: () => void = () => {};
  onPicture: (page: Document) => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#handleMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#handleMessage);
  }

  /** What is shown. */
  get page(): Document | undefined {
    return this.renderRoot.querySelector('iframe')?.contentDocument ?? undefined;
  }

  protected override render(): TemplateResult {
    const { width, height } = PAGE;
    return html`<div class="open" style=${styleMap({ height: `${height * SCALE}px` })}>
        <div inert><iframe title=${this.label} src="./preview.html" tabindex="-1" style=${styleMap({ width: `${width}px`, height: `${height}px`, transform: `scale(${SCALE})` })}></iframe></div>
      </div>
      <div class="row">
        <h3>${this.label}</h3>
        <button type="button" class="link show" aria-label="Show ${this.label} in the preview" @click=${() => this.onOpen()}>Show</button>
        <button type="button" class="link" aria-label="Save ${this.label} as PNG" @click=${() => this.page && this.onPicture(this.page)}>PNG</button>
      </div>`;
  }

  readonly #handleMessage = ({ origin, source, data }: MessageEvent<unknown>): void => {
    const frame = this.renderRoot.querySelector('iframe');
    if (origin !== location.origin || !frame || source !== frame.contentWindow || !isPreviewReport(data)) return;
    if (data.type === 'ready') frame.contentWindow!.postMessage(this.request, location.origin);
    if (data.type === 'shown') this.onShown();
  };
}

