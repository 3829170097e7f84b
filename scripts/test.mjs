/**
 * `npm test`: sets up what is needed, runs every check, and closes with one line "N passed, N failed".
 * `npm test -- types lint package node browser journeys faults` runs only the checks named.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, setUpTests } from './set-up.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-test-'));
const testFiles = readdirSync(join(root, 'test'), { recursive: true })
  .map((path) => join('test', path))
  .filter((path) => path.endsWith('.test.ts') && !/^test\/(bench|consumers|engines)\//.test(path))
  .sort();

/** One command is one test: it passes or it fails. */
function check(command, args) {
  return () => {
    const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };
}

/** A test runner tells its counts, and what failed, through a file; without one, or ending badly with none failed, it has failed. */
function runTests(command, args) {
  const file = join(mkdtempSync(join(scratch, 'run-')), 'counts.json');
  const { status } = spawnSync(command, args(file), {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_COUNT_FILE: file },
  });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, failures: [] };
  const isSilentFailure = status !== 0 && counts.failed === 0;
  const ranNothing = counts.passed + counts.failed === 0;
  return isSilentFailure || ranNothing ? { ...counts, failed: counts.failed + 1 } : counts;
}

function runNodeTests(files, concurrency, names = []) {
  return runTests(process.execPath, (file) => [
    '--import=tsx',
    '--test',
    `--test-concurrency=${concurrency}`,
    ...names.map((name) => `--test-name-pattern=/^${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$/`),
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/node-count-reporter.mjs',
    `--test-reporter-destination=${file}`,
    ...files,
  ]);
}

const nodeTests = (files, concurrency) => () => runNodeTests(files, concurrency);

/** More failures than these are no accident of the machine. */
const MAX_SECOND_TRIES = 3;

/**
 * In a browser the machine has a say in what comes first. What fails there is tried once more, by itself; that it failed
 * is told at the end all the same, for there is an order of things that somebody has not thought of.
 */
function withSecondTry(run, runAgain) {
  return () => {
    const first = run();
    if (first.failed === 0 || first.failed > MAX_SECOND_TRIES || first.failures.length < first.failed) return first;
    const failures = [];
    for (const file of new Set(first.failures.map((failure) => failure.file))) {
      const ofFile = first.failures.filter((failure) => failure.file === file);
      console.log(`\n── once more: ${file}`);
      const again = runAgain(file, ofFile.map(({ name }) => name));
      if (again.failed > 0 || again.passed === 0) failures.push(...ofFile);
    }
    const second = first.failed - failures.length;
    return { passed: first.passed + second, failed: failures.length, failures, accidents: first.failures.filter((failure) => !failures.includes(failure)) };
  };
}

const journeys = (files) => withSecondTry(nodeTests(files, 1), (file, names) => runNodeTests([file], 1, names));

const isFaults = (path) => path.startsWith('test/faults/');
const isJourney = (path) => path.endsWith('.journey.test.ts') && !isFaults(path);
const isPackage = (path) => path.startsWith('test/package/');
const isBrowser = (path) => path.endsWith('.browser.test.ts');

const checks = {
  types: check('npx', ['tsc', '--noEmit']),
  lint: check('npx', ['eslint', '.', '--max-warnings', '0']),
  // What npm would publish, as it was built.
  package: nodeTests(testFiles.filter(isPackage), 1),
  node: nodeTests(testFiles.filter((path) => !isJourney(path) && !isBrowser(path) && !isFaults(path) && !isPackage(path)), 2),
  browser: withSecondTry(
    () => runTests('npx', () => ['web-test-runner']),
    (file) => runTests('npx', () => ['web-test-runner', '--files', file]),
  ),
  journeys: journeys(testFiles.filter(isJourney)),
  // Every way in which saving can fail; `npm run faults` prints it as a table.
  faults: journeys(testFiles.filter(isFaults)),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in checks));
if (unknown.length) {
  console.error(`Expected some of ${Object.keys(checks).join(', ')}, got ${unknown.join(', ')}.`);
  process.exit(2);
}

setUpTests();

const total = { passed: 0, failed: 0 };
const lines = [];
const allFailures = [];
const allAccidents = [];
for (const [name, runCheck] of Object.entries(checks)) {
  if (asked.length && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const start = Date.now();
  const { passed, failed, failures = [], accidents = [] } = runCheck();
  total.passed += passed;
  total.failed += failed;
  allFailures.push(...failures);
  allAccidents.push(...accidents);
  const note = accidents.length ? ` (${accidents.length} at the second try)` : '';
  lines.push(`${name}: ${passed} passed${note}, ${failed} failed in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
rmSync(scratch, { recursive: true, force: true });
// Once more at the end, where somebody looks first.
tellOf('what failed at the first try, and is to be found out', allAccidents);
tellOf('what failed', allFailures);
console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

function tellOf(title, failures) {
  if (failures.length) console.log(`\n── ${title}\n\n${failures.map(({ file, name, error }) => `${file}: ${name}\n${error}`).join('\n\n')}`);
}
