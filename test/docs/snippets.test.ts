/** Every piece of code in README.md and docs/ does what it is there for. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { getRequestListener } from '@hono/node-server';
import { parse } from 'acorn';
import { Ajv } from 'ajv';
import { REDIRECT_SECRET } from '../../src/action/at-login.ts';
import { actionFile } from '../../src/cli/action-file.ts';
import { startDemo, type Demo } from '../../demo/server.ts';
import { parsePlan, signUpFields } from '../../src/plan/index.ts';
import { createHandler } from '../../src/server/index.ts';
import { emptyLedger, recordAnswered, recordShown } from '../../src/plan/ledger.ts';
import { startDev } from '../cli/dev-process.ts';
import { read, root, snippets, snippetsIn, type Snippet } from './pages.ts';

const json = <T>(path: string) => JSON.parse(read(path)) as T;

it('every piece of code is of a language that is checked', () => {
  const checked = ['json', 'html', 'css', 'js', 'ts', 'tsx', 'sh', 'vue', 'svelte', 'angular', 'astro', 'hcl'];
  // The policies of csp.md have a test of their own.
  const unchecked = snippets.filter(({ language, text }) => !checked.includes(language) && !/^[\w-]+-[\w-]+ .+/.test(text));
  assert.deepEqual(unchecked.map(({ place }) => place), []);
  assert.ok(snippets.length > 40, `only ${snippets.length}`);
});

it('Terraform sets what the folder of the deploy CLI sets', () => {
  const [snippet, ...others] = snippetsIn('hcl');
  assert.equal(others.length, 0);
  const settings = JSON.parse(actionFile({ name: 'progressive-lock', code: '', secrets: [REDIRECT_SECRET], trigger: 'post-login', version: 'v3' })) as { name: string; runtime: string; supported_triggers: { id: string; version: string }[]; secrets: { name: string }[] };
  const values = (key: string) => [...(snippet?.text ?? '').matchAll(new RegExp(`^ *${key} += "(.*)"$`, 'gm'))].map(([, value]) => value);
  assert.deepEqual(values('name'), [settings.name, ...settings.secrets.map(({ name }) => name)]);
  assert.deepEqual(values('runtime'), [settings.runtime]);
  assert.deepEqual([values('id'), values('version'), values('trigger')], [['post-login'], ['v3'], ['post-login']]);
  assert.deepEqual(settings.supported_triggers, [{ id: 'post-login', version: 'v3' }]);
});

describe('plans', () => {
  const ajv = new Ajv({ strict: false, formats: { date: /^\d{4}-\d\d-\d\d$/ } });
  const fitsSchema = ajv.compile(json('profile-plan.schema.json'));
  const inPages = snippetsIn('html').flatMap(({ text, place }) =>
    [...text.matchAll(/<script type="application\/json">([^]*?)<\/script>/g)].map(([, plan]) => ({ text: plan!, place })),
  );

  for (const { text, place } of [...snippetsIn('json'), ...inPages]) {
    it(`${place} is in order`, () => {
      const plan: unknown = JSON.parse(text);
      assert.ok(parsePlan(plan).fields.length > 0, 'a plan without fields');
      assert.ok(fitsSchema(plan), ajv.errorsText(fitsSchema.errors));
    });
  }
});

it('the plan of docs/migration.md asks nothing that the Lock before it did not ask, under the same names', () => {
  const asked: { name: string }[] = [];
  class Auth0Lock {
    constructor(_id: string, _domain: string, options: { additionalSignUpFields: { name: string }[] }) {
      asked.push(...options.additionalSignUpFields);
    }
    on() {}
    show() {}
  }
  const [before] = snippetsIn('js').filter(({ place, text }) => place.startsWith('docs/migration.md') && text.includes('lock.show()'));
  runInNewContext(before!.text, { Auth0Lock });
  const [after] = snippetsIn('json').filter(({ place }) => place.startsWith('docs/migration.md'));
  const plan = parsePlan(JSON.parse(after!.text));
  const names = (fields: { name: string }[]) => fields.map(({ name }) => name);
  assert.deepEqual(names(plan.fields), names(asked));
  assert.deepEqual(names(signUpFields(plan, { language: 'en' }).fields), ['first_name', 'newsletter', 'sign_up_page']);
});

interface Told {
  name: string;
}

const { modules } = json<{ modules: { declarations: { tagName: string; attributes: Told[]; cssParts?: Told[]; cssProperties?: Told[] }[] }[] }>(
  'dist/custom-elements.json',
);
const elements = new Map(modules.flatMap(({ declarations }) => declarations).map((element) => [element.tagName, element]));

describe('pages', () => {
  for (const { text, place } of snippetsIn('html')) {
    it(`${place} gives elements only what they take`, () => {
      for (const [, tag, attributes] of text.matchAll(/<([a-z]+(?:-[a-z]+)+)([^>]*)>/g)) {
        const known = elements.get(tag!)?.attributes.map(({ name }) => name);
        assert.ok(known, tag);
        const names = [...attributes!.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, name]) => name!);
        assert.deepEqual(names.filter((name) => !['id', ...known].includes(name)), [], tag);
      }
      for (const [, script] of text.matchAll(/<script type="module">([^]*?)<\/script>/g)) {
        parse(script!, { ecmaVersion: 'latest', sourceType: 'module' });
      }
    });
  }

  for (const { text, place } of snippetsIn('css')) {
    it(`${place} names properties and parts that there are`, () => {
      const { cssProperties = [], cssParts = [] } = elements.get('tell-us-more')!;
      const properties = [...text.matchAll(/--tell-us-more-[\w-]+/g)].map(([name]) => name);
      const parts = [...text.matchAll(/::part\(([\w-]+)\)/g)].map(([, name]) => name!);
      assert.ok(properties.length + parts.length > 0, 'nothing found');
      assert.deepEqual(properties.filter((name) => !cssProperties.some((one) => one.name === name)), []);
      assert.deepEqual(parts.filter((name) => !cssParts.some((one) => one.name === name)), []);
    });
  }
});

/** Each language's snippets are compiled together, one module each; `js` as people write it without types. */
const COMPILATIONS: Record<string, { languages: string[]; options: object }> = {
  typescript: { languages: ['ts', 'tsx'], options: { strict: true } },
  javascript: { languages: ['js'], options: { strict: false } },
};

