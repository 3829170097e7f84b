/** Enough for a question to be on the screen, and not too long for a sign-out in another tab to be noticed. */
const LATER_MS = 300;

/** Calls `work` when what the page is there for is probably done. Returns the timer. */
export function later(work: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(work, LATER_MS);
}
