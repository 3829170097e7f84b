/** The claims of an ID token, with the token's own names. Lock and auth0-js rename some of them. */
export type Claims = Record<string, unknown> & { sub: string; iat?: number };
