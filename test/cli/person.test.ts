/** `person` and `migrate` against the local tenant, over HTTP and with Auth0's SDK. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { renameField } from '../../src/cli/field-migration.ts';
import { migratePeople, type MigrateOptions } from '../../src/cli/migrate-people.ts';
import { emptyLedger, recordDeclined, recordShown } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { startTenant, type Tenant } from '../../src/tenant/tenant.ts';

const root = join(import.meta.dirname, '../..');
const plan = parsePlan({ fields: [{ name: 'company', label: 'Company' }, { name: 'size', label: 'Size', type: 'number' }, { name: 'health', label: 'Health', sensitive: true }] });
const apps = [
  { clientId: 'support', clientSecret: 'support-secret', callbacks: [], webOrigins: [], logoutUrls: [] },
  { clientId: 'reader', clientSecret: 'reader-secret', callbacks: [], webOrigins: [], logoutUrls: [], grantedScopes: ['read:users'] },
];
const ada = { email: 'ada@example.com', password: 'Lovelace-1815' };

let tenant: Tenant;
let folder = '';
let planFile = '';
before(async () => {
  tenant = await startTenant({ apps });
  folder = mkdtempSync(join(tmpdir(), 'progressive-lock-person-'));
  planFile = join(folder, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
});
after(async () => {
  await tenant.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  const now = new Date('2026-05-01T09:00:00Z');
  const ledger = recordDeclined(plan, recordShown(plan, { ...emptyLedger(), n: 4 }, ['size'], now), ['size'], now);
  await tenant.users.create({ ...ada, user_metadata: { company: 'Acme', health: 'fine\u001b[2J', theme: 'dark', progressive_lock: ledger }, app_metadata: { tier: 'pro', progressive_lock: { signedInAt: now.getTime() } } });
});
afterEach(() => {
  tenant.faults.clear();
  for (const { user_id } of tenant.users.all()) tenant.users.delete(user_id);
});

const metadata = () => tenant.users.find(ada.email)!.user_metadata!;

/** Runs the command line with credentials, unless others are given. */
function run(args: string[], env: NodeJS.ProcessEnv = { AUTH0_CLIENT_ID: 'support', AUTH0_CLIENT_SECRET: 'support-secret' }): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/cli.js', ...args], { cwd: root, env: { PATH: process.env.PATH, ...env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
const person = (command: string, ...more: string[]) => run(['person', command, planFile, ada.email, '--domain', tenant.url, ...more]);

