import type { CookieOptions } from 'hono/utils/cookie';
import type { TenantContext } from './parts.ts';

/** By https as Auth0 sets its cookies: pages of another scheme are another site. Without it browsers take only `Lax`. */
export function cookieScope(c: Pick<TenantContext, 'req'>): CookieOptions {
  const isSecure = new URL(c.req.url).protocol === 'https:';
  return { path: '/', ...(isSecure ? { sameSite: 'None', secure: true } : { sameSite: 'Lax' }) };
}
