import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readSoundPlan } from '../../src/plan/check-plan.ts';
import { emptyLedger, recordAnswered, recordDeclined, recordShown } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { Profile, ProfileField, ProfilePlan, Source } from '../../src/plan/plan.ts';
import { indexPlan } from '../../src/plan/plan-index.ts';
import { claimName, hashPlan, hashRest, MAX_CLAIM_BYTES, readProfileClaim, writeProfileClaim, type ClaimFacts } from '../../src/plan/profile-claim.ts';
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

  it('has values that conditions need, and those to confirm until that was asked once', () => {
    const team: ProfilePlan = { fields: [{ name: 'team', label: 'Team', confirm: true }, { name: 'size', label: 'Size' }, { name: 'role', label: 'Role', when: { size: 5 } }] };
    const profile: Profile = { team: { value: 'Ops', source: 'idp' }, size: { value: 5, source: 'enrichment' }, role: { value: 'dev', source: 'user' } };
    const facts = { profile, ledger: emptyLedger(), now };
    const offered = readProfileClaim({ [CLAIM]: writeProfileClaim(team, CLAIM, facts) })!;
    assert.deepEqual([offered.known, offered.told, offered.values, offered.idp, offered.enrichment], [['role'], ['size'], {}, { team: 'Ops' }, { size: 5 }]);
    for (const record of [recordShown, recordAnswered]) {
      const ledger = record(team, emptyLedger(), ['team'], now);
      const settled = readProfileClaim({ [CLAIM]: writeProfileClaim(team, CLAIM, { ...facts, ledger }) })!;
      assert.deepEqual([settled.told, settled.idp], [['team', 'size'], {}]);
    }
    const said: Profile = { ...profile, team: { value: 'Ops', source: 'user' } };
    assert.deepEqual(readProfileClaim({ [CLAIM]: writeProfileClaim(team, CLAIM, { ...facts, profile: said }) })!.known, ['team', 'role']);
  });

  it('does not name what is never asked', () => {
    const never: ProfilePlan = { fields: [{ name: 'campaign', label: 'C', type: 'hidden', value: 'x', ask: 'signup' }, { name: 'nickname', label: 'N', storage: 'root', ask: 'signup' }] };
    const profile: Profile = { campaign: { value: 'x', source: 'user' }, nickname: { value: 'ada', source: 'idp' } };
    const { known, told } = claim({ profile }, never).read;
    assert.deepEqual([known, told], [[], []]);
  });

  it('carries the logins, the creation of the account, and the second in which it was written', () => {
    const { written, read } = claim({ logins: 7, created: '2026-01-01T00:00:00.000Z', now: new Date('2026-05-01T10:00:00.900Z') });
    assert.deepEqual([read.logins, read.created, read.at], [7, '2026-01-01T00:00:00.000Z', now.getTime() / 1000]);
    assert.deepEqual(Object.keys(written).sort(), ['at', 'created', 'known', 'ledger', 'logins', 'plan', 'rest', 'v']);
    assert.deepEqual(Object.keys(claim({}).written).sort(), ['at', 'known', 'ledger', 'plan', 'rest', 'v']);
  });

  it('is the same for a ledger whose fields stand in another order', () => {
    const ledger = recordAnswered(plan, emptyLedger(), ['company', 'income', 'role'], now);
    const reversed = { ...ledger, k: Object.fromEntries(Object.entries(ledger.k).reverse()) };
    assert.equal(hashRest(reversed, {}), hashRest(ledger, {}));
    assert.notEqual(hashRest(ledger, {}), hashRest(emptyLedger(), {}));
  });

  it('is taken for one of another plan if that differs in what decides about a field', () => {
    const field: ProfileField = { name: 'team', label: 'Team' };
    const hashOf = (changes: Partial<ProfileField>) => hashPlan({ fields: [{ ...field, ...changes }] });
    assert.equal(hashOf({ type: 'text', knownFrom: [], confirm: false, sensitive: false, storage: undefined }), hashOf({}));
    const changes: Partial<ProfileField>[] = [{ name: 'squad' }, { type: 'textarea' }, { knownFrom: ['team'] }, { confirm: true }, { sensitive: true }, { storage: 'root' }, { when: { size: 5 } }];
    assert.equal(new Set([{}, ...changes].map(hashOf)).size, changes.length + 1);
  });

  it('names the plan alike on the server and in the browser', () => {
    const samePlan = fc.property(soundPlan, (sound) => {
      const quick = readSoundPlan(sound);
      if (quick) assert.equal(hashPlan(parsePlan(sound)), hashPlan(quick));
    });
    fc.assert(samePlan, { numRuns: 200 });
  });
});

