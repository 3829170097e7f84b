/** Counting takes short ways because it is done for millions: this holds it to the plain functions, for people to whom anything happened. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchesCondition } from '../../src/plan/condition.ts';
import { emptyLedger, historyOfName, readLedger } from '../../src/plan/ledger.ts';
import { findAskable } from '../../src/plan/decide.ts';
import { hashText } from '../../src/plan/plan-index.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { readProfile } from '../../src/plan/profile.ts';
import { openCounter } from '../../src/report/count-person.ts';
import { addTo, emptyTally } from '../../src/report/tally.ts';

const GIVE_UP_AFTER = 3;

/** Every way in which one field depends on another. */
const plan: ProfilePlan = {
  fields: [
    { name: 'name', label: 'Name', ask: 'signup', storage: 'root' },
    { name: 'given_name', label: 'First name', ask: 'signup', knownFrom: ['identities.google.first', 'id_token.first'], confirm: true },
    { name: 'country', label: 'Country', type: 'country', ask: 'signup', knownFrom: ['https://acme.example/country'] },
    { name: 'role', label: 'Role', type: 'select', options: [{ value: 'dev', label: 'Dev' }, { value: 'ops', label: 'Ops' }], confirm: true, knownFrom: ['job'], when: { country: 'DE' } },
    { name: 'tags', label: 'Tags', type: 'multiselect', options: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }], when: { $or: [{ role: 'dev' }, { given_name: { $exists: true } }] } },
    { name: 'size', label: 'Size', type: 'number', min: 1, max: 100, when: { tags: 'a' }, ask: { after: { sessions: 2, days: 3, logins: 1 } } },
    { name: 'born', label: 'Born', type: 'date', when: { locale: 'de' } },
    { name: 'newsletter', label: 'Newsletter', type: 'checkbox', when: { role: { $exists: true } }, ask: { on: 'checkout', page: '/pay' } },
    { name: 'bio', label: 'About you', type: 'textarea', when: { size: { $gt: 10 } } },
    { name: 'origin', label: 'Origin', type: 'hidden', value: 3 },
    { name: 'toString', label: 'Secret', sensitive: true },
  ],
  pacing: { giveUpAfter: GIVE_UP_AFTER },
};
const names = plan.fields.map(({ name }) => name);

const value = fc.oneof(
  fc.constantFrom<unknown>('dev', 'ops', 'DE', 'US', 'de', 'a', '', '  ', 'true', true, false, null, '2001-02-03', 'prefer_not_to_say', '42', 5, 5000, -0, 0.5, 'Ada'),
  fc.subarray(['a', 'b', 'c']),
  fc.jsonValue({ maxDepth: 1 }),
);
const state = fc.oneof(fc.constantFrom('1', '7', '..', '.5', 'sg', 'sh', '..1k2', '1.3b2.3b5', '-5', ' 5', '5 .3', '1..', 'x!y', '..2j9zz'), fc.string({ maxLength: 32 }));
const time = fc.oneof(fc.constant(0), fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2026, 0) }));
const ledger = fc.record(
  { v: fc.constant(2), n: fc.nat(25), c: fc.nat(2), u: fc.nat(2), l: fc.nat(3), b: time, f: time, a: time, q: fc.constantFrom(0, 0, 0, 1, -2), k: fc.dictionary(fc.constantFrom(...names.map(hashText)), state) },
  { requiredKeys: [] },
);
const metadata = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length });
const person = fc.record(
  {
    user_metadata: fc.tuple(metadata, fc.option(ledger, { nil: undefined })).map(([told, stored]) => ({ ...told, ...(stored && { progressive_lock: stored }) })),
    created_at: time.map((at) => new Date(at).toISOString()),
    last_login: time.map((at) => new Date(at).toISOString()),
    first: value,
    job: value,
    given_name: value,
    'https://acme.example/country': value,
    locale: value,
    name: value,
    email: value,
    identities: fc.constantFrom<unknown>([{ provider: 'google', profileData: { first: 'Ada' } }], [{ provider: 'google' }], 5),
    app_metadata: fc.record({ progressive_lock: fc.record({ lookUp: fc.record({ values: metadata }) }) }),
  },
  { requiredKeys: [] },
);
type Person = ReturnType<typeof person.generate>['value'];

