import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { Tenant } from '../../src/tenant/tenant.ts';
import { bearer, PAGE, PASSWORD, readRedirect, serverToken, sha256, Visitor, withTenant } from './visitor.ts';

const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-0123456789';

interface TokenAnswer {
  access_token: string;
  id_token?: string;
  refresh_token?: string;
  scope?: string;
  error?: string;
}

async function signedIn(tenant: Tenant): Promise<Visitor> {
  await tenant.users.create({ email: 'ada@example.com', password: PASSWORD });
  const visitor = new Visitor(tenant);
  await visitor.logIn('ada@example.com');
  return visitor;
}

async function newCode(visitor: Visitor, params: Record<string, string> = {}): Promise<string> {
  const response = await visitor.authorize({
    response_type: 'code',
    response_mode: 'query',
    code_challenge: sha256(VERIFIER).toString('base64url'),
    code_challenge_method: 'S256',
    ...params,
  });
  return readRedirect(response).answer.code ?? '';
}

async function exchange(visitor: Visitor, fields: Record<string, string>) {
  const response = await visitor.postForm('/oauth/token', { client_id: 'demo', ...fields });
  return { status: response.status, answer: (await response.json()) as TokenAnswer };
}

test('a code is exchanged for tokens, once, and only with its verifier', () =>
  withTenant({}, async (tenant) => {
    const visitor = await signedIn(tenant);
    const code = await newCode(visitor);
    const fields = { grant_type: 'authorization_code', code, redirect_uri: `${PAGE}/`, code_verifier: VERIFIER };
    const { status, answer } = await exchange(visitor, fields);
    assert.equal(status, 200);
    assert.equal(answer.refresh_token, undefined);
    const keys = createRemoteJWKSet(new URL(`${tenant.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(answer.id_token ?? '', keys, { issuer: `${tenant.url}/`, audience: 'demo' });
    assert.equal(payload.nonce, 'the-nonce');
    assert.equal((await exchange(visitor, fields)).answer.error, 'invalid_grant');

    const wrongs: Record<string, string>[] = [
      { code_verifier: 'wrong' },
      { redirect_uri: `${PAGE}/callback` },
      { client_id: 'server', client_secret: 'server-secret' },
    ];
    for (const wrong of wrongs) {
      const attempt = await exchange(visitor, { ...fields, code: await newCode(visitor), ...wrong });
      assert.equal(attempt.answer.error, 'invalid_grant', JSON.stringify(wrong));
    }
    const without = { grant_type: 'authorization_code', code: await newCode(visitor) };
    assert.equal((await exchange(visitor, without)).answer.error, 'invalid_grant');
  }));

test('a public application gets no code without a challenge, a confidential one does', () =>
  withTenant({}, async (tenant) => {
    const visitor = await signedIn(tenant);
    assert.equal(await newCode(visitor, { code_challenge: '' }), '');
    const code = await newCode(visitor, { code_challenge: '', client_id: 'server' });
    const fields = { grant_type: 'authorization_code', code, client_id: 'server' };
    assert.equal((await exchange(visitor, fields)).status, 401);
    assert.equal((await exchange(visitor, { ...fields, client_secret: 'wrong' })).status, 401);
    assert.equal((await exchange(visitor, { ...fields, client_secret: 'server-secret' })).status, 200);
  }));

test('refresh tokens rotate, and a used one ends all that came of it', () =>
  withTenant({}, async (tenant) => {
    const visitor = await signedIn(tenant);
    const scope = 'openid read:current_user offline_access';
    // No refresh tokens for the Management API, as at Auth0.
    const fields = { grant_type: 'authorization_code', code_verifier: VERIFIER };
    const management = { ...fields, code: await newCode(visitor, { scope }) };
    assert.equal((await exchange(visitor, management)).answer.refresh_token, undefined);

    const code = await newCode(visitor, { scope, audience: `${tenant.url}/userinfo` });
    const first = (await exchange(visitor, { ...fields, code })).answer;
    assert.equal(first.scope, 'openid offline_access');
    const refresh = (token = '') => exchange(visitor, { grant_type: 'refresh_token', refresh_token: token });
    const second = await refresh(first.refresh_token);
    assert.equal(second.status, 200);
    assert.ok(second.answer.id_token, 'no ID token');
    assert.notEqual(second.answer.refresh_token, first.refresh_token);
    assert.equal((await refresh(first.refresh_token)).answer.error, 'invalid_grant');
    assert.equal((await refresh(second.answer.refresh_token)).answer.error, 'invalid_grant');
  }));

for (const [what, code, expected] of [
  ['is told so, and its claims are in the tokens', 'api.idToken.setCustomClaim("https://acme.example/facts", [event.transaction.protocol, event.request.body.grant_type, api.redirect.canRedirect()])', [200, ['oauth2-refresh-token', 'refresh_token', false]]],
  ['may refuse it', 'api.access.deny("Not today.")', [403, 'access_denied']],
  ['can lead nobody away', 'api.redirect.sendUserTo("https://acme.example/")', [403, 'interaction_required']],
] as const) {
  test(`an Action runs when a refresh token is exchanged: it ${what}`, () => {
    const action = { code: `exports.onExecutePostLogin = async (event, api) => { if (event.transaction.protocol === 'oauth2-refresh-token') ${code} }` };
    return withTenant({ action }, async (tenant) => {
      const visitor = await signedIn(tenant);
      const newest = await newCode(visitor, { scope: 'openid offline_access', audience: `${tenant.url}/userinfo` });
      const { answer } = await exchange(visitor, { grant_type: 'authorization_code', code_verifier: VERIFIER, code: newest });
      const refreshed = await exchange(visitor, { grant_type: 'refresh_token', refresh_token: answer.refresh_token ?? '' });
      const { error, id_token } = refreshed.answer;
      assert.deepEqual([refreshed.status, error ?? decodeJwt(id_token ?? '')['https://acme.example/facts']], expected);
    });
  });
}

test('client credentials give the scopes of the application, or fewer', () =>
  withTenant({}, async (tenant) => {
    const all = decodeJwt(await serverToken(tenant));
    assert.equal(all.sub, 'server@clients');
    assert.equal(all.gty, 'client-credentials');
    assert.match(String(all.scope), /update:users/);
    assert.equal(decodeJwt(await serverToken(tenant, 'read:users made:up')).scope, 'read:users');
    const visitor = new Visitor(tenant);
    const fields = { grant_type: 'client_credentials', audience: `${tenant.url}/api/v2/` };
    assert.equal((await exchange(visitor, fields)).answer.error, 'unauthorized_client');
    const basic = { authorization: `Basic ${Buffer.from('server:server-secret').toString('base64')}` };
    const response = await visitor.post('/oauth/token', fields, basic);
    assert.equal(response.status, 200);
    const server = { client_id: 'server', client_secret: 'server-secret' };
    const elsewhere = { ...fields, ...server, audience: 'https://x.example/' };
    assert.equal((await exchange(visitor, elsewhere)).status, 403);
  }));

test('user info answers by scope, with opaque and signed tokens, and nobody else', () =>
  withTenant({}, async (tenant) => {
    const visitor = await signedIn(tenant);
    const ask = async (token: string) => visitor.fetch('/userinfo', { headers: bearer(token) });
    const opaque = await visitor.authorizeSilently({ audience: `${tenant.url}/userinfo`, scope: 'openid email' });
    assert.equal(opaque.access_token.split('.').length, 1);
    const claims = (await (await ask(opaque.access_token)).json()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(claims).sort(), ['email', 'email_verified', 'sub']);
    const nameOnly = await visitor.authorizeSilently({ audience: `${tenant.url}/userinfo`, scope: 'openid profile' });
    const named = (await (await ask(nameOnly.access_token)).json()) as Record<string, unknown>;
    assert.deepEqual([named.name, 'email' in named], ['ada@example.com', false]);
    const signed = await visitor.authorizeSilently();
    assert.equal((await ask(signed.access_token)).status, 200);
    const withoutOpenId = await visitor.authorizeSilently({ scope: 'read:current_user', response_type: 'token' });
    assert.equal((await ask(withoutOpenId.access_token)).status, 401);
    assert.equal((await ask('nonsense')).status, 401);
    assert.equal((await ask(await serverToken(tenant))).status, 401);
  }));

test('the tenant describes itself', () =>
  withTenant({}, async (tenant) => {
    const headers = { origin: 'https://any.example' };
    const response = await fetch(`${tenant.url}/.well-known/openid-configuration`, { headers });
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    const { issuer, jwks_uri } = (await response.json()) as { issuer: string; jwks_uri: string };
    assert.equal(issuer, `${tenant.url}/`);
    const keys = (await (await fetch(jwks_uri)).json()) as { keys: Record<string, string>[] };
    assert.equal(keys.keys.length, 1);
    assert.deepEqual(Object.keys(keys.keys[0] ?? {}).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
  }));
