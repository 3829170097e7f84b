import { createRequire } from 'node:module';
import { Hono } from 'hono';
import { DATABASE, PASSWORDLESS, ENTERPRISE, ENTERPRISE_DOMAIN, hasConnection, SOCIAL, STRATEGIES } from './applications.ts';
import { scriptLiteral } from './pages.ts';
import type { TenantEnv, TenantParts } from './parts.ts';
import { MIN_PASSWORD_LENGTH } from './passwords.ts';

const require = createRequire(import.meta.url);

/** The scripts that Lock loads from Auth0's CDN, and pictures of profiles. */
export function lockRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get('/client/:file{.+\\.js}', (c) => {
    const app = parts.applications.get(c.req.param('file').replace(/\.js$/, ''));
    if (!app) return c.text('Not found', 404);
    const database = {
      name: DATABASE,
      passwordPolicy: 'good',
      password_complexity_options: { min_length: MIN_PASSWORD_LENGTH },
      showSignup: true,
      showForgot: true,
      requires_username: false,
    };
    const strategies = [
      { name: 'auth0', connections: [database] },
      { name: STRATEGIES[SOCIAL], connections: [{ name: SOCIAL }] },
      { name: STRATEGIES[ENTERPRISE], connections: [{ name: ENTERPRISE, domain: ENTERPRISE_DOMAIN, domain_aliases: [] }] },
      { name: STRATEGIES[PASSWORDLESS], connections: [{ name: PASSWORDLESS }] },
    ].filter(({ connections }) => connections.some(({ name }) => hasConnection(app, name)));
    const settings = { id: app.clientId, tenant: 'local', subscription: 'development', strategies };
    return c.body(`Auth0.setClient(${scriptLiteral(settings)});`, 200, { 'Content-Type': 'application/javascript' });
  });

  routes.get('/js/lock/:version/:file{[a-z]+(-[a-z]+)?\\.js}', (c) => {
    const language = c.req.param('file').replace(/\.js$/, '');
    const dictionary = readDictionary(language);
    if (!dictionary) return c.text('Not found', 404);
    const script = `Auth0.registerLanguageDictionary(${scriptLiteral(language)}, ${scriptLiteral(dictionary)});`;
    return c.body(script, 200, { 'Content-Type': 'application/javascript' });
  });

  routes.get('/avatars/:file{.+\\.svg}', (c) => {
    const initials = c.req.param('file').replace(/\.svg$/, '').replace(/[<&]/g, '');
    const svg = [
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#635dff"/>',
      '<text x="32" y="42" font-family="sans-serif" font-size="28" fill="#fff" text-anchor="middle">',
      `${initials}</text></svg>`,
    ];
    return c.body(svg.join(''), 200, { 'Content-Type': 'image/svg+xml' });
  });

  return routes;
}

function readDictionary(language: string): object | undefined {
  try {
    return (require(`auth0-lock/lib/i18n/${language}.js`) as { default: object }).default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
