/** The tests of the generated Action once more, by the Nodes beside this file. `npm run engines` brings them here. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { actionRuntime, signUpActionRuntime } from '../action/generated.ts';

const here = import.meta.dirname;
const VERSIONS = ['18', '22'];
const TABLES = ['action/action.test', 'action/action.properties.test', 'universal-login/sign-up-action.test'];
const { platform, arch } = process;

const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-engines-'));
const runtime = join(scratch, 'action-runtime.js');
const signUpRuntime = join(scratch, 'sign-up-action-runtime.js');

function nodeOf(version: string): string {
  return join(here, `node_modules/node-${version}-${platform}-${arch}/bin/node${platform === 'win32' ? '.exe' : ''}`);
}

function run(node: string, ...args: string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // What the runner around this tells its own processes is not for these.
    const env = { ...process.env, NODE_OPTIONS: undefined, NODE_TEST_CONTEXT: undefined, ACTION_RUNTIME: runtime, SIGN_UP_ACTION_RUNTIME: signUpRuntime };
    const child = spawn(node, args, { env });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}

before(async () => {
  writeFileSync(runtime, await actionRuntime());
  writeFileSync(signUpRuntime, await signUpActionRuntime());
  await build({
    entryPoints: TABLES.map((name) => join(here, `../${name}.ts`)),
    outdir: scratch,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    // Only the build of the runtime needs it, which has been done.
    external: ['vite'],
  });
});
after(() => rmSync(scratch, { recursive: true }));

for (const version of VERSIONS) {
  describe(`the generated Actions in Node ${version}`, () => {
    it('is run by that version', async () => {
      assert.match((await run(nodeOf(version), '--version')).output, new RegExp(`^v${version}\\.`));
    });

    for (const table of TABLES) {
      it(`passes test/${table}.ts`, async (t) => {
        const { status, output } = await run(nodeOf(version), '--test-reporter=tap', join(scratch, `${table}.mjs`));
        const [, passed] = /^# pass (\d+)$/m.exec(output) ?? [];
        assert.equal(status, 0, output);
        assert.ok(Number(passed) > 0, output);
        t.diagnostic(`${passed} passed`);
      });
    }
  });
}
