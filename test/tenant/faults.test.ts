import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Fault, RecordedRequest, Tenant } from '../../src/tenant/tenant.ts';
import { PAGE, PASSWORD, Visitor, withTenant } from './visitor.ts';

const USERS = '/api/v2/users/*';

async function signedIn(tenant: Tenant) {
  const { user_id: id } = await tenant.users.create({ email: 'ada@example.com', password: PASSWORD });
  const visitor = new Visitor(tenant);
  const { access_token: token } = await visitor.logIn('ada@example.com');
  const patch = (value = 'x') => visitor.patchUser(id, token, { user_metadata: { company: value } });
  const company = () => tenant.users.get(id)?.user_metadata?.company;
  return { visitor, id, token, patch, company };
}

for (const status of [400, 401, 403, 404, 409, 429, 500]) {
  test(`a fault answers ${status} as Auth0 words it, readable by the page, and only once`, () =>
    withTenant({}, async (tenant) => {
      const { patch, company } = await signedIn(tenant);
      tenant.faults.add({ method: 'PATCH', path: USERS, does: { kind: 'answer', status } });
      const response = await patch();
      assert.equal(response.status, status);
      assert.equal(response.headers.get('access-control-allow-origin'), PAGE);
      assert.equal(((await response.json()) as { statusCode: number }).statusCode, status);
      assert.equal(company(), undefined);
      assert.equal((await patch()).status, 200);
    }));
}

test('a fault says when the limit is over', () =>
  withTenant({}, async (tenant) => {
    const { patch } = await signedIn(tenant);
    tenant.faults.add({ path: USERS, does: { kind: 'answer', status: 429, resetInSeconds: 30 } });
    const { headers } = await patch();
    const wait = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1000;
    assert.ok(wait > 28 && wait <= 31, String(wait));
    assert.match(headers.get('access-control-expose-headers') ?? '', /x-ratelimit-reset/);
  }));

test('a fault answers with HTML, nothing, or what it is told', () =>
  withTenant({}, async (tenant) => {
    const { patch } = await signedIn(tenant);
    const answer = (more: object) => tenant.faults.add({ path: USERS, does: { kind: 'answer', status: 200, ...more } });
    answer({ html: '<p>Welcome to the hotel</p>' });
    const html = await patch();
    assert.match(html.headers.get('content-type') ?? '', /text\/html/);
    assert.equal(await html.text(), '<p>Welcome to the hotel</p>');
    answer({ status: 503 });
    const gateway = await patch();
    assert.equal(gateway.status, 503);
    assert.match(gateway.headers.get('content-type') ?? '', /text\/html/);
    answer({ status: 204 });
    const nothing = await patch();
    assert.deepEqual([nothing.status, await nothing.text()], [204, '']);
    answer({ json: { user_metadata: {} }, headers: { 'x-odd': 'yes' } });
    const odd = await patch();
    assert.deepEqual([await odd.json(), odd.headers.get('x-odd')], [{ user_metadata: {} }, 'yes']);
  }));

test('a connection is cut before the change, or after it', () =>
  withTenant({}, async (tenant) => {
    const { patch, company } = await signedIn(tenant);
    tenant.requests.length = 0;
    tenant.faults.add({ method: 'PATCH', does: { kind: 'cut', when: 'before' } });
    await assert.rejects(patch('lost'));
    assert.equal(company(), undefined);
    tenant.faults.add({ method: 'PATCH', does: { kind: 'cut', when: 'after' } });
    await assert.rejects(patch('kept'));
    assert.equal(company(), 'kept');
    assert.deepEqual(tenant.requests.map(({ method, status }) => [method, status]), [['PATCH', 0], ['PATCH', 0]]);
    assert.equal((await patch()).status, 200);
  }));

test('a cut connection is no empty one, which a browser would take as a reason to ask again unseen', () =>
  withTenant({}, async (tenant) => {
    tenant.faults.add({ does: { kind: 'cut', when: 'before' } });
    const { hostname, port } = new URL(tenant.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /userinfo HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    let received = '';
    for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) received += chunk;
    assert.equal(received, 'HTTP/1.1 200 OK\r\n');
  }));

test('a request hangs until it is released, and is answered then', () =>
  withTenant({ testSwitches: true }, async (tenant) => {
    const { patch, company } = await signedIn(tenant);
    tenant.faults.add({ method: 'PATCH', does: { kind: 'hang' } });
    const answer = patch('late');
    const probe = new Visitor(tenant);
    while (tenant.faults.hanging === 0) await probe.fetch('/__test/faults');
    assert.equal(company(), undefined);
    tenant.faults.release();
    assert.equal((await answer).status, 200);
    assert.equal(company(), 'late');
  }));

test('a closing tenant waits for no hanging request', () =>
  withTenant({}, async (tenant) => {
    const { patch } = await signedIn(tenant);
    tenant.faults.add({ does: { kind: 'hang' } });
    const answer = assert.rejects(patch());
    while (tenant.faults.hanging === 0) await fetch(`${tenant.url}/.well-known/jwks.json`);
    await tenant.close();
    await answer;
  }));

