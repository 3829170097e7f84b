import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { SignJWT, UnsecuredJWT } from 'jose';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { startTenant, type Tenant, type TenantUser } from '../../src/tenant/tenant.ts';
import { endpointStore } from '../../src/auth0/endpoint-store.ts';
import type { ProfileStore } from '../../src/person/profile-store.ts';
import { LEDGER_KEY, emptyLedger, mergeLedgers, recordAnswered, recordDeclined, recordSilenced } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { createHandler, type Handler, type HandlerOptions } from '../../src/server/index.ts';
import { issuerOf } from '../../src/server/sdk-address.ts';

const AUDIENCE = 'https://api.example.com/';
const PAGE = 'http://localhost:3999';
const PASSWORD = 'Correct-horse-9';
const PLAN = {
  fields: [
    { name: 'company', label: 'Company', maxLength: 20, required: true },
    { name: 'role', label: 'Role', type: 'select', options: [{ value: 'dev', label: 'Developer' }, { value: 'ops', label: 'Operations' }] },
    { name: 'size', label: 'Team size', type: 'number', min: 1 },
    { name: 'motto', label: 'Motto' },
  ],
};

describe('the endpoint for answers', () => {
  let tenant: Tenant;
  let handler: Handler;
  let url: string;
  let close: () => Promise<unknown>;
  let ann: TenantUser;
  let token: string;
  const errors: Error[] = [];
  let count = 0;

  const options = (): HandlerOptions => ({
    plan: PLAN,
    domain: tenant.url,
    audience: AUDIENCE,
    clientId: 'server',
    clientSecret: 'server-secret',
    onError: (error) => errors.push(error),
  });

  before(async () => {
    const page = { callbacks: [`${PAGE}/`], webOrigins: [PAGE], logoutUrls: [] };
    tenant = await startTenant({
      apps: [
        { ...page, clientId: 'page' },
        { ...page, clientId: 'server', clientSecret: 'server-secret' },
      ],
      apis: [
        { audience: AUDIENCE, scopes: ['answer'] },
        { audience: 'https://other.example.com/', scopes: [] },
      ],
    });
    const server = createServer((incoming, outgoing) => void getRequestListener((request) => handler(request))(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    url = `http://localhost:${(server.address() as AddressInfo).port}/api/profile`;
    close = () => Promise.all([tenant.close(), new Promise((resolve) => server.close(resolve))]);
  });
  after(() => close());

  beforeEach(async () => {
    tenant.faults.clear();
    errors.length = 0;
    count += 1;
    handler = createHandler(options());
    ann = await tenant.users.create({ email: `ann${count}@example.com`, password: PASSWORD, user_metadata: { theme: 'dark' } });
    token = await signIn(ann);
  });

  async function signIn({ email }: TenantUser, audience = AUDIENCE, scope = 'openid'): Promise<string> {
    return (await login(email, audience, scope)).get('access_token')!;
  }

  async function login(email: string, audience: string, scope: string): Promise<URLSearchParams> {
    const answer = await fetch(`${tenant.url}/co/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: PAGE },
      body: JSON.stringify({
        client_id: 'page',
        username: email,
        password: PASSWORD,
        realm: 'Username-Password-Authentication',
        credential_type: 'http://auth0.com/oauth/grant-type/password-realm',
      }),
    });
    const { login_ticket } = (await answer.json()) as { login_ticket: string };
    const query = new URLSearchParams({
      client_id: 'page',
      response_type: 'token id_token',
      redirect_uri: `${PAGE}/`,
      scope: scope || 'openid',
      audience,
      nonce: 'n',
      state: 's',
      realm: 'Username-Password-Authentication',
      login_ticket,
    });
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const redirect = await fetch(`${tenant.url}/authorize?${query.toString()}`, { redirect: 'manual', headers: { cookie } });
    return new URLSearchParams(new URL(redirect.headers.get('location')!).hash.slice(1));
  }

  interface Answer {
    status: number;
    code?: string;
    headers: Headers;
    text: string;
    body: Record<string, unknown>;
  }

  async function send(method: string, init: { body?: unknown; token?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
    const body = typeof init.body === 'string' || init.body === undefined ? init.body : JSON.stringify(init.body);
    const response = await fetch(url, {
      method,
      body,
      headers: { authorization: `Bearer ${init.token ?? token}`, ...(body && { 'content-type': 'application/json' }), ...init.headers },
    });
    const text = await response.text();
    const json = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
    if (response.status >= 400) {
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(json.status, response.status);
      assert.equal(typeof json.title, 'string');
    }
    return { status: response.status, code: json.code as string | undefined, headers: response.headers, text, body: json };
  }

  const patch = (user_metadata: unknown, more: object = {}) => send('PATCH', { body: { user_id: ann.user_id, user_metadata }, ...more });
  const profile = () => tenant.users.get(ann.user_id)?.user_metadata;
  const store = (getToken = () => Promise.resolve(token)): ProfileStore => endpointStore({ url, getToken });

  it('saves answers through endpointStore, next to what is there, and reads them back', async () => {
    const ledger = { ...emptyLedger(), n: 3 };
    const saved = await store().save(ann.user_id, { company: 'Ajax', size: 4, [LEDGER_KEY]: ledger });
    assert.deepEqual(saved, { company: 'Ajax', size: 4, [LEDGER_KEY]: ledger });
    assert.deepEqual(profile(), { theme: 'dark', company: 'Ajax', size: 4, [LEDGER_KEY]: ledger });
    assert.deepEqual(await store().read(ann.user_id), saved);
  });

  it('merges the ledger with the one that another device has saved, and keeps nothing else that is under its key', async () => {
    const theirs = recordSilenced(recordDeclined(parsePlan(PLAN), emptyLedger(), ['role'], new Date()), new Date());
    // The first ledger is merged with nothing, and read all the same.
    assert.equal((await patch({ [LEDGER_KEY]: { ...theirs, secret: 'x', k: { ...theirs.k, 'no key': 'y' } } })).status, 200);
    assert.deepEqual(profile()?.[LEDGER_KEY], theirs);
    const ours = recordAnswered(parsePlan(PLAN), emptyLedger(), ['company'], new Date());
    const saved = await store().save(ann.user_id, { company: 'Ajax', [LEDGER_KEY]: ours });
    assert.deepEqual(saved[LEDGER_KEY], mergeLedgers(theirs, ours));
    const answer = await patch({ [LEDGER_KEY]: { ...ours, secret: 'x', k: { ...ours.k, 'no key': 'y', zzzzz: '<b>' } } });
    assert.equal(answer.status, 200);
    assert.deepEqual(profile()?.[LEDGER_KEY], mergeLedgers(theirs, ours));
  });

  it('erases with null', async () => {
    await store().save(ann.user_id, { company: 'Ajax', role: 'dev' });
    assert.deepEqual(await store().save(ann.user_id, { company: null }), { role: 'dev' });
    assert.deepEqual(profile(), { theme: 'dark', role: 'dev' });
    await store().save(ann.user_id, { [LEDGER_KEY]: { ...emptyLedger(), n: 3 } });
    assert.deepEqual(await store().save(ann.user_id, { [LEDGER_KEY]: null }), { role: 'dev' });
  });

  it('keeps a text as it is, also one that looks like HTML', async () => {
    // As the page's codec writes it.
    await store().save(ann.user_id, { motto: 'a < b &amp;amp; c' });
    assert.equal(profile()?.motto, 'a < b &amp;amp; c');
  });

  it('tells nothing of the profile but the fields of the plan', async () => {
    const { body } = await send('GET');
    assert.deepEqual(body, { user_id: ann.user_id, user_metadata: {} });
  });

  const refused: [string, unknown, string][] = [
    ['an unknown name', { theme: 'light' }, 'invalid'],
    ['a name of the prototype', JSON.parse('{"__proto__": {"a": 1}}'), 'invalid'],
    ['a value that is too long', { company: 'x'.repeat(21) }, 'invalid'],
    ['an option that there is not', { role: 'king' }, 'invalid'],
    ['a value of another type', { size: 'many' }, 'invalid'],
    ['a blank where an answer is required', { company: ' ' }, 'invalid'],
    ['one bad answer among good ones', { company: 'Ajax', size: 0 }, 'invalid'],
    ['nothing at all', {}, 'empty-patch'],
    ['a list', [], 'invalid'],
    ['a number instead of answers', 5, 'invalid'],
    ['no metadata', undefined, 'invalid'],
  ];
  for (const [what, metadata, code] of refused) {
    it(`refuses ${what}, and says which without its value`, async () => {
      const answer = await patch(metadata);
      assert.deepEqual([answer.status, answer.code], [400, code]);
      assert.doesNotMatch(answer.text, /king|many|light/);
      assert.deepEqual(profile(), { theme: 'dark' });
    });
  }

  it('takes no value of a hidden field but the one that the plan gives, and lets it be erased', async () => {
    const hidden = { label: 'Hidden', type: 'hidden', ask: 'signup' };
    handler = createHandler({ ...options(), plan: { fields: [{ ...hidden, name: 'campaign', value: 'spring' }, { ...hidden, name: 'wave', value: 3 }] } });
    for (const forged of [{ campaign: 'summer' }, { campaign: 'x'.repeat(7000) }, { wave: 4 }]) {
      const { status, body } = await patch(forged);
      assert.deepEqual([status, body.problems], [400, [{ name: Object.keys(forged)[0], code: 'type' }]]);
    }
    assert.deepEqual(profile(), { theme: 'dark' });
    assert.equal((await patch({ campaign: 'spring', wave: '3' })).status, 200);
    assert.deepEqual(profile(), { theme: 'dark', campaign: 'spring', wave: 3 });
    assert.equal((await patch({ campaign: null })).status, 200);
    assert.deepEqual(profile(), { theme: 'dark', wave: 3 });
  });

  it('names the answers that do not fit', async () => {
    const { body } = await patch({ company: 'Ajax', size: 0, role: 'king' });
    assert.deepEqual(body.problems, [
      { name: 'size', code: 'too-small' },
      { name: 'role', code: 'option' },
    ]);
  });

  it('refuses answers of somebody else than the token is for', async () => {
    const bob = await tenant.users.create({ email: `bob${count}@example.com`, password: PASSWORD });
    const answer = await send('PATCH', { body: { user_id: bob.user_id, user_metadata: { company: 'Ajax' } } });
    assert.deepEqual([answer.status, answer.code], [403, 'wrong-person']);
    const bobsToken = await signIn(bob);
    await assert.rejects(
      store(() => Promise.resolve(bobsToken)).save(ann.user_id, { company: 'Ajax' }),
      { code: 'wrong-person' },
    );
    assert.deepEqual([profile(), tenant.users.get(bob.user_id)?.user_metadata], [{ theme: 'dark' }, undefined]);
  });

  it('refuses what is not JSON, or too much of it', async () => {
    assert.equal((await send('PATCH', { body: '{' })).status, 400);
    assert.equal((await send('PATCH', { body: 'a=b', headers: { 'content-type': 'text/plain' } })).status, 415);
    const large = await patch({ company: 'x'.repeat(40_000) });
    assert.deepEqual([large.status, large.code], [413, 'too-large']);
    const deletion = await send('DELETE');
    assert.deepEqual([deletion.status, deletion.headers.get('allow')], [405, 'GET, PATCH']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    assert.equal((await handler(new Request(url, { method: 'PATCH', headers }))).status, 400);
  });

  it('refuses every token but a valid one of a person for this API', async () => {
    const other = await signIn(ann, 'https://other.example.com/');
    const idToken = (await login(ann.email, AUDIENCE, 'openid')).get('id_token')!;
    const claims = { sub: ann.user_id, aud: AUDIENCE, iss: `${tenant.url}/`, exp: Math.floor(Date.now() / 1000) + 600 };
    const keys = await (await fetch(`${tenant.url}/.well-known/jwks.json`)).text();
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(keys));
    const unsigned = new UnsecuredJWT(claims).encode();
    const cut = token.slice(0, -8);
    for (const [bad, code] of [
      ['', 'unauthorized'],
      ['x.y.z', 'unauthorized'],
      [cut, 'unauthorized'],
      [forged, 'unauthorized'],
      [unsigned, 'unauthorized'],
      [other, 'wrong-audience'],
      [idToken, 'wrong-audience'],
    ] as const) {
      const answer = await patch({ company: 'Ajax' }, { token: bad });
      assert.deepEqual([answer.status, answer.code], [401, code], bad);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
      if (bad) assert.ok(!answer.text.includes(bad), answer.text);
    }
    assert.deepEqual(profile(), { theme: 'dark' });
  });

  it('takes a token only where it is the whole of the header', async () => {
    for (const authorization of [`bearer ${token}`, `Bearer   ${token}`]) assert.equal((await send('GET', { headers: { authorization } })).status, 200);
    for (const authorization of [`Basic Bearer ${token}`, `Bearer ${token} more`, token]) {
      const { status, body } = await send('GET', { headers: { authorization } });
      assert.deepEqual([status, body.detail], [401, 'Expected an access token in the header "Authorization: Bearer …".'], authorization);
    }
  });

  it('refuses a token that has expired, and one of a program', async (t) => {
    // Tokens of programs are good for a day.
    const late = await startTenant({ now: () => new Date(Date.now() - 25 * 3_600_000), apps: [{ clientId: 'server', clientSecret: 's', callbacks: [], webOrigins: [], logoutUrls: [] }], apis: [{ audience: AUDIENCE, scopes: [] }] });
    t.after(() => late.close());
    handler = createHandler({ ...options(), domain: late.url });
    const ask = async (domain: string, secret: string) => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'server', client_secret: secret, audience: AUDIENCE });
      const answer = await fetch(`${domain}/oauth/token`, { method: 'POST', body });
      return ((await answer.json()) as { access_token: string }).access_token;
    };
    const expired = await send('GET', { token: await ask(late.url, 's') });
    assert.deepEqual([expired.status, expired.code], [401, 'unauthorized']);
    assert.match(expired.text, /expired/);
    handler = createHandler(options());
    const program = await send('GET', { token: await ask(tenant.url, 'server-secret') });
    assert.deepEqual([program.status, program.code], [403, 'forbidden']);
  });

  it('wants the scope it was told to want', async () => {
    handler = createHandler({ ...options(), scope: 'answer' });
    assert.deepEqual([(await send('GET')).status, (await send('GET')).code], [403, 'missing-scope']);
    token = await signIn(ann, AUDIENCE, 'openid answer');
    assert.equal((await send('GET')).status, 200);
  });

  it('limits how often one person may call, and says for how long', async () => {
    const bob = await tenant.users.create({ email: `bob${count}@example.com`, password: PASSWORD });
    for (let call = 0; call < 30; call += 1) assert.equal((await send('GET')).status, 200);
    const answer = await send('GET');
    assert.deepEqual([answer.status, answer.code], [429, 'rate-limited']);
    assert.ok(Number(answer.headers.get('retry-after')) >= 1, String(answer.headers.get('retry-after')));
    await assert.rejects(store().save(ann.user_id, { company: 'Ajax' }), (error: { code: string; retryAfterMs: number }) => {
      assert.equal(error.code, 'rate-limited');
      assert.ok(error.retryAfterMs >= 1000, `${error.retryAfterMs}`);
      return true;
    });
    assert.equal((await send('GET', { token: await signIn(bob) })).status, 200);
  });

  it('says for how long a limiter lets no more calls through', async () => {
    for (const seconds of [1, 2, 61]) {
      const rateLimiter = new RateLimiterMemory({ points: 1, duration: 60 });
      await rateLimiter.block(ann.user_id, seconds);
      handler = createHandler({ ...options(), rateLimiter });
      const wait = Number((await send('GET')).headers.get('retry-after'));
      assert.ok(wait <= seconds && wait >= Math.max(1, seconds - 1), `${wait} instead of ${seconds}`);
    }
  });

  it('knows the result of a limiter whose package is there twice', async () => {
    const require = createRequire(import.meta.url);
    for (const path of Object.keys(require.cache)) if (path.includes('rate-limiter-flexible')) delete require.cache[path];
    const { RateLimiterMemory: Copy } = require('rate-limiter-flexible') as { RateLimiterMemory: typeof RateLimiterMemory };
    assert.notEqual(Copy, RateLimiterMemory);
    handler = createHandler({ ...options(), rateLimiter: new Copy({ points: 0, duration: 60 }) });
    const { status, headers } = await send('GET');
    assert.deepEqual([status, headers.get('retry-after'), errors], [429, '60', []]);
  });

  it('takes the issuer with or without the slash at its end', async () => {
    for (const issuer of [tenant.url, `${tenant.url}/`]) {
      handler = createHandler({ ...options(), issuer });
      assert.equal((await send('GET')).status, 200, issuer);
    }
  });

  it('says for how long the tenant has no capacity, between a second and a minute', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const [reset, least, most] of [[now + 30, 20, 30], [now + 500, 60, 60], [now - 30, 1, 1], ['soon', 1, 1]] as const) {
      const headers = { 'x-ratelimit-reset': String(reset) };
      tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', does: { kind: 'answer', status: 429, headers, json: {} } });
      const wait = Number((await patch({ company: 'Ajax' })).headers.get('retry-after'));
      assert.ok(wait >= least && wait <= most, `${reset}: ${wait}`);
    }
  });

  it('writes to the console what went wrong, unless it is given where to', async (t) => {
    const { mock } = t.mock.method(console, 'error', () => {});
    handler = createHandler({ ...options(), onError: undefined });
    tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', does: { kind: 'answer', status: 500 } });
    assert.equal((await patch({ company: 'Ajax' })).status, 502);
    assert.deepEqual(mock.calls.map(({ arguments: [error] }) => (error as Error).name), ['Problem']);
  });

  const upstream: [string, number, number, string][] = [
    ['has no capacity', 429, 429, 'rate-limited'],
    ['fails', 500, 502, 'server'],
    ['knows no such person', 404, 404, 'not-found'],
    ['does not accept the credentials', 403, 500, 'server'],
    ['refuses the answers', 400, 400, 'invalid'],
  ];
  for (const [what, status, expected, code] of upstream) {
    it(`tells that the tenant ${what}`, async () => {
      tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', does: { kind: 'answer', status } });
      const answer = await patch({ company: 'Ajax' });
      assert.deepEqual([answer.status, answer.code], [expected, code]);
      assert.deepEqual(profile(), { theme: 'dark' });
      assert.equal(errors.length, expected >= 500 ? 1 : 0);
      for (const { cause } of errors) assert.match(String(cause), new RegExp(`Management API: ${status} `));
      assert.doesNotMatch(answer.text + errors.map((error) => `${error.message} ${String(error.cause)}`).join(), /Ajax|eyJ|secret/);
      assert.deepEqual(await store().save(ann.user_id, { company: 'Ajax' }), { company: 'Ajax' });
    });
  }

  it('takes nothing for a profile but the profile: a gateway may answer 200, too', async () => {
    await patch({ company: 'Ajax' });
    tenant.faults.add({ path: '/api/v2/users/*', does: { kind: 'answer', status: 200, html: '<p>Soon back</p>' } });
    assert.deepEqual([(await send('GET')).status, errors.length], [502, 1]);
    assert.match(String(errors[0]?.cause), /Management API: 200 /);
    assert.deepEqual((await send('GET')).body.user_metadata, { company: 'Ajax' });
  });

  it('blames no person for a token that the tenant refuses to itself', async () => {
    for (const status of [400, 401, 403, 404]) {
      errors.length = 0;
      handler = createHandler(options());
      tenant.faults.add({ path: '/oauth/token', times: 'always', does: { kind: 'answer', status } });
      assert.deepEqual([(await patch({ company: 'Ajax' })).status, errors.length], [500, 1], String(status));
      assert.match(String(errors[0]?.cause), new RegExp(`Management API: ${status} `));
      tenant.faults.clear();
    }
  });

  it('tells that the profile is full', async () => {
    tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', does: { kind: 'fill-profile', email: ann.email, freeBytes: 5 } });
    await assert.rejects(store().save(ann.user_id, { company: 'Ajax' }), { code: 'too-large', status: 400 });
  });

  it('does not blame the token when the keys cannot be had', async () => {
    tenant.faults.add({ path: '/.well-known/jwks.json', does: { kind: 'answer', status: 503 } });
    const answer = await send('GET');
    assert.deepEqual([answer.status, answer.code], [503, 'server']);
    handler = createHandler(options());
    assert.equal((await send('GET')).status, 200);
  });

  it('answers pages of other origins only when told to', async () => {
    const { headers } = await send('GET', { headers: { origin: PAGE } });
    assert.deepEqual([headers.get('access-control-allow-origin'), headers.get('vary')], [null, null]);
    handler = createHandler({ ...options(), origins: [PAGE] });
    const preflight = await send('OPTIONS', { headers: { origin: PAGE } });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), PAGE);
    const failure = await patch({ nothing: 1 }, { headers: { origin: PAGE } });
    assert.equal(failure.headers.get('access-control-allow-origin'), PAGE);
    const evil = await send('GET', { headers: { origin: 'https://evil.example' } });
    assert.deepEqual([evil.headers.get('access-control-allow-origin'), evil.headers.get('vary')], [null, 'origin']);
  });

  it('is made for tenants of every name, also one that begins with "http"', () => {
    createHandler({ ...options(), domain: 'httpstat.eu.auth0.com' });
    const issuers = ['httpstat.eu.auth0.com', 'acme.auth0.com/', 'https://acme.auth0.com', 'http://localhost:4400'].map(issuerOf);
    assert.deepEqual(issuers, ['https://httpstat.eu.auth0.com/', 'https://acme.auth0.com/', 'https://acme.auth0.com/', 'http://localhost:4400/']);
  });

  for (const name of ['domain', 'audience', 'clientId', 'clientSecret'] as const) {
    it(`refuses to be made without ${name}, as where a variable of the environment is missing`, () => {
      for (const [value, got] of [[undefined, 'undefined'], ['', 'an empty text']] as const) {
        assert.throws(() => createHandler({ ...options(), [name]: value }), { name: 'TypeError', message: `Expected "${name}" for createHandler(), got ${got}. Is a variable of the environment missing?` });
      }
    });
  }

  it('refuses a wrong plan when it is made, not when it is used', () => {
    assert.throws(() => createHandler({ ...options(), plan: { fields: [{}] } }), { name: 'PlanError' });
  });
});

describe('endpointStore', () => {
  it('merges ledgers at the endpoint', () => {
    assert.equal(endpointStore({ url: 'http://localhost:9/', getToken: () => Promise.resolve('t') }).mergesLedger, true);
  });

  it('never sends an empty patch', async () => {
    const store = endpointStore({ url: 'http://localhost:9/', getToken: () => Promise.resolve('t') });
    await assert.rejects(store.save('auth0|ann', {}), { code: 'empty-patch' });
    await assert.rejects(store.save('auth0|ann', { company: undefined }), { code: 'empty-patch' });
  });

  it('tells that there is no answer, and which origin to allow where', async () => {
    const store = endpointStore({ url: 'http://localhost:9/', getToken: () => Promise.resolve('t') });
    await assert.rejects(store.save('auth0|ann', { company: 'Ajax' }), { code: 'network', isTemporary: true, message: /`origins` of your endpoint/ });
  });
});
