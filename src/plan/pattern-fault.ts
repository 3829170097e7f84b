/** Tells apart patterns that take long on some answers. Costs more to load than all other checks: never on a page whose plan is sound. */
import { isSafePattern } from 'redos-detector';
import { compilePattern, isPlainPattern } from './pattern.ts';

/** How much of a pattern is looked at; what needs more is taken for a run-away one. About 0.1 s at worst. */
const MAX_STEPS = 600;
/** The look-ahead of redos-detector grows with every pair of brackets. */
const MAX_NESTING = 8;

/** Patterns of one plan that are looked at closely; each takes a tenth of a second at worst. */
export const MAX_EXAMINED_PATTERNS = 20;

/**
 * `syntax`: does not compile. `slow`: some answers make it try so many ways that a page stands still, or that cannot
 * be ruled out; rather strict: two repeated parts next to each other that take the same characters are `slow` too.
 * `many`: not examined, because so many before it were.
 */
export type PatternFault = 'syntax' | 'slow' | 'many';

/** Finds faults in the patterns of one plan; the same pattern is looked at once. */
export function createPatternExaminer(): (pattern: string) => PatternFault | undefined {
  const examined = new Map<string, PatternFault | undefined>();
  return (pattern) => {
    if (!compilePattern(pattern)) return 'syntax';
    if (isPlainPattern(pattern)) return undefined;
    if (!examined.has(pattern)) {
      if (examined.size >= MAX_EXAMINED_PATTERNS) return 'many';
      examined.set(pattern, nesting(pattern) > MAX_NESTING || !isSafe(pattern) ? 'slow' : undefined);
    }
    return examined.get(pattern);
  };
}

function isSafe(pattern: string): boolean {
  try {
    // No clock here: steps bound the time, and the same plan always gives the same answer.
    const options = { unicode: true, maxSteps: MAX_STEPS, timeout: Infinity };
    return isSafePattern(`^(?:${withoutProperties(pattern)})$`, options).safe;
  } catch {
    // Syntax that the detector does not know.
    return false;
  }
}

const LETTERS = 'a-zA-Z\\u{80}-\\u{10FFFF}';
const DIGITS = '0-9\\u{80}-\\u{10FFFF}';

/**
 * redos-detector takes `\p{L}` for any character, a space too. What stands in for it here is still more than all
 * letters, so that nothing slow is missed; inside `[^…]` more would be less, and it stays.
 */
function withoutProperties(pattern: string): string {
  let set = '';
  return pattern.replace(/\\p\{([\w=]{1,60})\}|\\[^]|\[\^?|\]/g, (token, property: string | undefined) => {
    if (token.startsWith('[')) set = token;
    else if (token === ']') set = '';
    else if (property && set !== '[^') {
      const characters = /^(?:L[ulmot]?|Letter|Alphabetic|Lowercase|Uppercase)$/.test(property)
        ? LETTERS
        : /^(?:N|Nd|Number)$/.test(property) && DIGITS;
      if (characters) return set ? characters : `[${characters}]`;
    }
    return token;
  });
}

function nesting(pattern: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of pattern.replace(/\\./g, '')) {
    if (sign === '(') deepest = Math.max(deepest, ++depth);
    else if (sign === ')') depth--;
  }
  return deepest;
}
