import { later } from '../../src/platform/later.ts';

/** Resolves after all that a page puts off until later: what was put off first comes first. */
export const untilLater = (): Promise<void> => new Promise((resolve) => later(resolve));
