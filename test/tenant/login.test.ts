import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Tenant } from '../../src/tenant/tenant.ts';
import { CURRENT_USER, demoApp, formState, PAGE, PASSWORD, sha256 } from './visitor.ts';
import { readRedirect, readWebMessage, Visitor, withTenant } from './visitor.ts';

async function newVisitor(tenant: Tenant, email = 'ada@example.com'): Promise<Visitor> {
  await tenant.users.create({ email, password: PASSWORD });
  return new Visitor(tenant);
}

async function ticketOf(response: Response): Promise<string> {
  return ((await response.json()) as { login_ticket: string }).login_ticket;
}

test('a login without a redirect gives tokens that verify', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const answer = await visitor.logIn('ada@example.com');
    assert.equal(answer.state, 'the-state');
    assert.equal(answer.scope, CURRENT_USER);
    assert.equal(answer.expires_in, 7200);

    const keys = createRemoteJWKSet(new URL(`${tenant.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(answer.id_token, keys, { issuer: `${tenant.url}/`, audience: 'demo' });
    assert.equal(payload.nonce, 'the-nonce');
    assert.equal(payload.email, 'ada@example.com');
    assert.equal(payload.sub, tenant.users.find('ada@example.com')?.user_id);
    assert.equal(payload.at_hash, sha256(answer.access_token).subarray(0, 16).toString('base64url'));
    const header = decodeProtectedHeader(answer.id_token);
    assert.equal(header.alg, 'RS256');
    assert.ok(header.kid, 'no kid');

    const access = await jwtVerify(answer.access_token, keys, { audience: `${tenant.url}/api/v2/` });
    assert.deepEqual(access.payload.aud, [`${tenant.url}/api/v2/`, `${tenant.url}/userinfo`]);
    assert.equal(access.payload.azp, 'demo');
  }));

test('a wrong password and an unknown address are told apart by nobody', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    for (const [email, password] of [['ada@example.com', 'wrong'], ['nobody@example.com', PASSWORD]] as const) {
      const response = await visitor.coAuthenticate(email, password);
      assert.equal(response.status, 403);
      assert.deepEqual(await response.json(), {
        error: 'access_denied',
        error_description: 'Wrong email or password.',
      });
    }
  }));

test('only pages of an allowed web origin may log in without a redirect', () =>
  withTenant({}, async (tenant) => {
    await newVisitor(tenant);
    const response = await new Visitor(tenant, 'http://localhost:3001').coAuthenticate('ada@example.com');
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(((await response.json()) as { error: string }).error, 'unauthorized_client');
  }));

test('cookies are HttpOnly and SameSite=Lax', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const response = await visitor.coAuthenticate('ada@example.com');
    const page = await visitor.authorize({ login_ticket: await ticketOf(response) });
    const cookies = [...response.headers.getSetCookie(), ...page.headers.getSetCookie()];
    assert.ok(cookies.length >= 2, cookies.join('\n'));
    for (const cookie of cookies.filter((one) => !one.includes('Max-Age=0'))) {
      assert.match(cookie, /HttpOnly/);
      assert.match(cookie, /SameSite=Lax/);
    }
  }));

test('a login ticket is used once', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const login_ticket = await ticketOf(await visitor.coAuthenticate('ada@example.com'));
    const cookies = new Map(visitor.cookies);
    assert.equal((await visitor.authorizeSilently({ login_ticket })).error, undefined);
    const thief = new Visitor(tenant);
    for (const [name, value] of cookies) thief.cookies.set(name, value);
    assert.equal((await thief.authorizeSilently({ login_ticket })).error, 'access_denied');
  }));

test('a login ticket is good only in the browser that sent the password', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const login_ticket = await ticketOf(await visitor.coAuthenticate('ada@example.com'));
    assert.equal((await new Visitor(tenant).authorizeSilently({ login_ticket })).error, 'login_required');
    assert.equal((await visitor.authorizeSilently({ login_ticket })).error, 'access_denied');
  }));

test('a login ticket is good only for its application, and only for five minutes', async () => {
  let now = new Date();
  const other = { ...demoApp, clientId: 'other' };
  await withTenant({ apps: [demoApp, other], now: () => now }, async (tenant) => {
    const visitor = await newVisitor(tenant);
    let login_ticket = await ticketOf(await visitor.coAuthenticate('ada@example.com'));
    assert.equal((await visitor.authorizeSilently({ login_ticket, client_id: 'other' })).error, 'access_denied');
    login_ticket = await ticketOf(await visitor.coAuthenticate('ada@example.com'));
    now = new Date(now.getTime() + 5 * 60_000);
    assert.equal((await visitor.authorizeSilently({ login_ticket })).error, 'access_denied');
  });
});

test('a login with a redirect puts the answer into the hash', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const login_ticket = await ticketOf(await visitor.coAuthenticate('ada@example.com'));
    const response = await visitor.authorize({ login_ticket });
    assert.equal(response.status, 302);
    const { to, answer } = readRedirect(response);
    assert.equal(to, `${PAGE}/`);
    const names = ['access_token', 'expires_in', 'id_token', 'scope', 'state', 'token_type'];
    assert.deepEqual(Object.keys(answer).sort(), names);
    assert.equal(answer.scope, CURRENT_USER);
  }));

test('a session is restored silently until the logout', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    assert.equal((await visitor.authorizeSilently()).error, 'login_required');
    await visitor.logIn('ada@example.com');
    assert.ok((await visitor.authorizeSilently()).access_token, 'no access token');
    const logout = await visitor.fetch(`/v2/logout?client_id=demo&returnTo=${encodeURIComponent(`${PAGE}/bye`)}`);
    assert.equal(logout.status, 302);
    assert.equal(logout.headers.get('location'), `${PAGE}/bye`);
    const { error, state } = await visitor.authorizeSilently();
    assert.deepEqual({ error, state }, { error: 'login_required', state: 'the-state' });
    const { to, answer } = readRedirect(await visitor.authorize({ prompt: 'none' }));
    assert.deepEqual([to, answer.error], [`${PAGE}/`, 'login_required']);
  }));

test('a stolen cookie is worth nothing after the logout', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    const cookies = new Map(visitor.cookies);
    await visitor.fetch('/v2/logout?client_id=demo');
    for (const [name, value] of cookies) visitor.cookies.set(name, value);
    assert.equal((await visitor.authorizeSilently()).error, 'login_required');
  }));

test('a session ends after three days without activity', async () => {
  let now = new Date();
  await withTenant({ now: () => now }, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    now = new Date(now.getTime() + 71 * 3_600_000);
    assert.equal((await visitor.authorizeSilently()).error, undefined);
    now = new Date(now.getTime() + 73 * 3_600_000);
    assert.equal((await visitor.authorizeSilently()).error, 'login_required');
  });
});

test('only logins with credentials are counted', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    await visitor.authorizeSilently();
    await visitor.authorize({});
    assert.equal(tenant.users.find('ada@example.com')?.logins_count, 1);
    await visitor.logIn('ada@example.com');
    const user = tenant.users.find('ada@example.com');
    assert.equal(user?.logins_count, 2);
    assert.ok(user.last_login && user.last_login >= user.created_at, `${user.last_login}, created at ${user.created_at}`);
  }));

test('a logout goes to no address that is not on the list', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    for (const url of ['https://evil.example/', `${PAGE}/bye/`, `${PAGE}/`]) {
      const response = await visitor.fetch(`/v2/logout?client_id=demo&returnTo=${encodeURIComponent(url)}`);
      assert.equal(response.status, 400, url);
      assert.equal(response.headers.get('location'), null);
    }
  }));

test('an unknown application or callback gets a page, and never an answer', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    const wrong: Record<string, string>[] = [
      { client_id: 'nobody' },
      { redirect_uri: `${PAGE}/evil` },
      { redirect_uri: `${PAGE}` },
      { redirect_uri: `${PAGE}/?x=1` },
      { redirect_uri: 'https://evil.example/' },
    ];
    for (const params of wrong) {
      const response = await visitor.authorize(params);
      assert.equal(response.status, 403, JSON.stringify(params));
      assert.equal(response.headers.get('location'), null);
      assert.equal((await response.text()).includes('access_token'), false);
    }
  }));

test('no page outside of the allowed web origins gets a web message', async () => {
  const app = { ...demoApp, webOrigins: [] };
  await withTenant({ apps: [app] }, async (tenant) => {
    const response = await new Visitor(tenant).authorize({ prompt: 'none', response_mode: 'web_message' });
    assert.equal(response.status, 403);
  });
});

test('what is wrong with a request is told to the application', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    const expected: [params: Record<string, string>, error: string][] = [
      [{ nonce: '' }, 'invalid_request'],
      [{ response_type: '' }, 'invalid_request'],
      [{ response_type: 'tokens' }, 'unsupported_response_type'],
      [{ response_type: 'code' }, 'invalid_request'],
      [{ audience: 'https://unknown.example/' }, 'access_denied'],
      [{ connection: 'facebook' }, 'invalid_request'],
    ];
    for (const [params, error] of expected) {
      const { to, answer } = readRedirect(await visitor.authorize(params));
      assert.equal(to, `${PAGE}/`);
      assert.equal(answer.error, error, JSON.stringify(params));
      assert.equal(answer.state, 'the-state');
    }
  }));

test('granted are those scopes that were asked for and that a browser may have', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const scope = 'openid read:current_user update:users read:users update:current_user_metadata delete:users made:up';
    const answer = await visitor.logIn('ada@example.com', { scope });
    assert.equal(answer.scope, 'openid read:current_user update:current_user_metadata');
    const userInfoOnly = await visitor.authorizeSilently({ scope, audience: `${tenant.url}/userinfo` });
    assert.equal(userInfoOnly.scope, 'openid');
  }));

test('a custom API gives its own scopes', () =>
  withTenant({ apis: [{ audience: 'https://api.example/', scopes: ['read:orders'] }] }, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const params = { audience: 'https://api.example/', scope: 'openid read:orders read:current_user' };
    const answer = await visitor.logIn('ada@example.com', params);
    assert.equal(answer.scope, 'openid read:orders');
    const keys = createRemoteJWKSet(new URL(`${tenant.url}/.well-known/jwks.json`));
    await jwtVerify(answer.access_token, keys, { audience: 'https://api.example/' });
  }));

test('where consent is not skipped, it is asked for once', () =>
  withTenant({ apps: [{ ...demoApp, skipConsent: false }] }, async (tenant) => {
    const visitor = await newVisitor(tenant);
    assert.equal((await visitor.logIn('ada@example.com')).error, 'consent_required');
    const declined = await visitor.authorize({});
    const no = { state: formState(await declined.text()), decision: 'decline' };
    assert.equal(readRedirect(await visitor.postForm('/u/consent', no)).answer.error, 'access_denied');
    assert.equal((await visitor.authorizeSilently()).error, 'consent_required');

    const accepted = await visitor.authorize({});
    const yes = { state: formState(await accepted.text()), decision: 'accept' };
    assert.ok(readRedirect(await visitor.postForm('/u/consent', yes)).answer.access_token, 'no access token');
    assert.ok((await visitor.authorizeSilently()).access_token, 'no access token');
    assert.ok((await visitor.authorizeSilently({ scope: 'openid read:current_user' })).access_token, 'no access token');
    const more = 'openid read:current_user delete:current_user_metadata';
    assert.equal((await visitor.authorizeSilently({ scope: more })).error, 'consent_required');
  }));

test('a revoked consent is asked for again even where consent is skipped', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    tenant.revokeConsents('demo');
    assert.equal((await visitor.authorizeSilently()).error, 'consent_required');
    assert.equal((await visitor.authorizeSilently({ audience: `${tenant.url}/userinfo` })).error, undefined);
  }));

test('the login form works without scripts, and says when the password is wrong', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const page = await visitor.authorize({ login_hint: 'ada@example.com"><script>' });
    const html = await page.text();
    assert.equal(page.headers.get('x-frame-options'), 'DENY');
    assert.match(html, /<label for="email">/);
    assert.equal(html.includes('<script>'), false);
    const state = formState(html);
    const wrong = await visitor.postForm('/u/login', { state, email: 'ada@example.com', password: 'wrong' });
    assert.equal(wrong.status, 400);
    assert.match(await wrong.text(), /role="alert">Wrong email or password/);
    const right = { state, email: 'ada@example.com', password: PASSWORD };
    assert.ok(readRedirect(await visitor.postForm('/u/login', right)).answer.access_token, 'no access token');
    assert.equal((await visitor.postForm('/u/login', right)).status, 400);
  }));

test('prompt=login and an old session show the form again', async () => {
  let now = new Date();
  await withTenant({ now: () => now }, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    assert.equal((await visitor.authorize({})).status, 302);
    assert.equal((await visitor.authorize({ prompt: 'login' })).status, 200);
    now = new Date(now.getTime() + 61_000);
    assert.equal((await visitor.authorize({ max_age: '60' })).status, 200);
    assert.equal((await visitor.authorizeSilently({ max_age: '60' })).error, 'login_required');
    assert.equal((await visitor.authorizeSilently({ max_age: '62' })).error, undefined);
  });
});

test('a social connection signs in at once, with what the provider knows', () =>
  withTenant({ socialProfile: { locale: 'de' } }, async (tenant) => {
    const visitor = new Visitor(tenant);
    const { answer } = readRedirect(await visitor.authorize({ connection: 'google-oauth2' }));
    assert.ok(answer.id_token, 'no ID token');
    const user = tenant.users.find('grace.hopper@example.com');
    assert.match(user?.user_id ?? '', /^google-oauth2\|\d+$/);
    assert.equal(user?.email_verified, true);
    const identity = user.identities[0];
    assert.deepEqual([identity?.provider, identity?.isSocial], ['google-oauth2', true]);
    assert.equal(identity?.profileData?.locale, 'de');

    tenant.users.update(user.user_id, { user_metadata: { company: 'Navy' } });
    await new Visitor(tenant).authorize({ connection: 'google-oauth2' });
    const again = tenant.users.find('grace.hopper@example.com');
    assert.equal(again?.logins_count, 2);
    assert.deepEqual(again.user_metadata, { company: 'Navy' });
  }));

test('the popup of Lock is answered with the message it expects', () =>
  withTenant({}, async (tenant) => {
    const visitor = new Visitor(tenant);
    const html = await (await visitor.authorize({ connection: 'google-oauth2', owp: 'true' })).text();
    assert.match(html, /window\.opener\?\.postMessage/);
    assert.equal(html.includes(`["${PAGE}"]`), true);
    assert.match(html, /\\"a\\":\\"response\\"/);
  }));

test('no state can end the script of an answer', () =>
  withTenant({}, async (tenant) => {
    const state = '</script><script>alert(1)</script>';
    const response = await new Visitor(tenant).authorize({ prompt: 'none', response_mode: 'web_message', state });
    const html = await response.clone().text();
    assert.equal(html.split('</script>').length, 2);
    assert.equal((await readWebMessage(response)).state, state);
  }));

test('a blocked person cannot log in, and cannot go on in an old session', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    await visitor.logIn('ada@example.com');
    tenant.users.update(tenant.users.find('ada@example.com')?.user_id ?? '', { blocked: true });
    assert.equal((await visitor.authorizeSilently()).error, 'unauthorized');
    assert.equal((await visitor.coAuthenticate('ada@example.com')).status, 403);
  }));

test('the classic login page gets a form that finishes the login once', () =>
  withTenant({}, async (tenant) => {
    const visitor = await newVisitor(tenant);
    const body = {
      client_id: 'demo',
      redirect_uri: `${PAGE}/`,
      response_type: 'token id_token',
      scope: 'openid',
      nonce: 'n',
      state: 's',
      connection: 'Username-Password-Authentication',
      username: 'ada@example.com',
    };
    assert.equal((await visitor.post('/usernamepassword/login', { ...body, password: 'wrong' })).status, 401);
    const html = await (await visitor.post('/usernamepassword/login', { ...body, password: PASSWORD })).text();
    const wresult = /name="wresult" value="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.ok(readRedirect(await visitor.postForm('/login/callback', { wresult })).answer.id_token, 'no ID token');
    assert.equal((await visitor.postForm('/login/callback', { wresult })).status, 400);
  }));
