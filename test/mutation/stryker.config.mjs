/** For `run.mjs`, which says by `MUTATION` what is changed and which tests are to notice. */
import { join } from 'node:path';

const { folder, mutated, testFiles } = JSON.parse(process.env.MUTATION);
const reports = 'test-results/mutation';

export default {
  mutate: [...mutated, '!src/**/*.d.ts'],
  testRunner: 'tap',
  plugins: [join(import.meta.dirname, 'node_modules/@stryker-mutator/tap-runner/dist/src/index.js')],
  tap: { testFiles, nodeArgs: ['--import=tsx', '--test-reporter=tap', '-r', '{{hookFile}}', '{{testFile}}'] },
  coverageAnalysis: 'perTest',
  // A change in what is worked out at import is tried by all tests, which takes long.
  ignoreStatic: true,
  concurrency: Number(process.env.TEST_SLOTS) || undefined,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: `${reports}/${folder}.incremental.json`,
  tempDirName: 'test-results/mutation/sandbox',
  ignorePatterns: ['/dist', '/test-results', '/test/*/node_modules', '/demo/studio/built', '/docs'],
  // Texts are the business of other tests.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, skipFull: false, reportScoreTable: true, reportMutants: true },
  jsonReporter: { fileName: `${reports}/${folder}.json` },
  allowConsoleColors: false,
  allowEmpty: true,
  disableTypeChecks: true,
  warnings: false,
};
