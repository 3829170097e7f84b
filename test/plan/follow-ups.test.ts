import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchesCondition } from '../../src/plan/condition.ts';
import type { AskMoment } from '../../src/plan/decide.ts';
import { findFollowUps } from '../../src/plan/follow-ups.ts';
import { emptyLedger, recordDeclined, recordSession, recordShown, recordSnoozed } from '../../src/plan/ledger.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';

const now = new Date('2026-05-01T10:00:00Z');
const later = { after: { sessions: 1 } };
const field = (name: string, more: Partial<ProfileField> = {}): ProfileField => ({ name, label: name, ask: later, ...more });
const plan: ProfilePlan = {
  fields: [
    field('country'),
    field('vat_id', { when: { country: { $in: ['DE', 'AT'] } } }),
    field('tax_office', { when: { vat_id: { $exists: true } } }),
    field('state', { when: { country: 'US' } }),
    field('colour', { when: { mood: 'good' } }),
  ],
};
const begun = recordSession(emptyLedger(), { now });
const moment = { profile: {}, ledger: begun, now, matchesCondition };

/** "name below name". */
const found = (answers: Record<string, string>, { of = plan, shown = ['country'], ...more }: Partial<AskMoment> & { of?: ProfilePlan; shown?: string[] } = {}) =>
  findFollowUps(of, { ...moment, ...more }, shown, answers).map(({ field: { name }, below }) => `${name} below ${below}`);

describe('follow-ups', () => {
  it('come with the answer that their condition waits for, and go with another one', () => {
    assert.deepEqual([found({}), found({ country: 'DE' }), found({ country: 'US' }), found({ country: 'FR' })], [[], ['vat_id below country'], ['state below country'], []]);
  });

  it('come one after the other, below the question that was asked first, with it at most one more than `maxFields`', () => {
    const answers = { country: 'DE', vat_id: 'DE1', tax_office: 'Bonn' };
    assert.deepEqual(found(answers), ['vat_id below country', 'tax_office below country']);
    assert.deepEqual(found(answers, { of: { ...plan, pacing: { maxFields: 1 } } }), ['vat_id below country']);
    assert.deepEqual(found({ ...answers, mood: 'good' }, { shown: ['mood', 'country'] }), ['vat_id below country']);
  });

  it('do not come while nothing evaluates conditions', () => {
    assert.deepEqual(found({ country: 'DE' }, { matchesCondition: undefined }), []);
  });

  it('do not come for what nobody was asked, or what was there before', () => {
    assert.deepEqual(found({ mood: 'good' }), []);
    const silent = { fields: [field('company'), field('reason', { when: { company: { $exists: false } } })] };
    assert.deepEqual(found({}, { of: silent, shown: ['company'] }), []);
  });

  it('are held back by what holds the field back itself, not by the pacing of their ask', () => {
    const shown = recordShown(plan, begun, ['country'], now);
    assert.deepEqual(found({ country: 'DE' }, { ledger: shown }), ['vat_id below country']);
    for (const record of [recordDeclined, recordSnoozed]) assert.deepEqual(found({ country: 'DE' }, { ledger: record(plan, begun, ['vat_id'], now) }), []);
    assert.deepEqual(found({ country: 'DE' }, { profile: { vat_id: { value: 'DE1', source: 'user' } } }), []);
    assert.deepEqual(found({ country: 'DE' }, { ledger: shown, now: new Date(now.getTime() + 2 * 86_400_000) }), ['vat_id below country'], 'the session has had its ask');
    const waiting = { fields: [field('country'), field('vat_id', { when: { country: 'DE' }, ask: { on: 'checkout' } })] };
    assert.deepEqual(found({ country: 'DE' }, { of: waiting }), []);
    assert.deepEqual(found({ country: 'DE' }, { of: waiting, ...{ activity: 'checkout' } }), ['vat_id below country']);
  });
});
