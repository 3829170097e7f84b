import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from '../../src/plan/next-ask.ts';
import { emptyLedger, recordAnswered, recordDeclined, recordSession, recordShown, type Ledger } from '../../src/plan/ledger.ts';
import type { Profile, ProfilePlan } from '../../src/plan/plan.ts';
import { profileProgress } from '../../src/plan/profile-progress.ts';

const now = new Date('2026-05-01T12:00:00Z');

const plan: ProfilePlan = {
  fields: [
    { name: 'first_name', label: 'First name', ask: 'signup', why: 'So that we can greet you' },
    { name: 'company', label: 'Company', why: { en: 'For the invoices', de: 'Für die Rechnungen' } },
    { name: 'vat_id', label: 'VAT number', why: 'Invoices without tax', when: { country: 'DE' } },
    { name: 'team', label: 'Team', why: 'Colleagues find you', priority: 2 },
    { name: 'birthday', label: 'Birthday', why: 'A present', sensitive: true },
    { name: 'role', label: 'Role' },
    { name: 'country', label: 'Country', type: 'country' },
    { name: 'ref', label: 'ref', type: 'hidden', value: 'ad', why: 'Never asked' },
    { name: 'nickname', label: 'Nickname', storage: 'root', ask: 'signup', why: 'At sign-up alone' },
  ],
};

function progressOf(profile: Profile = {}, ledger: Ledger = recordSession(emptyLedger(), { now })) {
  return profileProgress(plan, profile, explain(plan, { profile, ledger, now }));
}

describe('profileProgress', () => {
  it('counts the fields with a reason to ask, however they became known', () => {
    assert.deepEqual(progressOf(), { known: 0, total: 3, next: { name: 'team', why: 'Colleagues find you' } });
    const profile: Profile = { first_name: { value: 'Ada', source: 'idp' }, team: { value: 'Blue', source: 'user' }, role: { value: 'dev', source: 'user' } };
    assert.deepEqual(progressOf(profile), { known: 2, total: 3, next: { name: 'company', why: { en: 'For the invoices', de: 'Für die Rechnungen' } } });
  });

  it('leaves out what was declined, and what the condition rules out', () => {
    const ledger = recordDeclined(plan, recordSession(emptyLedger(), { now }), ['team'], now);
    assert.deepEqual(progressOf({}, ledger), { known: 0, total: 2, next: { name: 'first_name', why: 'So that we can greet you' } });
  });

  it('counts a field with a condition from the moment it is due and the condition holds', () => {
    const second = recordSession(recordSession(emptyLedger(), { now }), { now });
    assert.equal(progressOf({}, second).total, 3);
    assert.equal(progressOf({ country: { value: 'FR', source: 'user' } }, second).total, 3);
    assert.equal(progressOf({ country: { value: 'DE', source: 'user' } }, second).total, 4);
  });

  it('leaves out a field with a condition that was given up, of which nobody knows whether it holds', () => {
    let ledger = recordSession(recordSession(emptyLedger(), { now }), { now });
    for (let time = 0; time < 3; time++) ledger = recordShown(plan, ledger, ['vat_id', 'company'], now);
    assert.equal(progressOf({ country: { value: 'DE', source: 'user' } }, ledger).total, 3);
  });

  it('takes an answer that is recorded, but not at hand, for known', () => {
    const ledger = recordAnswered(plan, recordSession(emptyLedger(), { now }), ['team'], now);
    assert.equal(progressOf({}, ledger).known, 1);
  });

  it('has no next one once all are known, and counts nothing while nothing is decided', () => {
    const profile = Object.fromEntries(['first_name', 'company', 'team'].map((name) => [name, { value: 'x', source: 'user' as const }]));
    assert.deepEqual(progressOf(profile), { known: 3, total: 3 });
    assert.deepEqual(profileProgress(plan, {}, []), { known: 0, total: 0 });
  });
});
