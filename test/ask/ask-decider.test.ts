import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AskDecider, type PageFacts } from '../../src/ask/ask-decider.ts';
import type { Person } from '../../src/person/person.ts';
import { matchesCondition } from '../../src/plan/condition.ts';
import { recordDeclined, recordShown } from '../../src/plan/ledger.ts';
import type { ProfilePlan, UserMetadata } from '../../src/plan/plan.ts';
import { openPerson } from '../person/open-person.ts';
import { PretendStore } from '../person/pretend-store.ts';

const soon = { after: { sessions: 1 } };
const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: soon, knownFrom: ['id_token.org'], confirm: true },
    { name: 'diet', label: 'Diet', ask: soon, sensitive: true },
    { name: 'seats', label: 'Seats', ask: soon },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};
/** With a question that depends on a value which browsers may not keep. */
const menuPlan: ProfilePlan = { fields: [...plan.fields, { name: 'menu', label: 'Menu', ask: soon, when: { diet: 'vegan' } }] };

let people = 0;
let sub: string;

/** A page of this person, whose profile holds `metadata`. */
async function open({ metadata = {}, facts = {}, plan: asks = plan }: { metadata?: UserMetadata; facts?: PageFacts; plan?: ProfilePlan } = {}): Promise<{ person: Person; decider: AskDecider }> {
  const store = new PretendStore();
  store.profiles.set(sub, metadata);
  const subject = { user: { sub, org: 'ACME' }, clientId: 'app', store, plan: asks, planDigest: 'plan', now: () => new Date() };
  const person = await openPerson({ ...subject, handleSaved: () => undefined, handleFailure: () => undefined });
  await person.observe();
  return { person, decider: new AskDecider({ ...subject, person, facts, matchesCondition }) };
}

const always = () => true;

describe('what may be asked of a person', () => {
  before(() => Object.assign(globalThis, { location: { pathname: '/', hash: '' } }));
  after(() => void Reflect.deleteProperty(globalThis, 'location'));

  beforeEach(() => {
    sub = `auth0|decided-${++people}`;
  });

  it('is nothing whose answer the profile has and this browser may not keep', async () => {
    const first = await open({ metadata: { diet: 'vegan' } });
    await first.person.read();
    first.person.close();
    const { decider } = await open();
    assert.deepEqual(decider.explain().find(({ name }) => name === 'diet'), { name: 'diet', asked: false, reason: 'known' });
    assert.deepEqual(decider.findStillOpen(['diet', 'seats']), ['seats']);
    assert.ok(!decider.findDue()?.some(({ name }) => name === 'diet'), 'expected it not to be asked');
  });

  for (const [diet, due] of [['vegan', ['menu']], ['none', undefined]] as const) {
    it(`may be what depends on an answer that this browser may not keep: the profile tells (${diet})`, async () => {
      const visit = { metadata: { company: 'ACME', diet, seats: '3' }, plan: menuPlan };
      const first = await open(visit);
      await first.person.read();
      first.person.close();
      const { person, decider } = await open(visit);
      assert.deepEqual(decider.findDue()?.map(({ name }) => name), ['menu']);
      assert.equal(person.known.mustReadFor(['menu']), true);
      assert.equal(await decider.findQuietPeriod(always), undefined);
      await person.read();
      assert.deepEqual(decider.findDue()?.map(({ name }) => name), due);
      assert.equal(await decider.findQuietPeriod(always) === undefined, due !== undefined);
    });
  }

  it('is still open after it was shown, unless it was answered, declined, or is not due here', async () => {
    const { person, decider } = await open({ facts: { known: { seats: '3' } } });
    // What the token says was shown to be confirmed.
    assert.deepEqual(decider.findStillOpen(['company', 'diet', 'seats', 'vat_id']), ['company', 'diet']);
    assert.deepEqual(decider.findStillOpen(['company']), ['company']);
    person.changeLedger((ledger) => recordShown(plan, ledger, ['company'], new Date()));
    assert.equal(decider.explain()[0]!.reason, 'known');
    person.changeLedger((ledger) => recordDeclined(plan, ledger, ['diet'], new Date()));
    assert.deepEqual(decider.findStillOpen(['company', 'diet']), ['company']);
  });

  it('has nothing to confirm once person or page have given all of it themselves', async () => {
    const { person, decider } = await open({ metadata: { diet: 'vegan' }, facts: { known: { seats: '3' } } });
    await person.read();
    assert.equal(decider.areUserProvided(['diet', 'seats']), true);
    assert.equal(decider.areUserProvided(['diet', 'company']), false);
    assert.equal(decider.areUserProvided(['seats', 'vat_id']), false);
  });

  it('is nothing for a time, which the next pages may rely on only if all is as it was decided about', async () => {
    const facts: PageFacts = { known: { company: 'ACME', diet: 'vegan', seats: '3' } };
    const { decider } = await open({ facts });
    const quietPeriod = await decider.findQuietPeriod(always);
    assert.deepEqual(quietPeriod?.known, ['company', 'diet', 'seats']);
    assert.deepEqual(Object.keys(quietPeriod.profile), ['company', 'seats']);
    assert.deepEqual(quietPeriod.activities, ['checkout']);
    assert.equal(await decider.findQuietPeriod(() => false), undefined);
    const found = decider.findQuietPeriod(always);
    facts.known = { ...facts.known };
    assert.equal(await found, undefined);
  });
});
