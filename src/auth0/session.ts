/**
 * The person's session with the tenant: starts with a login, is restored without one, and ends. Only this class has the tokens.
 */
import { jwtDecode } from 'jwt-decode';
import type { Claims } from '../person/claims.ts';
import { once } from '../platform/once.ts';
import type { AuthResult } from './lock.ts';
import { loginError, SessionError, silentError, type Auth0Error } from './sign-in-error.ts';
import { localOverrides, tenantUrl } from './tenant-address.ts';

export interface TokenRequest {
  audience?: string;
  scope: string;
  /** Requests a new token from the tenant, because the current one was rejected. */
  fresh?: boolean;
}

export interface SessionOptions {
  domain: string;
  clientId: string;
  /** The audience that logins and restored sessions request. Default: the tenant's own. */
  audience?: string;
  scope: string;
  /** A page of this origin. auth0-js needs one even if nothing is redirected. */
  redirectUrl: string;
  /** How long the tenant may take to answer a silent request. */
  timeoutMs?: number;
}

interface HeldToken {
  token: string;
  audience: string | undefined;
  scopes: string[];
  expiresAt: number;
}

const SILENT_TIMEOUT_MS = 15_000;
// A token is not used in its last half minute: the request has to arrive with it.
const EXPIRY_MARGIN_MS = 30_000;

export class Auth0Session {
  readonly #options: SessionOptions;
  #claims: Claims | null = null;
  #tokens: HeldToken[] = [];
  /** A login happened during this visit. A restored session proves that the tenant's cookie arrives; a login does not. */
  #hasLoggedIn = false;
  readonly #loadWebAuth = once(() => createWebAuth(this.#options));

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The signed-in person's claims. */
  get user(): Claims | null {
    return this.#claims;
  }

  get audience(): string | undefined {
    return this.#options.audience;
  }

  get scope(): string {
    return this.#options.scope;
  }

  /** Takes over a login's result. */
  accept(result: AuthResult): Claims {
    const claims = this.#take(result);
    this.#hasLoggedIn = true;
    return claims;
  }

  #take(result: AuthResult): Claims {
    dropLastUser();
    const claims = jwtDecode<Claims>(result.idToken);
    if (typeof claims.sub !== 'string' || !claims.sub) {
      throw new Error('Expected an ID token with a "sub" claim, but it has none.');
    }
    if (this.#claims && this.#claims.sub !== claims.sub) this.#tokens = [];
    this.#claims = claims;
    this.#hold(result, this.#options.audience, this.#options.scope);
    return claims;
  }

  /** Checks a redirect's result and takes it over (`redirect-result.ts`). Rejects with `SessionError`. */
  async acceptRedirect(hash: string): Promise<Claims> {
    const webAuth = await this.#loadWebAuth();
    return this.accept(await call((done) => webAuth.parseHash({ hash }, done), loginError));
  }

  /**
   * Asks the tenant who is signed in. Rejects with `SessionError`; see `isSignedOut`.
   * @param isWanted called with the answer; the result is `null` if it returns false
   */
  restore(): Promise<Claims>;
  restore(isWanted: () => boolean): Promise<Claims | null>;
  async restore(isWanted: () => boolean = () => true): Promise<Claims | null> {
    const result = await this.#checkSession(this.#options.audience, this.#options.scope);
    return isWanted() ? this.#take(result) : null;
  }

  /** Leaves for the tenant's own login page, which returns with a result in the URL. */
  async signInByRedirect(): Promise<void> {
    const webAuth = await this.#loadWebAuth();
    webAuth.authorize({ audience: this.#options.audience, scope: this.#options.scope });
  }

  /** An access token for `audience`: the current one while it is valid, otherwise a new one by silent authentication. */
  async getToken({ audience, scope, fresh }: TokenRequest): Promise<string> {
    const held = fresh ? undefined : this.#find(audience, scope);
    if (held) return held.token;
    const user = this.#claims?.sub;
    // Without "openid" the answer contains no ID token, and the token's owner is unknown.
    const withIdToken = [...new Set(['openid', ...scope.split(' ')])].join(' ').trim();
    const result = await this.#checkSession(audience, withIdToken).catch((error: unknown) => {
      throw this.#explain(error);
    });
    // Another person may have signed in meanwhile: at the tenant, in another tab, or here.
    if (!user || this.#claims?.sub !== user || jwtDecode<Claims>(result.idToken).sub !== user) {
      throw new SessionError({ error: 'login_required', description: 'Another person is signed in at the tenant now.' });
    }
    return this.#hold(result, audience, scope);
  }

