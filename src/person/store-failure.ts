/** Creates the errors of reading and saving, with messages for developers. Loaded only by pages that read or save. */
import { redact, safeError } from '../plan/safe-error.ts';
import { StoreError, type StoreErrorCode, type StoreErrorFacts } from './store-error.ts';

/** Messages for developers: what came instead of what was expected, and what to do. People see other texts. */
const MESSAGES: Record<StoreErrorCode, string> = {
  network: 'No response. If the browser is online, allow the origin of this page: Allowed Origins (CORS) in Auth0, or `origins` of your endpoint.',
  timeout: 'No response in time.',
  'rate-limited': 'Too many requests.',
  server: 'The server failed.',
  conflict: 'Another request was writing at the same time.',
  unverified: 'The response is not the profile with what was sent.',
  unauthorized: 'The access token was rejected, and so was a new one.',
  'login-required': 'Nobody is signed in at the tenant any more. The person must sign in again.',
  'consent-required': 'The person has not consented. Sign in once with this audience and scope, or allow "skipping user consent" for the API.',
  'cookies-blocked': "The browser blocks the tenant's cookies. Use a custom domain on the page's own site, or another getToken.",
  'wrong-person': 'The access token belongs to another person.',
  'no-token': 'getToken returned no access token.',
  'wrong-audience': 'The access token is for another audience.',
  'missing-scope': 'The access token lacks a scope. Request it in getToken, and allow the application to use it.',
  forbidden: 'The request is forbidden.',
  'not-found': 'No profile has this ID.',
  invalid: 'The answer was rejected as invalid.',
  'too-large': 'The profile would become too large (Auth0 allows 10 KB).',
  'empty-patch': 'There is nothing to save, and Auth0 would erase everything.',
  'answered-elsewhere': 'Another device gave another answer, and nothing says which one is later. <profile-review> lets the person choose.',
  aborted: 'The caller ended the call.',
};

/** Returns the error for `code`. `facts.detail` is added to the message. */
export function storeError(code: StoreErrorCode, { detail, ...facts }: StoreErrorFacts = {}): StoreError {
  return new StoreError(code, { ...facts, detail: [MESSAGES[code], detail].filter(Boolean).join(' ') });
}

/** Converts what a store has thrown, which can be anything for a page's own store. `values`: the values that it tried to save. */
export function storeErrorOf(thrown: unknown, values: readonly unknown[] = []): StoreError {
  if (!(thrown instanceof StoreError)) return storeError('server', { cause: safeError(thrown, values) });
  const { code, status, retryAfterMs, cause, message } = thrown;
  // A page's own store need not explain each code.
  if (message === code) return storeError(code, { status, retryAfterMs, cause: cause && safeError(cause, values) });
  if (cause === undefined) return thrown;
  return new StoreError(code, { status, retryAfterMs, detail: redact(message, values), cause: safeError(cause, values) });
}
