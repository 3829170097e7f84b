/** Requests access tokens for the stores, checks that they belong to the person, and renews a rejected one once. */
import { jwtDecode } from 'jwt-decode';
import { safeError } from '../plan/safe-error.ts';
import type { GetToken } from '../person/profile-store.ts';
import { StoreError, type StoreErrorCode } from '../person/store-error.ts';
import { storeError } from '../person/store-failure.ts';

/** The default limit of a whole read or save, including its token. */
export const STORE_TIMEOUT_MS = 20_000;

export interface TokenCall {
  getToken: GetToken;
  audience: string;
  scope: string;
  /** The person whose profile the call is about. */
  userId: string;
  /** The time limit of the whole call: token, request and retry. */
  timeoutMs: number;
  signal?: AbortSignal;
}

/**
 * Runs `call` with an access token of the person. Replaces a token that is rejected (401), or that belongs to another person, once by
 * a fresh one. Rejects with `StoreError`. `call` receives a signal that ends it.
 */
export function withToken<T>(
  { getToken, audience, scope, userId, timeoutMs, signal }: TokenCall,
  call: (token: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const attempt = async (fresh: boolean, limit: AbortSignal): Promise<T> => {
    let token: unknown;
    limit.throwIfAborted();
    if (typeof getToken !== 'function') throw storeError('no-token', { detail: `Expected \`getToken\`, got ${typeof getToken}. Give it to the store.` });
    try {
      token = await getToken({ audience, scope, fresh });
    } catch (error) {
      throw tokenError(error, `Asked for: audience "${audience}", scope "${scope}".`);
    }
    if (typeof token !== 'string' || !token) throw storeError('no-token', { detail: `It gave ${typeof token}.` });
    const subject = subjectOf(token);
    if (subject !== undefined && subject !== userId) throw storeError('wrong-person');
    // Nothing may be sent after the time limit, or for a person who has signed out.
    limit.throwIfAborted();
    return call(token, limit);
  };
  return withLimit(timeoutMs, signal, async (limit) => {
    try {
      return await attempt(false, limit);
    } catch (error) {
      const isWorthFreshToken = error instanceof StoreError && ['unauthorized', 'wrong-person'].includes(error.code);
      if (!isWorthFreshToken) throw error;
      return attempt(true, limit);
    }
  });
}

/** Returns the `sub` of a JWT. Other tokens cannot be read here; the API checks them. */
function subjectOf(token: string): string | undefined {
  try {
    return jwtDecode(token).sub;
  } catch {
    return undefined;
  }
}

/** The error codes of auth0-js and auth0-spa-js that say when a token can be had. */
const TOKEN_CODES = new Map<unknown, StoreErrorCode>(Object.entries<StoreErrorCode>({
  login_required: 'login-required',
  missing_refresh_token: 'login-required',
  invalid_grant: 'login-required',
  interaction_required: 'consent-required',
  consent_required: 'consent-required',
  cookies_blocked: 'cookies-blocked',
  timeout: 'timeout',
  request_error: 'server',
  too_many_requests: 'rate-limited',
}));

function tokenError(error: unknown, detail: string): StoreError {
  if (error instanceof StoreError) return error;
  const { error: oauth, code, message } = Object(error) as Record<string, unknown>;
  const name = [oauth, code].find((word) => typeof word === 'string') ?? '';
  // The messages of `fetch` without a network in Chromium, Firefox and WebKit. A worker of auth0-spa-js passes nothing else on.
  const isOffline = !oauth && /fetch|network|load failed/i.test(String(message));
  return storeError(TOKEN_CODES.get(name) ?? (isOffline ? 'network' : 'no-token'), {
    detail,
    cause: safeError([name, message].filter(Boolean).join(': ')),
  });
}

/** Runs work that a signal or a time limit ends, even if the work itself cannot be aborted. */
function withLimit<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    const end = (error: StoreError) => {
      reject(error);
      inner.abort(error);
    };
    const handleAbort = () => end(storeError('aborted'));
    if (outer?.aborted) return handleAbort();
    const timer = setTimeout(() => end(storeError('timeout', { detail: `Waited ${timeoutMs} ms.` })), timeoutMs);
    outer?.addEventListener('abort', handleAbort);
    run(inner.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        outer?.removeEventListener('abort', handleAbort);
      });
  });
}
