import type { MiddlewareHandler } from 'hono';
import type { TenantEnv } from './parts.ts';

/** One request the tenant was sent, preflights and faulted ones too. */
export interface RecordedRequest {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: string;
  origin?: string;
  /** 0 when the connection was cut. */
  status: number;
  at: Date;
}

/** A tenant may run for weeks. */
const MAX_REQUESTS = 10_000;

/** Keeps a list of what was asked, in the order of the answers. */
export function recordInto(requests: RecordedRequest[], now: () => Date): MiddlewareHandler<TenantEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const at = now();
    await next();
    const status = c.get('isCut') ? 0 : c.res.status;
    if (requests.length >= MAX_REQUESTS) requests.shift();
    requests.push({ method: c.req.method, path: pathname, query: search, origin: c.req.header('origin'), status, at });
  };
}