describe('progressive-lock person', () => {
  it('shows what there is, without what is sensitive', async () => {
    const { status, stdout, stderr } = await person('show');
    assert.equal(status, 0, stderr);
    for (const words of [ada.email, 'auth0|', 'Sessions: 4', 'Last asked on 2026-05-01', 'Acme', '(sensitive)', 'user_metadata has: theme', 'counted a login on 2026-05-01']) assert.ok(stdout.includes(words), words);
    assert.match(stdout, /size .*\b1\b.*yes/);
    assert.doesNotMatch(stdout, /fine|\u001b/);
  });

  it('exports all of it, to a file that others may not read', async () => {
    const file = join(folder, 'export.json');
    const { status, stderr } = await person('export', '-o', file);
    assert.equal(status, 0, stderr);
    const record = JSON.parse(readFileSync(file, 'utf8')) as { user_metadata: Record<string, unknown>; fields: { name: string; declined?: true }[] };
    assert.equal(record.user_metadata.health, 'fine\u001b[2J');
    assert.equal(record.fields.find(({ name }) => name === 'size')!.declined, true);
    assert.equal(statSync(file).mode & 0o077, 0);
    chmodSync(file, 0o644);
    assert.equal((await person('export', '-o', file)).status, 0);
    assert.equal(statSync(file).mode & 0o077, 0);
    writeFileSync(file, 'precious');
    assert.match((await person('export', '-o', file)).stderr, /--force/);
    assert.equal(readFileSync(file, 'utf8'), 'precious');
  });

  it('erases only when it is told to', async () => {
    const told = await person('erase');
    assert.match(told.stdout, /This would remove of ada@example\.com:\n {2}user_metadata\.company\n {2}user_metadata\.health\n {2}user_metadata\.progressive_lock\n {2}app_metadata\.progressive_lock\nNothing was changed/);
    assert.equal(metadata().company, 'Acme');
    assert.match((await person('erase', '--yes')).stdout, /^Removed of/);
    assert.deepEqual(metadata(), { theme: 'dark' });
    assert.deepEqual(tenant.users.find(ada.email)!.app_metadata, { tier: 'pro' });
    assert.match((await person('erase', '--yes')).stdout, /stores nothing about ada/);
  });

  it('asks anew', async () => {
    const { status, stdout } = await person('reset', '--field', 'size', '--yes');
    assert.equal(status, 0);
    assert.equal(stdout, 'Asked again of ada@example.com:\n  size\n');
    const { stdout: shown } = await person('show', '--json');
    const { fields } = JSON.parse(shown) as { fields: object[] };
    assert.deepEqual(fields[1], { name: 'size', shown: 0 });
    assert.match((await person('reset', '--field', 'nothing')).stderr, /The plan has no field "nothing"\. It has: company, size, health/);
  });

  it('finds people by an address with capital letters, as their identity provider writes it', async () => {
    const grace = { email: 'Grace@Corp.example', email_verified: true, name: 'Grace Hopper', given_name: 'Grace', family_name: 'Hopper', picture: '', locale: 'en' };
    const { user_id } = tenant.users.signInFederated('google-oauth2', grace);
    const show = (email: string) => run(['person', 'show', planFile, email, '--domain', tenant.url]);
    assert.ok((await show(grace.email)).stdout.includes(user_id), 'she is shown');
    assert.ok((await show('ADA@example.com')).stdout.includes('auth0|'), 'a database keeps addresses in lower case');
    await tenant.users.create({ ...ada, email: 'grace@corp.example' });
    assert.match((await show(grace.email)).stderr, /2 accounts have this address/);
  });

  it('says that it waits, and why', async () => {
    const path = '/api/v2/users-by-email';
    tenant.faults.add({ path, times: 1, does: { kind: 'answer', status: 429, resetInSeconds: 1 } }, { path, times: 1, does: { kind: 'answer', status: 503, headers: { 'retry-after': '1' } } });
    const { status, stderr } = await person('show');
    assert.deepEqual([status, stderr], [0, "Auth0's rate limit is reached: the call is tried up to six times, up to a minute apart.\nAuth0 answers 503: the call is tried up to six times, up to a minute apart.\n"]);
  });

  it('says what is missing: the person, the right, the credentials', async () => {
    const nobody = await run(['person', 'show', planFile, 'bob@example.com', '--domain', tenant.url]);
    assert.match(nobody.stderr, /^error: The tenant has no user with the email address bob@example\.com\. If .* or name the user ID\.\n$/);
    const unknown = await run(['person', 'show', planFile, 'auth0|none', '--domain', tenant.url]);
    assert.match(unknown.stderr, /The user does not exist/);
    const reader = { AUTH0_CLIENT_ID: 'reader', AUTH0_CLIENT_SECRET: 'reader-secret' };
    const refused = await run(['person', 'erase', planFile, ada.email, '--domain', tenant.url, '--yes'], reader);
    assert.deepEqual([refused.status, /give it update:users and update:users_app_metadata/.test(refused.stderr)], [1, true]);
    assert.equal(metadata().company, 'Acme');
    const none = await run(['person', 'show', planFile, ada.email, '--domain', tenant.url], {});
    assert.match(none.stderr, /needs AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET/);
    const away = await run(['person', 'show', planFile, ada.email, '--domain', 'http://localhost:1']);
    assert.match(away.stderr, /^error: Auth0 does not return ada@example\.com: it cannot be reached \(bad port\)\.\n$/);
    for (const { stderr } of [nobody, unknown, refused, none, away]) assert.doesNotMatch(stderr, /^\s+at |secret-|support-secret/m);
  });
});

