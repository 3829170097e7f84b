/** Finds open modal dialogs of the page. People can neither click nor type in anything above one. */

/** How often the page is checked. Events report only some changes, not a dialog that is removed or faded out. */
const LOOK_MS = 300;

/** Returns `isSo(element)`. If true, `handleEnd` is called once it is false, unless `element` has left the page. */
export function waitWhile<E extends Element>(isSo: (element: E) => boolean, element: E, handleEnd: () => void): boolean {
  if (!isSo(element)) return false;
  const look = () => {
    if (!element.isConnected) return;
    if (isSo(element)) setTimeout(look, LOOK_MS);
    else handleEnd();
  };
  setTimeout(look, LOOK_MS);
  return true;
}

/**
 * Whether the page has an open modal dialog that does not contain `element`, or has made the part with `element` inert, as dialogs
 * without `aria-modal` do. Also checks the shadow roots that contain the focus, because a modal dialog takes it.
 */
export function hasPageModal(element: Element): boolean {
  if (isIn(INERT, element)) return true;
  for (let root: Document | ShadowRoot | null | undefined = document; root && root !== element.shadowRoot; root = root.activeElement?.shadowRoot) {
    if ([...root.querySelectorAll('dialog:modal, [aria-modal="true"]')].some((modal) => isSeen(modal) && !isIn(modal, element))) return true;
  }
  return false;
}

const INERT = '[inert], [aria-hidden="true"]';

/** Like `closest()`, through the shadow roots that contain `element`. */
function isIn(outer: Element | string, element: Element): boolean {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  const isInside = typeof outer === 'string' ? element.closest(outer) !== null : outer.contains(element);
  return isInside || (host !== undefined && isIn(outer, host));
}

/** Some pages keep a closed drawer in the page: transparent, hidden from assistive technology, or outside of the window. */
function isSeen(modal: Element): boolean {
  const { left, right, top, bottom } = modal.getBoundingClientRect();
  const isBeside = right > left && (right <= 0 || left >= innerWidth || (getComputedStyle(modal).position === 'fixed' && (bottom <= 0 || top >= innerHeight)));
  return modal.getClientRects().length > 0 && !isBeside && !isIn(INERT, modal) && modal.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) !== false;
}
