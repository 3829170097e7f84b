/** Serves pages on their own port, with a tenant that knows them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { startTenant, type Tenant, type TenantApp } from '../../src/tenant/tenant.ts';

export interface ServedApp {
  /** With a slash at the end. */
  url: string;
  tenant: Tenant;
  close(): Promise<void>;
}

/** Listens at any free port of localhost. */
export async function listen(app: Hono): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Serves `app`, which gets the tenant's address through `tenantUrl`.
 * @param paths where pages are that sign people in
 * @param more of the application at the tenant
 */
export async function serveWithTenant(makeApp: (tenantUrl: () => string) => Hono, paths = ['/'], more: Partial<TenantApp> = {}): Promise<ServedApp> {
  let tenant: Tenant | undefined;
  const { origin, close } = await listen(makeApp(() => tenant?.url ?? ''));
  const pages = paths.map((path) => origin + path);
  const started = (tenant = await startTenant({
    apps: [{ clientId: 'consumer', name: 'Consumer', callbacks: pages, webOrigins: [origin], logoutUrls: pages, ...more }],
  }));
  return {
    url: `${origin}/`,
    tenant: started,
    async close() {
      await Promise.all([close(), started.close()]);
    },
  };
}

/** Serves what an app was built into; its index.html gets the tenant's address for `"TENANT"`. */
export function serveApp(folder: string): Promise<ServedApp> {
  return serveWithTenant((tenantUrl) => {
    const app = new Hono();
    app.get('/', async (context) => {
      const html = await readFile(join(folder, 'index.html'), 'utf8');
      return context.html(html.replaceAll('"TENANT"', `"${tenantUrl()}"`));
    });
    app.get('/favicon.ico', (context) => context.body(null, 204));
    app.use('/*', serveStatic({ root: folder }));
    return app;
  });
}

async function freePort(): Promise<number> {
  const { origin, close } = await listen(new Hono());
  await close();
  return Number(new URL(origin).port);
}

export interface RunApp extends ServedApp {
  /** What its server has printed so far. */
  output(): string;
}

/** Runs an app's own server, by its `npm start`; it gets the tenant's address as `TENANT`. */
export async function runApp(folder: string): Promise<RunApp> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const tenant = await startTenant({
    apps: [{ clientId: 'consumer', name: 'Consumer', callbacks: [`${origin}/`], webOrigins: [origin], logoutUrls: [`${origin}/`] }],
  });
  const env = { ...process.env, PORT: String(port), HOST: 'localhost', ORIGIN: origin, TENANT: tenant.url };
  // A group of its own, so that what `npm start` starts can be ended with it.
  const child = spawn('npm', ['start'], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const ended = once(child, 'close');
  const close = async () => {
    if (child.exitCode === null) process.kill(-child.pid!);
    await Promise.all([ended, tenant.close()]);
  };
  const isUp = () => fetch(origin).then((response) => response.ok, () => false);
  while (!(await isUp())) {
    if (child.exitCode !== null) {
      await close();
      throw new Error(`Expected the app to listen at port ${port}, but it ended:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url: `${origin}/`, tenant, close, output: () => output };
}