describe('progressive-lock migrate', () => {
  const stateFile = () => join(folder, 'migration.json');
  const options = (more: Partial<MigrateOptions> = {}): MigrateOptions => ({ domain: tenant.url, clientId: 'support', clientSecret: 'support-secret', migration: renameField('company', 'firm'), isDry: false, stateFile: stateFile(), ...more });
  const firms = () => tenant.users.all().map(({ user_metadata }) => user_metadata?.firm);
  const patches = () => tenant.requests.filter(({ method }) => method === 'PATCH').length;
  beforeEach(async () => {
    for (let index = 0; index < 5; index++) await tenant.users.create({ ...ada, email: `p${index}@example.com`, user_metadata: { company: `C${index}` } });
    await tenant.users.create({ ...ada, email: 'none@example.com' });
    tenant.requests.length = 0;
  });
  afterEach(() => rmSync(stateFile(), { force: true }));

  it('counts first, and changes nobody', async () => {
    assert.deepEqual(await migratePeople(options({ isDry: true })), { people: 7, changed: 6, notes: { kept: 0, unfit: 0 }, refused: [] });
    assert.equal(patches(), 0);
    assert.equal(existsSync(stateFile()), false);
  });

  it('moves everybody’s answer, tells how far it is, and leaves nothing behind', async () => {
    const told: number[][] = [];
    assert.deepEqual(await migratePeople(options({ handleProgress: (...progress) => told.push(progress) })), { people: 7, changed: 6, notes: { kept: 0, unfit: 0 }, refused: [] });
    assert.deepEqual(firms().filter(Boolean).sort(), ['Acme', 'C0', 'C1', 'C2', 'C3', 'C4']);
    assert.deepEqual([told[0], told.at(-1)], [[1, 6], [6, 6]]);
    assert.equal(patches(), 6);
    assert.equal(existsSync(stateFile()), false);
  });

  it('takes a text with a line separator for one line', async () => {
    tenant.users.update(tenant.users.find(ada.email)!.user_id, { user_metadata: { company: 'One\u2028Two\u2029' } });
    assert.equal((await migratePeople(options())).changed, 6);
    assert.equal(metadata().firm, 'One\u2028Two\u2029');
  });

  it('waits as long as the rate limit says', async () => {
    tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', skip: 1, times: 2, does: { kind: 'answer', status: 429, resetInSeconds: 1 } });
    const { changed } = await migratePeople(options());
    assert.equal(changed, 6);
    const [, refused, again, through] = tenant.requests.filter(({ method }) => method === 'PATCH');
    assert.deepEqual([refused!.status, again!.status, through!.status], [429, 429, 200]);
    assert.ok(again!.at.getTime() - refused!.at.getTime() >= 900, 'it waited for Retry-After');
  });

  it('goes on where it was broken off, without another export', async () => {
    tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', skip: 2, times: 'always', does: { kind: 'answer', status: 403 } });
    await assert.rejects(migratePeople(options()), /give it update:users/);
    assert.equal((JSON.parse(readFileSync(stateFile(), 'utf8')) as { done: number }).done, 2);
    tenant.faults.clear();
    tenant.requests.length = 0;
    assert.deepEqual((await migratePeople(options())).changed, 6);
    assert.equal(patches(), 4);
    assert.equal(tenant.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v2/users/')).length, 4, 'nobody is read once more');
    assert.equal(tenant.requests.some(({ path }) => path.includes('users-exports')), false);
    await assert.rejects(async () => {
      writeFileSync(stateFile(), JSON.stringify({ domain: 'x', migration: 'rename a b', concerned: { ids: [] }, done: 1 }));
      await migratePeople(options());
    }, /belongs to another migration/);
  });

  it('leaves out whom Auth0 refuses to change, changes the others, and says who it was', async () => {
    tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', skip: 2, times: 1, does: { kind: 'answer', status: 400, json: { statusCode: 400, message: 'The profile is too large' } } });
    const { status, stdout, stderr } = await run(['migrate', 'rename', 'company', 'firm', '--domain', tenant.url, '--state', stateFile()]);
    assert.equal(stdout, '7 people looked at. Changed: 5.\n');
    assert.match(stderr, /^1 could not be changed:\n {2}auth0\|\w+: Auth0 refuses the change: The profile is too large\.\n$/);
    assert.equal(status, 2);
    assert.equal(existsSync(stateFile()), false);
  });

  it('changes nobody where its progress cannot be kept, or read', async () => {
    await assert.rejects(migratePeople(options({ stateFile: join(folder, 'missing', 'state.json') })), /^CommandError: Cannot write .*there is no such folder/);
    await assert.rejects(migratePeople(options({ stateFile: folder })), /^CommandError: Cannot read .*it is a folder/);
    assert.equal(patches(), 0);
  });

  it('is not for all people where the name of the connection is empty', async () => {
    const { status, stderr } = await run(['migrate', 'rename', 'company', 'firm', '--domain', tenant.url, '--state', stateFile(), '--connection', '']);
    assert.deepEqual([status, stderr], [1, 'error: --connection <id> is empty. Does a variable of the shell have no value?\n']);
    assert.match((await run(['person', 'show', planFile, '', '--domain', tenant.url])).stderr, /^error: An argument is empty/);
    assert.equal(patches(), 0);
  });

  it('says that an export is damaged, without what is in it', async () => {
    tenant.faults.add({ path: '/exports/*', times: 'always', does: { kind: 'answer', status: 200, html: 'secret, and no profile' } });
    await assert.rejects(migratePeople(options()), /^CommandError: The export of .* arrives damaged/);
  });

  it('reads people again before it writes: what they said meanwhile stays', async () => {
    let isSaid = false;
    const { changed } = await migratePeople(
      options({
        handleProgress() {
          if (isSaid) return;
          isSaid = true;
          const last = tenant.users.find('p4@example.com')!;
          tenant.users.update(last.user_id, { user_metadata: { company: 'Changed' } });
          tenant.users.delete(tenant.users.find('p3@example.com')!.user_id);
        },
      }),
    );
    assert.equal(changed, 5);
    assert.equal(tenant.users.find('p4@example.com')!.user_metadata!.firm, 'Changed');
  });

  it('says what it did, and refuses names that no plan has', async () => {
    const { stdout, stderr, status } = await run(['migrate', 'rename', 'company', 'firm', '--domain', tenant.url, '--dry-run']);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '7 people looked at. This would change 6.\nNothing was changed.\n');
    const wrong = await run(['migrate', 'rename', 'company', 'a b', '--domain', tenant.url]);
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /^error: a b: /);
    const retyped = await run(['migrate', 'retype', planFile, 'size', '--map', 'few=3', '--domain', tenant.url, '--state', stateFile()]);
    assert.equal(retyped.stdout, '7 people looked at. Changed: 0.\n', retyped.stderr);
  });
});