/** What a snippet leaves to the page around it. */
const SURROUNDINGS = `
declare module 'express';
declare module '@auth0/auth0-react';
declare module '@auth0/auth0-angular';
declare module '@angular/core';
declare module '@playwright/test';
declare const client: { getUser(): Promise<import('progressive-lock').Claims>; getTokenSilently(options: { authorizationParams: { audience: string; scope: string }; cacheMode: 'on' | 'off' }): Promise<string>; logout(options: { logoutParams: { returnTo: string } }): Promise<void> };
declare const panel: import('progressive-lock').TellUsMoreElement;
declare const lock: import('progressive-lock').ProgressiveLockElement;
declare const handler: import('progressive-lock/server').Handler;
declare const options: import('progressive-lock/server').HandlerOptions;
declare const plan: unknown;
declare const redis: unknown;
declare const Auth0Lock: any;
declare const analytics: any;
declare const posthog: any;
interface Window { dataLayer: any; readProfile: any; saveProfile: any }
declare function start(user: object): void;
`;

const { exports: exported } = json<{ exports: Record<string, string | { types: string }> }>('package.json');
/** Its declarations, by what is imported. */
const PATHS = Object.fromEntries(
  Object.entries(exported).flatMap(([name, target]) => (typeof target === 'object' ? [[`progressive-lock${name.slice(1)}`, [`../../../${target.types}`]]] : [])),
);

function run(command: string, args: string[], cwd: string): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

describe('code', () => {
  for (const [name, { languages, options }] of Object.entries(COMPILATIONS)) {
    it(`in ${name} compiles against the types of the package`, async () => {
      const folder = join(root, 'test-results/snippets', name);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      const found = snippetsIn(...languages);
      assert.ok(found.length > 5, `only ${found.length}`);
      for (const { text, place, language } of found) {
        const file = `${place.replaceAll(/\W/g, '-')}.${language === 'tsx' ? 'tsx' : 'ts'}`;
        writeFileSync(join(folder, file), `${text}\nexport {};\n`);
      }
      writeFileSync(join(folder, 'surroundings.d.ts'), SURROUNDINGS);
      const compilerOptions = { ...options, jsx: 'react-jsx', types: ['node'], paths: PATHS, noUncheckedIndexedAccess: false };
      const include = ['*.ts', '*.tsx'];
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../../tsconfig.json', compilerOptions, include, exclude: [] }));
      const { output } = await run('npx', ['tsc', '-p', folder, '--pretty', 'false'], root);
      const faults = output.split('\n').filter((line) => line.startsWith('test-results/'));
      assert.deepEqual(faults, []);
      assert.doesNotMatch(output, /^error/m);
    });
  }
});

