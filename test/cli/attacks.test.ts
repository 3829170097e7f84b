/** The command line, as it is built, between a hostile tenant, a hostile plan and files that are not its own. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { visible } from '../../src/plan/visible.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-cli-'));
after(() => rmSync(folder, { recursive: true }));

const ESC = '\u001b]0;PWNED\u0007\u001b[2J';
const C1 = '\u009b2J';
const BIDI = '\u202e\u2066';
const HIDDEN = '\u200b\ufeff\u{e0041}\u2028';
const EVIL = `${ESC}${C1}${BIDI}${HIDDEN}`;
/** What acts on a terminal, or hides; a line's end does not. */
const ACTS = /[^\n\P{C}]|[\u2028\u2029]/u;

async function run(...args: string[]): Promise<{ status: number | null; out: string; err: string; cpuMs: number }> {
  const script = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.send?.((user + system) / 1000); });`;
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(script)}`, join(root, 'dist/cli.js'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const result = { out: '', err: '', cpuMs: 0 };
  child.stdout!.on('data', (chunk) => (result.out += String(chunk)));
  child.stderr!.on('data', (chunk) => (result.err += String(chunk)));
  child.on('message', (ms) => (result.cpuMs = Number(ms)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, ...result };
}

const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('a hostile plan', () => {
  const plans: Record<string, string> = {
    'an unknown key': JSON.stringify({ fields: [], [`k${EVIL}`]: 1 }),
    'a name': JSON.stringify({ fields: [{ name: `a${EVIL}`, label: 'x' }] }),
    'a type': JSON.stringify({ fields: [{ name: 'a', label: 'x', type: `t${EVIL}` }] }),
    'a condition': JSON.stringify({ fields: [{ name: 'a', label: 'x', when: { [`q${EVIL}`]: 1 } }] }),
    'what is not valid JSON': `{"fields": [${EVIL}]}`,
    'a warning': JSON.stringify({ fields: [{ name: 'a', label: `x${EVIL}${'x'.repeat(40)}`, type: 'select', ask: 'signup', options: [{ value: 'a', label: 'A' }] }] }),
  };
  for (const [what, text] of Object.entries(plans)) {
    it(`does nothing to the terminal by ${what}`, async () => {
      const { out, err } = await run('simulate', write('evil.json', text), '--users', '5');
      assert.doesNotMatch(out + err, ACTS);
      assert.doesNotMatch(err, /^\s+at /m);
    });
  }

  it('hides nothing in the code that is made of it', async () => {
    const plan = write('hidden.json', JSON.stringify({ fields: [{ name: 'a', label: 'A', value: `x${BIDI}${C1}x`, when: { country: `x${HIDDEN}` } }] }));
    const { status, out, err } = await run('action', plan, '--namespace', 'https://acme.example', '--client-id', `one${EVIL}`);
    assert.equal(status, 0, err);
    // The runtime is indented by tabs.
    assert.doesNotMatch((out + err).replaceAll('\t', ''), ACTS);
    assert.ok(out.includes(String.raw`x\u202e\u2066\u009b2Jx`), out);
  });
});

describe('a hostile tenant', () => {
  let answers: Record<string, (response: ServerResponse) => void> = {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    const answer = Object.entries(answers).find(([start]) => path.startsWith(start))?.[1];
    if (answer) return answer(response);
    if (path.includes('openid')) return response.end(JSON.stringify({ issuer: `${url}/` }));
    if (path.includes('jwks')) return response.end('{"keys":[{"kty":"RSA"}]}');
    if (path.startsWith('/client/')) return response.end('Auth0.setClient({"strategies":[{"name":"auth0","connections":[{"name":"db","showSignup":true}]}]});');
    return response.writeHead(request.method === 'OPTIONS' ? 204 : 200, { 'access-control-allow-origin': '*' }).end();
  });
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => (answers = {}));

  const says = (text: string, status = 200) => (response: ServerResponse) => void response.writeHead(status).end(text);
  const endless = (response: ServerResponse) => {
    const more = setInterval(() => response.write('<'.repeat(65_536)), 1);
    response.on('close', () => clearInterval(more));
  };
  const settings = (value: unknown) => says(`Auth0.setClient(${JSON.stringify(value)});`);

  const hostile: [what: string, path: string, answer: (response: ServerResponse) => void][] = [
    ['an issuer with escapes', '/.well-known/openid', says(JSON.stringify({ issuer: `x${EVIL}` }))],
    ['an issuer that is an object', '/.well-known/openid', says('{"issuer":{"toString":1}}')],
    ['metadata that are nothing', '/.well-known/openid', says('null')],
    ['metadata without an end', '/.well-known/openid', endless],
    ['metadata of many brackets', '/.well-known/openid', says('['.repeat(60_000))],
    ['keys that are nothing', '/.well-known/jwks', says('null')],
    ['keys that are none', '/.well-known/jwks', says('{"keys":[null,{"kty":{"toString":1}}]}')],
    ['connections with escapes', '/client/', settings({ strategies: [{ name: 'auth0', connections: [{ name: `db${EVIL}` }] }, { name: `goo${EVIL}` }] })],
    ['connections that are none', '/client/', settings({ strategies: [null, 1, { name: { toString: 1 } }, { name: 'auth0', connections: [null, { name: 1 }] }, { name: 'auth0', connections: 1 }] })],
    ['settings that begin often', '/client/', says('Auth0.setClient('.repeat(4000))],
    ['settings without an end', '/client/', endless],
    ['a page of style sheets', '/authorize', says('<style'.repeat(10_000), 403)],
    ['a page without an end', '/authorize', endless],
    ['a page with escapes', '/authorize', says(`<h1>${EVIL}</h1>`, 403)],
    ['an error code with escapes', '/authorize', says(`"error":"x${EVIL}"`)],
    ['an error code of many blanks', '/authorize', says(`"error"${' '.repeat(60_000)}`)],
  ];
  for (const [what, path, answer] of hostile) {
    it(`is told of in words, and soon: ${what}`, async () => {
      answers = { [path]: answer };
      for (const more of what.includes('escapes') ? [[], ['--json']] : [[]]) {
        const { status, out, err, cpuMs } = await run('check', '--domain', url, '--client-id', 'c', '--origin', 'http://localhost:9', ...more);
        assert.ok(status === 0 || status === 1, `${status}`);
        assert.doesNotMatch(out + err, ACTS);
        assert.doesNotMatch(out + err, /TypeError|went wrong in here|^\s+at /m);
        assert.ok(cpuMs > 0 && cpuMs < 8000, `${cpuMs} ms`);
        if (more.length > 0) assert.equal(Array.isArray(JSON.parse(out)), true);
      }
    });
  }
});

