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

/** Whether the page has a modal dialog open that `element` is not in. Looks into the shadow roots that the focus is in, too: a modal dialog takes it. */
export function hasPageModal(element: Element): boolean {
  for (let root: Document | ShadowRoot | null | undefined = document; root && root !== element.shadowRoot; root = root.activeElement?.shadowRoot) {
    if ([...root.querySelectorAll('dialog:modal, [aria-modal="true"]')].some((modal) => isSeen(modal) && !isIn(modal, element))) return true;
  }
  return false;
}

function isIn(modal: Element, element: Element): boolean {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return modal.contains(element) || (host !== undefined && isIn(modal, host));
}

function isSeen(modal: Element): boolean {
  const { visibility, opacity } = getComputedStyle(modal);
  return modal.getClientRects().length > 0 && visibility !== 'hidden' && opacity !== '0';
}
