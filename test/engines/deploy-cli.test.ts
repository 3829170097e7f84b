/** The folder that `progressive-lock action --format deploy-cli` writes, read by Auth0's deploy CLI itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

interface Assets {
  actions: { name: string; code: string; secrets: object[]; runtime: string }[];
  triggers: Record<string, { action_name: string }[]>;
}

// The parts with which `a0deploy import` reads and checks a folder before it speaks to a tenant.
const { default: DirectoryContext } = require('auth0-deploy-cli/lib/context/directory/index.js') as {
  default: new (config: object, client: object) => { assets: Assets; loadAssetsFromLocal(): Promise<void> };
};
const { default: schema } = require('auth0-deploy-cli/lib/tools/auth0/schema.js') as { default: object };
const Ajv = require('ajv') as new (options: object) => { validate(schema: object, data: object): boolean; errorsText(): string };

it('is what the deploy CLI imports: action, secrets and trigger', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-deploy-'));
  try {
    const args = ['--import', 'tsx', 'src/cli/cli.ts', 'action', 'demo/plans/saas.json', '--namespace', 'https://acme.example', '--format', 'deploy-cli', '-o', folder];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const context = new DirectoryContext({ AUTH0_INPUT_FILE: folder, AUTH0_EXCLUDED: [], AUTH0_KEYWORD_REPLACE_MAPPINGS: { LOOKUP_KEY: 'from the mapping' } }, {});
    await context.loadAssetsFromLocal();
    const { actions, triggers } = context.assets;
    const ajv = new Ajv({ useDefaults: true, nullable: true });
    assert.ok(ajv.validate(schema, { actions, triggers }), ajv.errorsText());
    const [action] = actions;
    assert.deepEqual(action?.secrets, [{ name: 'LOOKUP_KEY', value: 'from the mapping' }]);
    assert.match(action.code, /exports\.onContinuePostLogin = /);
    assert.deepEqual(triggers['post-login']?.map(({ action_name }) => action_name), [action.name]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