describe('a file that is there already', () => {
  const PLAN = JSON.stringify({ fields: [{ name: 'a', label: 'A' }] });
  const action = (...args: string[]) => run('action', write('plan.json', PLAN), '--namespace', 'https://acme.example', ...args);

  it('is left alone where somebody else made it: the plan, another script, what a link leads to', async () => {
    const script = write('precious.js', 'precious');
    const link = join(folder, 'link.js');
    symlinkSync(script, link);
    for (const path of [join(folder, 'plan.json'), script, link]) {
      const { status, err } = await action('-o', path);
      assert.equal(status, 1);
      assert.match(err, /--force/);
    }
    assert.equal(readFileSync(script, 'utf8'), 'precious');
    assert.equal(readFileSync(join(folder, 'plan.json'), 'utf8'), PLAN);
  });

  it('is written again where this command made it, and with --force always', async () => {
    const path = join(folder, 'action.js');
    assert.equal((await action('-o', path)).status, 0);
    assert.equal((await action('-o', path, '--client-id', 'one')).status, 0);
    assert.match(readFileSync(path, 'utf8'), /Applications: one/);
    const script = write('forced.js', 'precious');
    assert.equal((await action('-o', script, '--force')).status, 0);
    assert.match(readFileSync(script, 'utf8'), /onExecutePostLogin/);
  });

  it('is left alone by pages and counts, too, unless they replace their own', async () => {
    const [plan, users] = [write('plan.json', PLAN), write('users.ndjson', '{"user_metadata":{"a":"x"}}\n')];
    const [page, part] = [write('page.html', ''), join(folder, 'part.json')];
    for (const args of [
      ['simulate', plan, '--users', '5', '--html', page],
      ['report', plan, users, '--html', page, '--partial', part],
      ['report', plan, users, '--html', '/dev/null', '--partial', part],
    ]) assert.equal((await run(...args)).status, 0, args.join(' '));
    const precious = write('precious.txt', 'precious');
    for (const args of [['simulate', plan, '--users', '5', '--html'], ['report', plan, users, '--html'], ['report', plan, users, '--partial']]) {
      const { status, out, err } = await run(...args, precious);
      assert.deepEqual([status, out, /--force/.test(err)], [1, '', true], args.join(' '));
      assert.equal(readFileSync(precious, 'utf8'), 'precious');
    }
    assert.equal((await run('report', plan, users, '--html', precious, '--force')).status, 0);
    assert.match(readFileSync(precious, 'utf8'), /^<!doctype html>/);
  });

  it('of the deploy CLI keeps the bindings of other Actions, and nothing is written where one is refused', async () => {
    const tenant = join(folder, 'tenant');
    const deploy = () => action('--format', 'deploy-cli', '-o', tenant);
    mkdirSync(join(tenant, 'triggers'), { recursive: true });
    writeFileSync(join(tenant, 'triggers/triggers.json'), '{"post-login":[{"action_name":"theirs"}]}');
    assert.equal((await deploy()).status, 0);
    const bound = JSON.parse(readFileSync(join(tenant, 'triggers/triggers.json'), 'utf8')) as { 'post-login': { action_name: string }[] };
    assert.deepEqual(bound['post-login'].map(({ action_name }) => action_name), ['theirs', 'progressive-lock']);
    writeFileSync(join(tenant, 'triggers/triggers.json'), 'none');
    writeFileSync(join(tenant, 'actions/progressive-lock.json'), '{}');
    assert.equal((await deploy()).status, 1);
    assert.equal(readFileSync(join(tenant, 'actions/progressive-lock.json'), 'utf8'), '{}');
    rmSync(join(tenant, 'actions/progressive-lock.json'));
    const both = '{"post-login":[{"action_name":"theirs"},{"action_name":"progressive-lock"}]}';
    writeFileSync(join(tenant, 'triggers/triggers.json'), both);
    assert.equal((await deploy()).status, 0);
    assert.equal((await deploy()).status, 0);
    assert.equal(readFileSync(join(tenant, 'triggers/triggers.json'), 'utf8'), both);
  });

  it('of the deploy CLI is changed by no dry run, and loses with --remove what this command put there', async () => {
    const tenant = join(folder, 'removed');
    const read = (path: string) => readFileSync(join(tenant, path), 'utf8');
    mkdirSync(join(tenant, 'triggers'), { recursive: true });
    mkdirSync(join(tenant, 'actions'), { recursive: true });
    const theirs = '{"post-login":[{"action_name":"theirs"}],"pre-user-registration":[{"action_name":"other"}]}';
    writeFileSync(join(tenant, 'triggers/triggers.json'), theirs);
    writeFileSync(join(tenant, 'actions/theirs.json'), '{"name":"theirs"}');
    const dry = await action('--format', 'deploy-cli', '-o', tenant, '--dry-run');
    assert.match(dry.out, /\+.*"action_name": "progressive-lock"/);
    assert.equal(read('triggers/triggers.json'), theirs);
    assert.equal(existsSync(join(tenant, 'actions/progressive-lock')), false);
    assert.equal((await action('--format', 'deploy-cli', '-o', tenant)).status, 0);
    assert.deepEqual(JSON.parse(read('triggers/triggers.json')), { 'post-login': [{ action_name: 'theirs' }, { action_name: 'progressive-lock', display_name: 'progressive-lock' }], 'pre-user-registration': [{ action_name: 'other' }] });
    const removed = await run('action', '--remove', '--format', 'deploy-cli', '-o', tenant);
    assert.equal(removed.status, 0, removed.err);
    assert.deepEqual(JSON.parse(read('triggers/triggers.json')), JSON.parse(theirs));
    assert.deepEqual([existsSync(join(tenant, 'actions/progressive-lock.json')), existsSync(join(tenant, 'actions/progressive-lock/code.js'))], [false, false]);
    assert.equal(read('actions/theirs.json'), '{"name":"theirs"}');
    assert.match((await run('action', '--remove', '--format', 'deploy-cli', '-o', tenant)).err, /Nothing to change/);
    writeFileSync(join(tenant, 'actions/progressive-lock.json'), '{"name":"somebody else"}');
    await run('action', '--remove', '--format', 'deploy-cli', '-o', tenant);
    assert.equal(read('actions/progressive-lock.json'), '{"name":"somebody else"}');
  });

  it('of the deploy CLI keeps all of an Action that has the name of this one and other code', async () => {
    const tenant = join(folder, 'namesake');
    const bound = '{"post-login":[{"action_name":"progressive-lock"}]}';
    const files = { 'triggers/triggers.json': bound, 'actions/progressive-lock.json': '{"name":"progressive-lock"}', 'actions/progressive-lock/code.js': 'exports.onExecutePostLogin = () => {};' };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tenant, path)), { recursive: true });
      writeFileSync(join(tenant, path), text);
    }
    assert.match((await run('action', '--remove', '--format', 'deploy-cli', '-o', tenant)).err, /Nothing to change/);
    for (const [path, text] of Object.entries(files)) assert.equal(readFileSync(join(tenant, path), 'utf8'), text);
  });
});

