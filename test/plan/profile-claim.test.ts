import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readSoundPlan } from '../../src/plan/check-plan.ts';
import { emptyLedger, recordAnswered, recordDeclined, recordShown } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { indexPlan } from '../../src/plan/plan-index.ts';
import { claimName, hashPlan, hashRest, readProfileClaim, writeProfileClaim, type ClaimFacts } from '../../src/plan/profile-claim.ts';
import { soundPlan } from './arbitrary-plan.ts';

const now = new Date('2026-05-01T10:00:00Z');
const CLAIM = claimName('https://acme.example');
const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company' },
    { name: 'income', label: 'Income', sensitive: true },
    { name: 'role', label: 'Role', when: { income: { $gt: 10 } } },
  ],
};
const keyOf = (name: string) => indexPlan(plan).fields.find(({ field }) => field.name === name)!.key;

function claim(facts: Partial<ClaimFacts>, from = plan) {
  const written = writeProfileClaim(from, CLAIM, { profile: {}, ledger: emptyLedger(), now, ...facts });
  return { written, read: readProfileClaim({ [CLAIM]: written }, plan)! };
}

describe('the claim', () => {
  it('is cut where a condition needs a sensitive value, which is not in it', () => {
    const { written, read } = claim({ profile: { income: { value: 4711, source: 'user' } } });
    assert.equal(read.isCut, true);
    assert.deepEqual(read.known, ['income']);
    assert.doesNotMatch(JSON.stringify(written), /4711/);
    assert.equal(claim({ profile: { company: { value: 'ACME', source: 'user' } } }).read.isCut, false);
  });

  it('is taken for one that is cut by another plan, whose words and pacing do not matter', () => {
    const other = { fields: [...plan.fields, { name: 'size', label: 'Size' }] };
    const reworded = { fields: plan.fields.map((field) => ({ ...field, label: 'Something else' })), pacing: { maxFields: 1 } };
    assert.equal(claim({}, other).read.isCut, true);
    assert.equal(claim({}, reworded).read.isCut, false);
    assert.equal(readProfileClaim({ [CLAIM]: { ...claim({}).written, plan: undefined } }, plan)!.isCut, true, 'as earlier versions wrote it');
  });

  it('leaves out what the ledger says of fields that it only names, and gives a hash of that', () => {
    let ledger = recordAnswered(plan, emptyLedger(), ['company', 'income'], now);
    ledger = recordDeclined(plan, recordShown(plan, ledger, ['role'], now), ['role'], now);
    const { read } = claim({ ledger, profile: { company: { value: 'ACME', source: 'user' }, income: { value: 5, source: 'user' } } });
    assert.deepEqual(Object.keys(read.ledger.k).sort(), [keyOf('income'), keyOf('role')].sort());
    assert.equal(hashRest(ledger, read.ledger), read.rest);
    assert.notEqual(hashRest(recordAnswered(plan, ledger, ['company'], now), read.ledger), read.rest);
  });

  it('names the plan alike on the server and in the browser', () => {
    const samePlan = fc.property(soundPlan, (sound) => {
      const quick = readSoundPlan(sound);
      if (quick) assert.equal(hashPlan(parsePlan(sound)), hashPlan(quick));
    });
    fc.assert(samePlan, { numRuns: 200 });
  });
});
