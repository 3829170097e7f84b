/** Why an answer could not be read or saved: one error for whatever a tenant, an endpoint or a token source says. */

/**
 * Temporary, worth trying again by itself:
 * - `network`: no answer (offline, connection cut, blocked by CORS)
 * - `timeout`: no answer in time
 * - `rate-limited`: too many requests; see `retryAfterMs`
 * - `server`: the other side failed (500 and up)
 * - `conflict`: somebody else was writing (409)
 * - `unverified`: a "success" whose body does not hold what was sent
 *
 * About the session, worth trying again once the person signs in again:
 * - `unauthorized`: the token was refused, and a fresh one too
 * - `login-required`, `consent-required`, `cookies-blocked`: no token without the person
 * - `wrong-person`: the token belongs to somebody else
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
  | 'network'
  | 'timeout'
  | 'rate-limited'
  | 'server'
  | 'conflict'
  | 'unverified'
  | 'unauthorized'
  | 'login-required'
  | 'consent-required'
  | 'cookies-blocked'
  | 'wrong-person'
  | 'no-token'
  | 'wrong-audience'
  | 'missing-scope'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'too-large'
  | 'empty-patch'
  | 'answered-elsewhere'
  | 'aborted';

const TEMPORARY: readonly StoreErrorCode[] = ['network', 'timeout', 'rate-limited', 'server', 'conflict', 'unverified'];
const SIGN_IN: readonly StoreErrorCode[] = [
  'unauthorized',
  'login-required',
  'consent-required',
  'cookies-blocked',
  'wrong-person',
  'no-token',
];

export interface StoreErrorFacts {
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** How long to wait before the next try. */
  retryAfterMs?: number;
  /** For the developer, free of tokens and of values from the profile. Default: the code. */
  detail?: string;
  /** What leaves the package in an `error` event has its name, message and status only, without tokens. */
  cause?: unknown;
}

/**
 * A read or save that failed. What the elements tell of it holds no token and no value of the profile, also in `cause`: it
 * may be logged.
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
    this.retryAfterMs = retryAfterMs;
  }

  /** The same call may well succeed a little later. */
  get isTemporary(): boolean {
    return TEMPORARY.includes(this.code);
  }

  /** It can succeed once the person has signed in again (or the token source works again). */
  get needsSignIn(): boolean {
    return SIGN_IN.includes(this.code);
  }
}
