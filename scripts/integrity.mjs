/** Computes hashes for subresource integrity, with which a page can check files that it loads from elsewhere. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns {string} the hash of `content`, for an `integrity` attribute */
export function integrityOf(content) {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

/**
 * @returns {string[]} the files that a script tag loads: itself, and all that it imports, directly or indirectly; paths within
 * `dist`
 */
export function scriptTagFiles(dist) {
  const folders = ['browser', 'vendor'].flatMap((folder) =>
    readdirSync(join(dist, folder), { recursive: true }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
  );
  return ['progressive-lock.js', ...folders.filter((path) => path.endsWith('.js')).sort()];
}

/**
 * Writes `integrity.json` into `dist`.
 * @returns {Record<string, string>} its content: the hash of each file of the script tag
 */
export function writeIntegrity(dist) {
  const hashes = Object.fromEntries(scriptTagFiles(dist).map((path) => [path, integrityOf(readFileSync(join(dist, path)))]));
  writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify(hashes, undefined, 2)}\n`);
  return hashes;
}
