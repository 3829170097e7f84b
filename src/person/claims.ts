/** Claims of an ID token as the raw token has them: Lock and auth0-js rename keys in what they parse. */
export type Claims = Record<string, unknown> & { sub: string; iat?: number };
