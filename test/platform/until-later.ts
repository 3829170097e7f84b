import { later } from '../../src/platform/later.ts';

/** Resolves after everything that the page has put off until later. That runs in the order in which it was put off. */
export const untilLater = (): Promise<void> => new Promise((resolve) => later(resolve));
