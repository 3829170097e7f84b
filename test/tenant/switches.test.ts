import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { decodeJwt } from 'jose';
import type { Mail, Tenant, TenantOptions } from '../../src/tenant/tenant.ts';
import { clockScript } from '../../src/tenant/switches/clock-script.ts';
import { FAULT_PRESETS } from '../../src/tenant/switches/fault-presets.ts';
import { demoApp, PASSWORD, Visitor, withTenant } from './visitor.ts';

const DAY = 86_400_000;
const withSwitches = (run: (tenant: Tenant) => Promise<void>, options: TenantOptions = {}) => withTenant({ switches: true, ...options }, run);

/** As a form of the page itself posts. */
function post(tenant: Tenant, path: string, fields: Record<string, string> = {}, headers: Record<string, string> = { origin: tenant.url }): Promise<Response> {
  return fetch(tenant.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
}
const show = async (tenant: Tenant, path = '/dev') => (await fetch(tenant.url + path)).text();

describe('the page of switches', () => {
  it('is there only where it is wanted', () =>
    withTenant({}, async (tenant) => assert.equal((await fetch(`${tenant.url}/dev`)).status, 404)));

  it('obeys no other site, and lets none frame or read it', () =>
    withSwitches(async (tenant) => {
      for (const headers of [{ origin: 'http://localhost:3000' }, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
        assert.equal((await post(tenant, '/dev/time', { ms: '1000' }, headers)).status, 403);
      }
      assert.equal(tenant.clock.aheadMs, 0);
      const { headers } = await fetch(`${tenant.url}/dev`, { headers: { origin: 'http://localhost:3000' } });
      assert.match(headers.get('content-security-policy')!, /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers.get('access-control-allow-origin'), null);
    }));

  it('is not there by a name of another site that leads to this machine', () =>
    withSwitches(async (tenant) => {
      const { port } = new URL(tenant.url);
      const status = await new Promise((resolve, reject) => {
        request({ host: 'localhost', port, path: '/dev', headers: { host: `evil.example:${port}` } }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end();
      });
      assert.equal(status, 403);
    }));

  it('shows what people and pages wrote as text', () =>
    withSwitches(async (tenant) => {
      const nasty = '"><script>alert(1)</script>';
      const user = await tenant.users.create({ email: 'ada@example.com', password: PASSWORD, user_metadata: { [nasty]: nasty } });
      await fetch(`${tenant.url}/%3Cscript%3E`);
      await tenant.users.create({ email: `<b>@example.com`, password: PASSWORD });
      for (const path of ['/dev', `/dev/people/${encodeURIComponent(user.user_id)}`]) {
        const html = await show(tenant, path);
        assert.doesNotMatch(html, /<script|<b>@/);
        assert.match(html, /&lt;script/);
      }
      const answer = await post(tenant, `/dev/people/${encodeURIComponent(user.user_id)}/metadata`, { user_metadata: '</textarea><script>' });
      assert.equal(answer.status, 400);
      assert.doesNotMatch(await answer.text(), /<\/textarea><script>/);
    }));

  for (const [preset, { title, isLasting }] of Object.entries(FAULT_PRESETS)) {
    it(`orders a fault by its name: ${title}`, () =>
      withSwitches(async (tenant) => {
        assert.equal((await post(tenant, '/dev/faults', { preset, times: 'once' })).status, 303);
        assert.deepEqual(tenant.faults.pending.map(({ times }) => times), [isLasting ? 'always' : undefined]);
        assert.ok((await show(tenant)).includes(`<li>${title}${isLasting ? '' : ', once'}</li>`), 'it is shown as waiting');
        await post(tenant, '/dev/faults/clear');
        assert.deepEqual(tenant.faults.pending, []);
      }));
  }

  it('lets a call fail once, or until that is switched off', () =>
    withSwitches(async (tenant) => {
      const call = async () => (await new Visitor(tenant).signUp('x@example.com')).status;
      await post(tenant, '/dev/faults', { preset: 'sign-up-refused', times: 'always' });
      assert.deepEqual([await call(), await call()], [400, 400]);
      await post(tenant, '/dev/faults/clear');
      await post(tenant, '/dev/faults', { preset: 'sign-up-refused', times: 'once' });
      assert.deepEqual([await call(), await call()], [400, 200]);
      assert.equal((await post(tenant, '/dev/faults', { preset: 'constructor' })).status, 400);
    }));

  it('turns rules on and off', () =>
    withSwitches(async (tenant) => {
      await post(tenant, '/dev/rules', { name: 'wantsCaptcha', on: 'true' });
      assert.equal(tenant.strictness.wantsCaptcha, true);
      assert.match(await show(tenant), /☑ Bot Detection/);
      await post(tenant, '/dev/rules', { name: 'wantsCaptcha', on: 'false' });
      assert.equal(tenant.strictness.wantsCaptcha, false);
      assert.equal((await post(tenant, '/dev/rules', { name: 'toString', on: 'true' })).status, 400);
    }));

  it('moves the time: sessions end as they do at Auth0', () =>
    withSwitches(async (tenant) => {
      const visitor = new Visitor(tenant);
      await visitor.signUp('ada@example.com');
      const { id_token } = await visitor.logIn('ada@example.com');
      assert.ok(id_token, 'signed in');
      const silent = () => visitor.authorizeSilently();
      await post(tenant, '/dev/time', { ms: String(DAY) });
      assert.equal((await silent()).error, undefined);
      await post(tenant, '/dev/time', { ms: String(4 * DAY) });
      assert.equal((await silent()).error, 'login_required');
      assert.match(await show(tenant), /5 days ahead/);
      for (const ms of ['-1', 'x', '9e99']) assert.equal((await post(tenant, '/dev/time', { ms })).status, 400, ms);
      await post(tenant, '/dev/time', { ms: '0' });
      assert.equal(tenant.clock.aheadMs, 0);
    }));

  it('adds a person, and says why not', () =>
    withSwitches(async (tenant) => {
      const { status, headers } = await post(tenant, '/dev/people', { email: 'Ada@example.com', password: PASSWORD, given_name: 'Ada' });
      assert.equal(status, 303);
      assert.match(await show(tenant, headers.get('location')!), /ada@example\.com/);
      assert.equal(tenant.users.find('ada@example.com')!.given_name, 'Ada');
      for (const [fields, words] of [
        [{ email: 'ada@example.com', password: PASSWORD }, /There is an account/],
        [{ email: 'nobody', password: PASSWORD }, /Expected an e-mail address/],
        [{ email: 'bob@example.com', password: 'short' }, /too weak/],
      ] as const) {
        const answer = await post(tenant, '/dev/people', fields);
        assert.equal(answer.status, 400);
        assert.match(await answer.text(), words);
      }
    }));

  it('forgets what somebody was asked, or told, and lets them go', () =>
    withSwitches(async (tenant) => {
      const metadata = { company: 'Acme', progressive_lock: { v: 1 } };
      const { user_id } = await tenant.users.create({ email: 'ada@example.com', password: PASSWORD, user_metadata: metadata, app_metadata: { plan: 'pro', progressive_lock: {} } });
      const path = `/dev/people/${encodeURIComponent(user_id)}`;
      await post(tenant, `${path}/ask-again`);
      assert.deepEqual(tenant.users.get(user_id)!.user_metadata, { company: 'Acme' });
      assert.deepEqual(tenant.users.get(user_id)!.app_metadata, { plan: 'pro' });
      await post(tenant, `${path}/metadata`, { user_metadata: '{"company": "Umbrella"}' });
      assert.deepEqual(tenant.users.get(user_id)!.user_metadata, { company: 'Umbrella' });
      for (const text of ['[]', '{', '{"a.b": 1}', JSON.stringify({ a: 'x'.repeat(11_000) })]) {
        assert.equal((await post(tenant, `${path}/metadata`, { user_metadata: text })).status, 400, text.slice(0, 20));
      }
      await post(tenant, `${path}/start-over`);
      assert.deepEqual(tenant.users.get(user_id)!.user_metadata, {});
      await post(tenant, `${path}/password`, { password: 'Another-horse-2' });
      assert.ok(await tenant.users.authenticate('ada@example.com', 'Another-horse-2'), 'the new password');
      const visitor = new Visitor(tenant);
      const { login_ticket } = (await (await visitor.coAuthenticate('ada@example.com', 'Another-horse-2')).json()) as { login_ticket: string };
      assert.equal((await visitor.authorizeSilently({ login_ticket })).error, undefined);
      await post(tenant, `${path}/sign-out`);
      assert.equal((await visitor.authorizeSilently()).error, 'login_required');
      await post(tenant, `${path}/delete`);
      assert.deepEqual(tenant.users.all(), []);
      assert.equal((await post(tenant, `${path}/delete`)).status, 404);
    }));
});

describe('the clock of pages', () => {
  it('is ahead by as much as the tenant, for all that reads the time', () =>
    withSwitches(async (tenant) => {
      await post(tenant, '/dev/time', { ms: String(7 * DAY) });
      const page = { Reflect };
      runInNewContext(await show(tenant, '/dev/clock.js'), page);
      const [now, made, kept, named, isDate] = runInNewContext('[Date.now(), +new Date(), +new Date(5), Date(), new Date() instanceof Date]', page) as [number, number, number, string, boolean];
      for (const time of [now, made, Date.parse(named)]) assert.ok(Math.abs(time - Date.now() - 7 * DAY) < 60_000, String(time));
      assert.equal(kept, 5);
      assert.equal(isDate, true);
    }));

  it('is the machine’s where nobody travelled', () => assert.equal(runInNewContext(`const before = Date; ${clockScript(0)}; Date === before`), true));
});

describe('a tenant for developers', () => {
  it('takes every address on this machine for one of the application, and none elsewhere', () =>
    withTenant({ apps: [{ ...demoApp, callbacks: [], webOrigins: [], logoutUrls: [], allowsLoopback: true }] }, async (tenant) => {
      const authorize = async (redirect_uri: string) => (await fetch(`${tenant.url}/authorize?${String(new URLSearchParams({ client_id: 'demo', redirect_uri, response_type: 'code', code_challenge: 'x' }))}`)).status;
      assert.equal(await authorize('http://localhost:5173/callback'), 200);
      assert.equal(await authorize('https://127.0.0.1:8443/'), 200);
      for (const address of ['https://evil.example/', 'http://localhost.evil.example/', 'javascript://localhost/%0Aalert(1)', 'nonsense']) assert.equal(await authorize(address), 403, address);
      const here = new Visitor(tenant, 'http://localhost:5173');
      await here.signUp('ada@example.com');
      const answer = await here.coAuthenticate('ada@example.com');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), 'http://localhost:5173');
      assert.equal((await new Visitor(tenant, 'https://evil.example').coAuthenticate('ada@example.com')).status, 403);
    }));

  it('has an application for the Management API, whose secret outlives a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'progressive-lock-'));
    const options = { dataFile: join(folder, 'state.json'), machineClientId: 'machine' };
    const secrets: (string | undefined)[] = [];
    while (secrets.length < 2) {
      await withTenant(options, async (tenant) => {
        secrets.push(tenant.machineSecret);
        const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'machine', client_secret: tenant.machineSecret!, audience: `${tenant.url}/api/v2/` });
        assert.match(((await (await fetch(`${tenant.url}/oauth/token`, { method: 'POST', body })).json()) as { scope: string }).scope, /read:users/);
        tenant.clock.travel(DAY);
      });
    }
    assert.equal(secrets[0], secrets[1]);
    assert.match(secrets[0]!, /^[\w-]{43}$/);
    await withTenant(options, (tenant) => Promise.resolve(assert.equal(tenant.clock.aheadMs, 2 * DAY)));
    await rm(folder, { recursive: true });
  });

  it('deploys Actions anew, all or none', () =>
    withTenant({}, async (tenant) => {
      const visitor = new Visitor(tenant);
      await visitor.signUp('ada@example.com');
      const claim = async () => decodeJwt((await visitor.logIn('ada@example.com')).id_token)['https://a.example/n'];
      const action = (value: number) => ({ code: `exports.onExecutePostLogin = async (event, api) => api.idToken.setCustomClaim('https://a.example/n', ${value});` });
      tenant.deploy({ action: action(1) });
      assert.equal(await claim(), 1);
      tenant.deploy({ action: action(2) });
      assert.equal(await claim(), 2);
      assert.throws(() => tenant.deploy({ action: { code: 'exports.nothing = 1' } }), /onExecutePostLogin/);
      assert.equal(await claim(), 2);
    }));

  it('tells of the mails that it would send', async () => {
    const mails: Mail[] = [];
    await withTenant({ apps: [{ ...demoApp, connections: ['email'] }], handleMail: (mail) => mails.push(mail) }, async (tenant) => {
      await new Visitor(tenant).post('/passwordless/start', { client_id: 'demo', connection: 'email', email: 'ada@example.com', send: 'code' });
      assert.deepEqual(mails, tenant.mails);
      assert.equal(mails.length, 1);
    });
  });
});