/** What is to be counted of one person for each field, the long way. */
function factsOf(user: Person) {
  const stored = user.user_metadata?.progressive_lock ?? emptyLedger();
  const read = readLedger(stored);
  const profile = readProfile(plan, { userMetadata: user.user_metadata, idToken: user, identities: Array.isArray(user.identities) ? user.identities : null, enrichment: user.app_metadata?.progressive_lock?.lookUp?.values });
  const values = Object.fromEntries(Object.entries(profile).map(([name, entry]) => [name, entry.value]));
  const created = Date.parse(user.created_at ?? '') || read.b || read.f;
  const seen = Math.max(created, Date.parse(user.last_login ?? '') || 0, read.a, read.f);
  const untouched = { ...read, q: 0, a: 0, c: 0, k: {} };
  const due = findAskable(plan, { profile, ledger: untouched, now: new Date(seen), isEverywhere: true, matchesCondition }).map(({ field }) => field.name);
  return plan.fields.map(({ name, type, storage, when }) => {
    const { isAnswered, isDeclined, shown, answerStamp, snoozedAt } = historyOfName(plan, stored as never, name);
    const entry = Object.hasOwn(profile, name) ? profile[name] : undefined;
    const isAskable = type !== 'hidden' && storage !== 'root';
    const isTouched = isAskable && (shown > 0 || answerStamp > 0);
    const fate = isAnswered && entry?.source === 'user' ? 'answered' : isDeclined || read.q > 0 ? 'declined' : shown >= GIVE_UP_AFTER ? 'givenUp' : snoozedAt ? 'putOff' : 'open';
    const isRelevant = isAskable && (!when || matchesCondition(when, values));
    return { isKnown: entry !== undefined, isRelevant, isEligible: isTouched || (isAskable && due.includes(name)), fate: isTouched ? fate : undefined };
  });
}

describe('counting a person', () => {
  it('finds what the functions of the plan find, field by field', () => {
    let [eligible, touched] = [0, 0];
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 5 }), (people) => {
        const tally = emptyTally(plan);
        const count = openCounter(plan, tally);
        for (const user of people) count(user);
        const facts = people.map(factsOf);
        for (const [place, name] of names.entries()) {
          const expected = facts.map((fields) => fields[place]!);
          const expectedFates: Record<string, number> = {};
          for (const { fate } of expected) if (fate) addTo(expectedFates, fate);
          const counted = tally.fields[name]!;
          const { nobody, ...known } = counted.known;
          const fates = Object.fromEntries(Object.entries(counted.fates).filter(([, number]) => number > 0));
          assert.deepEqual(
            { name, known: Object.values(known).reduce((sum, number) => sum + number), nobody, eligible: counted.eligible, fates },
            {
              name,
              known: expected.filter(({ isKnown }) => isKnown).length,
              nobody: expected.filter(({ isKnown }) => !isKnown).length,
              eligible: expected.filter(({ isEligible }) => isEligible).length,
              fates: expectedFates,
            },
          );
          eligible += counted.eligible;
          touched += Object.keys(fates).length;
        }
        const [visits, all] = [Object.values(tally.visits), facts.flat().filter(({ isRelevant }) => isRelevant)];
        assert.equal(visits.reduce((sum, { relevant }) => sum + relevant, 0), all.length);
        assert.equal(visits.reduce((sum, one) => sum + one.known, 0), all.filter(({ isKnown }) => isKnown).length);
      }),
      { numRuns: 800 },
    );
    assert.ok(eligible > 300 && touched > 300, `${eligible} eligible, ${touched} touched`);
  });

  it('names no value of a checkbox that is none, whoever told it', () => {
    const tally = emptyTally(plan);
    openCounter(plan, tally)({ app_metadata: { progressive_lock: { provided: { newsletter: { value: 'Nosey-Parker', from: 'github' } } } } });
    assert.deepEqual(Object.keys(tally.fields['newsletter']!.values), ['…']);
  });
});
