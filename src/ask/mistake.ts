/** A mistake of the page: what was expected, what came, and what to do. */
export interface Mistake {
  expected: string;
  got: string;
  remedy: string;
}

/** The warnings that are already on this page's console. */
const told = new Set<string>();

export function wordsOf({ expected, got, remedy }: Mistake): string {
  return `Expected ${expected}, got ${got}. ${remedy}`;
}

/** Writes each of `mistakes` to the console once. */
export function warnOnce(mistakes: readonly Mistake[]): void {
  for (const words of mistakes.map(wordsOf)) {
    if (told.has(words)) continue;
    told.add(words);
    console.warn(`progressive-lock: ${words}`);
  }
}
