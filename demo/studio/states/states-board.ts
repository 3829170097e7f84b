import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../controls.styles.ts';
import type { View } from '../design.ts';
import { dialogStyles } from '../dialog.styles.ts';
import { saveBlob } from '../save-file.ts';
import { icon } from '../icons.ts';
import type { PreviewRequest } from '../preview-messages.ts';
import { STATES } from './all-states.ts';
import { handOverPage } from './hand-over.ts';
import { drawState } from './state-picture.ts';
import { snapshotOf } from './state-snapshot.ts';
import type { StudioStateTile } from './state-tile.ts';

/** All states beside each other: to look at, to go to, and to hand over as files. */
export class StudioBoard extends LitElement {
  static override properties: PropertyDeclarations = { request: { attribute: false }, isOpen: { state: true }, shown: { state: true }, message: { state: true } };
  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog { inline-size: calc(100vw - 3rem); block-size: calc(100vh - 3rem); }
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, min(280px, 100%)); justify-content: space-between; gap: 1.25rem 1rem; align-content: start; flex: 1; min-height: 0; overflow: auto; padding: 2px; }
      .hint { flex: 1; text-align: end; }
    `,
  ];

  /** What the preview shows; each tile changes its view. */
  declare request: PreviewRequest;
  declare isOpen: boolean;
  /** How many are on the screen: they come one after the other. */
  declare shown: number;
  declare message: string;
  onView: (change: Partial<View>) => void = () => {};

  /** Where the focus was last, outside of the tiles' pages. */
  #focused: HTMLElement | undefined;

  constructor() {
    super();
    this.isOpen = false;
    this.shown = 0;
    this.message = '';
  }

  show(): void {
    this.shown = 0;
    this.message = '';
    this.isOpen = true;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('blur', this.#handleBlur);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('blur', this.#handleBlur);
  }

  protected override render(): TemplateResult {
    const isWhole = this.shown >= STATES.length;
    return html`<dialog aria-labelledby="heading" @close=${() => (this.isOpen = false)} @focusin=${this.#handleFocusIn}>
      <div class="top">
        <h2 id="heading">All states</h2>
        <p class="hint" role="status">${this.message || (isWhole ? nothing : `${this.shown} of ${STATES.length} …`)}</p>
        <button type="button" class="button" ?disabled=${!isWhole} @click=${this.#handleHandOver}>Save as a page</button>
        <button type="button" class="icon close" aria-label="Close" @click=${() => this.#close()}>${icon('close')}</button>
      </div>
      <div class="tiles">${this.isOpen ? STATES.slice(0, this.shown + 1).map((state, index) => this.#renderTile(state, index)) : nothing}</div>
    </dialog>`;
  }

  #renderTile({ title, view }: (typeof STATES)[number], index: number): TemplateResult {
    const { request } = this;
    return html`<studio-state-tile
      .label=${title}
      .request=${{ ...request, version: index + 1, view: { ...request.view, ...view, only: undefined } }}
      .onShown=${() => {
        this.shown = Math.max(this.shown, index + 1);
        this.#takeFocusBack();
      }}
      .onOpen=${() => {
        this.#close();
        this.onView({ ...view, only: undefined });
      }}
      .onPicture=${(page: Document) => void this.#savePicture(page, title)}
    ></studio-state-tile>`;
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  readonly #handleFocusIn = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement && !isTile(target)) this.#focused = target;
  };

  readonly #handleBlur = (): void => {
    // The frame has the focus only after this.
    setTimeout(() => this.#takeFocusBack());
  };

  /** A dialog takes the focus even in an inert frame, and with it the Escape key. */
  #takeFocusBack(): void {
    const tile = this.shadowRoot?.activeElement;
    if (!this.isOpen || !isTile(tile) || tile.shadowRoot?.activeElement?.localName !== 'iframe') return;
    (this.#focused?.isConnected ? this.#focused : this.renderRoot.querySelector<HTMLElement>('.close'))?.focus({ preventScroll: true });
  }

  async #savePicture(page: Document, title: string): Promise<void> {
    try {
      saveBlob(await drawState(snapshotOf(page)), `${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`);
      this.message = `Saved ${title} as a picture.`;
    } catch (error) {
      console.warn(error);
      this.message = 'This browser cannot make a picture of it. Save it as a page instead.';
    }
  }

  readonly #handleHandOver = (): void => {
    const tiles = [...this.renderRoot.querySelectorAll<StudioStateTile>('studio-state-tile')];
    const states = tiles.flatMap(({ label, page }) => (page ? [{ title: label, ...snapshotOf(page) }] : []));
    saveBlob(new Blob([handOverPage(this.request, states)], { type: 'text/html' }), 'states.html');
    this.message = 'Saved: one file with all states, for any browser.';
  };
}

function isTile(element: Element | null | undefined): element is StudioStateTile {
  return element?.localName === 'studio-state-tile';
}
