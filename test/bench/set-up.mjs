/** Installs the peers, which are not dependencies of the project. Plain Node: runs before they are installed. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const here = import.meta.dirname;

/** Runs `npm ci` in this folder if the packages are missing or older than the lock file. */
export function ensurePeers() {
  const installed = join(here, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs) return;
  console.error('Installing what is compared with …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`"npm ${args.join(' ')}" in test/bench ended with ${status}.`);
}
