/** Prepares a fresh clone, so that everything can run. Plain Node: runs before `npm ci`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureTestBrowser } from './chromium.mjs';

export const root = join(import.meta.dirname, '..');

/** Runs a command in `cwd` and shows its output. Throws if it fails. */
export function run(command, args, cwd = root) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`"${[command, ...args].join(' ')}" ended with ${status}.`);
}

/** Installs the npm packages of a folder if they are missing or older than its lock file. */
export function ensurePackages(folder = root) {
  const installed = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs) return;
  console.error(`Installing npm packages in ${relative(root, folder) || 'the project'} …`);
  // Without npm's scripts: `ensureBuilt()` builds, which also works if the packages are installed already.
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    // The lock file contains the versions, so npm's cached data about packages need not be current. This saves a third of the
    // time.
    run('npm', [...install, '--prefer-offline'], folder);
  } catch {
    console.error('Trying again: what npm has cached may be older than the lock file …');
    run('npm', install, folder);
  }
}

/** Builds `dist/` and the studio if one is missing or older than its sources. */
export function ensureBuilt() {
  if (isBuilt()) return;
  console.log('Building dist/ and the studio …');
  run('npm', ['run', 'build', '--silent']);
}

/** Whether `dist/` and the studio exist and are not older than their sources. */
export function isBuilt() {
  // The last file that a build writes.
  const built = join(root, 'dist/integrity.json');
  const studio = join(root, 'demo/studio/built/index.html');
  const names = ['src', 'scripts', 'demo/studio', 'demo/plans', 'package-lock.json', 'vite.config.ts', 'custom-elements-manifest.config.mjs'];
  const sources = names.map((name) => newest(join(root, name)));
  return existsSync(studio) && existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources);
}

/**
 * Sets up everything that tests need, including the browser (`CHROME_PATH`). If that fails, prints why and ends the process.
 * @param {{ builds?: boolean }} options `builds: false`: everything except `dist/`
 */
export function setUpTests({ builds = true } = {}) {
  try {
    ensurePackages();
    process.env.CHROME_PATH = ensureTestBrowser();
    if (builds) ensureBuilt();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'built');
  return Math.max(stats.mtimeMs, ...names.map((name) => newest(join(path, name))));
}
