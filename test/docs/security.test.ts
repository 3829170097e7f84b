import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { read, root } from './pages.ts';

it('the security page names a test against each threat, and each is there', () => {
  const rows = read('docs/security.md').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
  assert.ok(rows.length > 20, `only ${rows.length} rows`);
  for (const row of rows) {
    const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
    assert.ok(tests.length > 0, row);
    for (const path of tests) assert.ok(existsSync(join(root, path)), path);
  }
});
