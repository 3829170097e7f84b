import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-repository-'));
after(() => rmSync(folder, { recursive: true }));

function setRepository(...args: string[]) {
  for (const file of ['package.json', 'README.md']) copyFileSync(join(root, file), join(folder, file));
  return spawnSync(process.execPath, [join(root, 'scripts/set-repository.mjs'), ...args], { encoding: 'utf8', env: { ...process.env, PROJECT_ROOT: folder } });
}

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

it('writes the repository into package.json and the badges into README.md', () => {
  const { status, stderr } = setRepository('acme/tell-us');
  assert.equal(status, 0, stderr);
  const { repository, homepage, bugs, name, exports } = JSON.parse(read('package.json')) as Record<string, unknown>;
  assert.deepEqual([repository, homepage, bugs], ['github:acme/tell-us', 'https://github.com/acme/tell-us#readme', 'https://github.com/acme/tell-us/issues']);
  const before = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual([name, exports], [before.name, before.exports]);
  assert.match(read('README.md'), /\n\[!\[npm\].*\n\[!\[tests\].*acme\/tell-us\/actions/);
});

it('refuses what is no repository', () => {
  const { status, stderr } = setRepository('https://example.com');
  assert.equal(status, 1);
  assert.match(stderr, /Expected the repository as OWNER\/NAME, got "https:\/\/example\.com"\./);
});
