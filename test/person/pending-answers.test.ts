import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PendingAnswers } from '../../src/person/pending-answers.ts';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { mergeAnswers } from '../../src/plan/merge-answers.ts';
import type { FieldValue, ProfilePlan } from '../../src/plan/plan.ts';

const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }] };

let people = 0;
const open = () => new PendingAnswers(new PersonStorage(new MemoryStorage(), `pending ${++people}`), undefined, () => 1000);

/** What is saved of what waits, to a profile that holds `company`. */
function savedTo(company: FieldValue, pending: PendingAnswers) {
  const answers = pending.newest().map((answer) => ({ ...answer, order: { seen: [1], stamp: 3 }, isLate: true }));
  return mergeAnswers(plan, answers, { company }).patch;
}

describe('answers that are taken back before they are sent', () => {
  it('take the saved one back, too, if that was taken back before', () => {
    const pending = open();
    pending.put({ company: null }, { company: 'Saved' });
    pending.put({ company: 'Typed' });
    pending.put({ company: null }, { company: 'Typed' });
    assert.deepEqual(savedTo('Saved', pending), { company: null });
    assert.deepEqual(savedTo('Typed', pending), { company: null }, 'it may have arrived without a reply');
    assert.deepEqual(savedTo('Of another device', pending), {});
  });

  it('leave the saved one if that was not taken back', () => {
    const pending = open();
    pending.put({ company: 'Typed' });
    pending.put({ company: null }, { company: 'Typed' });
    assert.deepEqual(savedTo('Saved', pending), {});
  });

  it('are answers like any other if they are not taken back', () => {
    const pending = open();
    pending.put({ company: null }, { company: 'Saved' });
    pending.put({ company: 'Typed' });
    assert.deepEqual(savedTo('Saved', pending), { company: 'Typed' });
  });
});
