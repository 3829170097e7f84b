import type { MiddlewareHandler } from 'hono';
import type { TenantEnv } from './parts.ts';

/** One request to the tenant, including preflights and failed ones. */
export interface RecordedRequest {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: string;
  origin?: string;
  /** 0 if the connection was cut. */
  status: number;
  at: Date;
}

/** A limit, because a tenant may run for weeks. */
const MAX_REQUESTS = 10_000;

/** Records requests, in the order of the responses. */
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
