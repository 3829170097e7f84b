import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { ManagementError, readBearer } from './management-routes.ts';
import type { TenantContext, TenantEnv, TenantParts } from './parts.ts';
import type { TenantUser } from './users.ts';

interface ExportJob {
  id: string;
  fields: string[];
  connection?: string;
  /** How often its status was requested. It is done at the second request. */
  looks: number;
}

/** How long the address of an export is valid at Auth0. */
const ADDRESS_LIFETIME_MS = 60_000;

/**
 * Exports of users by jobs, as the Management API makes them: https://auth0.com/docs/manage-users/user-migration/bulk-user-exports
 */
export function exportRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();
  const jobs = new Map<string, ExportJob>();
  const addresses = new Map<string, { job: ExportJob; until: number }>();

  routes.post('/api/v2/jobs/users-exports', async (c) => {
    await checkReader(c, parts, 'writes');
    const { format, fields = [], connection_id: connection } = await c.req.json<{ format?: string; fields?: { name: string }[]; connection_id?: string }>();
    if (format !== 'json') throw new ManagementError(400, "Payload validation error: 'No enum match' on property format.", 'invalid_body');
    const job: ExportJob = { id: `job_${randomBytes(8).toString('hex')}`, fields: fields.map(({ name }) => name), connection, looks: 0 };
    jobs.set(job.id, job);
    return c.json({ type: 'users_export', status: 'pending', id: job.id, format, created_at: parts.now().toISOString() });
  });

  routes.get('/api/v2/jobs/:id', async (c) => {
    await checkReader(c, parts, 'reads');
    const job = jobs.get(c.req.param('id'));
    if (!job) throw new ManagementError(404, 'The job does not exist.', 'inexistent_job');
    const about = { type: 'users_export', id: job.id };
    if (++job.looks < 2) return c.json({ ...about, status: 'processing', percentage_done: 50, time_left_seconds: 0 });
    const key = randomBytes(16).toString('hex');
    addresses.set(key, { job, until: parts.now().getTime() + ADDRESS_LIFETIME_MS });
    return c.json({ ...about, status: 'completed', percentage_done: 100, location: `${parts.url}/exports/${key}.json.gz` });
  });

  routes.get('/exports/:file', (c) => {
    const address = addresses.get(c.req.param('file').replace('.json.gz', ''));
    if (!address || parts.now().getTime() >= address.until) return c.text('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>', 403);
    const { fields, connection } = address.job;
    const people = parts.users.all().filter(({ identities }) => !connection || identities.some((identity) => `con_${identity.connection}` === connection));
    return c.body(gzipSync(people.map((user) => `${JSON.stringify(pick(user, fields))}\n`).join('')), 200, { 'content-type': 'application/gzip' });
  });

  return routes;
}

async function checkReader(c: TenantContext, parts: TenantParts, kind: 'reads' | 'writes'): Promise<void> {
  const { reset, isExceeded } = parts.rateLimits.take(kind);
  c.header('x-ratelimit-reset', String(reset));
  if (isExceeded) throw new ManagementError(429, 'Global limit has been reached', 'too_many_requests');
  const { scope } = await readBearer(c, parts);
  if (!scope.includes('read:users')) throw new ManagementError(403, 'Insufficient scope, expected any of: read:users', 'insufficient_scope');
}

function pick(user: TenantUser, fields: readonly string[]): Record<string, unknown> {
  const all: Record<string, unknown> = { ...user };
  return Object.fromEntries((fields.length > 0 ? fields : ['user_id', 'email']).flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
