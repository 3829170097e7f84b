/**
 * `npm run mutation -- src/server` (a folder or a file of `src/`; default: all): changes the sources in small ways, one at a
 * time. Prints a table of how many changes made a test fail, and which did not. Unchanged code is not tried again. Not part of
 * `npm test`: it takes minutes for a folder, and has its own packages.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensurePackages, root, run } from '../../scripts/set-up.mjs';

/** The folders whose tests show nothing. Elements and panels need a browser. */
const FOLDERS = ['plan', 'person', 'ask', 'server', 'action', 'auth0', 'report', 'universal-login'];

/** Tests of other folders, for what only they use. */
const MORE_TESTS = {
  action: ['test/universal-login/form.test.ts'],
  ask: ['test/person/person-claim.browser.test.ts'],
  auth0: ['test/server/handler.test.ts', 'test/elements/lock-flow.test.ts'],
  person: ['test/auth0/store-error.test.ts', 'test/ask/profiler.browser.test.ts', 'test/histories/scenarios.test.ts'],
  plan: ['test/histories/scenarios.test.ts', 'test/person/pending-answers.test.ts', 'test/person/person-claim.browser.test.ts'],
};

/** Thousands of inputs, processes, texts, types; outbox-code replaces a module that the others need; lifecycles needs a second page. */
const LEFT_OUT = /\.(journey|fuzz|properties)\.test\.ts$|\/(fuzz|redis|linear-time|expressions|hostile-plans|invariants|json-schema|typed-ask|outbox-code|management-calls\.browser|lifecycles\.browser)\.test\.ts$/;

try {
  const paths = process.argv.slice(2);
  const meant = paths.length > 0 ? paths : FOLDERS.map((folder) => `src/${folder}`);
  const unknown = meant.filter((path) => !FOLDERS.includes(path.split('/')[1]) || !statSync(join(root, path), { throwIfNoEntry: false }));
  if (unknown.length > 0) throw new Error(`Expected files or folders of ${FOLDERS.map((folder) => `src/${folder}`).join(', ')}, got ${unknown.join(', ')}.`);
  ensurePackages();
  ensurePackages(import.meta.dirname);
  for (const [name, mutated] of byReport(meant)) {
    retrySurvivors(join(root, `test-results/mutation/${name}.incremental.json`), mutated);
    process.env.MUTATION = JSON.stringify({ name, mutated, testFiles: testsOf(name.split('.')[0], mutated) });
    run(process.execPath, [join(import.meta.dirname, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', join(import.meta.dirname, 'stryker.config.mjs')]);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** A report for each folder. With all mutants inside, an Action would be larger than Auth0 accepts: there each file has its own. */
function byReport(paths) {
  const reports = new Map();
  for (const path of paths.flatMap((path) => (/^src\/action\/?$/.test(path) ? readdirSync(join(root, path)).map((name) => `src/action/${name}`) : path))) {
    const [, folder, file] = path.split('/');
    const name = folder === 'action' ? `action.${file}` : folder;
    reports.set(name, [...(reports.get(name) ?? []), path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`]);
  }
  return reports;
}

/** Stryker does not see that a test has changed if its name has not. */
function retrySurvivors(path, mutated) {
  if (!existsSync(path)) return;
  const report = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, file] of Object.entries(report.files)) {
    // Of the other files, which this run does not mutate, the report keeps all that was found.
    if (mutated.some((path) => name.startsWith(path.split('*')[0]))) file.mutants = file.mutants.filter(({ status }) => !['Survived', 'NoCoverage'].includes(status));
  }
  writeFileSync(path, JSON.stringify(report));
}

/**
 * The tests of a folder; those of the mutated file first and those with many inputs or simulated people late, because the first test that fails is
 * the last one to run. They share a process: those that replace modules come last, because the replacement lasts.
 */
function testsOf(folder, mutated) {
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const rankOf = (path) => {
    if (text(path).includes("from 'node:module'")) return 3;
    if (/from 'fast-check'|(simulation|hardly-asked)\.ts/.test(text(path))) return 2;
    return mutated.some((file) => basename(file, '.ts') === basename(path, '.test.ts')) ? 0 : 1;
  };
  return readdirSync(join(root, 'test', folder))
    .map((name) => `test/${folder}/${name}`)
    .filter((path) => path.endsWith('.test.ts') && !LEFT_OUT.test(path) && !(path.includes('.browser.') && /\bfixture\b/.test(text(path))))
    .concat(MORE_TESTS[folder] ?? [])
    .sort((a, b) => rankOf(a) - rankOf(b));
}
