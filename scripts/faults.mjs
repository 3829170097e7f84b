/** `npm run faults`: runs the fault matrix (test/faults/) and prints its table of faults and how each ends. */
import { spawnSync } from 'node:child_process';
import { root, setUpTests } from './set-up.mjs';

setUpTests();

// Without "--test", whose runner would mark every line of the table. The output of the tests themselves goes to stderr.
const args = ['--import=tsx', '--test-reporter=dot', '--test-reporter-destination=stderr', 'test/faults/faults.journey.test.ts'];
process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1);
