/** `npm run sizes`: prints the brotli size of each JavaScript file in `dist/`, with Lock's languages in one line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { root } from './set-up.mjs';

const dist = join(root, 'dist');
const sizes = readdirSync(dist, { recursive: true })
  .filter((path) => path.endsWith('.js'))
  .map((path) => ({ path, bytes: brotliCompressSync(readFileSync(join(dist, path))).length }));
const languages = sizes.filter(({ path }) => path.startsWith('vendor/languages/'));

for (const { path, bytes } of sizes.filter((size) => !languages.includes(size)).sort((a, b) => a.path.localeCompare(b.path))) {
  console.log(`${(bytes / 1000).toFixed(2).padStart(8)} kB  ${path}`);
}
const kB = languages.map(({ bytes }) => bytes / 1000);
console.log(`${Math.max(...kB).toFixed(2).padStart(8)} kB  vendor/languages/*.js (the largest of ${kB.length})`);
