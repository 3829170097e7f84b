/** The commands that have to do with a tenant, as they are run. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startTenant, type Tenant } from '../../src/tenant/tenant.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { checkCookies, type Finding } from '../../src/cli/tenant-check.ts';
import { toDomain } from '../../src/cli/to-domain.ts';
import { tenantLogin } from '../universal-login/tenant-login.ts';

const root = join(import.meta.dirname, '../..');
const PLAN = 'demo/plans/saas.json';

/** Not `spawnSync`: the tenant that is checked lives in this process. */
function run(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['dist/cli.js', ...args], { cwd: root });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk) => (out[name] += String(chunk)));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...out })));
}

describe('action', () => {
  const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-action-'));
  after(() => rmSync(folder, { recursive: true }));

  it('writes one file, and says which secrets it needs', async () => {
    const path = join(folder, 'action.js');
    const { status, stdout, stderr } = await run('action', PLAN, '--namespace', 'https://acme.example', '--client-id', 'one', '--client-id', 'two', '-o', path);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /LOOKUP_KEY/);
    const code = readFileSync(path, 'utf8');
    assert.match(code, /exports\.onExecutePostLogin = /);
    assert.match(code, /https:\/\/acme\.example/);
    assert.match(code, /Applications: one, two/);
  });

  it('writes the folder of the deploy CLI, with the names of secrets and no values', async () => {
    const { status, stderr } = await run('action', PLAN, '--namespace', 'https://acme.example', '--format', 'deploy-cli', '-o', folder);
    assert.equal(status, 0, stderr);
    const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, unknown>;
    const action = read('actions/progressive-lock.json');
    assert.deepEqual(action.secrets, [{ name: 'LOOKUP_KEY', value: '##LOOKUP_KEY##' }]);
    assert.match(readFileSync(join(folder, String(action.code)), 'utf8'), /onContinuePostLogin/);
    assert.deepEqual(read('triggers/triggers.json'), { 'post-login': [{ action_name: 'progressive-lock', display_name: 'progressive-lock' }] });
  });

  for (const [what, args, words] of [
    ['a namespace that is no address', ['--namespace', 'acme'], /Expected a URL/],
    ['a namespace without https', ['--namespace', 'http://acme.example'], /https address/],
    ['a namespace that Auth0 drops', ['--namespace', 'https://acme.eu.auth0.com'], /Auth0 drops claims/],
    ['--remove without the folder', ['--remove', '-o', 'x.js'], /--format deploy-cli/],
    ['no namespace', [], /--namespace/],
    ['a folder that is not named', ['--namespace', 'https://acme.example', '--format', 'deploy-cli'], /--output/],
    ['a file that cannot be written', ['--namespace', 'https://acme.example', '-o', '/dev/null/action.js'], /Cannot write/],
  ] as const) {
    it(`refuses ${what} in words`, async () => {
      const { status, stdout, stderr } = await run('action', PLAN, ...args);
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }
});

it('form prints the form, and warns about the rules that it does not check', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-form-'));
  try {
    const path = join(folder, 'plan.json');
    const atLogin = { required: true, ask: { atLogin: true } };
    writeFileSync(path, JSON.stringify({ fields: [{ name: 'site', label: 'Site', type: 'url', maxLength: 90, ...atLogin }, { name: 'country', label: 'Country', type: 'country', ...atLogin }, { name: 'code', label: 'Code', pattern: '[A-Z]+' }] }));
    const { stdout, stderr } = await run('form', path);
    assert.equal((JSON.parse(stdout) as { nodes: object[] }).nodes.length, 4);
    assert.equal(stderr, 'Warning: site: a form of Auth0 does not fully check "type", "maxLength". The Action stores no answer that does not fit, and asks again at the next login.\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('check', () => {
  let tenant: Tenant;
  const site = 'http://localhost:3000';
  before(async () => {
    tenant = await startTenant({ apps: [{ clientId: 'demo', callbacks: [`${site}/`], webOrigins: [site], logoutUrls: [] }] });
  });
  after(() => tenant.close());

  async function check(...args: string[]): Promise<{ status: number | null; findings: Finding[] }> {
    const { status, stdout, stderr } = await run('check', '--json', ...args);
    assert.equal(stderr, '');
    return { status, findings: JSON.parse(stdout) as Finding[] };
  }
  const wrong = (findings: Finding[]) => findings.filter(({ level }) => level === 'error').map(({ subject }) => subject);

  it('takes a local tenant by the name that its page has, with and without https', () => {
    const names = ['localhost:4400', 'https://localhost:4400/', 'http://localhost:4400/', 'acme.eu.auth0.com'];
    assert.deepEqual(names.map(toDomain), ['localhost:4400', 'localhost:4400', 'http://localhost:4400', 'acme.eu.auth0.com']);
    assert.throws(() => toDomain('https://acme.eu.auth0.com'), /Expected a name without "https:\/\/"/);
  });

  it('finds a tenant in order, and says what it saw', async () => {
    const { status, findings } = await check(PLAN, '--domain', tenant.url, '--client-id', 'demo', '--origin', site);
    assert.equal(status, 0);
    assert.deepEqual(wrong(findings), []);
    for (const subject of ['tenant', 'keys', 'application', 'origin', 'CORS', 'saving', 'cookies', 'plan']) {
      assert.ok(findings.some((finding) => finding.subject === subject && finding.level === 'ok'), subject);
    }
  });

  it('looks at the fields on the tenant\'s own sign-up page', async () => {
    const plan = parsePlan(JSON.parse(readFileSync(new URL('../../demo/plans/saas.json', import.meta.url), 'utf8')));
    const apps = [{ clientId: 'demo', callbacks: [`${site}/`], webOrigins: [site], logoutUrls: [] }];
    const pageFindings = async (fields: typeof plan.fields | undefined, isIdentifierFirst = false) => {
      const own = await startTenant({ apps, ...(fields && (await tenantLogin({ fields }, { isIdentifierFirst }))) });
      try {
        const { status, findings } = await check(PLAN, '--domain', own.url, '--client-id', 'demo', '--origin', site);
        assert.equal(status, 0);
        assert.deepEqual(own.users.all(), []);
        return findings.filter(({ subject }) => subject === 'sign-up').map(({ level, message }) => `${level}: ${message}`);
      } finally {
        await own.close();
      }
    };
    assert.match((await pageFindings(undefined))[0] ?? '', /^ok: Auth0's own page has none of the sign-up fields/);
    assert.match((await pageFindings(plan.fields))[0] ?? '', /^ok: Auth0's own page has all sign-up fields \(\d\)/);
    assert.match((await pageFindings(plan.fields, true))[0] ?? '', /^ok: The first screen of Auth0's own sign-up has none of the fields\. Whether the second one/);
    assert.match((await pageFindings(plan.fields.filter(({ name }) => name !== 'newsletter')))[0] ?? '', /^warning: Auth0's own page lacks newsletter/);
  });

  it('leaves no trace at the tenant: no failed login, no user', async () => {
    tenant.requests.length = 0;
    await check('--domain', tenant.url, '--client-id', 'demo', '--origin', site);
    const others = tenant.requests.filter(({ method }) => !['GET', 'OPTIONS'].includes(method)).map(({ method, path }) => `${method} ${path}`);
    // It asks whether a captcha would be wanted.
    assert.deepEqual(others, ['POST /usernamepassword/challenge']);
    assert.deepEqual(tenant.users.all(), []);
  });

  for (const [what, clientId, origin, subjects] of [
    ['a client id that is not known', 'nobody', site, ['application']],
    ['an origin that is not allowed', 'demo', 'http://localhost:9999', ['origin', 'CORS']],
  ] as const) {
    it(`says what to change for ${what}`, async () => {
      const { status, findings } = await check('--domain', tenant.url, '--client-id', clientId, '--origin', origin);
      assert.equal(status, 1);
      assert.deepEqual(wrong(findings), [...subjects]);
    });
  }

  const about = (findings: Finding[], wanted: string) => findings.filter(({ subject }) => subject === wanted).map(({ level, message }) => `${level}: ${message}`).join();

  it('says that Auth0 asks for a confirmation on localhost, and nothing of it elsewhere', async () => {
    for (const origin of ['http://localhost:3000', 'http://127.0.0.2', 'http://[::1]:8080', 'https://app.localhost']) {
      const { findings } = await check('--domain', tenant.url, '--client-id', 'demo', '--origin', origin);
      assert.match(about(findings, 'localhost'), /^warning: .*Non-Verifiable Callback URI End-User Confirmation/, origin);
    }
    for (const origin of ['https://app.acme.example', 'https://localhost.acme.example']) {
      const { findings } = await check('--domain', tenant.url, '--client-id', 'demo', '--origin', origin);
      assert.equal(about(findings, 'localhost'), '', origin);
    }
  });

  it('says that Bot Detection wants a captcha', async () => {
    const before = await check('--domain', tenant.url, '--client-id', 'demo', '--origin', site);
    assert.equal(about(before.findings, 'captcha'), '');
    tenant.strictness.wantsCaptcha = true;
    try {
      const { status, findings } = await check('--domain', tenant.url, '--client-id', 'demo', '--origin', site);
      assert.equal(status, 1);
      assert.match(about(findings, 'captcha'), /^error: .*Security → Attack Protection → Bot Detection/);
    } finally {
      tenant.strictness.wantsCaptcha = false;
    }
  });

  it("asks for the application's settings where Lock does: at the tenant, or where the page says", async () => {
    const cdn = await startTenant({ apps: [{ clientId: 'only-there', callbacks: [], webOrigins: [], logoutUrls: [] }] });
    try {
      const args = ['--domain', tenant.url, '--client-id', 'only-there'];
      assert.match(about((await check(...args)).findings, 'application'), /^error: .*\/client\/only-there\.js/);
      assert.match(about((await check(...args, '--configuration-base-url', cdn.url)).findings, 'application'), /^ok: only-there is known/);
    } finally {
      await cdn.close();
    }
  });

  it('says that the policy of an API keeps people from saving', async () => {
    const denied = { kind: 'answer', status: 200, html: '<script>const authorizationResponse = {"type":"authorization_response","response":{"error":"access_denied"}};</script>' } as const;
    tenant.faults.add({ path: '/authorize', times: 'always', does: denied });
    try {
      const { status, findings } = await check('--domain', tenant.url, '--client-id', 'demo', '--origin', site);
      assert.equal(status, 1);
      assert.match(about(findings, 'saving'), /^error: .*refused \(access_denied\).*Application Access/);
    } finally {
      tenant.faults.clear();
    }
  });

  it('reads a token that is given to it', async () => {
    const { status, findings } = await check(PLAN, '--domain', tenant.url, '--client-id', 'demo', '--origin', site, '--id-token', 'none');
    assert.equal(status, 1);
    assert.match(about(findings, 'ID token'), /^error: Expected an ID token/);
  });

  it('says that nobody is there, once', async () => {
    const gone = await startTenant();
    await gone.close();
    const { status, findings } = await check('--domain', gone.url, '--client-id', 'demo');
    assert.equal(status, 1);
    assert.deepEqual(wrong(findings), ['tenant']);
  });

  it('prints words without colours where nobody looks at them', async () => {
    const { stdout } = await run('check', '--domain', tenant.url, '--client-id', 'demo');
    assert.match(stdout, /^✓ tenant/);
    assert.equal(stdout.includes('\u001b'), false);
  });
});

describe('the site of tenant and page', () => {
  for (const [domain, origin, isSame] of [
    ['login.acme.example', 'https://app.acme.example', true],
    ['login.acme.co.uk', 'https://www.acme.co.uk', true],
    ['acme.co.uk', 'https://other.co.uk', false],
    ['login.one.github.io', 'https://two.github.io', false],
    ['acme.eu.auth0.com', 'https://app.acme.example', false],
    ['login.acme.example', 'http://app.acme.example', false],
    ['http://localhost:4400', 'http://localhost:3000', true],
    ['http://localhost:4400', 'http://127.0.0.1:3000', false],
  ] as const) {
    it(`${domain} and ${origin} are ${isSame ? 'one' : 'two'}`, () => {
      const [finding] = checkCookies({ domain, origin, clientId: 'demo' });
      assert.equal(finding!.level, isSame ? 'ok' : 'warning');
      if (origin === 'https://other.co.uk') assert.match(finding!.message, /login\.other\.co\.uk/);
    });
  }
});
