/**
 * `npm run engines`: runs the tests of the generated Action in the versions of Node that Auth0 runs Actions with, and reads its
 * folder with Auth0's deploy CLI. npm installs both. Not part of `npm test`: the two versions of Node take 330 MB.
 */
import { join } from 'node:path';
import { ensureBuilt, ensurePackages, run } from '../../scripts/set-up.mjs';

try {
  ensurePackages();
  ensurePackages(import.meta.dirname);
  ensureBuilt();
  run(process.execPath, ['--import=tsx', '--test', '--test-reporter=spec', ...['engines', 'deploy-cli'].map((name) => join(import.meta.dirname, `${name}.test.ts`))]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
