import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSameJson } from '../../src/plan/same-json.ts';

describe('two values that are the same as JSON', () => {
  for (const [one, other] of [
    [5, 5],
    [null, null],
    [[1, ['a']], [1, ['a']]],
    [{ a: 1, b: { c: [2] } }, { b: { c: [2] }, a: 1 }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
  ]) {
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => assert.equal(isSameJson(one, other), true));
  }
});

describe('two values that differ', () => {
  for (const [one, other] of [
    [5, '5'],
    [null, undefined],
    [null, {}],
    [5, {}],
    [{}, true],
    [[], {}],
    [{}, []],
    [['a'], { 0: 'a' }],
    [[1, 2], [2, 1]],
    [[1], [1, 2]],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ a: 1, b: undefined }, { a: 1, b: null }],
  ]) {
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => {
      assert.equal(isSameJson(one, other), false);
      assert.equal(isSameJson(other, one), false);
    });
  }
});
