/** Long enough for a question to be on the screen, and short enough to notice a sign-out in another tab. */
const LATER_MS = 300;

/** Calls `work` when the page is probably ready. Returns the timer. */
export function later(work: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(work, LATER_MS);
}
