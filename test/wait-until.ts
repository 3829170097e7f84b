import { waitUntil as wait } from '@open-wc/testing';

/** A test that waits for what it means never needs so long; a busy machine may. Less than a test's own limit, which does not say what was awaited. */
const PATIENCE_MS = 15_000;

/** Resolves once `isSo` answers with something true. @throws {Error} with `what`, if that never comes */
export function waitUntil(isSo: () => unknown, what = isSo.toString()): Promise<void> {
  return wait(isSo, what, { timeout: PATIENCE_MS });
}
