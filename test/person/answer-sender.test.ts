import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Person } from '../../src/person/person.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { saveAnswers } from '../../src/person/save-answers.ts';
import type { StoreError } from '../../src/person/store-error.ts';
import { emptyLedger, recordAnswered, recordDeclined } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { openPerson } from './open-person.ts';
import { PretendStore } from './pretend-store.ts';

const DAY = 86_400_000;
const noon = Date.parse('2026-05-01T12:00:00Z');
const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company' },
    { name: 'role', label: 'Role' },
  ],
};

/** As an endpoint of this package does. */
class MergingStore extends PretendStore {
  readonly mergesLedger = true;
}

let people = 0;
let sub: string;
let failures: StoreError[];

const open = (store: PretendStore): Promise<Person> =>
  openPerson({ user: { sub }, clientId: 'app', store, plan, now: () => new Date(noon), handleSaved: () => undefined, handleFailure: (error) => failures.push(error) });

const answer = (person: Person) => saveAnswers(person, { patch: { company: 'Ajax' }, record: (ledger) => recordAnswered(plan, ledger, ['company'], new Date(noon)) });

async function flush(person: Person): Promise<void> {
  await (await person.outbox())!.flush();
  person.close();
}

describe('an answer on its way', () => {
  beforeEach(() => {
    sub = `auth0|sender-${++people}`;
    failures = [];
  });

  it('needs no read where the store merges ledgers itself', async () => {
    for (const [store, reads] of [[new PretendStore(), 1], [new MergingStore(), 0]] as const) {
      sub += ' too';
      const person = await open(store);
      answer(person);
      await flush(person);
      assert.equal(store.profile(sub).company, 'Ajax');
      assert.ok(store.profile(sub).progressive_lock, 'expected the ledger');
      assert.equal(store.reads, reads);
    }
  });

  it('is read for all the same while a refusal may have been taken back elsewhere', async () => {
    const store = new MergingStore();
    const person = await open(store);
    person.changeLedger((ledger) => recordDeclined(plan, ledger, ['role'], new Date(noon)));
    answer(person);
    await flush(person);
    assert.equal(store.reads, 1);
  });

  it('gives way to a later one where an earlier version has written it down, and is told once', async () => {
    const store = new PretendStore();
    const ledger = recordAnswered(plan, emptyLedger(), ['company'], new Date(noon - DAY));
    store.profiles.set(sub, { company: 'Borax', progressive_lock: ledger });
    const storage = await PersonStorage.open(sub, 'app');
    for (const age of [3 * DAY, 2 * DAY]) {
      storage.write('outbox/company/1', { name: 'company', value: 'Ajax', at: noon - age });
      const person = await open(store);
      await flush(person);
      assert.equal(store.profile(sub).company, 'Borax');
      assert.deepEqual(person.otherAnswers, { company: 'Ajax' });
    }
    assert.deepEqual(failures.map(({ code }) => code), ['answered-elsewhere']);
    assert.match(failures[0]!.message, /Fields: company\.$/);
  });

  it('comes before an earlier one where an earlier version has written it down', async () => {
    const store = new PretendStore();
    const ledger = recordAnswered(plan, emptyLedger(), ['company'], new Date(noon - 9 * DAY));
    store.profiles.set(sub, { company: 'Borax', progressive_lock: ledger });
    (await PersonStorage.open(sub, 'app')).write('outbox/company/1', { name: 'company', value: 'Ajax', at: noon - DAY });
    const person = await open(store);
    await flush(person);
    assert.equal(store.profile(sub).company, 'Ajax');
    assert.deepEqual(person.otherAnswers, { company: 'Borax' });
  });

  it('carries a refusal that the profile has lost, once: a store that does not keep it is not asked for ever', async () => {
    class ForgetfulStore extends PretendStore {
      override async save(...[userId, { progressive_lock: _, ...patch }, options]: Parameters<PretendStore['save']>) {
        await super.save(userId, patch, options);
        return { ...this.profile(userId), progressive_lock: emptyLedger() };
      }
    }
    const store = new ForgetfulStore();
    const person = await open(store);
    person.changeLedger((ledger) => recordDeclined(plan, ledger, ['role'], new Date(noon)));
    for (let time = 0; time < 2; time++) {
      await person.read(-1);
      await (await person.outbox())!.flush();
    }
    assert.equal(store.patches.length, 1);
    person.close();
  });

  it('is nobody’s once the person has signed out: nothing is counted any more', async () => {
    const person = await open(new PretendStore());
    person.forget();
    assert.equal(await person.observe(true), false);
    assert.equal(person.ledger.n, 0);
    person.close();
  });
});
