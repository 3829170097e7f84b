import { redact, safeError } from '../plan/safe-error.ts';
import { StoreError } from './store-error.ts';

/**
 * The error that the page is told of, for what a store threw: it may be the page's own and throw anything. `values`: what
 * it was to save.
 */
export function storeErrorOf(thrown: unknown, values: readonly unknown[] = []): StoreError {
  if (!(thrown instanceof StoreError)) return new StoreError('server', { cause: safeError(thrown, values) });
  if (thrown.cause === undefined) return thrown;
  const { code, status, retryAfterMs, cause } = thrown;
  const safe = new StoreError(code, { status, retryAfterMs, cause: safeError(cause, values) });
  safe.message = redact(thrown.message, values);
  return safe;
}
