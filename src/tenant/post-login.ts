import type { TenantUser } from './users.ts';

/** The event of a post-login Action, as far as the tenant supports it. */
export interface PostLoginEvent {
  user: TenantUser;
  connection: { name: string; strategy: string };
  client: { client_id: string; name: string };
  stats: { logins_count: number };
  /** How and when the person was authenticated. A continued session keeps it. */
  authentication?: { methods: { name: 'pwd' | 'federated' | 'email'; timestamp: string }[] };
  transaction: {
    /** `oauth2-refresh-token` has no browser. */
    protocol: 'oidc-implicit-profile' | 'oidc-basic-profile' | 'oauth2-refresh-token';
    prompt: string[];
    requested_scopes: string[];
    redirect_uri?: string;
    state?: string;
  };
  /** The answers of a form. */
  prompt?: { id: string; fields: Record<string, unknown>; vars: Record<string, unknown> };
  /** `posted`: by a passwordless sign-up on a page of Universal Login. */
  request: { method: string; query: Record<string, string>; body: Record<string, unknown>; ip: string; posted?: Record<string, string> };
}

export interface PostLoginResult {
  idTokenClaims?: Record<string, unknown>;
  accessTokenClaims?: Record<string, unknown>;
  /** Redirects the person to this page, which returns them to `/continue?state=…`. */
  redirectTo?: string;
  /** Shows a form of the tenant before the login continues. */
  form?: { id: string; fields?: object; vars?: object };
  /** Denies the login for this reason. */
  deniedBecause?: string;
}

/** Functions of an Action's `api` that fail, such as `user.setUserMetadata` (faults.ts). */
export type RefusedApi = readonly string[];

/** The post-login Actions. They change people through the user directory. */
export interface PostLogin {
  execute(event: PostLoginEvent, refused?: RefusedApi): PostLoginResult | Promise<PostLoginResult>;
  /** Called after the return from `redirectTo`. `event.request` contains the response. */
  continue(event: PostLoginEvent, refused?: RefusedApi): PostLoginResult | Promise<PostLoginResult>;
}
