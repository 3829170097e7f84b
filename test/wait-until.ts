import { waitUntil as wait } from '@open-wc/testing';

/**
 * Longer than a correct test needs, even on a busy machine. Shorter than a test's own limit, which does not report what the test
 * waited for.
 */
const PATIENCE_MS = 15_000;

/** Resolves once `isSo` answers with something true. @throws {Error} with `what`, if that never comes */
export function waitUntil(isSo: () => unknown, what = isSo.toString()): Promise<void> {
  return wait(isSo, what, { timeout: PATIENCE_MS });
}
