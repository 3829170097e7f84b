import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { scriptTagFiles } from '../../scripts/integrity.mjs';
import { root } from './pack.ts';

it('has a hash for every file that a script tag loads, and it is the right one', () => {
  const dist = join(root, 'dist');
  const hashes = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8')) as Record<string, string>;
  assert.deepEqual(Object.keys(hashes), scriptTagFiles(dist));
  assert.ok('vendor/lock.js' in hashes, Object.keys(hashes).join());
  for (const [path, integrity] of Object.entries(hashes)) {
    assert.equal(integrity, `sha384-${createHash('sha384').update(readFileSync(join(dist, path))).digest('base64')}`, path);
  }
});
