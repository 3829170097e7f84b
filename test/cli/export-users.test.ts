import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startTenant, type Tenant } from '../../src/tenant/tenant.ts';
import { waitMs } from '../../src/cli/export-job.ts';
import { exportUsers, fieldsFor } from '../../src/cli/export-users.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { emptyTally } from '../../src/report/tally.ts';

const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }, { name: 'given_name', label: 'First name' }] };
const PEOPLE = 12;

let tenant: Tenant;
let folder = '';
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'progressive-lock-export-'));
  tenant = await startTenant({
    apps: [
      { clientId: 'reporter', clientSecret: 'reporter-secret', callbacks: [], webOrigins: [], logoutUrls: [] },
      { clientId: 'writer', clientSecret: 'writer-secret', callbacks: [], webOrigins: [], logoutUrls: [], grantedScopes: ['update:users'] },
    ],
  });
  for (let index = 0; index < PEOPLE; index++) await tenant.users.create({ email: `p${index}@example.com`, password: 'Pass-word-1', user_metadata: { company: 'Acme' } });
});
after(async () => {
  await tenant.close();
  rmSync(folder, { recursive: true });
});

const stateFile = () => join(folder, 'state.json');
const options = (more: Partial<Parameters<typeof exportUsers>[1]> = {}) => ({ domain: tenant.url, clientId: 'reporter', clientSecret: 'reporter-secret', connections: [], stateFile: stateFile(), ...more });
const exportsMade = () => tenant.requests.filter(({ method, path }) => method === 'POST' && path.includes('users-exports')).length;

