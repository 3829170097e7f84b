/** Patterns of pages (`ask.page`) that most plans have. All others are left to page-pattern.ts, which is longer. */

/** Each takes any text; with more of them a long path is tried in too many ways. */
export const MAX_WILDCARDS = 2;

/** True for a pattern that is surely matched fast on every path: whole segments, named ones and few wildcards. */
export function isPlainPage(pattern: string): boolean {
  return /^(?:\/(?::?[\w.~-]+|\*)?)*$/.test(pattern) && pattern.split('*').length <= MAX_WILDCARDS + 1;
}
