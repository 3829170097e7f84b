import { createHash } from 'node:crypto';
import { startTenant, type Tenant, type TenantApp, type TenantOptions } from '../../src/tenant/tenant.ts';

export const PAGE = 'http://localhost:3000';
export const PASSWORD = 'Correct-horse-1';
export const CURRENT_USER = 'openid profile email read:current_user update:current_user_metadata';

/** An application like the demo's. */
export const demoApp: TenantApp = {
  clientId: 'demo',
  name: 'Demo',
  callbacks: [`${PAGE}/`, `${PAGE}/callback`],
  webOrigins: [PAGE],
  logoutUrls: [`${PAGE}/bye`],
};

export const serverApp: TenantApp = { ...demoApp, clientId: 'server', clientSecret: 'server-secret' };

/** Runs a test with a tenant of its own. */
export async function withTenant(options: TenantOptions, run: (tenant: Tenant) => Promise<void>): Promise<void> {
  const tenant = await startTenant({ apps: [demoApp, serverApp], ...options });
  try {
    await run(tenant);
  } finally {
    await tenant.close();
  }
}

type Json = Record<string, unknown>;

/** A browser as far as the tenant can tell: keeps cookies, says which page it is on, follows no redirect by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #tenant: Tenant;
  readonly #origin: string;

  constructor(tenant: Tenant, origin = PAGE) {
    this.#tenant = tenant;
    this.#origin = origin;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (!headers.has('origin')) headers.set('origin', this.#origin);
    const response = await fetch(new URL(path, this.#tenant.url), { redirect: 'manual', ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return this.fetch(path, { ...init, headers: { 'content-type': 'application/json', ...headers } });
  }

  postForm(path: string, fields: Record<string, string>): Promise<Response> {
    return this.fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  signUp(email: string, more: Json = {}): Promise<Response> {
    const connection = 'Username-Password-Authentication';
    return this.post('/dbconnections/signup', { client_id: 'demo', connection, email, password: PASSWORD, ...more });
  }

  /** As Lock sends it. */
  coAuthenticate(email: string, password = PASSWORD, more: Json = {}): Promise<Response> {
    return this.post('/co/authenticate', {
      client_id: 'demo',
      username: email,
      password,
      realm: 'Username-Password-Authentication',
      credential_type: 'http://auth0.com/oauth/grant-type/password-realm',
      ...more,
    });
  }

  authorize(params: Record<string, string>): Promise<Response> {
    const query = new URLSearchParams({
      client_id: 'demo',
      response_type: 'token id_token',
      redirect_uri: `${PAGE}/`,
      scope: CURRENT_USER,
      audience: `${this.#tenant.url}/api/v2/`,
      state: 'the-state',
      nonce: 'the-nonce',
      ...params,
    });
    return this.fetch(`/authorize?${query}`);
  }

  /** What a hidden iframe is told. */
  async authorizeSilently(params: Record<string, string> = {}): Promise<Answer> {
    return readWebMessage(await this.authorize({ prompt: 'none', response_mode: 'web_message', ...params }));
  }

  /** Logs in the way Lock does with `redirect: false`. */
  async logIn(email: string, params: Record<string, string> = {}): Promise<Answer> {
    const { login_ticket } = (await (await this.coAuthenticate(email)).json()) as { login_ticket: string };
    return this.authorizeSilently({ login_ticket, ...params });
  }

  getUser(id: string, token: string, query = ''): Promise<Response> {
    return this.fetch(`/api/v2/users/${encodeURIComponent(id)}${query}`, { headers: bearer(token) });
  }

  patchUser(id: string, token: string, body: unknown): Promise<Response> {
    return this.fetch(`/api/v2/users/${encodeURIComponent(id)}`, {
      method: 'PATCH',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...bearer(token) },
    });
  }
}

/** The answer of `/authorize`. */
export interface Answer {
  access_token: string;
  id_token: string;
  code: string;
  scope: string;
  expires_in: number;
  state: string;
  error?: string;
  error_description?: string;
}

/** Of a page that posts its answer to the page around it. */
export async function readWebMessage(response: Response): Promise<Answer> {
  const html = await response.text();
  const literal = /type: 'authorization_response', response: (\{.*\}) \}/.exec(html)?.[1];
  if (!literal) throw new Error(`Expected a web message, got ${response.status}: ${html}`);
  return JSON.parse(literal) as Answer;
}

/** Of a redirect, in the query or the hash. */
export function readRedirect(response: Response): { to: string; answer: Partial<Record<keyof Answer, string>> } {
  const url = new URL(response.headers.get('location') ?? '');
  const answer = Object.fromEntries(new URLSearchParams(url.hash ? url.hash.slice(1) : url.search));
  return { to: url.origin + url.pathname, answer };
}

/** A token for the Management API that reaches everybody. */
export async function serverToken(tenant: Tenant, scope?: string): Promise<string> {
  const response = await new Visitor(tenant).post('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: 'server',
    client_secret: 'server-secret',
    audience: `${tenant.url}/api/v2/`,
    ...(scope !== undefined && { scope }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The hidden `state` of a form of the tenant. */
export function formState(html: string): string {
  return /name="state" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
