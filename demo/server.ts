/** Serves the demo pages and the local tenant. Development only. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { parsePlan } from '../src/plan/parse-plan.ts';
import { openCounter } from '../src/report/count-person.ts';
import { makeReport } from '../src/report/make-report.ts';
import { drawPage } from '../src/report/page.ts';
import { emptyTally } from '../src/report/tally.ts';
import type { Handler } from '../src/server/index.ts';
import { startTenant, type Deployment, type Tenant, type TenantAction, type TenantOptions } from '../src/tenant/tenant.ts';

/** The application of the demo pages at the tenant. */
export const CLIENT_ID = 'demo-app';
/** The tenant's address in the pages. It is replaced by the real one. */
const TENANT_IN_PAGES = 'http://localhost:4400';

export interface DemoOptions
  extends Pick<TenantOptions, 'dataFile' | 'testSwitches' | 'tokenLifetimeSeconds' | 'now' | 'socialProfile' | 'universalLogin' | 'signUpAction' | 'forms' | 'switches' | 'handleMail'> {
  /** 0: any free port. */
  port: number;
  tenantPort: number;
  /** Default: true. On one machine, compressing takes longer than sending. */
  compresses?: boolean;
  /** Generates the post-login Action from the URL of the page that asks during a login. */
  action?: (page: string) => Promise<TenantAction>;
  /** Generates everything that is deployed, from the same URL. */
  deployment?: (page: string) => Promise<Deployment>;
}

export interface Demo {
  /** Without a slash at the end. */
  url: string;
  tenant: Tenant;
  close(): Promise<void>;
}

/** The pages by path. Each path is also a callback and a logout address of the application. */
const PAGES: Record<string, string> = { '/': 'index.html', '/own-session': 'own-session.html', '/endpoint': 'own-session.html', '/own-design': 'own-design.html', '/bare': 'bare.html', '/continue': 'continue.html', '/universal-login': 'universal-login.html', '/story': 'story.html' };

/** The moments of the story, which its page shows in a frame: the same pages, with an invented person. */
const MOMENTS: Record<string, [file: string, change: (html: string, site: string) => string]> = {
  '/moment': ['index.html', (html) => html.replace(/<progressive-lock[^]*?<\/progressive-lock>/, '<tell-us-more id="lock" plan="/plans/story.json" client-id="story"></tell-us-more>')],
  '/moment/sign-up': ['index.html', (html) => html.replace('/plans/saas.json', '/plans/story.json')],
  // The answers go to this server instead of a tenant. The page has its language before the element is created.
  '/moment/login': ['continue.html', (html, site) => html.replaceAll('/plans/saas.json', '/plans/story.json').replaceAll(TENANT_IN_PAGES, site).replace('<script', '<script type="module" src="/pages/look.js"></script><script')],
};

/** Pages with the strictest policy that the panel supports: docs/csp.md. Lock needs more, so its page has no policy. */
const STRICT_PAGES = ['/own-session', '/endpoint', '/own-design', '/continue'];

/** Draws a report of the local tenant's people. They are invented, so groups of one are shown. */
function drawReport(planText: string, people: readonly object[], language: string): string {
  const plan = parsePlan(JSON.parse(planText));
  const tally = emptyTally(plan);
  const count = openCounter(plan, tally);
  for (const person of people) count(person);
  return drawPage(makeReport(plan, tally, 1), { language, digest: (text) => createHash('sha256').update(text).digest('base64') });
}

