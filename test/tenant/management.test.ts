import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPair, SignJWT } from 'jose';
import { RATE_LIMITS, type Tenant, type TenantUser } from '../../src/tenant/tenant.ts';
import { bearer, demoApp, PAGE, PASSWORD, serverToken, Visitor, withTenant } from './visitor.ts';

interface Person {
  visitor: Visitor;
  id: string;
  token: string;
}

async function person(tenant: Tenant, email = 'ada@example.com', scope?: string): Promise<Person> {
  const user_metadata = { first_name: 'Ada', address: { city: 'London', zip: 'W1' } };
  const { user_id } = await tenant.users.create({ email, password: PASSWORD, user_metadata });
  const visitor = new Visitor(tenant);
  const { access_token } = await visitor.logIn(email, scope === undefined ? {} : { scope });
  return { visitor, id: user_id, token: access_token };
}

async function errorOf(response: Response): Promise<{ statusCode: number; message: string; errorCode?: string }> {
  const body = (await response.json()) as { statusCode: number; error: string; message: string; errorCode?: string };
  assert.equal(body.statusCode, response.status);
  assert.equal(typeof body.error, 'string');
  return body;
}

test('a person reads their own profile, whichever way the id is written', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    for (const path of [id, encodeURIComponent(id), id.replace('|', '%7c')]) {
      const response = await visitor.fetch(`/api/v2/users/${path}`, { headers: bearer(token) });
      assert.equal(response.status, 200, path);
      const user = (await response.json()) as TenantUser;
      assert.equal(user.user_id, id);
      assert.equal(user.logins_count, 1);
      assert.deepEqual(user.identities, [
        { connection: 'Username-Password-Authentication', provider: 'auth0', user_id: id.slice(6), isSocial: false },
      ]);
    }
    const some = await visitor.getUser(id, token, '?fields=user_metadata,email');
    assert.deepEqual(Object.keys((await some.json()) as object).sort(), ['email', 'user_metadata']);
  }));

test('a patch merges root keys, replaces nested ones whole, and null removes', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    const user_metadata = { company: 'ACME', address: { city: 'Paris' }, first_name: null, never_there: null };
    const response = await visitor.patchUser(id, token, { user_metadata });
    assert.equal(response.status, 200);
    const expected = { address: { city: 'Paris' }, company: 'ACME' };
    assert.deepEqual(((await response.json()) as TenantUser).user_metadata, expected);
    assert.deepEqual(tenant.users.get(id)?.user_metadata, expected);
  }));

test('an empty patch erases all metadata', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    await visitor.patchUser(id, token, { user_metadata: {} });
    assert.deepEqual(tenant.users.get(id)?.user_metadata, {});
  }));

test('what a patch may not hold is refused, and nothing of it is saved', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    const before = tenant.users.get(id);
    const bodies = [
      {},
      [],
      'text',
      { user_metadata: 'text' },
      { user_metadata: null },
      { user_metadata: [] },
      { user_metadata: { 'a.b': 1 } },
      { user_metadata: { nested: { $set: 1 } } },
      { user_metadata: { company: 'x' }, user_id: 'auth0|1' },
      { logins_count: 0 },
    ];
    for (const body of bodies) {
      const { statusCode, errorCode, message } = await errorOf(await visitor.patchUser(id, token, body));
      assert.equal(statusCode, 400, JSON.stringify(body));
      assert.equal(errorCode, 'invalid_body');
      assert.match(message, /^Payload validation error: /);
    }
    const broken = { method: 'PATCH', body: '{"user_metadata":', headers: bearer(token) };
    assert.equal((await visitor.fetch(`/api/v2/users/${id}`, broken)).status, 400);
    assert.deepEqual(tenant.users.get(id), before);
  }));

test('a person cannot write what is not theirs to write', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    const both = { user_metadata: { a: '1' }, email_verified: true };
    for (const body of [{ app_metadata: { plan: 'gold' } }, { name: 'Eve' }, both]) {
      const { statusCode, errorCode } = await errorOf(await visitor.patchUser(id, token, body));
      assert.deepEqual([statusCode, errorCode], [403, 'insufficient_scope'], JSON.stringify(body));
    }
    assert.equal(tenant.users.get(id)?.user_metadata?.a, undefined);
  }));

test('a person reads and writes nobody else', () =>
  withTenant({}, async (tenant) => {
    const { visitor, token } = await person(tenant);
    const other = await tenant.users.create({ email: 'eve@example.com', password: PASSWORD });
    for (const id of [other.user_id, 'auth0|none']) {
      const patch = { user_metadata: { a: '1' } };
      for (const response of [await visitor.getUser(id, token), await visitor.patchUser(id, token, patch)]) {
        const { statusCode, errorCode } = await errorOf(response);
        assert.deepEqual([statusCode, errorCode], [403, 'unowned_resource']);
      }
    }
  }));