describe('apps in other frameworks', () => {
  const apps = {
    vue: 'vue/src/App.vue',
    svelte: 'svelte/src/App.svelte',
    angular: 'angular/src/app.ts',
    astro: 'astro/src/pages/index.astro',
  };

  for (const [language, app] of Object.entries(apps)) {
    it(`in ${language} are what is built and driven in test/consumers`, () => {
      const [snippet, ...others] = snippetsIn(language);
      assert.ok(snippet && others.length === 0, `expected one snippet, got ${snippet ? 1 + others.length : 0}`);
      const lines = new Set(read(`test/consumers/${app}`).split('\n').map((line) => line.trim()));
      const foreign = snippet.text.split('\n').map((line) => line.trim()).filter((line) => line && !lines.has(line));
      assert.deepEqual(foreign, []);
    });
  }

  it('have the import map of the page in test/consumers/html', () => {
    const mapsIn = (html: string) => [...html.matchAll(/<script type="importmap">([^]*?)<\/script>/g)].map(([, map]) => JSON.parse(map!) as object);
    const [map] = mapsIn(read('test/consumers/html/index.html'));
    assert.ok(map, 'no such snippet');
    assert.deepEqual(snippetsIn('html').flatMap(({ text }) => mapsIn(text)), [map]);
  });
});

describe('commands', () => {
  let demo: Demo;
  let folder = '';
  before(async () => {
    demo = await startDemo({ port: 0, tenantPort: 0 });
    await demo.tenant.users.create({ email: 'p1@example.com', password: 'Lovelace-1815', user_metadata: { company: 'Acme' } });
    // Of the demo's server.
    Object.assign(process.env, { AUTH0_CLIENT_ID: 'demo-server', AUTH0_CLIENT_SECRET: 'known to the demo only' });
    folder = mkdtempSync(join(tmpdir(), 'progressive-lock-docs-'));
    writeFileSync(join(folder, 'plan.json'), read('demo/plans/saas.json'));
    const atLogin = snippetsIn('json').find(({ text }) => text.includes('atLogin'));
    writeFileSync(join(folder, 'required.json'), atLogin!.text);
    const shownTo = (names: string[]) => JSON.stringify({ user_metadata: { company: 'Acme', progressive_lock: recordAnswered(saas, recordShown(saas, emptyLedger(), names, new Date()), names.slice(1), new Date()) } });
    const saas = parsePlan(JSON.parse(read('demo/plans/saas.json')));
    const names = saas.fields.map(({ name }) => name);
    for (const name of ['users', 'users-1', 'users-2']) writeFileSync(join(folder, `${name}.ndjson.gz`), gzipSync(`${shownTo(names)}\n${shownTo(['company', ...names])}\n`.repeat(50)));
  });
  after(async () => {
    await demo.close();
    rmSync(folder, { recursive: true });
  });

  const { scripts } = json<{ scripts: Record<string, string> }>('package.json');
  const commands = snippetsIn('sh').flatMap(({ text, place }: Snippet) => text.trim().split('\n').map((line) => ({ line, place })));

  for (const { line, place } of commands) {
    const own = /^npx progressive-lock (.+)$/.exec(line)?.[1];
    const script = /^npm (?:run )?(start|test|[\w:-]+)$/.exec(line)?.[1];
    it(`${place} ${line}`, async () => {
      if (script) return assert.ok(script in scripts, script);
      if (!own) return assert.match(line, /^npm install [\w@/ -]+$/);
      const { tenant, url } = demo;
      const [, command = '', target] = /^(.+?)(?: > (\S+))?$/.exec(own) ?? [];
      const args = command.replace(/acme(\.eu)?\.auth0\.com/, tenant.url).replace('YOUR_CLIENT_ID', 'demo-app').replace('--origin https://app.acme.example', `--origin ${url}`);
      if (args.startsWith('dev')) return (await startDev([join(root, 'dist/cli.js')], [...args.split(' ').slice(1), '--port', '0'], { cwd: folder })).end();
      const { status, output } = await run(process.execPath, [join(root, 'dist/cli.js'), ...args.split(' ')], folder);
      assert.equal(status, 0, output);
      if (target) writeFileSync(join(folder, target), output);
    });
  }
});

describe('the handler of docs/saving.md', () => {
  it('answers behind a listener of Node', async () => {
    const plan = { fields: [{ name: 'company', label: 'Company' }] };
    const handler = createHandler({ plan, domain: 'acme.eu.auth0.com', audience: 'https://api.acme.example/', clientId: 'id', clientSecret: 'secret' });
    const server = createServer((request, response) => void getRequestListener(handler)(request, response)).listen(0, 'localhost');
    await once(server, 'listening');
    const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}/api/profile`);
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    server.close();
  });
});
