/** Recognises the simple patterns of pages (`ask.page`) that most plans have. page-pattern.ts checks all others. */

/** The number of wildcards. With more, a long path has too many combinations. */
export const MAX_WILDCARDS = 2;

/** True for a pattern that is fast on every path: whole segments, named segments and few wildcards. */
export function isPlainPage(pattern: string): boolean {
  return /^(?:\/(?::?[\w.~-]+|\*)?)*$/.test(pattern) && pattern.split('*').length <= MAX_WILDCARDS + 1;
}
