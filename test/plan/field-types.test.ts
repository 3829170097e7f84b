/** Bounds that fit their type and leave something to answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIELD_TYPES, hasSoundRange, maxLength, ratingScale } from '../../src/plan/field-types.ts';
import { hasCharacters, hasRange } from '../../src/plan/type-limits.ts';
import { textField } from './life.ts';

const isSound = (limits: object) => hasSoundRange(textField('a', limits));

describe('the range of a field', () => {
  for (const limits of [
    { type: 'rating' }, { type: 'rating', min: 0, max: 1 }, { type: 'rating', min: 0, max: 10 }, { type: 'rating', min: 10, max: 100, step: 10 },
    { type: 'number' }, { type: 'number', min: 0.5 }, { type: 'number', min: 2, max: 2 }, { type: 'number', max: 1 },
    { type: 'date' }, { type: 'date', min: '2026-05-01' }, { type: 'date', max: '2026-05-01', step: 7 }, { type: 'date', min: '2026-05-01', max: '2026-05-01' },
  ]) {
    it(`is sound: ${JSON.stringify(limits)}`, () => assert.equal(isSound(limits), true));
  }

  for (const limits of [
    { type: 'rating', min: 5, max: 5 }, { type: 'rating', min: 0, max: 11 }, { type: 'rating', min: 1.5, max: 5 }, { type: 'rating', step: 0.5 }, { type: 'rating', min: 3, max: 1 }, { type: 'rating', max: '2026-05-01' },
    { type: 'number', min: 2, max: 1 }, { type: 'number', min: '2026-05-01' },
    { type: 'date', min: '2026-05-01', max: '2026-02-30' }, { type: 'date', min: '2026-05-02', max: '2026-05-01' }, { type: 'date', step: 1.5 }, { type: 'date', min: 5 },
    { type: 'text' }, { type: 'text', min: 1, max: 2 },
  ]) {
    it(`is not sound: ${JSON.stringify(limits)}`, () => assert.equal(isSound(limits), false));
  }
});

describe('the scale of a rating', () => {
  for (const [limits, numbers] of [
    [{}, [1, 2, 3, 4, 5]],
    [{ min: 0, max: 5, step: 2 }, [0, 2, 4]],
    [{ min: 3, max: 1 }, []],
    [{ min: 'x' }, []],
  ] as const) {
    it(`is ${numbers.join(', ') || 'empty'} for ${JSON.stringify(limits)}`, () => assert.deepEqual(ratingScale(textField('a', { type: 'rating', ...limits })), numbers));
  }
});

describe('the limits of a type', () => {
  it('are lengths for texts, a range for what has an order, and none for the rest', () => {
    assert.deepEqual(FIELD_TYPES.filter(hasCharacters), ['text', 'textarea', 'email', 'tel', 'url']);
    assert.deepEqual(FIELD_TYPES.filter(hasRange), ['number', 'date', 'rating']);
  });

  it('are 499 characters, and 2000 for a long text, unless the field says another number', () => {
    assert.deepEqual([maxLength(textField('a')), maxLength(textField('a', { type: 'textarea' })), maxLength(textField('a', { type: 'textarea', maxLength: 9 }))], [499, 2000, 9]);
  });
});
