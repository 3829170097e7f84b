import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from './controls.styles.ts';
import { icon } from './icons.ts';

/** A button that shows the buttons within it until one is pressed or the focus leaves. */
export class StudioMenu extends LitElement {
  static override properties: PropertyDeclarations = { label: {}, isOpen: { state: true } };
  static override styles = [
    controls,
    css`
      :host { position: relative; display: inline-block; }
      .button { display: inline-flex; gap: 0.25rem; align-items: center; padding-inline-end: 0.5rem; }
      .button svg { inline-size: 1rem; block-size: 1rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
      .list { position: absolute; inset-block-start: calc(100% + 0.375rem); inset-inline-end: 0; z-index: 20; display: grid; min-inline-size: 15rem; padding: 0.375rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); box-shadow: 0 12px 40px rgb(0 0 0 / 18%); }
    `,
  ];

  declare label: string;
  declare isOpen: boolean;

  constructor() {
    super();
    this.isOpen = false;
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.isOpen) return;
      this.isOpen = false;
      this.renderRoot.querySelector('button')?.focus();
    });
    // Handles the buttons in the slot. If a file is chosen, `change` closes the menu.
    this.addEventListener(
      'click',
      ({ target }) => {
        if (!(target instanceof HTMLButtonElement) || target.parentElement !== this) return;
        this.isOpen = false;
        // Moves the focus before the button acts: a dialog returns the focus to its previous element, which must not be hidden.
        this.renderRoot.querySelector('button')?.focus();
      },
      { capture: true },
    );
    this.addEventListener('change', () => (this.isOpen = false));
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !this.contains(relatedTarget)) this.isOpen = false;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pointerdown', this.#handlePointer);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pointerdown', this.#handlePointer);
  }

  protected override render(): TemplateResult {
    return html`<button type="button" class="button" aria-expanded=${this.isOpen ? 'true' : 'false'} aria-controls="list" @click=${() => (this.isOpen = !this.isOpen)}>${this.label} ${icon('down')}</button>
      <div class="list" id="list" ?hidden=${!this.isOpen}><slot></slot></div>`;
  }

  readonly #handlePointer = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.isOpen = false;
  };
}
