/** Reports the panel's position in the preview's page whenever it changes. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export class PlaceWatch {
  readonly #onPlace: (box: Box | undefined) => void;
  readonly #observer = new ResizeObserver(() => this.#tell());
  #panel: Element | undefined;
  #told = '';

  constructor(onPlace: (box: Box | undefined) => void) {
    this.#onPlace = onPlace;
    addEventListener('resize', () => this.#tell());
    addEventListener('scroll', () => this.#tell(), { capture: true, passive: true });
  }

  /** Finds the panel that is shown now. */
  refresh(): void {
    const element = document.querySelector('tell-us-more:not(.next), profile-review');
    const panel = element?.shadowRoot?.querySelector('.panel') ?? document.querySelector('.auth0-lock-widget') ?? undefined;
    if (panel !== this.#panel) {
      this.#observer.disconnect();
      this.#panel = panel;
      if (panel) this.#observer.observe(panel);
    }
    this.#tell();
  }

  #tell(): void {
    const rect = this.#panel?.getBoundingClientRect();
    const box = rect && rect.width > 0 ? { left: rect.left, top: rect.top, width: rect.width, height: rect.height } : undefined;
    const told = JSON.stringify(box);
    if (told === this.#told) return;
    this.#told = told;
    this.#onPlace(box);
  }
}
