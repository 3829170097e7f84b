import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FollowUps, followUpLists, takeAnswers } from '../../src/ask/follow-ups.ts';
import type { FollowUp } from '../../src/ask/listed-fields.ts';
import type { ListedField } from '../../src/ask/listed-fields.ts';
import type { AskContext, OpenAsk } from '../../src/ask/open-ask.ts';
import type { Person } from '../../src/person/person.ts';
import { matchesCondition } from '../../src/plan/condition.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { openPerson } from '../person/open-person.ts';
import { PretendStore } from '../person/pretend-store.ts';

const soon = { after: { sessions: 1 } };
const plan: ProfilePlan = {
  id: 'branches',
  fields: [
    { name: 'country', label: 'Country', ask: soon, minLength: 2 },
    { name: 'vat_id', label: 'VAT number', ask: soon, when: { country: { $in: ['DE', 'FR'] } } },
    { name: 'tax_office', label: 'Tax office', ask: soon, when: { country: 'DE' } },
  ],
  pacing: { maxFields: 3 },
};

let people = 0;
let person: Person;
let told: object[];
let followUps: FollowUps;
let onScreen: readonly FollowUp[];

/** The names below the question once `country` was typed. */
function typed(country: string): string[] {
  const fields = plan.fields.slice(0, 1) as ListedField[];
  onScreen = followUps.find({ fields, followUps: onScreen }, { country }) ?? onScreen;
  return onScreen.map(({ field, below }) => `${field.name} below ${below}`);
}

describe('what an answer brings along', () => {
  beforeEach(async () => {
    const now = () => new Date();
    person = await openPerson({ user: { sub: `auth0|followed-${++people}` }, clientId: 'app', store: new PretendStore(), plan, now, handleSaved: () => undefined, handleFailure: () => undefined });
    await person.observe();
    told = [];
    onScreen = [];
    const host = new EventTarget();
    host.addEventListener('asked', (event) => told.push((event as CustomEvent<object>).detail));
    const open = { circumstances: () => ({ planId: plan.id, activity: 'checkout' }) } as unknown as OpenAsk;
    followUps = new FollowUps({ host, person, plan, now } as unknown as AskContext, {
      shown: ['country'],
      moment: () => ({ profile: {}, ledger: person.ledger, now: now(), matchesCondition }),
      withLists: (fields) => Promise.resolve(fields as ListedField[]),
      open: () => open,
    });
  });

  it('is told once, however often it comes, and counts as part of the ask', () => {
    const { c } = person.ledger;
    assert.deepEqual(typed('FR'), ['vat_id below country']);
    assert.deepEqual(typed('DE'), ['vat_id below country', 'tax_office below country']);
    assert.deepEqual(typed('FR'), ['vat_id below country']);
    assert.deepEqual(typed('DE'), ['vat_id below country', 'tax_office below country']);
    assert.deepEqual(told, ['vat_id', 'tax_office'].map((name) => ({ names: [name], planId: 'branches', activity: 'checkout' })));
    assert.deepEqual([followUps.shown, person.ledger.c, Object.keys(person.ledger.k).length], [['vat_id', 'tax_office'], c, 2]);
  });

  it('goes with what was typed there, and leaves what was typed into those that stay', () => {
    typed('DE');
    person.openAsks.setDraft('vat_id', 'DE1');
    person.openAsks.setDraft('tax_office', 'Ulm');
    typed('FR');
    assert.deepEqual(person.openAsks.drafts, { vat_id: 'DE1' });
    assert.deepEqual(typed('D'), []);
    assert.deepEqual(person.openAsks.drafts, {});
  });
});

describe('the answers on the screen', () => {
  const take = (values: Parameters<typeof takeAnswers>[2]) => takeAnswers(plan, { country: 'DE', vat_id: 'DE1' }, values);

  it('are those that are sound; the others stay', () => {
    assert.deepEqual(take({ country: 'FR' }), { country: 'FR', vat_id: 'DE1' });
    for (const value of [undefined, '', ' ', 'F', 7]) assert.deepEqual(take({ country: value }), { vat_id: 'DE1' }, String(value));
    assert.deepEqual(take({ city: 'Ulm' }), { country: 'DE', vat_id: 'DE1' });
  });
});

describe('the choices of what an answer brings along', () => {
  it('are fetched once; until they come, and if they do not, the question stays away', async () => {
    const field: ProfileField = { name: 'size', label: 'Size', type: 'select', options: () => [] };
    const listed: ListedField = { ...field, options: [{ value: 's', label: 'Small' }] };
    const fetched: string[] = [];
    let changes = 0;
    const lists = followUpLists(
      ([{ name } = field]) => {
        fetched.push(name);
        return Promise.resolve(name === 'size' ? [listed] : []);
      },
      () => (changes += 1),
    );
    const of = (...fields: ProfileField[]) => lists(fields.map((one) => ({ field: one, below: 'country' })));
    const there = { name: 'there', label: 'There' };
    assert.deepEqual(of(there, field, { ...field, name: 'gone' }), [{ field: there, below: 'country' }]);
    await Promise.resolve();
    assert.deepEqual(of(field, { ...field, name: 'gone' }), [{ field: listed, below: 'country' }]);
    assert.deepEqual([fetched, changes], [['size', 'gone'], 1]);
  });
});
