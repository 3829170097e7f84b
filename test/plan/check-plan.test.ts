import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSoundOption } from '../../src/plan/check-plan.ts';

const lengthy: unknown[] = [];
lengthy.length = 2 ** 32 - 1;

describe('readSoundOption', () => {
  it('takes an option as the panel saves it, and nothing else', () => {
    for (const value of ['a', '<10', 'Q&amp;A']) {
      const option = { value, label: { en: 'A' } };
      assert.deepEqual(readSoundOption(option), option);
    }
    const wrong = [null, {}, [], 'a', { value: '', label: 'A' }, { value: 1, label: 'A' }, { value: 'a ', label: 'A' }, { value: 'prefer_not_to_say', label: 'A' }, { value: 'a', label: '<b>A' }, { value: 'a', label: 'A', more: 1 }, lengthy];
    for (const input of wrong) assert.equal(readSoundOption(input), undefined);
  });
});
