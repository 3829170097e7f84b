/** Whether the page has a modal dialog open. Anything above it can be neither clicked nor typed into. */

/** How often an open dialog is looked at. An event tells only of some: others are taken away, or fade. */
const LOOK_MS = 300;

/**
 * True while the page has a modal dialog open that `element` is not in. Then `handleEnd` is called once it is closed,
 * unless `element` has left the page.
 */
export function waitForPageModal(element: Element, handleEnd: () => void): boolean {
  if (!hasPageModal(element)) return false;
  const look = () => {
    if (!element.isConnected) return;
    if (hasPageModal(element)) setTimeout(look, LOOK_MS);
    else handleEnd();
  };
  setTimeout(look, LOOK_MS);
  return true;
}

/** Looks into the shadow roots that the focus is in, too: a modal dialog takes it. */
export function hasPageModal(element: Element): boolean {
  for (let root: Document | ShadowRoot | null | undefined = document; root && root !== element.shadowRoot; root = root.activeElement?.shadowRoot) {
    if ([...root.querySelectorAll('dialog:modal, [aria-modal="true"]')].some((modal) => isSeen(modal) && !modal.contains(element))) return true;
  }
  return false;
}

function isSeen(modal: Element): boolean {
  const { visibility, opacity } = getComputedStyle(modal);
  return modal.getClientRects().length > 0 && visibility !== 'hidden' && opacity !== '0';
}