function strictPolicy(path: string, tenantUrl: string): string {
  return [
    // It continues with a form, whose response redirects to the site.
    ...(path === '/continue' ? [`form-action 'self' ${tenantUrl}`] : []),
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${tenantUrl}`,
    `frame-src ${tenantUrl}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

/** The site's own API, for the page that saves through an endpoint. */
const API_AUDIENCE = 'https://api.paperplane.example/';
const SERVER = { clientId: 'demo-server', clientSecret: 'known to the demo only' };

const here = import.meta.dirname;
const root = join(here, '..');

/** Starts the demo and the tenant. Rejects if a port is taken. */
export async function startDemo({ port, tenantPort, compresses = true, action, deployment, ...tenantOptions }: DemoOptions): Promise<Demo> {
  let tenantUrl = TENANT_IN_PAGES;
  let users: Tenant['users'] | undefined;
  let endpoint: Promise<Handler> | undefined;
  // Loaded on demand: Auth0's SDK takes longer to load than everything else, and only one page needs it.
  const openEndpoint = () =>
    (endpoint ??= import('../src/server/index.ts').then(async ({ createHandler }) => {
      const plan: unknown = JSON.parse(await readFile(join(here, 'plans/saas.json'), 'utf8'));
      return createHandler({ plan, domain: tenantUrl, audience: API_AUDIENCE, ...SERVER });
    }));
  const app = new Hono();
  if (compresses) app.use(compress());
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, async (context) => {
      const html = await readFile(join(here, 'pages', file), 'utf8');
      if (path === '/endpoint') await openEndpoint();
      if (STRICT_PAGES.includes(path)) context.header('content-security-policy', strictPolicy(path, tenantUrl));
      return context.html(html.replaceAll(TENANT_IN_PAGES, tenantUrl));
    });
  }
  for (const [path, [file, change]] of Object.entries(MOMENTS)) {
    app.get(path, async (context) => {
      const html = change(await readFile(join(here, 'pages', file), 'utf8'), new URL(context.req.url).origin);
      return context.html(html.replaceAll(TENANT_IN_PAGES, tenantUrl));
    });
  }
  // A tenant would store the answers of a login. Here, the story continues with them.
  app.get('/.well-known/jwks.json', (context) => context.json({ keys: [] }));
  app.post('/continue', async (context) => {
    const { session_token: token } = await context.req.parseBody();
    const [, payload = ''] = typeof token === 'string' ? token.split('.') : [];
    return context.redirect(`/moment?${new URLSearchParams({ scene: 'login', answers: payload })}`, 303);
  });
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.use('/pages/*', serveStatic({ root: here }));
  app.use('/plans/*', serveStatic({ root: here }));
  app.use('/dist/*', serveStatic({ root }));
  app.get('/report', async (context) => context.html(drawReport(await readFile(join(here, 'plans/saas.json'), 'utf8'), users?.all() ?? [], context.req.query('language') ?? 'en')));
  app.get('/studio', (context) => context.redirect('/studio/'));
  // What Lock in the studio uses as its tenant: only the settings of one application.
  app.use('/studio/client/*', serveStatic({ root: here }));
  app.use('/studio/*', serveStatic({ root: join(here, 'studio/built'), rewriteRequestPath: (path) => path.replace('/studio', '') }));
  app.on(['GET', 'PATCH'], '/api/profile', async (context) => (await openEndpoint())(context.req.raw));
  app.get('/lookup', (context) => context.json(lookUp(context.req.query('email') ?? '')));
  app.get('/auth0-spa-js.production.js', serveStatic({ root, path: 'node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.js' }));
  app.get('/auth0.min.js', serveStatic({ root, path: 'node_modules/auth0-js/dist/auth0.min.js' }));

  const server = serve({ fetch: app.fetch, port, hostname: 'localhost' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  try {
    const pages = [...Object.keys(PAGES), '/moment/sign-up'].map((path) => url + path);
    const tenant = await startTenant({
      ...tenantOptions,
      port: tenantPort,
      action: await action?.(`${url}/continue`),
      ...(await deployment?.(`${url}/continue`)),
      apis: [{ audience: API_AUDIENCE, scopes: [] }],
      apps: [
        { clientId: CLIENT_ID, name: 'Paperplane', callbacks: pages, webOrigins: [url], logoutUrls: pages },
        { ...SERVER, name: 'Paperplane’s server', callbacks: [], webOrigins: [], logoutUrls: [] },
      ],
    });
    tenantUrl = tenant.url;
    users = tenant.users;
    return {
      url,
      tenant,
      async close() {
        await Promise.all([close(), tenant.close()]);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Returns what a look-up service would know about a person. Here, the company comes from the address. */
function lookUp(email: string): { organization?: { name: string } } {
  const name = /@([\w-]+)\.\w+$/.exec(email)?.[1];
  return name && name !== 'example' ? { organization: { name: name.charAt(0).toUpperCase() + name.slice(1) } } : {};
}
