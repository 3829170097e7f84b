/**
 * `npm run mutation -- src/server` (a folder or a file of `src/`; none: all of them): changes the sources in small ways, one
 * after the other, and prints a table of how many of the changes made a test fail, and which did not. What has not changed
 * since is not tried again. Not part of `npm test`: it takes minutes for a folder, and has packages of its own.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, root, run } from '../../scripts/set-up.mjs';

/** Of each folder there are tests in Node; elements and panels are tested in browsers only. */
const FOLDERS = ['plan', 'person', 'ask', 'server', 'action', 'auth0', 'report', 'universal-login'];

try {
  const paths = process.argv.slice(2);
  const meant = paths.length > 0 ? paths : FOLDERS.map((folder) => `src/${folder}`);
  const unknown = meant.filter((path) => !FOLDERS.includes(path.split('/')[1]) || !statSync(join(root, path), { throwIfNoEntry: false }));
  if (unknown.length > 0) throw new Error(`Expected files or folders of ${FOLDERS.map((folder) => `src/${folder}`).join(', ')}, got ${unknown.join(', ')}.`);
  ensurePackages();
  ensurePackages(import.meta.dirname);
  for (const [folder, mutated] of byFolder(meant)) {
    process.env.MUTATION = JSON.stringify({ folder, mutated, testFiles: testsOf(folder) });
    run(process.execPath, [join(import.meta.dirname, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', join(import.meta.dirname, 'stryker.config.mjs')]);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function byFolder(paths) {
  const folders = new Map();
  for (const path of paths) {
    const folder = path.split('/')[1];
    folders.set(folder, [...(folders.get(folder) ?? []), path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`]);
  }
  return folders;
}

/**
 * The Node tests of a folder, without those that try thousands of inputs or start processes. They share a process. Those that
 * replace modules come last, because the replacement lasts, and one replaces a module that others need.
 */
function testsOf(folder) {
  const replacesModules = (path) => readFileSync(join(root, path), 'utf8').includes("from 'node:module'");
  return readdirSync(join(root, 'test', folder))
    .filter((name) => name.endsWith('.test.ts') && !/\.(browser|journey|fuzz|properties)\.test\.ts$|^(fuzz|redis|linear-time|expressions|hostile-plans|invariants|json-schema|outbox-code|typed-ask)\.test\.ts$/.test(name))
    .map((name) => `test/${folder}/${name}`)
    .sort((a, b) => Number(replacesModules(a)) - Number(replacesModules(b)));
}
