import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { readCopy, takeClaim, type ProfileCopy } from '../../src/person/profile-copy.ts';
import { emptyLedger, recordAnswered, recordUndone } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import type { ProfileClaim } from '../../src/plan/profile-claim.ts';

const noon = new Date('2026-05-01T12:00:00Z');
const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }, { name: 'role', label: 'Role' }] };
const answered = recordAnswered(plan, emptyLedger(), ['company'], noon);

const claimOf = (facts: Partial<ProfileClaim>): ProfileClaim => ({ v: 1, at: 0, known: [], told: [], values: {}, idp: {}, enrichment: {}, ledger: emptyLedger(), isCut: false, ...facts });
const copyOf = (values: ProfileCopy['values']): ProfileCopy => ({ values, concealed: [], fields: ['company', 'role'] });

describe('the copy of a profile', () => {
  const read = (stored: unknown) => {
    const storage = new PersonStorage(new MemoryStorage(), 'ann');
    if (stored !== undefined) storage.write('profile', stored);
    return readCopy(storage);
  };

  it('is empty where there is none, or something else', () => {
    for (const stored of [undefined, null, 'x', { concealed: 'company', fields: 7 }]) {
      assert.deepEqual(read(stored), { values: {}, concealed: [], fields: [], claimAt: undefined });
    }
  });

  it('is about the fields that it holds where an earlier version has written it', () => {
    assert.deepEqual(read({ values: { company: 'ACME' } }).fields, ['company']);
  });
});

describe('a copy and a newer token', () => {
  it('has the answer that was given here after it, and the token’s where that is as late', () => {
    const claim = claimOf({ known: ['company'], values: { company: 'Old' } });
    assert.deepEqual(takeClaim(plan, claim, copyOf({ company: 'New' }), answered).values, { company: 'New' });
    assert.deepEqual(takeClaim(plan, { ...claim, ledger: answered }, copyOf({ company: 'New' }), answered).values, { company: 'Old' });
    assert.deepEqual(takeClaim(plan, claim, copyOf({}), answered).values, { company: 'Old' });
  });

  it('has no more what was erased elsewhere, and still what was answered here after the token', () => {
    assert.deepEqual(takeClaim(plan, claimOf({}), copyOf({ company: 'New', role: 'dev' }), answered), { values: { company: 'New' }, concealed: [] });
  });

  it('has no answer that was taken back here', () => {
    const undone = recordUndone(plan, answered, ['company'], noon);
    assert.deepEqual(takeClaim(plan, claimOf({}), copyOf({ company: 'New' }), undone).values, {});
  });

  it('knows of what the token only names that it is there', () => {
    assert.deepEqual(takeClaim(plan, claimOf({ known: ['role'] }), copyOf({}), emptyLedger()), { values: {}, concealed: ['role'] });
    assert.deepEqual(takeClaim(plan, claimOf({ isCut: true }), copyOf({ role: 'dev', pet: 'cat' }), emptyLedger()).values, { role: 'dev', pet: 'cat' });
  });
});
