/** Calls `work` in a second, when what the page is there for is on the screen. Returns the timer. */
export function later(work: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(work, 1000);
}