describe('a claim without room for all', () => {
  const names = Array.from({ length: 12 }, (_, index) => `field_${index}`);
  const fields = names.map((name): ProfileField => ({ name, label: name }));
  const crowded: ProfilePlan = { fields: [...fields, { name: 'role', label: 'Role', when: Object.fromEntries(names.map((name) => [name, 'x'])) }] };
  const bytesOf = (written: unknown) => JSON.stringify({ [CLAIM]: written }).length;
  const profileOf = (source: Source, ...lengths: number[]): Profile => Object.fromEntries(lengths.map((length, index) => [names[index]!, { value: 'x'.repeat(length), source }]));

  it('leaves out the longest value first, and no more than it must', () => {
    const { written, read } = claim({ profile: profileOf('user', 300, 500, 200) }, crowded);
    assert.equal(written.cut, true);
    assert.deepEqual(Object.keys(read.values), ['field_0', 'field_2']);
    assert.deepEqual(read.known, ['field_0', 'field_1', 'field_2']);
    assert.ok(bytesOf(written) <= MAX_CLAIM_BYTES, `${bytesOf(written)} bytes`);
  });

  it('leaves out what the person said before what others said, which has no other place', () => {
    const profile: Profile = { ...profileOf('idp', 300), field_1: { value: 'x'.repeat(200), source: 'enrichment' }, field_2: { value: 'x'.repeat(400), source: 'user' } };
    const { read } = claim({ profile }, crowded);
    assert.deepEqual([read.values, Object.keys(read.idp), Object.keys(read.enrichment)], [{}, ['field_0'], ['field_1']]);
  });

  it('is whole as long as it fits, to the byte', () => {
    const written = (length: number) => claim({ profile: profileOf('user', length) }, crowded);
    let length = 1;
    while (!written(length + 1).written.cut) length++;
    const { written: last, read } = written(length);
    // Room is kept for a hash of five characters.
    assert.equal(bytesOf({ ...last, rest: '00000' }), MAX_CLAIM_BYTES);
    assert.equal(read.values['field_0'], 'x'.repeat(length));
    assert.deepEqual(written(length + 1).read.values, {});
  });

  it('leaves out names of the least urgent fields, then the ledger of fields', () => {
    const many: ProfilePlan = { fields: Array.from({ length: 200 }, (_, index) => ({ name: `a_field_${index}`, label: 'A' })) };
    const all = many.fields.map(({ name }) => name);
    const profile: Profile = Object.fromEntries(all.map((name, index) => [name, { value: 'x', source: index % 2 ? 'user' : 'idp' }]));
    const { written, read } = claim({ profile }, many);
    assert.deepEqual(read.told, []);
    assert.deepEqual(read.known, all.filter((_, index) => index % 2).slice(0, read.known.length));
    assert.ok(read.known.length > 30 && bytesOf(written) <= MAX_CLAIM_BYTES, `${read.known.length} names, ${bytesOf(written)} bytes`);
    const ledger = recordDeclined(many, emptyLedger(), all, now);
    const declined = claim({ ledger }, many);
    assert.equal(declined.written.cut, true);
    const kept = Object.keys(declined.read.ledger.k).length;
    assert.ok(kept > 30 && kept < 200 && bytesOf(declined.written) <= MAX_CLAIM_BYTES, `${kept} fields, ${bytesOf(declined.written)} bytes`);
  });
});

describe('a claim in a token', () => {
  it('is found under any namespace, which may end with a slash', () => {
    assert.equal(claimName('https://acme.example/'), CLAIM);
    const { written } = claim({});
    assert.ok(readProfileClaim({ 'https://other.example/role': 'x', [claimName('https://other.example')]: written }), 'the claim is not found');
  });

  for (const [what, claims] of [
    ['no claims', undefined],
    ['null', null],
    ['another name', { progressive_lock: { v: 1, known: [] } }],
    ['another version', { [CLAIM]: { v: 2, known: [] } }],
    ['a text', { [CLAIM]: 'known' }],
    ['no names', { [CLAIM]: { v: 1, known: 'company' } }],
  ] as const) {
    it(`is none: ${what}`, () => assert.equal(readProfileClaim(claims), undefined));
  }

  it('is read without what makes no sense', () => {
    const odd = { v: 1, at: 'soon', known: ['company', 5, null], told: 'role', values: { a: null, b: 0 }, idp: [1], enrichment: 7, logins: '3', created: 5, ledger: 'x', rest: 1, cut: 'yes' };
    assert.deepEqual(readProfileClaim({ [CLAIM]: odd }), {
      v: 1, at: 0, known: ['company'], told: [], values: { b: 0 }, idp: {}, enrichment: {}, logins: undefined, created: undefined, ledger: emptyLedger(), rest: undefined, isCut: false,
    });
    assert.equal(readProfileClaim({ [CLAIM]: { ...odd, cut: true } })!.isCut, true);
  });
});
