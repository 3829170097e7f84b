/** `npm run build`: fills `dist/` (what each file is stands in dist/README.md) and `demo/studio/built/`. */
import { rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeIntegrity } from './integrity.mjs';
import { root, run } from './set-up.mjs';

const dist = join(root, 'dist');
for (const name of readdirSync(dist)) if (name !== 'README.md') rmSync(join(dist, name), { recursive: true });

// In this order: the later builds point at the files of the first.
for (const mode of ['vendor', 'npm', 'browser', 'plan', 'script', 'action', 'sign-up-action', 'sign-up-page', 'cli', 'dev', 'studio']) {
  run('npx', ['vite', 'build', '--mode', mode, '--configLoader', 'runner', '--logLevel', 'warn']);
}
run(process.execPath, ['scripts/notices.mjs']);
run('npx', ['tsc', '-p', 'tsconfig.types.json']);
run('npx', ['cem', 'analyze', '--quiet', '--config', 'custom-elements-manifest.config.mjs']);
run(process.execPath, ['--import=tsx', 'scripts/make-schema.ts', 'profile-plan.schema.json']);

const integrity = writeIntegrity(dist);
console.log(`For <script src="…/progressive-lock.js" integrity="${integrity['progressive-lock.js']}">; the other files' hashes: dist/integrity.json`);
