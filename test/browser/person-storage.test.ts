import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStorage, PersonStorage, type KeyValueStorage } from '../../src/browser/person-storage.ts';

describe("a person's storage", () => {
  it('keeps people and applications apart, and names nobody', async () => {
    const disk = new MemoryStorage();
    const open = (userId: string, clientId: string) => PersonStorage.open(userId, clientId, disk);
    const [ann, bob, annElsewhere] = [await open('auth0|ann', 'app'), await open('auth0|bob', 'app'), await open('auth0|ann', 'other')];
    ann.write('ledger', { n: 1 });
    assert.deepEqual([ann, bob, annElsewhere].map((storage) => storage.read('ledger')), [{ n: 1 }, undefined, undefined]);
    assert.deepEqual((await open('auth0|ann', 'app')).read('ledger'), { n: 1 });
    assert.doesNotMatch(disk.key(0)!, /ann|app/);
  });

  it('lists the drawers that begin alike, of this person only', () => {
    const disk = new MemoryStorage();
    const [ann, bob] = [new PersonStorage(disk, 'ann'), new PersonStorage(disk, 'bob')];
    for (const drawer of ['outbox/a/1', 'outbox/b/2', 'ledger']) ann.write(drawer, 1);
    bob.write('outbox/c/3', 1);
    disk.setItem('outbox/of the page itself', '1');
    assert.deepEqual(ann.list('outbox/'), ['outbox/a/1', 'outbox/b/2']);
    assert.deepEqual(bob.list(''), ['outbox/c/3']);
  });

  it('forgets all but the ledger and the time of it, also what is in the page’s memory only', () => {
    const storage = new PersonStorage(new MemoryStorage(), 'eve');
    storage.write('ledger', 1);
    storage.write('profile', 1);
    storage.writeToMemory('outbox/a/1', 1);
    assert.equal(storage.hasPending, true);
    storage.forget();
    assert.deepEqual([storage.list('').sort(), storage.hasPending], [['ledger', 'signed-out'], false]);
  });

  it('reads what is no JSON as nothing', () => {
    const disk = new MemoryStorage();
    const storage = new PersonStorage(disk, 'ann');
    disk.setItem(storage.key('ledger'), '{');
    assert.equal(storage.read('ledger'), undefined);
  });

  it('says so when nothing can be written, and never throws', () => {
    const refuse = () => {
      throw new Error('SecurityError');
    };
    const blocked: KeyValueStorage = { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 };
    const storage = new PersonStorage(blocked, 'ann');
    assert.equal(storage.write('ledger', {}), false);
    storage.remove('ledger');
    assert.deepEqual([storage.read('ledger'), storage.list('')], [undefined, []]);
  });
});
