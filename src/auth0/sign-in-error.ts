/** Why signing in or restoring a session failed: one error for those of Lock, auth0-js and the tenant. */

import { redact, safeError } from '../plan/safe-error.ts';

/** The error that Lock and auth0-js pass to callbacks. */
export interface Auth0Error {
  error?: string;
  code?: string;
  description?: string;
  error_description?: string;
  errorDescription?: string;
}

/** Tells the developer how to find the setting. */
const CHECK = ' Run `npx progressive-lock check --domain DOMAIN --client-id CLIENT_ID --origin {origin}`.';

/**
 * What the developer can do, by code, most likely cause first. `{origin}` is the page's origin. See "When signing in does not
 * work" in docs/lock.md.
 */
const REMEDIES: Record<string, string> = {
  cookies_blocked:
    "The password was right, but the tenant's cookies do not arrive from this page: the browser blocks third-party cookies. " +
    'Give the tenant a custom domain on the same site as {origin}, or sign people in with Universal Login and ask with <tell-us-more>.' +
    CHECK,
  interaction_required:
    'A user may be signed in, but the tenant requires a confirmation. On localhost Auth0 always does, unless ' +
    'the application opts out: Applications → your application → Settings → Advanced Settings → OAuth → Non-Verifiable Callback URI ' +
    'End-User Confirmation. Elsewhere an Action requires a redirect or a second factor.' +
    CHECK,
  consent_required:
    'The user is signed in, but has not consented to what the application requests. Allow skipping user consent in the ' +
    "API's settings.",
  timeout:
    "The tenant did not answer the page's silent request. {origin} is probably missing from Allowed Web Origins (Applications → " +
    'your application → Settings); otherwise a Content Security Policy or a browser extension blocks the frame.' +
    CHECK,
  clock_wrong: 'The clock of this device or of the tenant is wrong: the time in the ID token does not match.',
  foreign_result: 'The URL contained the result of a login that this browser did not start: a bookmark, or a login started elsewhere.',
  requires_verification: "The tenant's Bot Detection requires a captcha, which logins inside the page do not support. Use Universal Login, or turn Bot Detection off.",
};

interface SessionErrorFacts {
  code?: string;
  reason?: string;
  isLogin?: boolean;
}

/** A login or a silent authentication that was rejected or failed. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  /**
   * The OAuth error (`access_denied`, `login_required`, …) or Lock's (`invalid_user_password`, `too_many_attempts`, …); also
   * `cookies_blocked`, `clock_wrong` and `foreign_result`.
   */
  readonly code: string;
  /** The tenant's own message to the person, such as the reason of an Action that denies access. */
  readonly reason: string | undefined;
  /** True if the person tried to sign in, false if the page checked on its own. */
  readonly isLogin: boolean;

  constructor(error: Auth0Error, { code = codeOf(error), reason, isLogin = false }: SessionErrorFacts = {}) {
    const remedy = REMEDIES[code]?.replaceAll('{origin}', globalThis.location?.origin ?? 'ORIGIN');
    const said = redact(describeAuth0Error(error));
    super(remedy ? `${said}. ${remedy}` : said, { cause: safeError(error) });
    this.code = code;
    this.reason = reason;
    this.isLogin = isLogin;
  }

  /** The tenant answered that no one is signed in there (as far as this browser can see). */
  get isSignedOut(): boolean {
    return this.code === 'login_required';
  }

  /** The login can work on the tenant's own page. */
  get isMendedByRedirect(): boolean {
    return ['cookies_blocked', 'interaction_required', 'consent_required', 'requires_verification'].includes(this.code);
  }
}

/** A login that failed after the person completed Lock's form. */
export function loginError(error: Auth0Error): SessionError {
  const code = codeOf(error);
  const facts = { isLogin: true, reason: isDenial(code) ? descriptionOf(error) : undefined };
  // The person has just signed in, so "login required" means that the cookie did not arrive.
  return new SessionError(error, { ...facts, code: code === 'login_required' ? 'cookies_blocked' : codeByTime(error) });
}

/** A session that was not restored, or a token that was not issued. */
export function silentError(error: Auth0Error): SessionError {
  return new SessionError(error, { code: codeByTime(error) });
}

function codeByTime(error: Auth0Error): string | undefined {
  const words = (descriptionOf(error) ?? '').toLowerCase();
  return /\((?:exp|iat|nbf)\) claim error/.test(words) && words.includes('current time') ? 'clock_wrong' : undefined;
}

const SAID_BY_LOCK = [
  'blocked_user',
  'hrd.not_matching_email',
  'invalid_captcha',
  'invalid_recaptcha',
  'password_change_required',
  'password_leaked',
  'rule_error',
  'session_missing',
  'too_many_attempts',
  'too_many_requests',
];

/** Errors for which Lock's form has its own message. */
export function isUserProvidedByLock({ code, reason }: SessionError): boolean {
  if (code === 'invalid_user_password') return reason === undefined || /^wrong (e-?mail|user|phone|verification)/i.test(reason);
  return code.startsWith('lock.') || SAID_BY_LOCK.includes(code);
}

/** Lock reports the reason of a rejection with the code of a wrong password. */
function isDenial(code: string): boolean {
  return ['access_denied', 'unauthorized', 'rule_error', 'invalid_user_password'].includes(code);
}

function codeOf({ error, code }: Auth0Error): string {
  return String(error ?? code ?? 'unknown');
}

function descriptionOf(error: Auth0Error): string | undefined {
  return error.description ?? error.error_description ?? error.errorDescription;
}

/** One sentence for an error of Lock or auth0-js, which use different property names for the same facts. */
export function describeAuth0Error(error: Auth0Error | Error): string {
  if (error instanceof Error) return error.message;
  const description = descriptionOf(error)?.replace(/\.$/, '');
  const code = error.code ?? error.error;
  if (!description) return code ?? 'unknown error';
  return code ? `${description} (${code})` : description;
}
