/** The part of Auth0's post-login trigger that the Action uses: https://auth0.com/docs/customize/actions/reference/post-login */

export interface PostLoginUser {
  user_id: string;
  email?: string;
  email_verified?: boolean;
  created_at?: string | Date;
  user_metadata?: Record<string, unknown>;
  app_metadata?: Record<string, unknown>;
  identities?: unknown[];
  [attribute: string]: unknown;
}

export interface PostLoginEvent {
  user: PostLoginUser;
  secrets?: Record<string, string | undefined>;
  client?: { client_id?: string };
  connection?: { name?: string; strategy?: string };
  authentication?: { methods?: { name?: string; timestamp?: string }[] };
  stats?: { logins_count?: number };
  transaction?: { protocol?: string; prompt?: string[] };
  /** In `onContinuePostLogin`, after a form. */
  prompt?: { id?: string; fields?: Record<string, unknown>; vars?: Record<string, unknown> };
  /** `body`: the post of a passwordless login on a page of Universal Login. Otherwise, Auth0 sets it for token requests only. */
  request?: { hostname?: string; body?: Record<string, unknown> };
}

export interface PostLoginApi {
  user: {
    setUserMetadata(key: string, value: unknown): void;
    setAppMetadata(key: string, value: unknown): void;
  };
  idToken: { setCustomClaim(name: string, value: unknown): void };
  /** Forms: https://auth0.com/docs/customize/forms/render */
  prompt: { render(formId: string, options?: { vars?: Record<string, unknown> }): void };
  redirect: {
    canRedirect(): boolean;
    encodeToken(options: { secret: string; payload: Record<string, unknown>; expiresInSeconds?: number }): string;
    sendUserTo(url: string, options?: { query?: Record<string, string> }): void;
    /** Throws if the signature, the expiry or the `state` claim is wrong. */
    validateToken(options: { secret: string; tokenParameterName?: string }): Record<string, unknown>;
  };
}
