/** Calls `work` when the browser has nothing more urgent to do, at the latest after a second. */
export function whenIdle(work: () => void): void {
  // WebKit does not have it.
  const request = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
  if (!request?.(work, { timeout: 1000 })) setTimeout(work, 200);
}
