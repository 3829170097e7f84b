/** A mistake of the page: what was expected, what came, and what to do. */
export interface Mistake {
  expected: string;
  got: string;
  remedy: string;
}

/** What the console of this page already says. */
const told = new Set<string>();

export function wordsOf({ expected, got, remedy }: Mistake): string {
  return `Expected ${expected}, got ${got}. ${remedy}`;
}

/** Says each of `mistakes` once on the console. */
export function warnOnce(mistakes: readonly Mistake[]): void {
  for (const words of mistakes.map(wordsOf)) {
    if (told.has(words)) continue;
    told.add(words);
    console.warn(`progressive-lock: ${words}`);
  }
}
