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

/**
 * What came instead of what was expected, and what to do; for the developer's console. Short, because every page loads
 * them: docs/saving.md says more. The person is told in other words.
 */
const MESSAGES: Record<StoreErrorCode, string> = {
  network: 'No answer. If the browser is online, allow the origin of this page in Auth0: Applications → Allowed Origins (CORS).',
  timeout: 'No answer in time.',
  'rate-limited': 'Too many requests.',
  server: 'The server failed.',
  conflict: 'Somebody else was writing.',
  unverified: 'The answer is not the profile with what was sent.',
  unauthorized: 'The access token was refused, and so was a fresh one.',
  'login-required': 'Nobody is signed in at the tenant any more. The person must sign in again.',
  'consent-required': 'The person has not consented. Sign in once with this audience and scope, or allow "skipping user consent" for the API.',
  'cookies-blocked': "The browser blocks the tenant's cookies. Use a custom domain of the page's own site, or another getToken.",
  'wrong-person': 'The access token belongs to somebody else.',
  'no-token': 'getToken gave no access token.',
  'wrong-audience': 'The access token is for another audience.',
  'missing-scope': 'The access token lacks a scope. Ask for it in getToken, and allow the application to use it.',
  forbidden: 'This is forbidden.',
  'not-found': 'No profile has this id.',
  invalid: 'The answer was refused as invalid.',
  'too-large': 'The profile would become too large (Auth0 allows 10 KB).',
  'empty-patch': 'There is nothing to save, and Auth0 would erase everything.',
  'answered-elsewhere': 'Another device gave another answer, and nothing tells which came later. <profile-review> lets the person choose.',
  aborted: 'The call was ended.',
};

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
  /** More for the developer; free of tokens and of values from the profile. */
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
    super([MESSAGES[code], detail].filter(Boolean).join(' '), cause === undefined ? undefined : { cause });
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

/** An answer over HTTP that is not the profile. */
export interface BadAnswer {
  status: number;
  /** The parsed JSON body, if it was JSON: Auth0's `{errorCode, message}`, or a problem (RFC 9457) with `code`. */
  body: unknown;
  header: (name: string) => string | null | undefined;
}

/** Waits beyond this come from a clock that is wrong, here or there. */
const LONGEST_WAIT_MS = 300_000;

/** Translates an answer that is not the profile; `detail` is added to the message. */
export function errorFromAnswer({ status, body, header }: BadAnswer, detail?: string): StoreError {
  const { errorCode, code, message, detail: problem } = Object(body) as Record<string, unknown>;
  const reason = [errorCode, code].find((name): name is string => typeof name === 'string' && /^[\w.-]{1,40}$/.test(name));
  // Only a plain word may go on: the other side's sentences can quote what was sent.
  const said = [status, reason].filter(Boolean).join(' ');
  return new StoreError(codeOf(status, [reason, message, problem].join(' ')), {
    status,
    retryAfterMs: status === 429 || status === 503 ? retryAfter(header) : undefined,
    detail: [`The answer was: ${said}.`, detail].filter(Boolean).join(' '),
  });
}

function codeOf(status: number, text: string): StoreErrorCode {
  if (status >= 500) return 'server';
  switch (status) {
    case 401:
      return /audience/i.test(text) ? 'wrong-audience' : 'unauthorized';
    case 403:
      if (/scope/i.test(text)) return 'missing-scope';
      return /subject|wrong-person/i.test(text) ? 'wrong-person' : 'forbidden';
    case 404:
      return 'not-found';
    case 408:
      return 'timeout';
    case 409:
      return 'conflict';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limited';
    case 400:
      return /too.large|exceed|bytes|size/i.test(text) ? 'too-large' : 'invalid';
    default:
      return status >= 400 ? 'invalid' : 'unverified';
  }
}

/** `retry-after` (seconds from now) before `x-ratelimit-reset` (seconds since 1970): it needs no common clock. */
function retryAfter(header: BadAnswer['header']): number | undefined {
  const seconds = Number(header('retry-after') || NaN);
  const reset = Number(header('x-ratelimit-reset') || NaN);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : reset * 1000 - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 1000), LONGEST_WAIT_MS) : undefined;
}
