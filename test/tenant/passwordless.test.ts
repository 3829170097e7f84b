import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENTERPRISE, PASSWORDLESS, type Tenant, type TenantApp } from '../../src/tenant/tenant.ts';
import { demoApp, PAGE, readRedirect, Visitor, withTenant } from './visitor.ts';

const EMAIL = 'ada@example.com';
const apps: TenantApp[] = [{ ...demoApp, connections: [PASSWORDLESS] }];

const start = (visitor: Visitor, more: object = {}) =>
  visitor.post('/passwordless/start', { client_id: 'demo', connection: 'email', email: EMAIL, send: 'code', ...more });

/** As auth0-js sends it. */
const enter = (visitor: Visitor, otp: string) =>
  visitor.post('/co/authenticate', {
    client_id: 'demo',
    username: EMAIL,
    otp,
    realm: 'email',
    credential_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
  });

const lastCode = (tenant: Tenant) => tenant.mails.at(-1)!.code;
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a mailed code logs in once, and makes an account with a confirmed address', () =>
  withTenant({ apps }, async (tenant) => {
    const visitor = new Visitor(tenant);
    const started = await start(visitor, { email: 'Ada@Example.com' });
    assert.equal(started.status, 200);
    assert.equal(tenant.mails[0]!.to, EMAIL);
    assert.equal(tenant.mails[0]!.link, undefined);
    assert.equal(tenant.users.find(EMAIL), undefined);
    const code = lastCode(tenant);
    const { login_ticket } = (await (await enter(visitor, code)).json()) as { login_ticket: string };
    assert.ok((await visitor.authorizeSilently({ login_ticket })).id_token, 'no ID token');
    const user = tenant.users.find(EMAIL)!;
    assert.match(user.user_id, /^email\|[0-9a-f]{24}$/);
    assert.deepEqual([user.email_verified, user.identities[0]!.provider], [true, 'email']);
    const again = await enter(visitor, code);
    assert.equal(again.status, 403);
    assert.equal(((await again.json()) as { error: string }).error, 'access_denied');
  }));

test('a code is good for three minutes and three attempts, and a new one ends the old one', async () => {
  let now = new Date();
  await withTenant({ apps, now: () => now }, async (tenant) => {
    const visitor = new Visitor(tenant);
    await start(visitor);
    const first = lastCode(tenant);
    now = new Date(now.getTime() + 180_000);
    assert.equal((await enter(visitor, first)).status, 403);
    await start(visitor);
    const second = lastCode(tenant);
    for (let attempt = 0; attempt < 3; attempt++) assert.equal((await enter(visitor, another(second))).status, 403);
    assert.equal((await enter(visitor, second)).status, 403);
    await start(visitor);
    const third = lastCode(tenant);
    await start(visitor);
    const fourth = lastCode(tenant);
    if (third !== fourth) assert.equal((await enter(visitor, third)).status, 403);
    assert.equal((await enter(visitor, fourth)).status, 200);
  });
});

test('a link logs in by itself, with the state and nonce it was asked for', () =>
  withTenant({ apps }, async (tenant) => {
    const visitor = new Visitor(tenant);
    const authParams = { redirect_uri: `${PAGE}/`, response_type: 'token id_token', scope: 'openid email', state: 'of-mine', nonce: 'one' };
    await start(visitor, { send: undefined, authParams });
    const { answer } = readRedirect(await visitor.fetch(tenant.mails[0]!.link!));
    assert.equal(answer.state, 'of-mine');
    assert.ok(answer.id_token, 'no ID token');
    assert.equal((await visitor.fetch(tenant.mails[0]!.link!)).status, 400);
  }));

test('nothing is sent for what is not right', () =>
  withTenant({ apps: [...apps, { ...demoApp, clientId: 'without' }] }, async (tenant) => {
    for (const [more, error] of [
      [{ client_id: 'nobody' }, 'bad.client_id'],
      [{ client_id: 'without' }, 'bad.connection'],
      [{ connection: 'sms' }, 'bad.connection'],
      [{ email: 'ada' }, 'bad.email'],
      [{ authParams: 'x' }, 'bad.authParams'],
    ] as const) {
      const response = await start(new Visitor(tenant), more);
      assert.equal(response.status, 400);
      assert.equal(((await response.json()) as { error: string }).error, error);
    }
    assert.deepEqual(tenant.mails, []);
    assert.equal((await new Visitor(tenant).coAuthenticate(EMAIL)).status, 403, 'a password where there is only mail');
  }));

test('an enterprise connection signs in whom the employer names, only where it is enabled', () =>
  withTenant({ apps: [{ ...demoApp, connections: [ENTERPRISE] }, { ...demoApp, clientId: 'without' }] }, async (tenant) => {
    const visitor = new Visitor(tenant);
    const params = { connection: 'acme-saml', login_hint: 'ada@acme.example' };
    assert.ok(readRedirect(await visitor.authorize(params)).answer.id_token, 'no ID token');
    const user = tenant.users.find('ada@acme.example')!;
    assert.equal(user.user_id, 'samlp|acme-saml|ada@acme.example');
    assert.deepEqual([user.identities[0]!.connection, user.identities[0]!.isSocial], ['acme-saml', false]);
    const refused = await new Visitor(tenant).authorize({ ...params, client_id: 'without' });
    assert.equal(readRedirect(refused).answer.error, 'invalid_request');
  }));
