/** Whether the page has a modal dialog open. Anything above it can be neither clicked nor typed into. */

/** How often the page is looked at. Events tell only of some changes: a dialog may be taken away, or fade. */
const LOOK_MS = 300;

/** True while `isSo(element)`. Then `handleEnd` is called once it is not, unless `element` has left the page. */
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
 * Whether the page has a modal dialog open that `element` is not in, or keeps people away from the part with `element`, as
 * dialogs without `aria-modal` do. Looks into the shadow roots that the focus is in, too: a modal dialog takes it.
 */
export function hasPageModal(element: Element): boolean {
  if (isIn(INERT, element)) return true;
  for (let root: Document | ShadowRoot | null | undefined = document; root && root !== element.shadowRoot; root = root.activeElement?.shadowRoot) {
    if ([...root.querySelectorAll('dialog:modal, [aria-modal="true"]')].some((modal) => isSeen(modal) && !isIn(modal, element))) return true;
  }
  return false;
}

const INERT = '[inert], [aria-hidden="true"]';

/** Also out of the shadow roots that `element` is in. */
function isIn(outer: Element | string, element: Element): boolean {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  const isInside = typeof outer === 'string' ? element.closest(outer) !== null : outer.contains(element);
  return isInside || (host !== undefined && isIn(outer, host));
}

/** Some pages keep a closed drawer in the page: faded, hidden from assistive technology, or beside the window. */
function isSeen(modal: Element): boolean {
  const { left, right, top, bottom } = modal.getBoundingClientRect();
  const isBeside = right > left && (right <= 0 || left >= innerWidth || (getComputedStyle(modal).position === 'fixed' && (bottom <= 0 || top >= innerHeight)));
  return modal.getClientRects().length > 0 && !isBeside && !isIn(INERT, modal) && modal.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) !== false;
}
