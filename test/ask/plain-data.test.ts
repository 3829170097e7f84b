import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasContentChanged, isDifferent, toJson } from '../../src/ask/plain-data.ts';

const getOptions = () => [];
const circle: Record<string, unknown> = {};
circle['self'] = circle;

describe('plain data', () => {
  it('has changed if it reads otherwise, not if it is another object', () => {
    const one = { fields: [{ name: 'company' }] };
    assert.equal(hasContentChanged(one, undefined), true);
    assert.equal(hasContentChanged(one, one), false);
    assert.equal(hasContentChanged(structuredClone(one), one), false);
    assert.equal(hasContentChanged({ fields: [] }, one), true);
    assert.equal(hasContentChanged(undefined, one), true);
    assert.equal(hasContentChanged(null, undefined), true);
    assert.equal(hasContentChanged(null, null), false);
    assert.equal(hasContentChanged('/plan.json', '/plan.json'), false);
    assert.equal(hasContentChanged('/plan.json', '/other.json'), true);
  });

  it('is compared with what was given then: the page may have changed its own object', () => {
    const own = { company: 'ACME' };
    hasContentChanged(own, undefined);
    own.company = 'Other';
    assert.equal(hasContentChanged({ company: 'Other' }, own), true);
    assert.equal(hasContentChanged({ company: 'ACME' }, own), false);
  });

  it('is not what JSON cannot hold, which has changed unless it is identical', () => {
    for (const make of [() => ({ options: getOptions }), () => ({ circle }), () => ({ big: 1n })]) {
      const one = make();
      assert.equal(toJson(one), undefined);
      assert.equal(hasContentChanged(make(), one), true);
      assert.equal(hasContentChanged(one, one), false);
      assert.equal(isDifferent(make(), one), true);
      assert.equal(isDifferent(one, one), false);
    }
  });

  it('differs if it reads otherwise now', () => {
    assert.equal(isDifferent({ a: 1 }, { a: 1 }), false);
    assert.equal(isDifferent({ a: 1 }, { a: 2 }), true);
    assert.equal(isDifferent(undefined, undefined), false);
    assert.equal(isDifferent({}, undefined), true);
  });
});
