import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { PersonStorage, SIGN_OUT_ITEM } from '../../src/person/person-storage.ts';
import { saveAnswers } from '../../src/person/save-answers.ts';
import { StoreError } from '../../src/person/store-error.ts';
import { PretendStore } from './pretend-store.ts';
import { openPerson } from './open-person.ts';

let people = 0;

const store = new PretendStore();

const open = () =>
  openPerson({
    user: { sub: `auth0|late ${people}` },
    clientId: 'app',
    store,
    plan: {
      fields: [
        { name: 'company', type: 'text', label: 'Company' },
        { name: 'diet', type: 'text', label: 'Diet', sensitive: true },
      ],
    },
    now: () => new Date(),
    handleSaved: () => undefined,
    handleFailure: () => undefined,
  });

/** All that has begun by now goes as far as it can. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('code that sends and comes late', () => {
  beforeEach(() => {
    people += 1;
    store.patches.length = 0;
  });

  it('sends what was given just before the page let go of the person', async () => {
    const person = await open();
    person.storeAnswers({ company: 'Ajax' });
    person.close();
    await person.outbox();
    await settle();
    assert.deepEqual(store.patches.map(({ progressive_lock: _, ...answers }) => answers), [{ company: 'Ajax' }]);
  });

  it('sends nothing of a person who has signed out in another tab meanwhile', async () => {
    const person = await open();
    person.storeAnswers({ diet: 'vegan' });
    // What the other tab may not reach is still in the memory of this page.
    (await PersonStorage.open(person.user.sub, 'app')).write(SIGN_OUT_ITEM, 1);
    person.close();
    assert.equal(await person.outbox(), undefined);
    await settle();
    assert.deepEqual(store.patches, []);
  });

  it('sends nothing of a person who has signed out here meanwhile', async () => {
    const person = await open();
    person.storeAnswers({ company: 'Ajax', diet: 'vegan' });
    person.close();
    person.forget();
    assert.equal(await person.outbox(), undefined);
    await settle();
    assert.deepEqual(store.patches, []);
    assert.equal((await open()).hasPending, false);
  });

  it('is given nothing of a person who has signed out', async () => {
    const person = await open();
    person.forget();
    assert.equal(saveAnswers(person, { patch: { company: 'Ajax' }, record: (ledger) => ledger }), false);
    assert.equal(person.hasPending, false);
    person.close();
  });

  it('sends one answer once where two elements hold the same person', async () => {
    const [person, other] = [await open(), await open()];
    person.storeAnswers({ company: 'Ajax', diet: 'vegan' });
    await other.outbox();
    await settle();
    assert.deepEqual(store.patches.map(({ progressive_lock: _, ...answers }) => answers), [{ company: 'Ajax', diet: 'vegan' }]);
    for (const one of [person, other]) one.close();
  });

  it('tries once what was given before it came', async () => {
    const person = await open();
    store.faults.push(new StoreError('server'), new StoreError('server'));
    person.storeAnswers({ company: 'Ajax' });
    await person.outbox();
    await settle();
    person.close();
    assert.equal(store.patches.length, 1);
    store.faults.length = 0;
  });
});
