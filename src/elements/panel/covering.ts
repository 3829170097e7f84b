/**
 * Uncovers the focused element of the page if it is behind the panel (WCAG 2.2, 2.4.11). Loaded when something in the page is
 * focused.
 */

/** True if no part of `target` is visible. */
export function isCovered(target: Element, panel: Element): boolean {
  const over = panel.getBoundingClientRect();
  const under = target.getBoundingClientRect();
  return under.top >= over.top && under.bottom <= over.bottom && under.left >= over.left && under.right <= over.right;
}

/** Scrolls the page so that `target` becomes visible. */
export function uncover(target: Element, panel: HTMLElement): void {
  // The sheet may be higher than half of the screen.
  target.scrollIntoView({ block: panel.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
}
