/** How the panel changes: loaded once the person turns to it. Until then, and for people who want less motion, it changes at once. */

/** From one thing to the next it takes this twice: what was there goes, what follows comes. */
const MS = 160;
const LEAVING = 'leaving';

/** What is in the panel goes, or the panel itself. Resolves when it has. */
export async function leave(panel: HTMLElement, isAll: boolean): Promise<void> {
  if (isStill()) return;
  const options = { duration: MS, easing: 'ease-in', fill: 'forwards', id: LEAVING } as const;
  if (!isAll) for (const part of panel.children) part.animate({ opacity: 0 }, options);
  else if (panel.matches('.inline')) panel.animate({ opacity: 0, overflow: ['hidden', 'hidden'], blockSize: 0, paddingBlock: 0, borderBlockWidth: 0 }, options);
  else panel.animate({ opacity: 0, transform: 'translateY(.75em)' }, options);
  // By a timer, which a page in the background has as well.
  await new Promise((resolve) => setTimeout(resolve, MS));
}

/** What has taken its place is seen, and the panel takes its new height from the one that it had. */
export function come(panel: HTMLElement, heightBefore: number): void {
  for (const animation of panel.getAnimations({ subtree: true })) if (animation.id === LEAVING) animation.cancel();
  const height = panel.offsetHeight;
  if (isStill() || !heightBefore || height === heightBefore) return;
  panel.animate({ blockSize: [`${heightBefore}px`, `${height}px`], overflow: ['hidden', 'hidden'] }, { duration: MS, easing: 'ease-out' });
}

/** True if nothing should move, or the page is hidden. */
export function isStill(): boolean {
  return document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
