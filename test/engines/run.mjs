/**
 * `npm run engines`: the tests of the generated Action in the versions of Node that Auth0 runs Actions with, which npm
 * brings here. Not part of `npm test`: two more Nodes have 330 MB.
 */
import { join } from 'node:path';
import { ensurePackages, run } from '../../scripts/set-up.mjs';

try {
  ensurePackages();
  ensurePackages(import.meta.dirname);
  run(process.execPath, ['--import=tsx', '--test', '--test-reporter=spec', join(import.meta.dirname, 'engines.test.ts')]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
