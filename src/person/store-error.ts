/** Why the profile could not be read or saved: one error for tenants, endpoints and token sources. */

/**
 * Temporary, and retried automatically:
 * - `network`: no answer (offline, connection cut, blocked by CORS)
 * - `timeout`: no answer in time
 * - `rate-limited`: too many requests; see `retryAfterMs`
 * - `server`: the other side failed (500 and up)
 * - `conflict`: another client was writing (409)
 * - `unverified`: a success whose body does not contain what was sent
 *
 * About the session, and retried after the person signs in again:
 * - `unauthorized`: the token was refused, and a fresh one too
 * - `login-required`, `consent-required`, `cookies-blocked`: no token without the person
 * - `wrong-person`: the token belongs to someone else
 * - `no-token`: `getToken` failed in another way
 *
 * Refused, and the same answer will be refused again until something is changed:
 * - `wrong-audience`, `missing-scope`, `forbidden`, `not-found`: set up differently than expected
 * - `invalid`, `too-large`: this answer, or this profile, is not accepted
 * - `empty-patch`: never sent, because Auth0 takes it as "erase everything"
 *
 * Decided, but perhaps not as the person means it:
 * - `answered-elsewhere`: the profile holds another answer, and nothing tells which of the two was given later. One is in
 *   the profile, the other is kept in this browser; `<profile-review>` shows both
 *
 * - `aborted`: the caller ended the call
 */
export type StoreErrorCode =
  | 'network' | 'timeout' | 'rate-limited' | 'server' | 'conflict' | 'unverified'
  | 'unauthorized' | 'login-required' | 'consent-required' | 'cookies-blocked' | 'wrong-person' | 'no-token'
  | 'wrong-audience' | 'missing-scope' | 'forbidden' | 'not-found' | 'invalid' | 'too-large' | 'empty-patch'
  | 'answered-elsewhere' | 'aborted';

const TEMPORARY: readonly StoreErrorCode[] = ['network', 'timeout', 'rate-limited', 'server', 'conflict', 'unverified'];
const SIGN_IN: readonly StoreErrorCode[] = ['unauthorized', 'login-required', 'consent-required', 'cookies-blocked', 'wrong-person', 'no-token'];

const LONGEST_WAIT_MS = 86_400_000;

export interface StoreErrorFacts {
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** How long to wait before the next try, at most a day. */
  retryAfterMs?: number;
  /** For the developer. Contains no tokens and no values of the profile. Default: the code. */
  detail?: string;
  /** In an `error` event only its name, message and status remain, without tokens. */
  cause?: unknown;
}

/**
 * A read or save that failed. In the elements' events it contains no token and no value of the profile, also in `cause`, so you
 * can log it.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly status?: number;
  readonly retryAfterMs?: number;

  constructor(code: StoreErrorCode, { status, retryAfterMs, detail, cause }: StoreErrorFacts = {}) {
    super(detail ?? code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    // A page's own store may compute it from any header. A date gives NaN, and timers of more than 25 days end immediately.
    this.retryAfterMs = retryAfterMs! > 0 ? Math.min(retryAfterMs!, LONGEST_WAIT_MS) : undefined;
  }

  /** The same call may succeed a little later. */
  get isTemporary(): boolean {
    return TEMPORARY.includes(this.code);
  }

  /** It can succeed after the person has signed in again, or when the token source works again. */
  get needsSignIn(): boolean {
    return SIGN_IN.includes(this.code);
  }
}
