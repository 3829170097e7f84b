import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { PAGES, proseOf, read, root } from './pages.ts';

/** What GitHub makes of a heading. */
function anchorsOf(path: string): string[] {
  const headings = [...proseOf(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));
}

describe('the links', () => {
  for (const page of [...PAGES, 'CONTRIBUTING.md', 'dist/README.md']) {
    it(`of ${page} lead somewhere`, () => {
      const prose = proseOf(page).replaceAll(/`[^`\n]*`(?!\])/g, '');
      const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^https?:/.test(target));
      const broken = targets.filter((target) => {
        const [file = '', anchor] = target.split('#');
        const path = file ? posix.join(posix.dirname(page), file) : page;
        return !existsSync(posix.join(root, path)) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
      });
      assert.deepEqual(broken, []);
    });
  }

  it('are looked at, anchors included', () => {
    assert.equal(anchorsOf('docs/tenant.md').includes('6-the-action'), true);
    assert.match(read('docs/plan.md'), /\]\(tenant\.md#6-the-action\)/);
  });
});
