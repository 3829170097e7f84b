import type { MiddlewareHandler } from 'hono';
import { isWebOrigin, mayRead } from './applications.ts';
import type { TenantEnv, TenantParts } from './parts.ts';

const EXPOSED = 'x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after, www-authenticate';

/**
 * Lets only pages of allowed origins read the tenant's responses. A preflight does not name an application, so it accepts the origin
 * of any application. The response itself accepts only origins of the requesting application.
 */
export function originsOf(parts: Pick<TenantParts, 'applications'>): MiddlewareHandler<TenantEnv> {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isPreflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (!isPreflight) await next();
    if (origin === undefined || c.get('isCut') || c.res.headers.has('access-control-allow-origin')) {
      return isPreflight ? c.body(null, 204) : undefined;
    }
    c.header('Vary', 'Origin', { append: true });
    const app = c.get('application');
    // A login without a redirect has its own list.
    const isLogin = c.req.path.startsWith('/co/');
    const isAllowed = app ? (isLogin ? isWebOrigin(app, origin) : mayRead(app, origin)) : parts.applications.isKnownOrigin(origin);
    if (isAllowed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Allow-Credentials', 'true');
      c.header('Access-Control-Expose-Headers', EXPOSED);
    }
    if (!isPreflight) return undefined;
    if (isAllowed) {
      c.header('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE');
      c.header('Access-Control-Allow-Headers', 'authorization, auth0-client, content-type, x-request-language');
      c.header('Access-Control-Max-Age', '600');
    }
    return c.body(null, 204);
  };
}
