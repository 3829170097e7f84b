import type { Context } from 'hono';
import type { CookieOptions } from 'hono/utils/cookie';

/**
 * With https, cookies are like Auth0's, because pages of another scheme are another site. Without it, browsers accept only `Lax`.
 */
export function cookieScope(c: Pick<Context, 'req'>): CookieOptions {
  const isSecure = new URL(c.req.url).protocol === 'https:';
  return { path: '/', ...(isSecure ? { sameSite: 'None', secure: true } : { sameSite: 'Lax' }) };
}
