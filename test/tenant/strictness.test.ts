/** What the tenant does as strictly as Auth0, always or when it is switched on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import type { TenantOptions } from '../../src/tenant/tenant.ts';
import { demoApp, PAGE, PASSWORD, serverApp, Visitor, withTenant, type Answer } from './visitor.ts';

const EMAIL = 'ada@example.com';

function withAda(options: TenantOptions, run: Parameters<typeof withTenant>[1]): Promise<void> {
  return withTenant(options, async (tenant) => {
    await tenant.users.create({ email: EMAIL, password: PASSWORD });
    await run(tenant);
  });
}

const asThirdParty = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' };

test('ID tokens name the session, the same one while it lasts', () =>
  withAda({}, async (tenant) => {
    const visitor = new Visitor(tenant);
    const { sid } = decodeJwt((await visitor.logIn(EMAIL)).id_token);
    assert.equal(typeof sid, 'string');
    assert.equal(decodeJwt((await visitor.authorizeSilently()).id_token).sid, sid);
    assert.notEqual(decodeJwt((await new Visitor(tenant).logIn(EMAIL)).id_token).sid, sid);
  }));

test('nothing is silent for a loopback callback where it has to be confirmed', () =>
  withAda({ strictness: { confirmsLoopback: true } }, async (tenant) => {
    const visitor = new Visitor(tenant);
    assert.equal((await visitor.logIn(EMAIL)).error, 'interaction_required');
    assert.equal((await visitor.authorizeSilently()).error, 'interaction_required');
    const asked = await visitor.authorize({});
    assert.equal(asked.status, 200);
    assert.match(await asked.text(), /decision/);
    tenant.strictness.confirmsLoopback = false;
    assert.equal((await visitor.authorizeSilently()).error, undefined);
  }));

test('blocked cookies are neither kept nor sent, but on the tenant’s own pages', () =>
  withAda({ strictness: { blocksThirdPartyCookies: true } }, async (tenant) => {
    const visitor = new Visitor(tenant);
    const body = JSON.stringify({
      client_id: 'demo', username: EMAIL, password: PASSWORD, realm: 'Username-Password-Authentication',
      credential_type: 'http://auth0.com/oauth/grant-type/password-realm',
    });
    const answer = await visitor.fetch('/co/authenticate', { method: 'POST', body, headers: { 'content-type': 'application/json', ...asThirdParty } });
    const { login_ticket } = (await answer.json()) as { login_ticket: string };
    assert.equal(visitor.cookies.size, 0);
    assert.equal((await visitor.authorizeSilently({ login_ticket })).error, 'login_required');

    tenant.strictness.blocksThirdPartyCookies = false;
    await visitor.logIn(EMAIL);
    tenant.strictness.blocksThirdPartyCookies = true;
    const query = new URLSearchParams({ client_id: 'demo', response_type: 'token id_token', redirect_uri: `${PAGE}/`, scope: 'openid', state: 's', nonce: 'n' });
    const inFrame = await visitor.fetch(`/authorize?${query}&prompt=none&response_mode=web_message`, { headers: { 'sec-fetch-dest': 'iframe' } });
    assert.match(await inFrame.text(), /login_required/);
    const inWindow = await visitor.fetch(`/authorize?${query}`, { headers: { 'sec-fetch-dest': 'document' } });
    assert.match(inWindow.headers.get('location') ?? '', /id_token=/);
  }));

test('Bot Detection refuses sign-ups without a captcha', () =>
  withTenant({ strictness: { wantsCaptcha: true } }, async (tenant) => {
    const body = { client_id: 'demo', connection: 'Username-Password-Authentication', email: EMAIL, password: PASSWORD };
    const refused = await new Visitor(tenant).post('/dbconnections/signup', body);
    assert.equal(refused.status, 400);
    assert.equal(((await refused.json()) as { code: string }).code, 'requires_verification');
    assert.equal(tenant.users.find(EMAIL), undefined);
    assert.equal((await new Visitor(tenant).post('/dbconnections/signup', { ...body, captcha: 'abc' })).status, 200);
  }));

test('Bot Detection refuses embedded logins', () =>
  withAda({ strictness: { wantsCaptcha: true } }, async (tenant) => {
    const visitor = new Visitor(tenant);
    const challenge = (await (await visitor.post('/usernamepassword/challenge', {})).json()) as { required: boolean };
    assert.equal(challenge.required, true);
    const refused = (await (await visitor.coAuthenticate(EMAIL)).json()) as Answer;
    assert.equal(refused.error, 'requires_verification');
  }));

test('who may log in from a page and who may read answers are two lists', () => {
  const other = 'https://other.example';
  const apps = [{ ...demoApp, corsOrigins: [other] }];
  return withAda({ apps }, async (tenant) => {
    const allowed = async (origin: string, path: string, body: object) =>
      (await new Visitor(tenant, origin).post(path, { client_id: 'demo', ...body })).headers.get('access-control-allow-origin');
    const signUp = { connection: 'Username-Password-Authentication', email: 'x@example.com', password: PASSWORD };
    assert.equal(await allowed(other, '/dbconnections/signup', signUp), other);
    assert.equal(await allowed(other, '/co/authenticate', {}), null);
    assert.equal(await allowed(PAGE, '/co/authenticate', {}), PAGE);
    assert.equal(await allowed('https://evil.example', '/dbconnections/signup', signUp), null);
  });
});

test('the origins of callbacks may read answers', () =>
  withAda({ apps: [{ ...demoApp, webOrigins: [] }] }, async (tenant) => {
    const answer = await new Visitor(tenant).signUp('grace@example.com');
    assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
  }));

test('logout addresses are compared without query and hash', () =>
  withAda({}, async (tenant) => {
    const target = `${PAGE}/bye?from=menu#top`;
    const answer = await new Visitor(tenant).fetch(`/v2/logout?client_id=demo&returnTo=${encodeURIComponent(target)}`);
    assert.equal(answer.headers.get('location'), target);
  }));

test('an address that there is not is answered in JSON', () =>
  withAda({}, async (tenant) => {
    const answer = await new Visitor(tenant).fetch('/api/v3/nothing');
    assert.equal(answer.status, 404);
    assert.equal(((await answer.json()) as { statusCode: number }).statusCode, 404);
  }));

test('a machine has to name its grant, and its token lasts a day', () =>
  withAda({ apps: [demoApp, serverApp] }, async (tenant) => {
    const credentials = { client_id: 'server', client_secret: 'server-secret', audience: `${tenant.url}/api/v2/` };
    const ask = async (more: object) => {
      const answer = await new Visitor(tenant).post('/oauth/token', { ...credentials, ...more });
      return { status: answer.status, ...((await answer.json()) as { error?: string; expires_in?: number; access_token?: string }) };
    };
    const { status, error } = await ask({});
    assert.deepEqual([status, error], [400, 'invalid_request']);
    assert.equal((await ask({ grant_type: 'guess' })).error, 'unsupported_grant_type');
    const { expires_in, access_token } = await ask({ grant_type: 'client_credentials' });
    assert.equal(expires_in, 86_400);
    const { iat = 0, exp = 0 } = decodeJwt(access_token!);
    assert.equal(exp - iat, 86_400);
  }));
