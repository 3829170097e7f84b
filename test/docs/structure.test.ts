import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGES, read } from './pages.ts';

describe('every page of docs/', () => {
  for (const path of PAGES.filter((page) => page.startsWith('docs/'))) {
    it(`(${path}) begins with what it is for or how it is used, and names pitfalls`, () => {
      const lines = read(path).split('\n').filter((line) => line && !line.startsWith('<!--'));
      assert.match(lines[0]!, /^# /);
      assert.match(lines[1]!, /^[A-Z`<]/, 'expected a paragraph or an example under the title');
      const pitfalls = read(path).split(/^## Pitfalls$/m)[1] ?? '';
      assert.ok((pitfalls.match(/^- \*\*/gm) ?? []).length >= 2, 'expected "## Pitfalls" with at least two of them');
    });
  }
});