  /** Takes over the session of `other`, of the same application, when the requested tokens have changed. */
  continueFrom(other: Auth0Session): void {
    this.#claims = other.#claims;
    this.#tokens = other.#tokens;
    this.#hasLoggedIn = other.#hasLoggedIn;
  }

  /** Forgets the person and their tokens, in this page. */
  forget(): void {
    this.#claims = null;
    this.#hasLoggedIn = false;
    this.#tokens = [];
  }

  /** Ends the session at the tenant; leaves the page. `returnTo` must be one of the application's logout URLs. */
  async endAtTenant(returnTo: string): Promise<void> {
    this.forget();
    const webAuth = await this.#loadWebAuth();
    webAuth.logout({ returnTo, clientID: this.#options.clientId });
  }

  /** A session that began on this page but cannot be restored: its cookie does not arrive. */
  #explain(error: unknown): unknown {
    const isLost = error instanceof SessionError && error.code === 'login_required';
    if (!isLost || !this.#hasLoggedIn || isSameSite(new URL(tenantUrl(this.#options.domain)).hostname, location.hostname)) {
      return error;
    }
    return loginError({ error: 'login_required', description: 'The session that began in this page is not found from it' });
  }

  #find(audience: string | undefined, scope: string): HeldToken | undefined {
    const soon = Date.now() + EXPIRY_MARGIN_MS;
    return this.#tokens.find(
      (held) =>
        held.audience === audience &&
        held.expiresAt > soon &&
        scope.split(' ').filter(Boolean).every((wanted) => held.scopes.includes(wanted)),
    );
  }

  #hold(result: AuthResult, audience: string | undefined, scope: string): string {
    const token = result.accessToken;
    if (!token) throw new Error('Expected an access token from the tenant, but there was none in its answer.');
    // An answer without a scope means that the requested scope was granted (RFC 6749, 5.1).
    const scopes = (result.scope ?? scope).split(' ');
    const expiresAt = Date.now() + (result.expiresIn ?? 0) * 1000;
    this.#tokens = [
      { token, audience, scopes, expiresAt },
      ...this.#tokens.filter((held) => held.audience !== audience),
    ];
    return token;
  }

  async #checkSession(audience: string | undefined, scope: string): Promise<AuthResult> {
    const webAuth = await this.#loadWebAuth();
    return call((done) =>
      webAuth.checkSession({ audience, scope, timeout: this.#options.timeoutMs ?? SILENT_TIMEOUT_MS }, done),
    );
  }
}

/** auth0-js keeps who signed in last in a cookie, which each request to the page's server carries. Nothing here reads it. */
function dropLastUser(): void {
  for (const name of ['auth0.ssodata', '_auth0.ssodata_compat']) document.cookie = `${name}=; path=/; max-age=0`;
}

/** Whether the last two labels are the same. Under "co.uk" that is not enough, and the plain error is used. */
function isSameSite(one: string, other: string): boolean {
  const site = (host: string) => host.split('.').slice(-2).join('.');
  return site(one) === site(other);
}

type Done = (error: Auth0Error | null, result: AuthResult | null) => void;

/** The part of auth0-js's WebAuth that is used here. */
interface WebAuth {
  parseHash(options: { hash: string }, done: Done): void;
  checkSession(options: { audience?: string; scope: string; timeout: number }, done: Done): void;
  authorize(options: { audience?: string; scope: string }): void;
  logout(options: { returnTo: string; clientID: string }): void;
}

async function createWebAuth({ domain, clientId, redirectUrl }: SessionOptions): Promise<WebAuth> {
  const { WebAuth } = await import('./chunks/web-auth.ts');
  const options = { domain, clientID: clientId, redirectUri: redirectUrl, responseType: 'token id_token' };
  return new WebAuth({ ...options, ...localOverrides(domain) }) as unknown as WebAuth;
}

function call(start: (done: Done) => void, explain: (error: Auth0Error) => SessionError = silentError): Promise<AuthResult> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error) reject(explain(error));
      else if (result?.idToken) resolve(result);
      else reject(new SessionError({ error: 'invalid_token', description: 'The answer contains no ID token.' }));
    });
  });
}
