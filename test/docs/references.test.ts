import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { elementsReference, planReference } from '../../scripts/make-docs.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const toDo = 'Run: node --import tsx scripts/make-docs.ts';

describe('the references', () => {
  it('say of a plan what its schema says', () => {
    assert.equal(read('docs/plan.md'), planReference(), toDo);
  });

  it('say of the elements what their manifest says', () => {
    assert.equal(read('docs/elements.md'), elementsReference(), toDo);
  });

  it('hold every key of a field and every element', () => {
    for (const key of ['knownFrom', 'sensitive', 'atLogin', 'giveUpAfter', 'maxAge', '$nin']) assert.ok(read('docs/plan.md').includes(`\`${key}\``), key);
    for (const tag of ['progressive-lock', 'tell-us-more', 'profile-review']) assert.ok(read('docs/elements.md').includes(`\n## ${tag}\n`), tag);
  });
});

describe('the third-party notices', () => {
  const notices = read('dist/THIRD-PARTY-NOTICES.md');
  const titles = [...notices.matchAll(/^## (.+) \S+$/gm)].map(([, name]) => name);

  it('name what is in the bundles, also inside of packages that are bundles themselves', () => {
    for (const name of ['auth0-lock', 'auth0-js', 'react-dom', 'lit-html', 'valibot', 'sift', 'commander', 'jsbn', 'regjsparser']) {
      assert.ok(titles.includes(name), name);
    }
  });

  it('name nothing that is only used to build or left to the page', () => {
    for (const name of ['vite', 'typescript', 'jose', 'auth0', '@lit/react']) assert.ok(!titles.includes(name), name);
  });

  it('have a licence under every name', () => {
    for (const section of notices.split(/^## /m).slice(1)) assert.match(section, /permi(t|ssion)|grant/i, section.slice(0, 40));
  });
});
