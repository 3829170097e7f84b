/** Configures Stryker for `run.mjs`, which sets in `MUTATION` what is changed and which tests should notice. */
import { join } from 'node:path';

const { name, mutated, testFiles } = JSON.parse(process.env.MUTATION);
const reports = 'test-results/mutation';

export default {
  mutate: [...mutated, '!src/**/*.d.ts'],
  testRunner: 'mocha',
  plugins: [join(import.meta.dirname, 'node_modules/@stryker-mutator/mocha-runner/dist/src/index.js')],
  mochaOptions: { spec: testFiles, extension: ['ts'], 'no-config': true, 'no-package': true },
  // Mocha would load the tests by require(), which the loader hooks of some tests do not see.
  testRunnerNodeArgs: ['--no-experimental-require-module', '--conditions=browser', '--import=tsx', `--import=${join(import.meta.dirname, 'node-test.mjs')}`],
  coverageAnalysis: 'perTest',
  // A change in what is computed at import needs a process of its own.
  ignoreStatic: true,
  concurrency: Number(process.env.TEST_SLOTS) || undefined,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: `${reports}/${name}.incremental.json`,
  tempDirName: 'test-results/mutation/sandbox',
  ignorePatterns: ['/dist', '/test-results', '/test/*/node_modules', '/demo/studio/built', '/docs'],
  // Texts are the business of other tests.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, skipFull: false, reportScoreTable: true, reportMutants: true },
  jsonReporter: { fileName: `${reports}/${name}.json` },
  allowConsoleColors: false,
  allowEmpty: true,
  disableTypeChecks: true,
  warnings: false,
};
