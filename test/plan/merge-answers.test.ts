/** Which of two answers is saved; test/histories/ tells it of whole devices. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerStamp, emptyLedger, historyOfName, LEDGER_KEY, recordAnswered, recordDeclined, type Ledger } from '../../src/plan/ledger.ts';
import { mergeAnswers, mergeLedgerInto, type LateAnswer } from '../../src/plan/merge-answers.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

const plan: ProfilePlan = { fields: [textField('company'), textField('role')] };
const minute = (number: number) => new Date(Date.UTC(2020, 0, 1, 0, number));
/** Of an answer in this minute; its stamp is twice as high, and one. */
const answeredIn = (number: number, ...names: string[]): Ledger => recordAnswered(plan, emptyLedger(), names, minute(number));
const profile = (company: unknown, ledger = answeredIn(3, 'company')) => ({ [LEDGER_KEY]: ledger, ...(company !== undefined && { company }) });
const late = (changes: Partial<LateAnswer>): LateAnswer => ({ name: 'company', value: 'Mine', order: { seen: [1], stamp: 3 }, isLate: true, ...changes });

describe('a late answer', () => {
  const merge = (changes: Partial<LateAnswer>, company: unknown = 'Theirs') => mergeAnswers([late(changes)], profile(company));

  it('is saved without a doubt if its device had seen the one of the profile, or a later one', () => {
    for (const seen of [[7], [1, 7], [9, 11]]) assert.deepEqual(merge({ order: { seen, stamp: 13 } }), { patch: { company: 'Mine' }, stamps: { company: 13 }, undecided: [], others: {} });
  });

  it('is saved without a doubt if it replaces one that has arrived without a reply', () => {
    const replaces = [{ stamp: 5, value: 'Mine first' }, { stamp: 7, value: 'Theirs' }];
    assert.deepEqual(merge({ order: { seen: [1], stamp: 11 }, replaces }), { patch: { company: 'Mine' }, stamps: { company: 11 }, undecided: [], others: {} });
  });

  it('keeps one that another device gave in the same minute as one that it replaces, or that says the same at another time', () => {
    for (const replaced of [{ stamp: 7, value: 'Mine first' }, { stamp: 5, value: 'Theirs' }]) {
      assert.deepEqual(merge({ order: { seen: [1], stamp: 11 }, replaces: [replaced] }), { patch: { company: 'Mine' }, stamps: { company: 11 }, undecided: ['company'], others: { company: 'Theirs' } });
    }
  });

  it('wins by a higher stamp where the order is not known, and the other one is kept', () => {
    for (const seen of [[1], [5, 9]]) assert.deepEqual(merge({ order: { seen, stamp: 11 } }), { patch: { company: 'Mine' }, stamps: { company: 11 }, undecided: ['company'], others: { company: 'Theirs' } });
    assert.deepEqual(merge({ order: { seen: [1], stamp: 5 } }), { patch: {}, stamps: {}, undecided: ['company'], others: { company: 'Mine' } });
    assert.deepEqual(merge({ order: { seen: [1], stamp: 7 } }).patch, {});
  });

  it('leaves no other one where one of the two is no answer', () => {
    assert.deepEqual(merge({ value: null, order: { seen: [1], stamp: 5 } }), { patch: {}, stamps: {}, undecided: ['company'], others: {} });
    assert.deepEqual(mergeAnswers([late({ order: { seen: [1], stamp: 11 } })], profile(undefined)).others, {});
  });

  it('gets a later stamp of its kind if it is saved over one with the same or a higher one', () => {
    assert.deepEqual(merge({ order: { seen: [7], stamp: 5 } }), { patch: { company: 'Mine' }, stamps: { company: 9 }, undecided: [], others: {} });
    for (const [stamp, later] of [[7, 9], [6, 8]] as const) assert.deepEqual(merge({ isLate: false, order: { seen: [1], stamp } }).stamps, { company: later });
  });

  it('is passed over if the profile says the same', () => {
    assert.deepEqual(merge({}, 'Mine'), { patch: {}, stamps: { company: 3 }, undecided: [], others: {} });
    assert.deepEqual(merge({ isLate: false, order: { seen: [7], stamp: 9 } }, 'Mine').patch, { company: 'Mine' });
  });
});

describe('a patch that reaches a server', () => {
  const stampOf = (patch: Record<string, unknown>, name: string) => answerStamp(patch[LEDGER_KEY] as Ledger, name);
  const merged = (stored: Record<string, unknown>, patch: Record<string, unknown>) => mergeLedgerInto(plan, stored, patch, minute(9));

  it('stays as it is where one side has no ledger', () => {
    for (const [stored, patch] of [[{}, profile('Mine')], [profile('Theirs'), { company: 'Mine' }], [{}, {}]] as const) assert.equal(merged(stored, patch), patch);
  });

  it('has what both ledgers know', () => {
    const stored = profile('Theirs', recordDeclined(plan, emptyLedger(), ['role'], minute(1)));
    const patch = merged(stored, profile('Mine'));
    assert.equal(patch['company'], 'Mine');
    assert.deepEqual([stampOf(patch, 'company'), historyOfName(plan, patch[LEDGER_KEY] as Ledger, 'role').isDeclined], [7, true]);
  });

  it('says of what is erased late that it is open again, and of what is given that it is answered', () => {
    const stored = { ...profile('Theirs', answeredIn(5, 'company', 'role')), role: 'ops' };
    const patch = merged(stored, { company: null, role: 'dev', [LEDGER_KEY]: emptyLedger() });
    assert.deepEqual(['company', 'role'].map((name) => historyOfName(plan, patch[LEDGER_KEY] as Ledger, name).isAnswered), [false, true]);
    assert.ok(['company', 'role'].every((name) => stampOf(patch, name) > 11), 'a stamp of before');
  });

  it('gets a later stamp for an answer that overwrites one with the same or a higher one', () => {
    for (const theirs of [3, 5]) assert.equal(stampOf(merged(profile('Theirs', answeredIn(theirs, 'company')), profile('Mine')), 'company'), 19);
  });

  it('keeps its stamps where its answer is later, or says the same', () => {
    assert.equal(stampOf(merged(profile('Theirs', answeredIn(2, 'company')), profile('Mine')), 'company'), 7);
    assert.equal(stampOf(merged(profile('Mine', answeredIn(5, 'company')), profile('Mine')), 'company'), 11);
    assert.equal(stampOf(merged(profile(undefined, answeredIn(5, 'company')), profile(null)), 'company'), 11);
  });
});
