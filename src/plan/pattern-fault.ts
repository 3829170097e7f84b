/**
 * Finds patterns that take long on some answers. Loading it costs more than all other checks, so pages with a valid plan do not.
 */
import { isSafePattern } from 'redos-detector';
import { compilePattern, isPlainPattern } from './pattern.ts';

/** The steps to examine a pattern, about 0.1 s at worst. A pattern that needs more counts as slow. */
const MAX_STEPS = 600;
/** The work of redos-detector grows with every pair of brackets. */
const MAX_NESTING = 8;

/** The examined patterns of one plan. Each takes 0.1 s at worst. */
export const MAX_EXAMINED_PATTERNS = 20;

/**
 * `syntax`: it does not compile. `slow`: some answers may make it try so many combinations that a page freezes. This is strict: two
 * adjacent repeated parts that match the same characters are also slow. `many`: it is not examined, because many before it were.
 */
export type PatternFault = 'syntax' | 'slow' | 'many';

/** Finds faults in the patterns of one plan. Equal patterns are examined once. */
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
    // Steps limit the time, not a clock, so that the same plan always has the same result.
    const options = { unicode: true, maxSteps: MAX_STEPS, timeout: Infinity };
    return isSafePattern(`^(?:${withoutProperties(pattern)})$`, options).safe;
  } catch {
    // The detector does not know this syntax.
    return false;
  }
}

const LETTERS = 'a-zA-Z\\u{80}-\\u{10FFFF}';
const DIGITS = '0-9\\u{80}-\\u{10FFFF}';

/**
 * redos-detector reads `\p{L}` as any character, including a space. The replacement still matches more than all letters, so that
 * no slow pattern is missed. Inside `[^…]`, more would match less, so it is not replaced.
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