test('a delayed request is answered after the delay', () =>
  withTenant({}, async (tenant) => {
    const { patch } = await signedIn(tenant);
    tenant.faults.add({ path: USERS, does: { kind: 'delay', ms: 120 } });
    const started = performance.now();
    assert.equal((await patch()).status, 200);
    const ms = performance.now() - started;
    assert.ok(ms >= 115, `${ms} ms`);
  }));

test('faults hit as often as they are told, in order, after those that pass', () =>
  withTenant({}, async (tenant) => {
    const { patch } = await signedIn(tenant);
    tenant.faults.add(
      { path: USERS, skip: 1, times: 2, does: { kind: 'answer', status: 500 } },
      { path: USERS, skip: 1, times: 'always', does: { kind: 'answer', status: 403 } },
    );
    const statuses = [];
    for (let call = 0; call < 6; call += 1) statuses.push((await patch()).status);
    assert.deepEqual(statuses, [200, 500, 500, 403, 403, 403]);
    tenant.faults.clear();
    assert.equal((await patch()).status, 200);
  }));

test('a fault spares preflights, other paths and other methods', () =>
  withTenant({}, async (tenant) => {
    const { visitor, id, token } = await signedIn(tenant);
    tenant.faults.add({ method: 'patch', path: USERS, does: { kind: 'answer', status: 500 } });
    const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'PATCH' } };
    assert.equal((await visitor.fetch(`/api/v2/users/${id}`, preflight)).status, 204);
    assert.equal((await visitor.getUser(id, token)).status, 200);
    assert.equal((await visitor.fetch('/.well-known/jwks.json')).status, 200);
    assert.equal(tenant.faults.pending.length, 1);
  }));

test('tokens expire, and consent is revoked, right before a request', () =>
  withTenant({}, async (tenant) => {
    const { visitor, patch } = await signedIn(tenant);
    tenant.faults.add({ method: 'PATCH', does: { kind: 'expire-tokens' } });
    assert.equal((await patch()).status, 401);
    tenant.faults.add({ path: '/authorize', does: { kind: 'revoke-consent' } });
    assert.equal((await visitor.authorizeSilently()).error, 'consent_required');
  }));

test('what is no fault is refused', () =>
  withTenant({ testSwitches: true }, async (tenant) => {
    const { faults } = tenant;
    for (const wrong of [{}, { does: { kind: 'explode' } }, { does: { kind: 'answer' } }, null] as unknown as Fault[]) {
      assert.throws(() => faults.add(wrong), TypeError);
      assert.equal((await new Visitor(tenant).post('/__test/faults', wrong)).status, 400);
    }
    assert.deepEqual(faults.pending, []);
  }));

test('the switches work over HTTP from any page, and leave no trace', () =>
  withTenant({ testSwitches: true }, async (tenant) => {
    const { visitor, patch } = await signedIn(tenant);
    const anywhere = new Visitor(tenant, 'https://any.example');
    const added = await anywhere.post('/__test/faults', { method: 'PATCH', does: { kind: 'answer', status: 500 } });
    assert.equal(added.headers.get('access-control-allow-origin'), '*');
    await anywhere.fetch('/__test/requests', { method: 'DELETE' });
    assert.equal((await patch()).status, 500);
    const requests = (await (await anywhere.fetch('/__test/requests')).json()) as RecordedRequest[];
    assert.deepEqual(requests.map(({ method, status, origin }) => [method, status, origin]), [['PATCH', 500, PAGE]]);

    await anywhere.post('/__test/faults', { does: { kind: 'answer', status: 500 } });
    await anywhere.fetch('/__test/faults', { method: 'DELETE' });
    const init = { method: 'PATCH', body: JSON.stringify({ user_metadata: { company: 'ACME' }, logins_count: 7 }) };
    await anywhere.fetch('/__test/users/ada@example.com', init);
    const user = (await (await anywhere.fetch('/__test/users/ada%40example.com')).json()) as Record<string, unknown>;
    assert.deepEqual([user.user_metadata, user.logins_count], [{ company: 'ACME' }, 7]);
    assert.equal((await anywhere.fetch('/__test/users/nobody@example.com')).status, 404);
    const twin = { email: 'ada@example.com', password: PASSWORD };
    assert.equal((await anywhere.post('/__test/users', twin)).status, 409);
    assert.equal((await anywhere.post('/__test/users', { ...twin, email: 'bob@example.com' })).status, 201);
    await anywhere.post('/__test/sessions/clear', {});
    assert.equal((await visitor.authorizeSilently()).error, 'login_required');
  }));

test('without the option there are no switches', () =>
  withTenant({}, async (tenant) => {
    for (const path of ['faults', 'requests', 'users/ada@example.com']) {
      assert.equal((await fetch(`${tenant.url}/__test/${path}`)).status, 404);
    }
  }));
