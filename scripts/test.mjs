/**
 * `npm test`: sets up what is needed, runs every check, and ends with one line "N passed, N failed". `npm test -- types lint
 * package node browser journeys faults` runs only the named checks, `npm test -- test/plan/` (a file or a folder) only those
 * tests, and `npm test -- changed` only the tests that the changes since the main branch can affect.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTouched } from './find-touched.mjs';
import { runProcess } from './run-process.mjs';
import { runTestFile, runTestFiles } from './run-test-file.mjs';
import { isBuilt, root, setUpTests } from './set-up.mjs';

/**
 * How many tasks run at the same time. A task that waits for a browser uses less than half of a core, and one task that computes
 * runs next to them.
 */
const SLOTS = Number(process.env.TEST_SLOTS) || Math.max(2, availableParallelism() + 2);
const MAX_WAITING = Math.max(1, SLOTS - 1);

/**
 * A test file that takes longer hangs. On two cores, the longest file takes a third of this time, with three others at the same
 * time.
 */
const FILE_LIMIT_MS = 120_000;
const JOURNEY_LIMIT_MS = 300_000;
const COMMAND_LIMIT_MS = 600_000;

/** If there are more failures than this, a slow machine is not the cause. */
const MAX_SECOND_TRIES = 3;

/** In CI, a test that passes only at the second try has failed, because no one reads the notes there. */
const isStrict = Boolean(process.env.CI) && process.env.CI !== 'false';

const SLOWEST = 10;

const testFiles = readdirSync(join(root, 'test'), { recursive: true })
  .map((path) => join('test', path))
  .filter((path) => path.endsWith('.test.ts') && !/^test\/(bench|consumers|engines|mutation)\//.test(path))
  .sort();

const isFaults = (path) => path.startsWith('test/faults/');
const isJourney = (path) => path.endsWith('.journey.test.ts') && !isFaults(path);
const isPackage = (path) => path.startsWith('test/package/');
const isBrowser = (path) => path.endsWith('.browser.test.ts');
const isNode = (path) => ![isFaults, isJourney, isPackage, isBrowser].some((isOther) => isOther(path));

/**
 * In a browser, the order of events depends on the machine. A failed test is tried once more, alone, and its first failure is
 * printed at the end.
 */
const inBrowser = { hasSecondTry: true };
const sizeOf = (file) => statSync(join(root, file)).size;
const titleOf = (files) => (files.length === 1 ? files[0] : `${files.length} files, ${files[0]} to ${files.at(-1)}`);

/**
 * Returns the tasks of journeys, the longest first, so that it does not run alone at the end. Short journeys share a process,
 * because a process takes longer to start than they do.
 */
function journeysOf(check, files) {
  const bySize = files.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const short = bySize.filter((file) => sizeOf(file) < SHORT_JOURNEY_BYTES);
  const groupCount = Math.ceil(short.length / JOURNEYS_IN_A_PROCESS);
  const groups = Array.from({ length: groupCount }, (_, at) => short.filter((_file, index) => index % groupCount === at));
  const runAgain = (file, names) => runTestFile(file, { limitMs: JOURNEY_LIMIT_MS, names });
  return [...bySize.slice(0, bySize.length - short.length).map((file) => [file]), ...groups].map((group) => ({
    check, title: titleOf(group), isWaiting: true, ...inBrowser, runAgain,
    run: () => (group.length === 1 ? runTestFile(group[0], { limitMs: JOURNEY_LIMIT_MS }) : runTestFiles(group, { limitMs: JOURNEY_LIMIT_MS })),
  }));
}
const nodeTestsOf = (check, files) => files.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a))).map((file) => ({ check, title: file, run: () => runTestFile(file, { limitMs: FILE_LIMIT_MS }) }));
/** Files with thousands of random inputs, or with many processes. */
const isLong = (file) => /fuzz|histories\/.*clocks|properties|invariants|hostile|expressions|linear-time|snippets|server\/redis|test\/cli\/(attacks|cli|dev|export-users|person|report|tenant-commands)\./.test(file);

/** Folders whose tests share nothing. The exceptions are files whose content changes the process or waits at the top level. */
const SHARING_FOLDERS = /^test\/(action|ask|auth0|cli|docs|locales|person|plan|platform|project|report|server|tenant|universal-login)\//;
const NEEDS_A_PROCESS = /\b(globalThis\.\w+ = |process\.(env\.\w+ = |chdir|on|exit)|tenant-login|node:module|action\/tenant)/;
const FILES_IN_A_PROCESS = 16;
const JOURNEYS_IN_A_PROCESS = 5;
const SHORT_JOURNEY_BYTES = 9000;
const canShare = (file) => SHARING_FOLDERS.test(file) && !isLong(file) && !NEEDS_A_PROCESS.test(readFileSync(join(root, file), 'utf8'));