describe('action', () => {
  const plan = (more: object) => write('enriched.json', JSON.stringify({ fields: [{ name: 'a', label: 'A' }], enrichment: { url: 'https://find.example/?e={email}', values: { a: 'a' }, ...more } }));

  it('warns of a look-up that anybody can use', async () => {
    assert.doesNotMatch((await run('action', plan({}), '--namespace', 'https://acme.example')).err, /Warning/);
    const { status, err } = await run('action', plan({ allowUnverified: true }), '--namespace', 'https://acme.example');
    assert.equal(status, 0);
    assert.match(err, /Warning: enrichment\.allowUnverified/);
  });

  for (const page of ['https://user:pw@acme.example/continue', 'https://user@acme.example/', 'http://localhost:1@evil.example/']) {
    it(`refuses the page ${page}`, async () => {
      const { status, err } = await run('action', plan({}), '--namespace', 'https://acme.example', '--page', page);
      assert.equal(status, 1);
      assert.match(err, /without a user name/);
    });
  }
});

it('visible() leaves ordinary text and JSON as they are', () => {
  assert.equal(visible('Größe: 4 ✓ 日本 👩\n'), 'Größe: 4 ✓ 日本 👩\n');
  assert.equal(JSON.parse(visible(JSON.stringify(EVIL))), EVIL);
});