test('a token without the scope neither reads nor writes', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant, 'ada@example.com', 'openid delete:current_user_metadata');
    const read = await errorOf(await visitor.getUser(id, token));
    assert.equal(read.message, 'Insufficient scope, expected any of: read:users,read:current_user');
    assert.equal((await errorOf(await visitor.patchUser(id, token, { user_metadata: { a: '1' } }))).statusCode, 403);
    const reader = await visitor.authorizeSilently({ scope: 'openid read:current_user' });
    assert.equal((await visitor.getUser(id, reader.access_token)).status, 200);
    assert.equal((await visitor.patchUser(id, reader.access_token, { user_metadata: { a: '1' } })).status, 403);
  }));

test('a missing, malformed, foreign, expired or misdirected token is refused', async () => {
  let now = new Date();
  await withTenant({ now: () => now, tokenLifetimeSeconds: 60 }, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    const get = (headers: Record<string, string>) => visitor.fetch(`/api/v2/users/${id}`, { headers });
    const message = async (headers: Record<string, string>) => (await errorOf(await get(headers))).message;
    assert.equal((await get({})).status, 401);
    assert.equal((await get({ authorization: `Basic ${token}` })).status, 400);
    assert.equal(await message(bearer('nonsense')), 'Invalid token');

    const { privateKey } = await generateKeyPair('RS256');
    const claims = { iss: `${tenant.url}/`, aud: `${tenant.url}/api/v2/`, sub: id, scope: 'read:current_user' };
    const forging = new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).setExpirationTime('1h');
    const forged = await forging.sign(privateKey);
    assert.equal(await message(bearer(forged)), 'Invalid signature received for JSON Web Token validation');
    const [, payload = ''] = forged.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    assert.equal(await message(bearer(unsigned)), 'Invalid token');

    const { access_token: opaque } = await visitor.authorizeSilently({ audience: `${tenant.url}/userinfo` });
    assert.equal(await message(bearer(opaque)), 'Invalid token');
    const { id_token } = await visitor.authorizeSilently();
    assert.match(await message(bearer(id_token)), /^Bad audience: demo/);

    assert.equal((await get(bearer(token))).status, 200);
    now = new Date(now.getTime() + 61_000);
    assert.equal(await message(bearer(token)), 'Expired token received for JSON Web Token validation');
  });
});

test('tokens can be made to expire all at once, and new ones are good', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    tenant.expireTokens();
    assert.equal((await visitor.getUser(id, token)).status, 401);
    const { access_token } = await visitor.authorizeSilently();
    assert.equal((await visitor.getUser(id, access_token)).status, 200);
  }));

test('a server reads and writes everybody, and is told who does not exist', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id } = await person(tenant);
    const token = await serverToken(tenant);
    const patch = { app_metadata: { plan: 'gold' }, user_metadata: { company: 'ACME' }, name: 'Ada L.' };
    assert.equal((await visitor.patchUser(id, token, patch)).status, 200);
    const user = tenant.users.get(id);
    assert.deepEqual([user?.app_metadata, user?.name], [{ plan: 'gold' }, 'Ada L.']);
    assert.equal(user?.user_metadata?.first_name, 'Ada');
    const missing = await errorOf(await visitor.getUser('auth0|none', token));
    assert.deepEqual([missing.statusCode, missing.errorCode], [404, 'inexistent_user']);
    const malformed = await errorOf(await visitor.getUser('none', token));
    assert.deepEqual([malformed.statusCode, malformed.errorCode], [400, 'invalid_uri']);
    const appOnly = await serverToken(tenant, 'update:users_app_metadata');
    assert.equal((await visitor.patchUser(id, appOnly, { app_metadata: { plan: null } })).status, 200);
    assert.equal((await visitor.patchUser(id, appOnly, { user_metadata: { a: '1' } })).status, 403);
  }));

test('a server changes a password, but to no weak one', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id } = await person(tenant);
    const token = await serverToken(tenant);
    assert.equal((await visitor.patchUser(id, token, { password: 'weak' })).status, 400);
    assert.equal((await visitor.patchUser(id, token, { password: 'Another-horse-2' })).status, 200);
    assert.equal((await visitor.coAuthenticate('ada@example.com')).status, 403);
    assert.equal((await visitor.coAuthenticate('ada@example.com', 'Another-horse-2')).status, 200);
  }));

