/**
 * Animates changes of the panel. Loaded once the person turns to it. Before that, and with reduced motion, it changes immediately.
 */

/** The duration of fading out, and of fading in. */
const MS = 160;
const LEAVING = 'leaving';

/** Fades out the content of the panel, or the panel itself. Resolves when it is invisible. */
export async function leave(panel: HTMLElement, isAll: boolean): Promise<void> {
  if (isStill()) return;
  const options = { duration: MS, easing: 'ease-in', fill: 'forwards', id: LEAVING } as const;
  if (!isAll) for (const part of panel.children) part.animate({ opacity: 0 }, options);
  else if (panel.matches('.inline')) panel.animate({ opacity: 0, overflow: ['hidden', 'hidden'], blockSize: 0, paddingBlock: 0, borderBlockWidth: 0 }, options);
  else panel.animate({ opacity: 0, transform: 'translateY(.75em)' }, options);
  // A timer also runs in background pages.
  await new Promise((resolve) => setTimeout(resolve, MS));
}

/** Fades in the new content, and changes the height from the old to the new one. */
export function come(panel: HTMLElement, heightBefore: number): void {
  for (const animation of panel.getAnimations({ subtree: true })) if (animation.id === LEAVING) animation.cancel();
  const height = panel.offsetHeight;
  if (isStill() || !heightBefore || height === heightBefore) return;
  panel.animate({ blockSize: [`${heightBefore}px`, `${height}px`], overflow: ['hidden', 'hidden'] }, { duration: MS, easing: 'ease-out' });
}

/** True with reduced motion, or if the page is hidden. */
export function isStill(): boolean {
  return document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
