import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ownCertificate } from '../../src/cli/certificate.ts';
import { runDev, type DevFlags } from '../../src/cli/dev.ts';
import { deploymentOf } from '../../src/cli/plan-deployment.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { startDev, type DevProcess } from './dev-process.ts';

const root = join(import.meta.dirname, '../..');
const program = [join(root, 'dist/cli.js')];
const plan = { fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 2 } } }] };

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'progressive-lock-dev-'));
});
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const start = (...args: string[]) => startDev(program, ['--port', '0', ...args], { cwd: root });

describe('progressive-lock dev', () => {
  let tenant: DevProcess;
  let planFile = '';
  before(async () => {
    planFile = file('plan.json', plan);
    const people = file('people.json', [{ email: 'ada@example.com', password: 'Lovelace-1815', user_metadata: { company: 'Engines' } }]);
    tenant = await start(planFile, '--people', people, '--state', join(folder, 'state/dev.json'), '--client-id', 'mine', '--app', 'http://localhost:5173/callback', '--connection', 'email', '--audience', 'https://api.example');
  });
  after(() => tenant.end());

  it('says where everything is', () => {
    for (const words of [tenant.url, `${tenant.url}/dev`, 'mine', 'http://localhost:5173/callback', 'client ID dev-machine, client secret ', 'plan.json', 'dev.json']) assert.ok(tenant.said().includes(words), words);
    assert.match(tenant.url, /^http:\/\/localhost:\d+$/);
  });

  it('takes the callbacks that were named, and no others', async () => {
    const authorize = async (redirect_uri: string) => (await fetch(`${tenant.url}/authorize?${String(new URLSearchParams({ client_id: 'mine', redirect_uri, response_type: 'code', code_challenge: 'x', audience: 'https://api.example' }))}`)).status;
    assert.equal(await authorize('http://localhost:5173/callback'), 200);
    assert.equal(await authorize('http://localhost:5173/'), 403);
  });

  it('lets people sign up on its own page, though the plan has no field for it', async () => {
    const response = await fetch(`${tenant.url}/authorize?${String(new URLSearchParams({ client_id: 'mine', redirect_uri: 'http://localhost:5173/callback', response_type: 'code', code_challenge: 'x', screen_hint: 'signup' }))}`);
    assert.match(await response.text(), /<h1>Sign up to Your application/);
  });

  it('has the people of the file, for the Management API too', async () => {
    const [, secret = ''] = /client secret (\S+)/.exec(tenant.said())!;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'dev-machine', client_secret: secret, audience: `${tenant.url}/api/v2/` });
    const { access_token } = (await (await fetch(`${tenant.url}/oauth/token`, { method: 'POST', body })).json()) as { access_token: string };
    assert.ok(access_token, 'a token');
    const page = await (await fetch(`${tenant.url}/dev`)).text();
    const path = /href="\/dev\/people\/([^"]+)">ada@example\.com/.exec(page)![1]!;
    const user = (await (await fetch(`${tenant.url}/api/v2/users/${path}`, { headers: { authorization: `Bearer ${access_token}` } })).json()) as { user_metadata: object };
    assert.deepEqual(user.user_metadata, { company: 'Engines' });
  });

  it('shows a mail in the terminal', async () => {
    const body = JSON.stringify({ client_id: 'mine', connection: 'email', email: 'ada@example.com', send: 'code' });
    await fetch(`${tenant.url}/passwordless/start`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    await tenant.says(/An email to ada@example\.com\n {2}code: \d{6}/);
  });

  it('deploys a plan that changes, and keeps the old one where it is wrong', async () => {
    writeFileSync(planFile, '{"fields": [{"name": "a b"}]}');
    await tenant.says(/has changed, but could not be deployed: .*not a valid plan/s);
    writeFileSync(planFile, JSON.stringify({ fields: [{ ...plan.fields[0], label: 'Your company' }] }));
    await tenant.says(/has changed: its Actions were deployed/);
  });
});

describe('what progressive-lock dev makes of a plan', () => {
  const deploy = (field: object) => deploymentOf(parsePlan({ fields: [{ name: 'terms', label: 'Terms', ask: 'signup', ...field }] }), { namespace: 'https://app.example', planName: 'plan.json', version: 'test' });

  it('has its fields on the pages that people with and without a password sign up on', async () => {
    const { universalLogin, pageProblem } = await deploy({});
    assert.equal(pageProblem, undefined);
    for (const screen of ['signup', 'signup-id'] as const) {
      assert.match(universalLogin?.partials[screen]?.['form-content-end'] ?? '', /name="ulp-terms"/);
      assert.ok(universalLogin?.customText.de?.[screen], 'the texts');
    }
  });

  for (const [what, field, words] of [
    ['a relative link', { type: 'checkbox', link: { url: '/terms', text: 'Read' } }, /its link is relative/],
    ['more than its page has room for', { type: 'select', options: Array.from({ length: 400 }, (_, index) => ({ value: `option-${index}`, label: 'A long label for an option' })) }, /Auth0 takes 10000/],
  ] as const) {
    it(`runs the Action of a plan that Lock takes and Auth0's page does not: ${what}`, async () => {
      const { universalLogin, signUpAction, action, pageProblem } = await deploy(field);
      assert.deepEqual([universalLogin?.partials, signUpAction], [{}, undefined]);
      assert.match(action?.code ?? '', /"name":"terms"/);
      assert.match(pageProblem ?? '', words);
    });
  }

  it('says why its page has none of the fields', async () => {
    const tenant = await start(file('link.json', { fields: [{ name: 'terms', label: 'Terms', type: 'checkbox', ask: 'signup', link: { url: '/terms', text: 'Read' } }] }), '--no-state');
    assert.match(tenant.said(), /Warning: the tenant's own sign-up page has none of the plan's fields.*its link is relative/);
    await tenant.end();
  });
});

