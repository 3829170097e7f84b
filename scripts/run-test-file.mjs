/** Runs test files with Node's test runner in a separate process, which may neither hang nor leave anything open. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './run-process.mjs';
import { root } from './set-up.mjs';

/** The built files that the command line writes into Actions and pages. With them, test files need not build these again. */
const BUILT = Object.fromEntries(
  Object.entries({ ACTION_RUNTIME: 'action-runtime.js', SIGN_UP_ACTION_RUNTIME: 'sign-up-action-runtime.js', SIGN_UP_PAGE: 'sign-up-page.js' }).map(([name, file]) => [name, join(root, 'dist', file)]),
);

/**
 * @typedef {{ file: string, name: string, error: string, isFinal?: boolean }} Failure `isFinal`: not tried again, because that
 * would also take long
 * @typedef {{ file: string, name: string, ms: number }} Duration
 * @typedef {{ passed: number, failures: Failure[], durations: Duration[], output: string }} Outcome `output`: what was printed
 */

/**
 * @param {string} file
 * @param {{ limitMs: number, names?: readonly string[] }} options `names`: only the tests with these names
 * @returns {Promise<Outcome>}
 */
export function runTestFile(file, { limitMs, names = [] }) {
  const patterns = names.map((name) => `--test-name-pattern=/^${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$/`);
  return runNode(patterns, [file], limitMs, (events, end) => readEvents(file, events, end));
}

/**
 * Runs several files in one process, one after the other. They must not change what they share: globals, the clock, the
 * environment. They must not wait at their top level, because their tests would no longer belong to the suite of the file.
 * @param {readonly string[]} files
 * @param {{ limitMs: number }} options `limitMs`: for all files together
 * @returns {Promise<Outcome>}
 */
export function runTestFiles(files, { limitMs }) {
  return runNode([], ['scripts/import-tests.mjs', ...files], limitMs, (events, end) => {
    const isOfAll = ({ type }) => type === 'left-open';
    const outcomes = files.map((file) => readEvents(file, eventsOf(file, events), { ...end, isGood: true, isLate: false }));
    const failures = outcomes.flatMap((outcome) => outcome.failures);
    // Messages about the process are printed once.
    const strays = events.filter(({ type, nesting, name }) => type === 'begin' && nesting === 0 && !files.includes(name));
    if (strays.length > 0) failures.push({ file: files.join(', '), name: strays[0].name, error: 'It belongs to none of the files: one of them, or what it imports, has an await at its top level.', isFinal: true });
    if (end.isLate || events.some(isOfAll) || (!end.isGood && failures.length === 0)) failures.push(...readEvents(files.join(', '), events, end).failures.filter(({ isFinal }) => isFinal));
    return { passed: outcomes.reduce((sum, { passed }) => sum + passed, 0), failures, durations: outcomes.flatMap(({ durations }) => durations) };
  });
}

/** Returns the events of a file's suite, including its begin and its end. */
function eventsOf(file, events) {
  const isSuite = ({ name, nesting }) => name === file && nesting === 0;
  const begin = events.findIndex((event) => event.type === 'begin' && isSuite(event));
  const end = events.findIndex((event) => event.type === 'end' && isSuite(event));
  return begin < 0 ? [] : events.slice(begin, end < 0 ? undefined : end + 1);
}

async function runNode(options, files, limitMs, makeOutcome) {
  const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-test-'));
  const events = join(scratch, 'events.jsonl');
  const args = [
    '--import=tsx',
    ...options,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/test-reporter.mjs',
    '--test-reporter-destination=stderr',
    ...files,
  ];
  const read = () => (existsSync(events) ? readFileSync(events, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []);
  // Events after the limit do not count: a test that fails while its process is ended proves nothing.
  let beforeLimit;
  const { isGood, isLate, output } = await runProcess(process.execPath, args, { limitMs, env: { ...BUILT, TEST_EVENTS: events }, onLimit: () => (beforeLimit = read()) });
  const outcome = makeOutcome(beforeLimit ?? read(), { isGood, isLate, limitMs });
  rmSync(scratch, { recursive: true, force: true });
  return { ...outcome, output };
}

function readEvents(file, events, { isGood, isLate, limitMs }) {
  const ended = events.filter(({ type }) => type === 'end');
  const passed = ended.filter(({ hasPassed, isSuite, isLeftOut }) => hasPassed && !isSuite && !isLeftOut);
  const failures = ended.filter(({ hasPassed, isOwn }) => !hasPassed && isOwn).map(({ name, error }) => ({ file, name, error }));
  const fail = (name, error) => failures.push({ file, name, error, isFinal: true });
  const leftOpen = events.find(({ type }) => type === 'left-open');
  if (isLate) {
    fail(runningTest(events), `Ended after ${limitMs / 1000} s: this did not end by itself.`);
  } else if (leftOpen) {
    fail('after the tests', `All tests have ended, and something is still open: ${leftOpen.resources.join(', ')}. Close it in after(), also if a test fails.`);
  } else if (!isGood && failures.length === 0) {
    fail('the file', 'The process failed, though no test did. What it printed stands above.');
  } else if (passed.length + failures.length === 0) {
    fail('the file', 'Expected tests in it, but none has run.');
  }
  const durations = ended.filter(({ isSuite }) => !isSuite).map(({ name, ms }) => ({ file, name, ms }));
  return { passed: passed.length, failures, durations };
}

/** Returns the tests that began and have not ended, from the outermost suite inwards. */
function runningTest(events) {
  const open = [];
  for (const { type, name, nesting } of events) {
    if (type === 'begin') open.push({ name, nesting });
    if (type === 'end') {
      const index = open.findIndex((test) => test.name === name && test.nesting === nesting);
      if (index >= 0) open.splice(index, 1);
    }
  }
  return open.map(({ name }) => name).join(' › ') || 'before the first test, or in one that never lets go of the processor';
}
