import { storeError } from './store-failure.ts';
import type { StoreError } from './store-error.ts';

/** Longer than the built-in stores wait. */
const STORE_LIMIT_MS = 25_000;

/**
 * Limits the time of a call, because a page's own store may ignore its signal. `call` receives a signal that is aborted with
 * `signal`, and at the limit.
 */
export function bounded<T>(call: (limit: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  const inner = new AbortController();
  const end = new Promise<never>((_, reject) => {
    inner.signal.addEventListener('abort', () => reject(inner.signal.reason as StoreError), { once: true });
  });
  const handleAbort = () => inner.abort(storeError('aborted'));
  if (signal.aborted) handleAbort();
  signal.addEventListener('abort', handleAbort);
  const timer = setTimeout(() => inner.abort(storeError('timeout')), STORE_LIMIT_MS);
  // A store may also throw synchronously.
  const begin = async () => call(inner.signal);
  return Promise.race([end, begin()]).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', handleAbort);
  });
}
