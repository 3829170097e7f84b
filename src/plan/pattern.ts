/** HTML's `pattern`, and a quick check for harmless patterns. */

/** Returns the expression of HTML's `pattern`, which matches the whole value; `undefined` if it does not compile. */
export function compilePattern(pattern: string): RegExp | undefined {
  // Browsers before 2023 do not support `v`.
  for (const flag of ['v', 'u']) {
    try {
      // Compiled alone first, because `)(` compiles only inside the group.
      new RegExp(pattern, flag);
      return new RegExp(`^(?:${pattern})$`, flag);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** One step of a pattern: a character, an escape, a set, an anchor or a group's border, followed by a quantifier. */
const STEP =
  /(?:\[(?:[^\\[\]]|\\[^q])+\]|\\(?:[^\dcklpqux]|p\{\w{1,40}\})|[^\\[\](){}*+?|])(?:\{\d{1,3}\}|([*+?]|\{\d{1,3},\d{0,3}\}))?/uy;

/**
 * True for a pattern whose time grows only with the length of its input: a sequence of characters and sets. One of them may
 * repeat a variable number of times (`[A-Z]{2}[0-9A-Z]{2,12}`), and one may be optional (`?`). Other patterns may be harmless,
 * too, but finding out needs more code than a page should load.
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
