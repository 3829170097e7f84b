/** For what has the focus in the page and lies behind the panel (WCAG 2.2, 2.4.11). Loaded when something in the page gets the focus. */

/** True if nothing of `target` is visible. */
export function isCovered(target: Element, panel: Element): boolean {
  const over = panel.getBoundingClientRect();
  const under = target.getBoundingClientRect();
  return under.top >= over.top && under.bottom <= over.bottom && under.left >= over.left && under.right <= over.right;
}

/** Scrolls the page so that it comes out. */
export function uncover(target: Element, panel: HTMLElement): void {
  // A sheet may be higher than half of the screen.
  target.scrollIntoView({ block: panel.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
}
