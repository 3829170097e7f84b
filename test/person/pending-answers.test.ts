import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PendingAnswers } from '../../src/person/pending-answers.ts';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { mergeAnswers } from '../../src/plan/merge-answers.ts';
import type { FieldValue } from '../../src/plan/plan.ts';

let people = 0;
const openStorage = () => new PersonStorage(new MemoryStorage(), `pending ${++people}`);
const open = (storage = openStorage(), now = 1000) => new PendingAnswers(storage, new Set(['diet']), () => now);

/** What is saved of what waits, to a profile that holds `company`. */
function savedTo(company: FieldValue, pending: PendingAnswers) {
  const answers = pending.newest().map((answer) => ({ ...answer, order: { seen: [1], stamp: 3 }, isLate: true }));
  return mergeAnswers(answers, { company }).patch;
}

describe('answers that are taken back before they are sent', () => {
  it('take the saved one back, too, if that was taken back before', () => {
    const pending = open();
    pending.put({ company: null }, { company: ['Saved'] });
    pending.put({ company: 'Typed' });
    pending.put({ company: null }, { company: ['Typed'] });
    assert.deepEqual(savedTo('Saved', pending), { company: null });
    assert.deepEqual(savedTo('Typed', pending), { company: null }, 'it may have arrived without a reply');
    assert.deepEqual(savedTo('Of another device', pending), {});
  });

  it('leave the saved one if that was not taken back', () => {
    const pending = open();
    pending.put({ company: 'Typed' });
    pending.put({ company: null }, { company: ['Typed'] });
    assert.deepEqual(savedTo('Saved', pending), {});
  });

  it('leave what waited before them as it was', () => {
    for (const before of ['Saved first', null]) {
      const pending = open();
      pending.put({ company: before });
      pending.put({ company: 'Typed' });
      pending.put({ company: before }, { company: ['Typed'] });
      assert.deepEqual(savedTo('Saved', pending), { company: before });
    }
  });

  it('leave what waits if that is another answer', () => {
    const pending = open();
    pending.put({ company: 'Of another tab' });
    assert.deepEqual(pending.put({ company: null }, { company: ['Typed'] }), []);
    assert.deepEqual(pending.patch, { company: 'Of another tab' });
  });

  it('are no longer bound to what they took back once the person says the same', () => {
    const pending = open();
    pending.put({ company: 'Saved' }, { company: ['Typed'] });
    assert.deepEqual(savedTo('Of another device', pending), {});
    pending.put({ company: 'Saved' });
    assert.deepEqual(savedTo('Of another device', pending), { company: 'Saved' });
  });

  it('are answers like any other if they are not taken back', () => {
    const pending = open();
    pending.put({ company: null }, { company: ['Saved'] });
    pending.put({ company: 'Typed' });
    assert.deepEqual(savedTo('Saved', pending), { company: 'Typed' });
  });
});

describe('answers that wait', () => {
  it('are written down once if the same is given twice, in the place of what was given before', () => {
    const pending = open();
    const [first] = pending.put({ company: 'Ajax', hobbies: ['chess'] });
    assert.deepEqual(pending.put({ company: 'Ajax', hobbies: ['chess'] }), []);
    const [second] = pending.put({ company: 'Bolt' });
    assert.notEqual(first, second);
    assert.deepEqual(pending.all().map(({ name, value }) => [name, value]).sort(), [['company', 'Bolt'], ['hobbies', ['chess']]]);
    assert.deepEqual(pending.patch, { company: 'Bolt', hobbies: ['chess'] });
  });

  it('are written down again if the same was refused', () => {
    const pending = open();
    pending.put({ company: 'Ajax' });
    pending.write({ ...pending.all()[0]!, refused: { code: 'invalid', at: 1000, tries: 1 } });
    assert.equal(pending.put({ company: 'Ajax' }).length, 1);
    assert.deepEqual(pending.all().map(({ refused }) => refused), [undefined]);
  });

  it('are later than what they replace, even if the clock was set back', () => {
    const storage = openStorage();
    open(storage, 5000).put({ company: 'Ajax' });
    open(storage, 1000).put({ company: 'Bolt' });
    assert.deepEqual(open(storage).all().map(({ at }) => at), [5001]);
  });

  it('count by their time where two tabs have written for one name', () => {
    const pending = open();
    for (const [item, at] of [['outbox/company/a', 1], ['outbox/company/b', 3], ['outbox/company/c', 2]] as const) pending.write({ item, name: 'company', value: item, at });
    assert.deepEqual(pending.newest().map(({ value }) => value), ['outbox/company/b']);
  });

  it('have seen what those that they replace had seen, and tell what they replace', () => {
    const pending = open();
    pending.put({ company: 'Ajax' }, {}, () => ({ seen: [1], stamp: 3 }));
    pending.put({ company: 'Bolt' }, {}, () => ({ seen: [3], stamp: 5 }));
    pending.put({ company: 'Corp' }, {}, () => ({ seen: [9], stamp: 7 }));
    assert.deepEqual(pending.all().map(({ order, replaces }) => [order, replaces]), [[{ seen: [1], stamp: 7 }, [{ stamp: 3, value: 'Ajax' }, { stamp: 5, value: 'Bolt' }]]]);
  });

  it('do not change with the object that the page gave', () => {
    const pending = open();
    const hobbies = ['chess'];
    pending.put({ hobbies });
    hobbies.push('go');
    assert.deepEqual(pending.patch, { hobbies: ['chess'] });
  });

  it('are gone with the page if they are sensitive, and only then', () => {
    const storage = openStorage();
    const pending = open(storage);
    pending.put({ company: 'Ajax' });
    assert.equal(pending.isVolatile, false);
    const [item] = pending.put({ diet: 'vegan' });
    assert.deepEqual([pending.isVolatile, storage.isInMemory(item!)], [true, true]);
    pending.all().filter(({ name }) => name === 'diet').forEach((answer) => pending.remove(answer));
    assert.deepEqual([pending.isVolatile, pending.patch], [false, { company: 'Ajax' }]);
  });

  it('are passed over where another script has written something else', () => {
    const storage = openStorage();
    const sound = { name: 'company', value: 'Ajax', at: 1 };
    const broken = [null, 'text', { ...sound, name: 1 }, { ...sound, at: '1' }, { name: 'company', at: 1 }, { ...sound, takesBack: 'Ajax' }, { ...sound, replaces: 1 }, { ...sound, replaces: [null] }];
    const wrongOrders = [null, { seen: [1] }, { stamp: 1 }, { seen: 1, stamp: 1 }].map((order) => ({ ...sound, order }));
    [...broken, ...wrongOrders].forEach((value, index) => storage.write(`outbox/company/${index}`, value));
    assert.deepEqual(open(storage).all(), []);
    storage.write('outbox/company/sound', { ...sound, order: { seen: [1], stamp: 3 }, takesBack: ['Bolt'], replaces: [{ value: 'Bolt' }] });
    assert.equal(open(storage).all().length, 1);
  });
});
