import assert from 'node:assert/strict';
import { createServer, request as httpRequest, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { exportJWK, generateKeyPair } from 'jose';
import type { TenantUser } from '../../src/tenant/tenant.ts';
import { LEDGER_KEY } from '../../src/plan/ledger.ts';
import { readJson } from '../../src/server/read-body.ts';
import { Problem } from '../../src/server/problem.ts';
import { addressOf } from '../../src/server/sdk-address.ts';
import { openTenantUsers } from '../../src/server/tenant-users.ts';
import type { Handler } from '../../src/server/index.ts';
import { openHandlerWorld, type HandlerWorld } from './world.ts';

const PLAN = { fields: [{ name: 'company', label: 'Company' }, { name: 'size', label: 'Size', type: 'number' }] };

describe('attacks on the endpoint', () => {
  let world: HandlerWorld;
  let handler: Handler;
  let ann: TenantUser;
  let token: string;
  let count = 0;

  before(async () => {
    world = await openHandlerWorld();
  });
  after(() => world.close());

  beforeEach(async () => {
    world.tenant.faults.clear();
    world.errors.length = 0;
    handler = world.open({ plan: PLAN });
    ann = await world.tenant.users.create({ email: `ann${++count}@example.com`, password: 'Correct-horse-9' });
    token = await world.sign({ sub: ann.user_id });
  });

  async function send(method: string, { body, bearer = token, headers = {} }: { body?: string; bearer?: string; headers?: Record<string, string> } = {}) {
    const all = { authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
    const response = await handler(new Request('http://localhost/api/profile', { method, body, headers: all }));
    const json = (await response.json()) as { code?: string; user_metadata?: Record<string, unknown> };
    return { status: response.status, code: json.code, headers: response.headers, json };
  }

  const patch = (user_metadata: unknown, headers?: Record<string, string>) => send('PATCH', { body: JSON.stringify({ user_id: ann.user_id, user_metadata }), headers });
  const profile = () => world.tenant.users.get(ann.user_id)?.user_metadata;

  it('a number of 32 kB keeps the process no longer than a short one', async () => {
    assert.equal((await patch({ size: '4' })).status, 200);
    const start = process.cpuUsage();
    const answer = await patch({ size: `${'1'.repeat(32_000)}x` });
    const { user, system } = process.cpuUsage(start);
    assert.deepEqual([answer.status, answer.code], [400, 'invalid']);
    assert.ok(user + system < 1_000_000, `${(user + system) / 1000} ms`);
  });

  for (const [what, claims] of [
    ['of a program', { gty: 'client-credentials', sub: 'abc@clients' }],
    ['of a program, whose grants are a list', { gty: ['client-credentials'], sub: 'abc' }],
    ['of a program, without a note of its grant', { sub: 'abc@clients' }],
    ['of a program, by the RFC 9068 profile', { sub: 'abc', client_id: 'abc' }],
    ['whose subject is its application', { sub: 'abc', azp: 'abc' }],
    ['whose subject leads to another resource', { sub: '..' }],
    ['whose subject is this resource', { sub: '.' }],
    ['whose subject is empty', { sub: '' }],
    ['whose subject is endless', { sub: 'a'.repeat(2000) }],
  ] as const) {
    it(`a token ${what} is refused`, async () => {
      world.tenant.requests.length = 0;
      const answer = await send('GET', { bearer: await world.sign(claims) });
      assert.deepEqual([answer.status, answer.code], [403, 'forbidden']);
      assert.deepEqual(world.tenant.requests, []);
    });
  }

  for (const [what, claims] of [
    ['of another issuer', { iss: 'https://evil.example/' }],
    ['that never expires', { exp: undefined }],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ] as const) {
    it(`a token ${what} is refused`, async () => {
      const answer = await send('GET', { bearer: await world.sign({ sub: ann.user_id, ...claims }) });
      assert.deepEqual([answer.status, answer.code], [401, 'unauthorized']);
    });
  }

  it('a subject that is no text is refused', async () => {
    for (const sub of [1, {}, ['auth0|1'], true, null]) {
      const answer = await send('GET', { bearer: await world.sign({ sub: sub as string }) });
      assert.ok([401, 403].includes(answer.status), `${JSON.stringify(sub)}: ${answer.status}`);
    }
  });

  it('a subject stays one segment of the address', async () => {
    for (const sub of ['auth0|../../clients', 'a/b?c#d', 'auth0|%2e%2e']) {
      world.tenant.requests.length = 0;
      const { status } = await send('GET', { bearer: await world.sign({ sub }) });
      assert.ok(status >= 400, `${status}`);
      const asked = world.tenant.requests.filter(({ path }) => path.startsWith('/api/')).map(({ path }) => path);
      assert.deepEqual(asked, [`/api/v2/users/${encodeURIComponent(sub)}`]);
    }
  });

  it('a scope that is no text counts as missing', async () => {
    handler = world.open({ plan: PLAN, scope: 'answer' });
    for (const scope of [undefined, null, 1, {}, ['answer'], { answer: true }, 'answers', 'xanswer']) {
      const answer = await send('GET', { bearer: await world.sign({ sub: ann.user_id, scope }) });
      assert.deepEqual([answer.status, answer.code], [403, 'missing-scope'], JSON.stringify(scope));
    }
    assert.equal((await send('GET', { bearer: await world.sign({ sub: ann.user_id, scope: 'openid answer' }) })).status, 200);
  });

  it('a content type is read by its syntax', async () => {
    for (const type of ['application/json', 'Application/JSON', 'application/json;charset=utf-8', ' application/json ; x=y']) {
      assert.equal((await patch({ company: 'Ajax' }, { 'content-type': type })).status, 200, type);
    }
    for (const type of ['application/json-patch+json', 'application/jsonx', 'text/json', 'application/x-www-form-urlencoded', 'x;application/json', '']) {
      assert.equal((await patch({ company: 'Ajax' }, { 'content-type': type })).status, 415, type);
    }
  });

  it('an object is no text', async () => {
    for (const company of [{ a: 1 }, [{ a: 1 }], [['Ajax']]]) assert.equal((await patch({ company })).status, 400);
    assert.equal(profile(), undefined);
  });

  it('of a ledger only what belongs to one is stored', async () => {
    const ledger = { v: 1, n: 3, evil: 'x'.repeat(5000), __proto__: { a: 1 }, f: { aaaa: { s: 1, evil: 2 }, constructor: { s: 1 } }, s: '<script>' };
    assert.equal((await patch({ [LEDGER_KEY]: ledger })).status, 200);
    const stored = JSON.stringify(profile());
    assert.doesNotMatch(stored, /evil|script|constructor|__proto__/);
    assert.match(stored, /"n":3/);
  });

  it('a token of the tenant that is refused is thrown away, and one more try made', async () => {
    assert.equal((await patch({ company: 'Ajax' })).status, 200);
    world.tenant.expireTokens();
    assert.deepEqual([(await patch({ company: 'Acme' })).status, profile()?.company], [200, 'Acme']);
    assert.equal((await send('GET')).status, 200);
    assert.deepEqual(world.errors, []);
  });

  it('a token of the tenant that several calls find refused is replaced once', async () => {
    assert.equal((await send('GET')).status, 200);
    world.tenant.expireTokens();
    world.tenant.requests.length = 0;
    const answers = await Promise.all([send('GET'), send('GET'), send('GET')]);
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
    assert.equal(world.tenant.requests.filter(({ path }) => path === '/oauth/token').length, 1);
  });

  it('credentials that are refused each time are told once per call, and tried twice', async () => {
    world.tenant.faults.add({ path: '/api/v2/users/*', times: 'always', does: { kind: 'answer', status: 401 } });
    world.tenant.requests.length = 0;
    const answer = await patch({ company: 'Ajax' });
    assert.deepEqual([answer.status, answer.code, world.errors.length], [500, 'server', 1]);
    assert.match(String(world.errors[0]?.cause), /Management API: 401 /);
    assert.equal(world.tenant.requests.filter(({ method }) => method === 'PATCH').length, 2);
  });

  it('a token that does not name its key is told from keys that cannot be fetched', async () => {
    const keys = await Promise.all(['a', 'b'].map(async (kid) => ({ ...(await exportJWK((await generateKeyPair('RS256')).publicKey)), alg: 'RS256', use: 'sig', kid })));
    const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    handler = world.open({ plan: PLAN, issuer: `http://localhost:${(server.address() as AddressInfo).port}/` });
    const { status } = await send('GET', { bearer: `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.AAAA` });
    server.closeAllConnections();
    server.close();
    assert.deepEqual([status, world.errors], [401, []]);
  });

  for (const [what, status] of [['refused', 503], ['cut off', 0], ['answered with a page of HTML', 200]] as const) {
    it(`keys whose request is ${what} are not asked for at each request`, async () => {
      world.keyStatus(status, '<p>Soon back</p>');
      handler = world.open({ plan: PLAN });
      const before = world.keyFetches();
      const answers = await Promise.all(Array.from({ length: 5 }, () => send('GET')));
      for (let call = 0; call < 20; call++) answers.push(await send('GET'));
      for (const { status, code, headers } of answers) assert.deepEqual([status, code, headers.get('retry-after')], [503, 'server', '5']);
      assert.equal(world.keyFetches() - before, 1);
      world.keyStatus(200);
    });
  }

  it('a request that takes longer than the browser waits is answered before that', async (t) => {
    let isAsked!: () => void;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    // Such as Redis, whose client holds commands back until it is connected again.
    const consume = () => {
      isAsked();
      return new Promise<never>(() => {});
    };
    handler = world.open({ plan: PLAN, rateLimiter: { consume } });
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const answer = patch({ company: 'Ajax' });
    await asked;
    t.mock.timers.tick(15_000);
    assert.deepEqual([(await answer).status, world.errors.length], [503, 1]);
  });

  it('a request whose time is over changes nothing any more', async () => {
    const users = openTenantUsers({ domain: world.tenant.url, clientId: 'server', clientSecret: 'server-secret' });
    await assert.rejects(users.patch(ann.user_id, { company: 'Ajax' }, AbortSignal.abort()), { name: 'Problem' });
    assert.equal(profile(), undefined);
    await users.patch(ann.user_id, { company: 'Ajax' }, new AbortController().signal);
    assert.deepEqual(profile(), { company: 'Ajax' });
  });

  it('what goes to the log holds no token, no header and no value', async () => {
    const secret = 'opaque_5fKq0x7Yt2LwZ9';
    const limiter = { consume: () => Promise.reject(Object.assign(new Error(`redis://:${secret}@db is gone`), { config: { headers: { authorization: secret } } })) };
    handler = world.open({ plan: PLAN, rateLimiter: limiter });
    assert.equal((await patch({ company: 'my illness' })).status, 500);
    const logged = inspect(world.errors, { depth: 9, showHidden: true });
    assert.equal(world.errors.length, 1);
    assert.match(String(world.errors[0]?.cause), /is gone/);
    assert.ok(!logged.includes(secret) && !logged.includes('my illness') && !logged.includes(token), logged);
  });
});

it('a problem has a cause only where there is one', () => {
  const facts = { status: 400, code: 'invalid', detail: 'Expected JSON.' };
  assert.deepEqual(['cause' in new Problem(facts), 'cause' in new Problem({ ...facts, cause: new Error('x') })], [false, true]);
});

it('the SDK gets the name of a tenant as it is, and of a local one its address', async (t) => {
  assert.deepEqual(addressOf('acme.auth0.com'), { domain: 'acme.auth0.com' });
  const { domain, audience, fetch: plainFetch } = addressOf('http://localhost:4400');
  assert.deepEqual([domain, audience], ['localhost:4400', 'http://localhost:4400/api/v2/']);
  const { mock } = t.mock.method(globalThis, 'fetch', () => Promise.resolve(new Response()));
  await plainFetch?.('https://localhost:4400/oauth/token');
  assert.equal(mock.calls[0]?.arguments[0], 'http://localhost:4400/oauth/token');
});

describe('a body', () => {
  const limits = { maxBytes: 1000, timeoutMs: 150 };

  /** What `readJson` makes of a body that comes over HTTP, and whether its connection was let go. */
  async function receive(write: (body: ClientRequest) => void): Promise<unknown> {
    let settle: (result: unknown) => void;
    const result = new Promise((resolve) => (settle = resolve));
    const listener = getRequestListener(async (request) => {
      settle(await readJson(request, limits).catch((error: unknown) => error));
      return new Response();
    });
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const body = httpRequest({ port: (server.address() as AddressInfo).port, host: 'localhost', method: 'PATCH', headers: { 'content-type': 'application/json' } });
    body.on('error', () => undefined);
    body.on('response', (response) => response.resume());
    write(body);
    try {
      return await result;
    } finally {
      body.destroy();
      server.closeAllConnections();
      server.close();
    }
  }

  const statusOf = (problem: unknown) => (problem instanceof Problem ? problem.facts.status : problem);

  it('that comes a byte at a time is given up', async () => {
    let drip: NodeJS.Timeout | undefined;
    const result = await receive((body) => {
      drip = setInterval(() => body.write(' '), 10);
    });
    clearInterval(drip);
    assert.equal(statusOf(result), 408);
  });

  it('that never comes is given up by the endpoint after 10 seconds', async (t) => {
    const world = await openHandlerWorld();
    t.after(() => world.close());
    const headers = { authorization: `Bearer ${await world.sign({ sub: 'auth0|ann' })}`, 'content-type': 'application/json' };
    let isAsked: () => void;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const body = new ReadableStream({ pull: () => isAsked() }, { highWaterMark: 0 });
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let status: number | undefined;
    void world.open({ plan: PLAN })(new Request('http://localhost/', { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit)).then((answer) => (status = answer.status));
    await asked;
    t.mock.timers.tick(9999);
    await nextTurn();
    assert.equal(status, undefined);
    t.mock.timers.tick(1);
    await nextTurn();
    assert.equal(status, 408);
  });

  it('that never comes is given up', async () => {
    const problem = await receive((body) => body.write('{'));
    assert.equal(statusOf(problem), 408);
    assert.match(String(problem), /within 0\.15 s/);
  });

  it('whose connection ends is no fault of this side', async () => {
    const problem = await receive((body) => body.write('{', () => body.destroy()));
    assert.equal(statusOf(problem), 408);
  });

  it('that is there in time leaves no timer behind', async (t) => {
    const [start, end] = [t.mock.method(globalThis, 'setTimeout').mock, t.mock.method(globalThis, 'clearTimeout').mock];
    const headers = { 'content-type': 'application/json' };
    assert.deepEqual(await readJson(new Request('http://localhost/', { method: 'PATCH', headers, body: '{}' }), limits), {});
    const timer = start.calls.find(({ arguments: [, ms] }) => ms === limits.timeoutMs)?.result;
    assert.ok(timer && end.calls.some(({ arguments: [ended] }) => ended === timer), 'Its timer still runs.');
  });

  it('that is too long is read no further', async () => {
    assert.equal(statusOf(await receive((body) => body.write('x'.repeat(5000)))), 413);
  });

  it('in pieces is put together', async () => {
    assert.deepEqual(
      await receive((body) => {
        for (const byte of Buffer.from('{"a":"ü"}')) body.write(Buffer.from([byte]));
        body.end();
      }),
      { a: 'ü' },
    );
  });
});
