/** `npm run build`: writes `dist/` (dist/README.md describes each file) and `demo/studio/built/`. */
import { spawn } from 'node:child_process';
import { rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { writeIntegrity } from './integrity.mjs';
import { collectPackages, writeNotices } from './notices.mjs';
import { root } from './set-up.mjs';

/** The parts of vite.config.ts whose output is published and contains code of other packages. */
const PUBLISHED = ['vendor', 'npm', 'browser', 'plan', 'action', 'cli', 'dev'];
const UNPUBLISHED = ['script', 'sign-up-action', 'sign-up-page', 'studio'];

process.chdir(root);
const dist = join(root, 'dist');
for (const name of readdirSync(dist)) if (name !== 'README.md') rmSync(join(dist, name), { recursive: true });

// Commands that read only the sources run at the same time as the builds.
await Promise.all([
  buildAll(),
  start('npx', ['tsc', '-p', 'tsconfig.types.json']),
  start('npx', ['cem', 'analyze', '--quiet', '--config', 'custom-elements-manifest.config.mjs']),
  start(process.execPath, ['--import=tsx', 'scripts/make-schema.ts', 'profile-plan.schema.json']),
]);

const integrity = writeIntegrity(dist);
console.log(`For <script src="…/progressive-lock.js" integrity="${integrity['progressive-lock.js']}">; the other files' hashes: dist/integrity.json`);

async function buildAll() {
  const folders = new Set();
  for (const mode of [...PUBLISHED, ...UNPUBLISHED]) {
    const plugins = PUBLISHED.includes(mode) ? [collectPackages(folders)] : [];
    await build({ configFile: join(root, 'vite.config.ts'), configLoader: 'runner', mode, logLevel: 'warn', plugins });
  }
  writeNotices(folders);
}

/** Runs a command and shows its output. */
function start(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (status) => (status === 0 ? resolve() : reject(new Error(`"${[command, ...args].join(' ')}" ended with ${status}.`))));
  });
}
