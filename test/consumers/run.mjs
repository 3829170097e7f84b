/**
 * `npm run consumers`: installs the packed package into one small real app for each framework, builds each with the framework's
 * usual tool, and uses it in a browser. `npm run consumers -- vue angular` runs only those.
 */
import { spawnSync } from 'node:child_process';
import { root, setUpTests } from '../../scripts/set-up.mjs';

setUpTests();

const args = ['--import=tsx', '--test', '--test-reporter=spec', 'test/consumers/consumers.test.ts'];
const env = { ...process.env, CONSUMERS: process.argv.slice(2).join(' ') };
process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }).status ?? 1);
