/** The element or profiler that asks. */
export interface AskHost extends EventTarget {
  /** Called when `current` has changed. */
  requestUpdate(): void;
  /** Resolves when `current` is on the screen. */
  readonly updateComplete: Promise<unknown>;
  /** @internal Whether the person is using the questions, with pointer or focus. If so, they are not removed. */
  isBeingUsed(): boolean;
  /**
   * @internal A dialog takes the focus, so it waits while the person types in the page. A panel over the page waits until the
   * page's modal dialogs are closed. Every panel waits until its part of the page is visible.
   */
  readonly placement?: string;
  /** Called after answers were saved, so that the page can renew its ID token. */
  refresh?: (() => Promise<void> | void) | undefined;
}