test('a profile grows to 10 KB and no further, and a full one keeps nobody out', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    assert.equal((await visitor.patchUser(id, token, { user_metadata: { bio: 'x'.repeat(9000) } })).status, 200);
    const before = tenant.users.get(id);
    const tooMuch = await errorOf(await visitor.patchUser(id, token, { user_metadata: { more: 'ä'.repeat(400) } }));
    assert.deepEqual([tooMuch.statusCode, tooMuch.errorCode], [400, 'invalid_body']);
    assert.deepEqual(tenant.users.get(id), before);

    tenant.faults.add({ does: { kind: 'fill-profile', email: 'ada@example.com' } });
    assert.equal((await visitor.logIn('ada@example.com')).error, undefined);
    assert.equal((await visitor.patchUser(id, token, { user_metadata: { a: '1' } })).status, 400);
    assert.equal((await visitor.patchUser(id, token, { user_metadata: { bio: null } })).status, 200);
  }));

test('answers say how many calls are left, and a page may read it', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    const before = Math.floor(Date.now() / 1000);
    const responses = [await visitor.getUser(id, token), await visitor.getUser(id, 'nonsense')];
    for (const { headers } of responses) {
      assert.equal(headers.get('x-ratelimit-limit'), '40');
      assert.match(headers.get('x-ratelimit-remaining') ?? '', /^\d+$/);
      assert.ok(Number(headers.get('x-ratelimit-reset')) >= before, String(headers.get('x-ratelimit-reset')));
      const exposed = headers.get('access-control-expose-headers') ?? '';
      for (const name of ['limit', 'remaining', 'reset']) assert.ok(exposed.includes(`x-ratelimit-${name}`), exposed);
    }
  }));

test('limits that are enforced refuse the next call until they say so', async () => {
  let now = new Date();
  await withTenant({ rateLimits: RATE_LIMITS.free, now: () => now }, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    assert.equal((await visitor.getUser(id, token)).status, 200);
    assert.equal((await visitor.getUser(id, token)).status, 200);
    const refused = await visitor.getUser(id, token);
    assert.equal((await errorOf(refused)).errorCode, 'too_many_requests');
    assert.equal(refused.headers.get('x-ratelimit-remaining'), '0');
    const reset = Number(refused.headers.get('x-ratelimit-reset'));
    assert.ok(reset * 1000 > now.getTime() && reset * 1000 <= now.getTime() + 2000, `${reset}`);
    now = new Date(reset * 1000);
    assert.equal((await visitor.getUser(id, token)).status, 200);
  });
});

test('only pages of the origins of an application read what its tokens fetch', () => {
  const neighbour = { ...demoApp, clientId: 'neighbour', webOrigins: ['http://localhost:3001'] };
  return withTenant({ apps: [demoApp, neighbour] }, async (tenant) => {
    const { visitor, id, token } = await person(tenant);
    const from = async (origin: string) => {
      const response = await visitor.fetch(`/api/v2/users/${id}`, { headers: { ...bearer(token), origin } });
      return response.headers;
    };
    const own = await from(PAGE);
    assert.equal(own.get('access-control-allow-origin'), PAGE);
    assert.equal(own.get('access-control-allow-credentials'), 'true');
    assert.equal(own.get('vary'), 'Origin');
    for (const origin of ['http://localhost:3001', 'https://evil.example', 'null', `${PAGE}.evil.example`]) {
      assert.equal((await from(origin)).get('access-control-allow-origin'), null, origin);
    }
  });
});

test('a preflight allows the headers that auth0-js sends', () =>
  withTenant({}, async (tenant) => {
    const ask = (origin: string) =>
      fetch(`${tenant.url}/api/v2/users/auth0%7C1`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH' },
      });
    const allowed = await ask(PAGE);
    assert.equal(allowed.status, 204);
    assert.match(allowed.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    for (const name of ['authorization', 'auth0-client', 'content-type']) {
      assert.ok(allowed.headers.get('access-control-allow-headers')?.includes(name), name);
    }
    assert.equal((await ask('https://evil.example')).headers.get('access-control-allow-origin'), null);
  }));

test('people are found by their address as it is stored, by applications alone', () =>
  withTenant({}, async (tenant) => {
    const visitor = new Visitor(tenant);
    await visitor.signUp('Ada@example.com');
    const find = async (email: string, token: string, more = '') => visitor.fetch(`/api/v2/users-by-email?email=${encodeURIComponent(email)}${more}`, { headers: bearer(token) });
    const server = await serverToken(tenant);
    assert.deepEqual(await (await find('ada@example.com', server, '&fields=email&include_fields=true')).json(), [{ email: 'ada@example.com' }]);
    assert.deepEqual(await (await find('Ada@example.com', server)).json(), []);
    const { access_token } = await visitor.logIn('ada@example.com');
    assert.equal((await find('ada@example.com', access_token)).status, 403);
    assert.equal((await find('', server)).status, 400);
    assert.equal((await visitor.fetch('/api/v2/users-by-email?email=ada@example.com')).status, 401);
  }));
