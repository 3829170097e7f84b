/** Runs one test file of Node's in a process of its own, which may neither hang nor leave anything open. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './run-process.mjs';

/**
 * @typedef {{ file: string, name: string, error: string, isFinal?: boolean }} Failure `isFinal`: another try would take long, too
 * @typedef {{ file: string, name: string, ms: number }} Duration
 * @typedef {{ passed: number, failures: Failure[], durations: Duration[], output: string }} Outcome `output`: what was printed
 */

/**
 * @param {string} file
 * @param {{ limitMs: number, names?: readonly string[] }} options `names`: only the tests of these names
 * @returns {Promise<Outcome>}
 */
export async function runTestFile(file, { limitMs, names = [] }) {
  const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-test-'));
  const events = join(scratch, 'events.jsonl');
  const args = [
    '--import=tsx',
    ...names.map((name) => `--test-name-pattern=/^${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$/`),
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/test-reporter.mjs',
    '--test-reporter-destination=stderr',
    file,
  ];
  const read = () => (existsSync(events) ? readFileSync(events, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []);
  // What fails while the process is ended says nothing.
  let beforeLimit;
  const { isGood, isLate, output } = await runProcess(process.execPath, args, { limitMs, env: { TEST_EVENTS: events }, onLimit: () => (beforeLimit = read()) });
  const outcome = readEvents(file, beforeLimit ?? read(), { isGood, isLate, limitMs });
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

/** What was begun and has not ended, from the outermost suite inwards. */
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
