/** Room at the end of the page, whose last lines would lie behind the panel. */
export class PageRoom {
  /** The page's own paddings, while there is room for the panel. */
  #paddings?: [string, string];
  readonly #size = new ResizeObserver(([entry]) => this.#keep((entry!.target as HTMLElement).offsetHeight));

  /** Keeps as much as `panel` is high, until `end()`. */
  keepFor(panel: HTMLElement): void {
    this.#size.observe(panel);
  }

  end(): void {
    this.#size.disconnect();
    this.#keep(0);
  }

  #keep(height: number): void {
    const { style, scrollHeight } = document.documentElement;
    if (height) {
      // A page that fits the window needs none, and gets no scroll bar.
      if (!this.#paddings && scrollHeight <= innerHeight) return;
      this.#paddings ??= [style.paddingBlockEnd, style.scrollPaddingBlockEnd];
      style.paddingBlockEnd = style.scrollPaddingBlockEnd = `${height}px`;
    } else if (this.#paddings) {
      [style.paddingBlockEnd, style.scrollPaddingBlockEnd] = this.#paddings;
      this.#paddings = undefined;
    }
  }
}