describe('an export by the tenant', () => {
  it('asks for no more than is needed', () => {
    const none: ProfilePlan = { fields: [{ name: 'company', label: 'Company', knownFrom: ['app.company'] }] };
    assert.deepEqual(fieldsFor(none), ['created_at', 'last_login', 'user_metadata']);
    const more: ProfilePlan = { fields: [{ name: 'x', label: 'X', knownFrom: ['identities.google-oauth2.locale', 'https://acme.example/x', 'app.x'] }, { name: 'nickname', label: 'N' }], enrichment: { url: 'https://x.example/{email}', values: { x: 'x' } } };
    assert.deepEqual(fieldsFor(more), ['app_metadata', 'created_at', 'email', 'identities', 'last_login', 'nickname', 'phone_number', 'user_metadata']);
  });

  it('asks for what conditions name, and for what the Action keeps of identity providers', () => {
    const conditional: ProfilePlan = { fields: [{ name: 'vat', label: 'VAT', when: { locale: 'de', country: 'DE' } }] };
    assert.deepEqual(fieldsFor(conditional), ['app_metadata', 'created_at', 'last_login', 'locale', 'user_metadata']);
    assert.deepEqual(fieldsFor(plan), ['app_metadata', 'created_at', 'given_name', 'last_login', 'user_metadata']);
  });

  it('is counted while it arrives, and leaves nothing behind', async () => {
    const percents: number[] = [];
    const tally = await exportUsers(plan, options({ handleProgress: (_, percent) => percents.push(percent) }));
    assert.equal(tally.people, PEOPLE);
    assert.equal(tally.fields['company']!.known['program'], PEOPLE);
    assert.deepEqual([percents[0], percents.at(-1)], [50, 100]);
    assert.equal(existsSync(stateFile()), false);
  });

  it('is asked after less and less often, also while Auth0 says that no seconds are left', async () => {
    assert.deepEqual([0, 1, 2, 5, 2000].map((looks) => waitMs(looks, 0)), [100, 200, 400, 2000, 2000]);
    assert.deepEqual([waitMs(9), waitMs(0, 7), waitMs(9, 1), waitMs(0, 900)], [2000, 7000, 2000, 30_000]);
    tenant.requests.length = 0;
    await exportUsers(plan, options());
    const [first, second] = tenant.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v2/jobs/'));
    assert.ok(second!.at.getTime() - first!.at.getTime() >= 95, 'it waits, although the tenant says that 0 seconds are left');
  });

  it('goes by connection', async () => {
    const tally = await exportUsers(plan, options({ connections: ['con_Username-Password-Authentication', 'con_google-oauth2'] }));
    assert.equal(tally.people, PEOPLE);
  });

  it('goes on where it was broken off: with the same job, and without what was counted', async () => {
    const before = exportsMade();
    const counted = { ...emptyTally(plan), people: 1000 };
    const connections = ['con_google-oauth2', 'con_Username-Password-Authentication'];
    await assert.rejects(exportUsers(plan, options({ connections, clientId: 'writer', clientSecret: 'writer-secret' })), /give it read:users/);
    const first = { domain: tenant.url, plan: counted.plan, parts: [{ connection: connections[0], job: 'job_done', tally: counted }, { connection: connections[1] }] };
    writeFileSync(stateFile(), JSON.stringify(first));
    const tally = await exportUsers(plan, options({ connections }));
    assert.equal(tally.people, 1000 + PEOPLE);
    assert.equal(exportsMade() - before, 2, 'the refused one, and that of the second connection');
  });

  it('does not go on with another export', async () => {
    writeFileSync(stateFile(), JSON.stringify({ domain: 'other.auth0.com', plan: 'x', parts: [{}] }));
    await assert.rejects(exportUsers(plan, options()), /belongs to another export/);
    assert.match(readFileSync(stateFile(), 'utf8'), /other/);
    rmSync(stateFile());
  });

  it('does not go on with another period', async () => {
    const connections = ['con_google-oauth2', 'con_Username-Password-Authentication'];
    const period = { from: 0, to: Date.UTC(2020, 0) };
    tenant.faults.add({ method: 'POST', path: '/api/v2/jobs/users-exports', skip: 1, does: { kind: 'answer', status: 403 } });
    await assert.rejects(exportUsers(plan, options({ connections, period })), /give it read:users/);
    await assert.rejects(exportUsers(plan, options({ connections })), /belongs to another export/);
    assert.equal((await exportUsers(plan, options({ connections, period }))).people, 0);
  });

  for (const [what, does] of [
    ['that Auth0 has deleted', undefined],
    ['that failed', { kind: 'answer', status: 200, json: { id: 'job_old', status: 'failed' } }],
    ['of which Auth0 has deleted the result', { kind: 'answer', status: 200, json: { id: 'job_old', status: 'completed', percentage_done: 100 } }],
  ] as const) {
    it(`makes another export instead of one ${what}`, async () => {
      if (does) tenant.faults.add({ path: '/api/v2/jobs/job_old', does });
      writeFileSync(stateFile(), JSON.stringify({ domain: tenant.url, plan: emptyTally(plan).plan, parts: [{ job: 'job_old' }] }));
      const before = exportsMade();
      assert.equal((await exportUsers(plan, options())).people, PEOPLE);
      assert.equal(exportsMade() - before, 1);
    });
  }

  it('fetches a new address where one has run out', async () => {
    // Both are what a store answers whose address is over, or that lets go in between.
    tenant.faults.add({ path: '/exports/*', times: 1, does: { kind: 'answer', status: 403 } }, { path: '/exports/*', skip: 1, times: 1, does: { kind: 'cut', when: 'before' } });
    const tally = await exportUsers(plan, options());
    assert.equal(tally.people, PEOPLE);
  });

  it('waits where the rate limit is reached, as long as Auth0 says', async () => {
    tenant.faults.add({ method: 'POST', path: '/api/v2/jobs/users-exports', times: 2, does: { kind: 'answer', status: 429, resetInSeconds: 1 } });
    const before = exportsMade();
    const tally = await exportUsers(plan, options());
    assert.equal(tally.people, PEOPLE);
    assert.equal(exportsMade() - before, 3, 'two that were refused, and one more');
  });

  it('makes a report of people without answers, and says so if there are no people', async () => {
    const planFile = join(folder, 'plan.json');
    writeFileSync(planFile, JSON.stringify(plan));
    const env = { ...process.env, AUTH0_CLIENT_ID: 'reporter', AUTH0_CLIENT_SECRET: 'reporter-secret' };
    const report = (connection: string) => promisify(execFile)(process.execPath, ['dist/cli.js', 'report', planFile, '--domain', tenant.url, '--connection', connection, '--state', stateFile(), '--min-group', '1', '--json'], { env });
    await assert.rejects(report('con_google-oauth2'), /No users were exported from/);
    tenant.users.signInFederated('google-oauth2', { email: 'grace@corp.example', email_verified: true, name: 'Grace', given_name: 'Grace', family_name: 'Hopper', picture: '', locale: 'en' });
    const { stdout } = await report('con_google-oauth2');
    assert.equal((JSON.parse(stdout) as { people: number }).people, 1);
  });

  it('says in a sentence what Auth0 refuses', async () => {
    await assert.rejects(exportUsers(plan, options({ clientSecret: 'wrong' })), /Auth0 makes no export: /);
  });
});
