/** What asking needs of the element or profiler that it works for. */
export interface AskHost extends EventTarget {
  /** `current` has changed. */
  requestUpdate(): void;
  /** Resolves when what `current` says is on the screen. */
  readonly updateComplete: Promise<unknown>;
  /** @internal Whether the person is in the panel with pointer or focus: then it is not taken away. */
  isBeingUsed(): boolean;
  /** @internal A dialog takes the focus, so it waits while the person types in the page. A panel over the page waits for the page's modal dialogs, and any for its part of the page to be shown. */
  readonly placement?: string;
  /** Called after answers were saved, so that the page can renew its ID token. */
  refresh?: () => Promise<void> | void;
}