/**
 * Returns the tasks of Node's tests. Small files share a process, because Node and the loader take longer to start than most of
 * their tests.
 */
function sharedTestsOf(check, files) {
  const [sharing, others] = [files.filter(canShare), files.filter((file) => !canShare(file))];
  const groups = Array.from({ length: Math.ceil(sharing.length / FILES_IN_A_PROCESS) }, (_, index) => sharing.slice(index * FILES_IN_A_PROCESS, (index + 1) * FILES_IN_A_PROCESS));
  return [
    ...nodeTestsOf(check, others),
    ...groups.map((group) => ({ check, title: titleOf(group), run: () => runTestFiles(group, { limitMs: FILE_LIMIT_MS }) })),
  ];
}

/** The checks by name. Each returns the tasks for the given test files. */
const checks = {
  // These read only the sources, so they run during the build. All others wait for it.
  lint: () => [['eslint', '.', '--max-warnings', '0'], ['oxlint', '--deny-warnings']].map((args) => ({ ...commandTask('lint', args), isOfSources: true })),
  types: () => [{ ...commandTask('types', ['tsc', '--noEmit']), isOfSources: true }],
  browser: (files) => browserTasks(files.filter(isBrowser)),
  node: (files) => sharedTestsOf('node', files.filter(isNode)),
  // Tests the package as npm would publish it.
  package: (files) => nodeTestsOf('package', files.filter(isPackage)),
  // Tests every way in which saving can fail. `npm run faults` prints it as a table. It runs before the journeys, because it
  // takes longest.
  faults: (files) => journeysOf('faults', files.filter(isFaults)),
  journeys: (files) => journeysOf('journeys', files.filter(isJourney)),
};

/** With more memory for new objects, ESLint collects garbage less often. */
const ROOMY = { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim() };

/** Returns the task of one command, which counts as one test: it passes or it fails. */
function commandTask(check, args) {
  return {
    check,
    title: ['npx', ...args].join(' '),
    async run() {
      const { isGood, isLate, output } = await runProcess('npx', args, { limitMs: COMMAND_LIMIT_MS, env: ROOMY });
      const error = isLate ? `Ended after ${COMMAND_LIMIT_MS / 1000} s.` : 'What it printed stands above.';
      return { passed: isGood ? 1 : 0, failures: isGood ? [] : [{ file: check, name: this.title, error }], durations: [], output };
    },
  };
}

/**
 * Returns one task that tests all files in one browser, one page after the other. Of two pages at the same time, one is hidden,
 * and a hidden page gets no focus.
 */
function browserTasks(files) {
  if (files.length === 0) return [];
  const runFiles = (some) => runBrowserTests(some.length === testFiles.filter(isBrowser).length ? [] : ['--files', ...some]);
  return [{ check: 'browser', title: `${files.length} files in a browser`, isWaiting: true, ...inBrowser, run: () => runFiles(files), runAgain: (file) => runFiles([file]) }];
}

/** Runs the browser's test runner, which writes its counts and failures to a file. Without this file, it has failed. */
async function runBrowserTests(args) {
  const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-test-'));
  const file = join(scratch, 'counts.json');
  const { isGood, isLate, output } = await runProcess('npx', ['web-test-runner', ...args], { limitMs: COMMAND_LIMIT_MS, env: { TEST_COUNT_FILE: file } });
  const outcome = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failures: [], durations: [] };
  rmSync(scratch, { recursive: true, force: true });
  const fail = (error) => outcome.failures.push({ file: 'browser', name: 'the run', error, isFinal: true });
  if (isLate) fail(`Ended after ${COMMAND_LIMIT_MS / 1000} s.`);
  else if (outcome.failures.length === 0 && (!isGood || outcome.passed === 0)) fail('It failed, though no test did. What it printed stands above.');
  return { ...outcome, output };
}

setUpTests({ builds: false });
const tasks = await chooseTasks(process.argv.slice(2));
const start = performance.now();
const results = await runAll(tasks);
const accidents = await tryAgain(results);
summarize(results, accidents);

/** Returns the tasks that the command line names, or all tasks if it names none. */
async function chooseTasks(asked) {
  const names = asked.filter((name) => name in checks);
  const paths = asked.filter((name) => name.startsWith('test/'));
  const unknown = asked.filter((name) => ![...names, ...paths, 'changed'].includes(name));
  const touched = asked.includes('changed') ? await findTouched(testFiles) : [];
  const files = testFiles.filter((file) => paths.some((path) => file.startsWith(path)) || touched.includes(file));
  if (unknown.length || (paths.length && files.length === 0)) {
    console.error(`Expected some of ${Object.keys(checks).join(', ')}, changed, or paths of tests, got ${asked.join(' ')}.`);
    process.exit(2);
  }
  const areAllMeant = asked.length === 0;
  return Object.entries(checks).flatMap(([name, makeTasks]) => {
    if (areAllMeant || names.includes(name)) return makeTasks(testFiles);
    if (name === 'types' || name === 'lint') return asked.includes('changed') ? makeTasks(files) : [];
    return makeTasks(files);
  });
}

