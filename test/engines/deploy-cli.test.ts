/** The folder that the command line writes, read by Auth0's deploy CLI itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

interface Assets {
  forms: { name: string; nodes: object[] }[];
  actions: { name: string; code: string; secrets: object[]; runtime: string }[];
  triggers: Record<string, { action_name: string }[]>;
  prompts: { customText: Record<string, Record<string, Record<string, Record<string, string>>>>; partials: Record<string, Record<string, Record<string, string>>> };
}

// The parts with which `a0deploy import` reads and checks a folder before it speaks to a tenant.
const { default: DirectoryContext } = require('auth0-deploy-cli/lib/context/directory/index.js') as {
  default: new (config: object, client: object) => { assets: Assets; loadAssetsFromLocal(): Promise<void> };
};
const { default: schema } = require('auth0-deploy-cli/lib/tools/auth0/schema.js') as { default: object };
const Ajv = require('ajv') as new (options: object) => { validate(schema: object, data: object): boolean; errorsText(): string };

const schemaParts = (schema as { properties: Record<string, object> }).properties;

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'progressive-lock-deploy-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/cli.ts', command, 'demo/plans/saas.json', ...args, '-o', folder], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

/** What the deploy CLI makes of the folder; `given` is its keyword replacement. */
async function load(given: Record<string, string> = {}): Promise<Assets> {
  const context = new DirectoryContext({ AUTH0_INPUT_FILE: folder, AUTH0_EXCLUDED: [], AUTH0_KEYWORD_REPLACE_MAPPINGS: given }, {});
  await context.loadAssetsFromLocal();
  return context.assets;
}

function mustFit(assets: Partial<Assets>): void {
  const ajv = new Ajv({ useDefaults: true, nullable: true });
  assert.ok(ajv.validate(schema, assets), ajv.errorsText());
}

it('is what the deploy CLI imports: action, secrets and trigger', async () => {
  write('action', '--namespace', 'https://acme.example', '--format', 'deploy-cli');
  const { actions, triggers } = await load({ LOOKUP_KEY: 'from the mapping' });
  mustFit({ actions, triggers });
  const [action] = actions;
  assert.deepEqual(action?.secrets, [{ name: 'LOOKUP_KEY', value: 'from the mapping' }]);
  assert.match(action.code, /exports\.onContinuePostLogin = /);
  assert.deepEqual(triggers['post-login']?.map(({ action_name }) => action_name), [action.name]);
});

it('is what the deploy CLI imports: partials, custom texts and the Action at sign-up, beside the one at login', async () => {
  write('universal-login');
  write('action', '--namespace', 'https://acme.example', '--format', 'deploy-cli');
  const { actions, triggers, prompts } = await load({ LOOKUP_KEY: 'from the mapping' });
  mustFit({ actions, triggers, prompts });
  assert.deepEqual(Object.keys(schemaParts).filter((part) => ['actions', 'triggers', 'prompts'].includes(part)).length, 3, 'the schema looks at all of them');
  for (const screen of ['signup', 'signup-password']) {
    const partial = prompts.partials[screen]?.[screen]?.['form-content-end'] ?? '';
    assert.match(partial, /name="ulp-first_name"/);
    assert.ok(partial.length <= 10_000, `${partial.length} characters`);
    for (const [language, texts] of Object.entries(prompts.customText)) assert.ok(Object.keys(texts[screen]?.[screen] ?? {}).length > 0, language);
  }
  assert.deepEqual(triggers['pre-user-registration']?.map(({ action_name }) => action_name), ['progressive-lock-sign-up']);
  assert.match(actions.find(({ name }) => name === 'progressive-lock-sign-up')?.code ?? '', /exports\.onExecutePreUserRegistration = /);
});

it('is what the deploy CLI imports: the form', async () => {
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify({ fields: [{ name: 'country', label: { en: '@@KEY@@', de: 'Land' }, type: 'country', required: true, ask: { atLogin: true } }] }));
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/cli.ts', 'form', plan, '-o', folder], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const { forms } = await load({ KEY: 'replaced' });
  mustFit({ forms });
  const [form] = forms;
  assert.equal(form?.name, 'progressive-lock');
  assert.match(JSON.stringify(form.nodes), /"label":"@@KEY@@"/);
});
