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
function runner(name, command, args) {
  return () => {
    const file = join(scratch, `${name}.json`);
    const { status } = spawnSync(command, args(file), {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, TEST_COUNT_FILE: file },
    });
    const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 };
    const isSilentFailure = status !== 0 && counts.failed === 0;
    const ranNothing = counts.passed + counts.failed === 0;
    return isSilentFailure || ranNothing ? { ...counts, failed: counts.failed + 1 } : counts;
  };
}

function nodeTests(name, files, concurrency) {
  return runner(name, process.execPath, (file) => [
    '--import=tsx',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/node-count-reporter.mjs',
    `--test-reporter-destination=${file}`,
    ...files,
  ]);
}

const isFaults = (path) => path.startsWith('test/faults/');
const isJourney = (path) => path.endsWith('.journey.test.ts') && !isFaults(path);
const isPackage = (path) => path.startsWith('test/package/');
const isBrowser = (path) => path.endsWith('.browser.test.ts');

const checks = {
  types: check('npx', ['tsc', '--noEmit']),
  lint: check('npx', ['eslint', '.', '--max-warnings', '0']),
  // What npm would publish, as it was built.
  package: nodeTests('package', testFiles.filter(isPackage), 1),
  node: nodeTests('node', testFiles.filter((path) => !isJourney(path) && !isBrowser(path) && !isFaults(path) && !isPackage(path)), 2),
  browser: runner('browser', 'npx', () => ['web-test-runner']),
  journeys: nodeTests('journeys', testFiles.filter(isJourney), 1),
  // Every way in which saving can fail; `npm run faults` prints it as a table.
  faults: nodeTests('faults', testFiles.filter(isFaults), 1),
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
for (const [name, runCheck] of Object.entries(checks)) {
  if (asked.length && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const start = Date.now();
  const { passed, failed, failures = [] } = runCheck();
  total.passed += passed;
  total.failed += failed;
  allFailures.push(...failures);
  lines.push(`${name}: ${passed} passed, ${failed} failed in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
rmSync(scratch, { recursive: true, force: true });
// Once more at the end, where somebody looks first.
if (allFailures.length) console.log(`\n── what failed\n\n${allFailures.join('\n\n')}`);
console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