/**
 * Runs tasks at the same time: several that mostly wait for a browser, and others that compute. Tasks that need the build wait
 * for it.
 */
async function runAll(tasks) {
  const results = [];
  const built = isBuilt() || tasks.every(({ isOfSources }) => isOfSources) ? undefined : build();
  const waiting = tasks.filter(({ isWaiting }) => isWaiting);
  const computing = tasks.filter(({ isWaiting }) => !isWaiting);
  let nowWaiting = 0;
  const next = () => (nowWaiting < MAX_WAITING && waiting.length > 0 ? waiting : computing.length > 0 ? computing : waiting).shift();
  const work = async () => {
    for (let task = next(); task; task = next()) {
      if (!task.isOfSources) await built;
      if (task.isWaiting) nowWaiting += 1;
      results.push(await runTask(task));
      if (task.isWaiting) nowWaiting -= 1;
    }
  };
  await Promise.all(Array.from({ length: SLOTS }, work));
  return results;
}

async function build() {
  const { isGood, output } = await runProcess(process.execPath, ['scripts/build.mjs'], { limitMs: COMMAND_LIMIT_MS });
  console.log(output.trimEnd());
  if (isGood) return;
  console.error('The build failed.');
  process.exit(1);
}

async function runTask(task) {
  const begun = performance.now();
  const outcome = await task.run();
  const ms = performance.now() - begun;
  const isGood = outcome.failures.length === 0;
  if (!isGood) console.log(`\n${outcome.output.trimEnd()}`);
  console.log(`${isGood ? '✓' : '✗'} ${task.title}: ${outcome.passed} passed, ${outcome.failures.length} failed in ${seconds(ms)}`);
  return { task, outcome, ms };
}

/** Tries failed browser tests once more, when nothing else runs. Tests that pass then are moved out of the failures. */
async function tryAgain(results) {
  const accidents = [];
  const failed = results.filter(({ task, outcome }) => task.hasSecondTry && outcome.failures.length > 0);
  const count = failed.reduce((sum, { outcome }) => sum + outcome.failures.length, 0);
  if (count > MAX_SECOND_TRIES || failed.some(({ outcome }) => outcome.failures.some(({ isFinal }) => isFinal))) return accidents;
  for (const { task, outcome } of failed) {
    for (const file of new Set(outcome.failures.map((failure) => failure.file))) {
      const ofFile = outcome.failures.filter((failure) => failure.file === file);
      console.log(`\nOnce more: ${file}`);
      const again = await task.runAgain(file, ofFile.map(({ name }) => name));
      if (again.failures.length > 0 || again.passed === 0) {
        console.log(again.output.trimEnd());
        continue;
      }
      outcome.failures = outcome.failures.filter((failure) => failure.file !== file);
      outcome.passed += ofFile.length;
      accidents.push(...ofFile);
    }
  }
  return accidents;
}

function summarize(results, accidents) {
  // Printed again at the end, where people look first.
  tellOf(`what failed at the first try${isStrict ? ', and so fails' : ', and is to be found out'}`, accidents);
  const failures = results.flatMap(({ outcome }) => outcome.failures);
  tellOf('what failed', failures);

  const durations = results.flatMap(({ outcome }) => outcome.durations).sort((a, b) => b.ms - a.ms);
  console.log(`\n── the slowest tests\n\n${durations.slice(0, SLOWEST).map(({ file, name, ms }) => `  ${seconds(ms).padStart(7)}  ${file}: ${name}`).join('\n')}\n`);

  for (const check of Object.keys(checks)) {
    const ofCheck = results.filter(({ task }) => task.check === check);
    if (ofCheck.length === 0) continue;
    const sum = (count) => ofCheck.reduce((total, result) => total + count(result), 0);
    console.log(`  ${check}: ${sum(({ outcome }) => outcome.passed)} passed, ${sum(({ outcome }) => outcome.failures.length)} failed in ${seconds(sum(({ ms }) => ms))} of work`);
  }
  const failed = failures.length + (isStrict ? accidents.length : 0);
  const passed = results.reduce((total, { outcome }) => total + outcome.passed, 0) - (isStrict ? accidents.length : 0);
  if (accidents.length) console.log(`  ${accidents.length} at the second try only`);
  console.log(`  ${SLOTS} at a time, ${seconds(performance.now() - start)} in all`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

function tellOf(title, failures) {
  if (failures.length) console.log(`\n── ${title}\n\n${failures.map(({ file, name, error }) => `${file}: ${name}\n${error}`).join('\n\n')}`);
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
