/** Reports the person's activity on this page, at most once a minute. A session ends after 30 minutes without activity. */

const EVERY_MS = 60_000;
const EVENTS = ['pointerdown', 'keydown', 'visibilitychange', 'pageshow'] as const;

/** Calls `handle` until `signal` is aborted. */
export function watchActivity(handle: () => void, now: () => Date, signal: AbortSignal): void {
  let toldAt = 0;
  const listener = () => {
    const at = now().getTime();
    const age = at - toldAt;
    // A negative age means that the clock was set back.
    if (document.visibilityState !== 'visible' || (age >= 0 && age < EVERY_MS)) return;
    toldAt = at;
    handle();
  };
  for (const type of EVENTS) addEventListener(type, listener, { passive: true, capture: true, signal });
}
