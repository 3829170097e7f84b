/** What HTML's `pattern` means, and which patterns are harmless at a glance. */

/** The expression that HTML makes of a `pattern`: all of the value. `undefined` if it does not compile. */
export function compilePattern(pattern: string): RegExp | undefined {
  // Browsers before 2023 know no `v`.
  for (const flag of ['v', 'u']) {
    try {
      // Compiled alone first: `)(` compiles only inside the group.
      new RegExp(pattern, flag);
      return new RegExp(`^(?:${pattern})$`, flag);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** One step of a pattern: a character, an escape, a set, an anchor or a group's border; then how often. */
const STEP =
  /(?:\[(?:[^\\[\]]|\\[^q])+\]|\\(?:[^\dcklpqux]|p\{\w{1,40}\})|[^\\[\](){}*+?|])(?:\{\d{1,3}\}|([*+?]|\{\d{1,3},\d{0,3}\}))?/uy;

/**
 * True for a pattern that surely takes no longer than its input is long: a row of characters and sets of which at
 * most one repeats a variable number of times (`[A-Z]{2}[0-9A-Z]{2,12}`), and one more may be left out (`?`).
 * Anything else may still be fine; to tell needs more than a page should load.
 */
export function isPlainPattern(pattern: string): boolean {
  let optional = 0;
  let variable = 0;
  STEP.lastIndex = 0;
  while (STEP.lastIndex < pattern.length) {
    const step = STEP.exec(pattern);
    if (!step) return false;
    if (step[1] === '?') optional += 1;
    else if (step[1]) variable += 1;
  }
  return variable <= 1 && optional <= 1;
}
