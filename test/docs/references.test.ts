import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { elementsReference, planReference } from '../../scripts/make-docs.ts';
import * as core from '../../src/plan/index.ts';
import { read } from './pages.ts';

const toDo = 'Run: node --import tsx scripts/make-docs.ts';

describe('the references', () => {
  it('say of a plan what its schema says', () => {
    assert.equal(read('docs/plan.md'), planReference(), toDo);
  });

  it('say of the elements what their manifest says', () => {
    assert.equal(read('docs/elements.md'), elementsReference(), toDo);
  });

  it('name every function, class and constant of progressive-lock/plan', () => {
    const page = read('docs/functions.md');
    assert.deepEqual(Object.keys(core).filter((name) => !page.includes(`\`${name}`)), []);
  });

  it('hold every key of a field and every element', () => {
    for (const key of ['knownFrom', 'sensitive', 'atLogin', 'giveUpAfter', 'maxAge', '$nin']) assert.ok(read('docs/plan.md').includes(`\`${key}\``), key);
    for (const tag of ['progressive-lock', 'tell-us-more', 'profile-review']) assert.ok(read('docs/elements.md').includes(`\n## ${tag}\n`), tag);
  });
});