describe('progressive-lock dev with --https', () => {
  it('speaks it with a certificate of its own, which stays', async () => {
    const state = join(folder, 'tls/dev.json');
    const certificate = join(folder, 'tls/certificate.pem');
    const kept: string[] = [];
    while (kept.length < 2) {
      const tenant = await start('--https', '--state', state);
      kept.push(readFileSync(certificate, 'utf8'));
      assert.match(tenant.url, /^https:\/\/localhost:\d+$/);
      const { issuer } = (await getJson(`${tenant.url}/.well-known/openid-configuration`, { ca: kept[0] })) as { issuer: string };
      assert.equal(issuer, `${tenant.url}/`);
      await tenant.end();
    }
    assert.equal(kept[0], kept[1]);
    assert.equal(statSync(certificate).mode & 0o077, 0, 'others may not read the key');
  });

  it('makes another certificate for another name, and in time', async () => {
    const path = join(folder, 'own.pem');
    const first = await ownCertificate('localhost', path);
    assert.deepEqual(await ownCertificate('127.0.0.1', path), { cert: first.cert.trim(), key: first.key.trim() });
    const other = await ownCertificate('192.168.1.20', path);
    assert.notEqual(other.cert.trim(), first.cert.trim());
    const later = new Date(Date.now() + 398 * 86_400_000);
    assert.notEqual((await ownCertificate('192.168.1.20', path, later)).cert.trim(), other.cert.trim());
  });

  it('takes a certificate that is given', async () => {
    const { cert, key } = await ownCertificate('localhost', join(folder, 'given.pem'));
    const tenant = await start('--no-state', '--cert', file('cert.pem', cert), '--key', file('key.pem', key));
    assert.ok(await getJson(`${tenant.url}/.well-known/jwks.json`, { ca: cert }), 'the keys');
    await tenant.end();
  });
});

describe('progressive-lock dev says why it does not start:', () => {
  const flags: DevFlags = { port: 0, host: 'localhost', clientId: 'mine', namespace: 'https://app.example', state: false };
  const refused = (words: RegExp, path: string | undefined, more: Partial<DevFlags>) =>
    assert.rejects(runDev(path, { ...flags, ...more }, 'test'), (error: Error) => error.name === 'CommandError' && words.test(error.message));

  const cases: [what: string, more: () => Partial<DevFlags>, words: RegExp][] = [
    ['a connection that is none', () => ({ connection: ['facebook'] }), /no connection "facebook"\. Expected one of Username-Password-Authentication/],
    ['an application that is the tenant’s', () => ({ clientId: 'dev-machine' }), /another --client-id/],
    ['a host that nobody can reach', () => ({ host: '0.0.0.0' }), /--host 192\.168/],
    ['a host that is another machine', () => ({ host: '192.0.2.1' }), /not an address of this machine/],
    ['half a certificate', () => ({ cert: 'cert.pem' }), /--cert cert\.pem --key key\.pem/],
    ['a certificate that is not there', () => ({ cert: join(folder, 'none.pem'), key: 'key.pem' }), /Cannot read .*none\.pem: there is no such file/],
    ['people in a file that is not there', () => ({ people: join(folder, 'none.json') }), /Cannot read .*none\.json: there is no such file/],
    ['no place for a certificate', () => ({ https: true }), /remove --no-state/],
    ['people that are none', () => ({ people: file('nobody.json', [{ email: 'x' }]) }), /Expected .*nobody\.json to contain people/],
    ['a state where nothing can be written', () => ({ state: join(file('file.json', 'x'), 'dev.json') }), /Cannot write to .*Choose another file with --state/],
    ['a state that is none', () => ({ state: file('broken.json', 'x') }), /is not JSON\. Delete it/],
  ];
  for (const [what, more, words] of cases) it(what, () => refused(words, undefined, more()));

  it('a plan that is none', () => refused(/is not a valid plan/, file('wrong.json', { fields: 1 }), {}));
  it('a page that is missing', () => refused(/--page/, file('login.json', { fields: [{ name: 'company', label: 'Company', required: true, ask: { atLogin: true } }] }), {}));

  it('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
    await refused(/is in use\. Choose another: --port 4500/, undefined, { port: (other.address() as AddressInfo).port });
    other.close();
  });

  it('without a stack trace', async () => {
    const said = await start(file('none.json', 'x')).then((tenant) => tenant.said(), (error: Error) => error.message);
    assert.match(said, /^error: \S+none\.json is not valid JSON: [^\n]+\n$/);
  });
});

function getJson(url: string, options: RequestOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    get(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}
