/** The tenant's applications, APIs and connections, and what each may have. */

import { isLoopback } from './strictness.ts';

/** An application, as in Auth0's dashboard. */
export interface TenantApp {
  clientId: string;
  /** Makes it a confidential client, which may use `client_credentials`. */
  clientSecret?: string;
  name?: string;
  /** Allowed callback URLs, which must match exactly. */
  callbacks: string[];
  /** Origins that may log in without a redirect and restore sessions: "Allowed Web Origins". */
  webOrigins: string[];
  /** Origins that may read responses, in addition to those of `callbacks`: "Allowed Origins (CORS)". */
  corsOrigins?: string[];
  /** Allowed logout URLs, compared without query and hash. */
  logoutUrls: string[];
  /** Every address on this machine is also a callback, an allowed origin and a logout address. Default: false. */
  allowsLoopback?: boolean;
  /** `false`: people must consent to every API, as Auth0 always requires on localhost. Default: true. */
  skipConsent?: boolean;
  /** Scopes of the Management API for `client_credentials`. Default: those to read and update users. */
  grantedScopes?: string[];
  /** Default: the database and the social one. */
  connections?: ConnectionName[];
}

/** A custom API for which access tokens can be requested. */
export interface TenantApi {
  audience: string;
  scopes: string[];
  /** Whether it has refresh tokens. Default: false. */
  allowsOfflineAccess?: boolean;
}

export const DATABASE = 'Username-Password-Authentication';
export const SOCIAL = 'google-oauth2';
export const ENTERPRISE = 'acme-saml';
/** Passwordless: a code or a link by mail. */
export const PASSWORDLESS = 'email';
/** Each connection with its strategy, which is the first part of user IDs. */
export const STRATEGIES = { [DATABASE]: 'auth0', [SOCIAL]: 'google-oauth2', [ENTERPRISE]: 'samlp', [PASSWORDLESS]: 'email' } as const;
export type ConnectionName = keyof typeof STRATEGIES;
/** Another provider identifies the person. */
export type FederatedName = typeof SOCIAL | typeof ENTERPRISE;
/** The domains of addresses that Lock sends to the enterprise connection. */
export const ENTERPRISE_DOMAIN = 'acme.example';

const OIDC_SCOPES = ['openid', 'profile', 'email', 'address', 'phone'];
const OFFLINE_ACCESS = 'offline_access';

/** All scopes of the Management API that a token in a browser can have. */
const CURRENT_USER_SCOPES = [
  'read:current_user',
  'update:current_user_identities',
  'create:current_user_metadata',
  'update:current_user_metadata',
  'delete:current_user_metadata',
  'create:current_user_device_credentials',
  'delete:current_user_device_credentials',
];

const DEFAULT_GRANTED_SCOPES = ['read:users', 'update:users', 'create:users', 'update:users_app_metadata'];

export class Applications {
  readonly userInfoAudience: string;
  readonly managementAudience: string;
  readonly #apps: Map<string, TenantApp>;
  readonly #apis: Map<string, TenantApi>;

  constructor(url: string, apps: TenantApp[], apis: TenantApi[], ownUrl = url) {
    this.userInfoAudience = `${url}/userinfo`;
    this.managementAudience = `${ownUrl}/api/v2/`;
    this.#apps = new Map(apps.map((app) => [app.clientId, app]));
    const management = { audience: this.managementAudience, scopes: CURRENT_USER_SCOPES };
    this.#apis = new Map([...apis, management].map((api) => [api.audience, api]));
  }

  get(clientId: string | undefined): TenantApp | undefined {
    return clientId === undefined ? undefined : this.#apps.get(clientId);
  }

  ids(): string[] {
    return [...this.#apps.keys()];
  }

  /** Whether pages of `origin` may use any application. A preflight does not name one. */
  isKnownOrigin(origin: string): boolean {
    return [...this.#apps.values()].some((app) => isWebOrigin(app, origin) || mayRead(app, origin));
  }

  isKnownAudience(audience: string): boolean {
    return audience === this.userInfoAudience || this.#apis.has(audience);
  }

  /** Returns the requested scopes that a person's token gets. Others are left out silently. */
  grantedScopes(asked: string[], audience: string | undefined, isOfflineFlow: boolean): string[] {
    const api = audience === undefined ? undefined : this.#apis.get(audience);
    const isOfflineAllowed = isOfflineFlow && (api === undefined || api.allowsOfflineAccess === true);
    const allowed = [...OIDC_SCOPES, ...(api?.scopes ?? []), ...(isOfflineAllowed ? [OFFLINE_ACCESS] : [])];
    return [...new Set(asked)].filter((scope) => allowed.includes(scope));
  }

  /** Returns the scopes for `client_credentials`; `undefined` if the application has no grant for the audience. */
  clientScopes(app: TenantApp, audience: string): string[] | undefined {
    if (audience === this.managementAudience) return app.grantedScopes ?? DEFAULT_GRANTED_SCOPES;
    return this.#apis.get(audience)?.scopes;
  }
}

/** Whether pages of `origin` may read the responses to this application. */
export function mayRead(app: TenantApp, origin: string): boolean {
  const { callbacks, corsOrigins = [] } = app;
  return corsOrigins.includes(origin) || callbacks.some((url) => new URL(url).origin === origin) || isOnThisMachine(app, origin);
}

export function isCallback(app: TenantApp, url: string): boolean {
  return app.callbacks.includes(url) || isOnThisMachine(app, url);
}

/** Whether pages of `origin` may log in without a redirect and restore sessions. */
export function isWebOrigin(app: TenantApp, origin: string): boolean {
  return app.webOrigins.includes(origin) || isOnThisMachine(app, origin);
}

/** Compared without query and hash. */
export function isLogoutUrl(app: TenantApp, url: string): boolean {
  return app.logoutUrls.some((allowed) => withoutQuery(allowed) === withoutQuery(url)) || isOnThisMachine(app, url);
}

function isOnThisMachine({ allowsLoopback = false }: TenantApp, url: string): boolean {
  return allowsLoopback && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && isLoopback(url);
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

export function hasConnection(app: TenantApp, name: string): name is ConnectionName {
  const names: string[] = app.connections ?? [DATABASE, SOCIAL];
  return names.includes(name);
}
