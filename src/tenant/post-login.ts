import type { TenantUser } from './users.ts';

/** What a post-login Action gets to know, as far as the tenant can tell. */
export interface PostLoginEvent {
  user: TenantUser;
  connection: { name: string; strategy: string };
  client: { client_id: string; name: string };
  stats: { logins_count: number };
  /** How and when the person proved who they are; a session that goes on keeps it. */
  authentication?: { methods: { name: 'pwd' | 'federated' | 'email'; timestamp: string }[] };
  transaction: {
    /** The last one has no browser: a refresh token is exchanged. */
    protocol: 'oidc-implicit-profile' | 'oidc-basic-profile' | 'oauth2-refresh-token';
    prompt: string[];
    requested_scopes: string[];
    redirect_uri?: string;
    state?: string;
  };
  /** What a form was answered. */
  prompt?: { id: string; fields: Record<string, unknown>; vars: Record<string, unknown> };
  /** `posted`: by a passwordless sign-up on a page of Universal Login. */
  request: { method: string; query: Record<string, string>; body: Record<string, unknown>; ip: string; posted?: Record<string, string> };
}

export interface PostLoginResult {
  idTokenClaims?: Record<string, unknown>;
  accessTokenClaims?: Record<string, unknown>;
  /** Sends the person there; they come back through `/continue?state=…`. */
  redirectTo?: string;
  /** Shows a form of the tenant's before the login goes on. */
  form?: { id: string; fields?: object; vars?: object };
  /** Refuses the login for this reason. */
  deniedBecause?: string;
}

/** Functions of an Action's `api` that fail, such as `user.setUserMetadata` (faults.ts). */
export type RefusedApi = readonly string[];

/** The place for post-login Actions. What they change about the person goes through the user directory. */
export interface PostLogin {
  execute(event: PostLoginEvent, refused?: RefusedApi): PostLoginResult | Promise<PostLoginResult>;
  /** After the return from `redirectTo`; `event.request` holds what came back. */
  continue(event: PostLoginEvent, refused?: RefusedApi): PostLoginResult | Promise<PostLoginResult>;
}
