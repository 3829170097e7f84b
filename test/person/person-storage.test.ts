import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStorage, PersonStorage, type KeyValueStorage } from '../../src/person/person-storage.ts';

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

  it('lists the items that begin alike, of this person only', () => {
    const disk = new MemoryStorage();
    const [ann, bob] = [new PersonStorage(disk, 'ann'), new PersonStorage(disk, 'bob')];
    for (const item of ['outbox/a/1', 'outbox/b/2', 'ledger']) ann.write(item, 1);
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

  it('looks through the whole storage for answers only while there may be some', () => {
    const disk = new CountingStorage();
    for (let index = 0; index < 200; index += 1) disk.setItem(`of the page itself ${index}`, '1');
    const storage = new PersonStorage(disk, 'ann');
    storage.write('ledger', 1);
    assert.deepEqual([storage.hasPending, storage.list('outbox/'), disk.looks], [false, [], 0]);
    storage.write('outbox/a/1', 1);
    assert.equal(new PersonStorage(disk, 'ann').hasPending, true);
    storage.remove('outbox/a/1');
    disk.looks = 0;
    assert.deepEqual([storage.hasPending, disk.looks, disk.length], [false, 0, 201]);
  });

  it('loses no answer that another tab writes while this one removes the last', () => {
    // Before each step of the one tab that touches the storage, the other writes.
    for (let step = 0; step < 12; step += 1) {
      const disk = new SharedStorage();
      const [one, other] = [new PersonStorage(disk, 'ann'), new PersonStorage(disk, 'ann')];
      one.write('outbox/a/1', 1);
      disk.interrupt(step, () => other.write('outbox/b/2', 2));
      one.remove('outbox/a/1');
      disk.finish();
      assert.deepEqual(new PersonStorage(disk, 'ann').list('outbox/'), ['outbox/b/2'], `step ${step}`);
    }
  });

  it('loses no answer that it writes while another tab removes the last', () => {
    for (let step = 0; step < 8; step += 1) {
      const disk = new SharedStorage();
      const [one, other] = [new PersonStorage(disk, 'ann'), new PersonStorage(disk, 'ann')];
      other.write('outbox/b/2', 2);
      disk.interrupt(step, () => other.remove('outbox/b/2'));
      one.write('outbox/a/1', 1);
      disk.finish();
      assert.deepEqual(new PersonStorage(disk, 'ann').list('outbox/'), ['outbox/a/1'], `step ${step}`);
    }
  });

  it('finds its own answer where the mark is gone', () => {
    const disk = new MemoryStorage();
    const storage = new PersonStorage(disk, 'ann');
    storage.write('outbox/a/1', 1);
    disk.removeItem('progressive-lock:pending:ann');
    assert.equal(storage.hasPending, true);
    assert.equal(new PersonStorage(disk, 'ann').hasPending, true);
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

/** Counts how often it is looked through from the beginning. */
class CountingStorage extends MemoryStorage {
  looks = 0;

  override key(index: number): string | null {
    if (index === 0) this.looks += 1;
    return super.key(index);
  }
}

/** A storage that another tab uses before a step of this one. */
class SharedStorage extends MemoryStorage {
  #left = Infinity;
  #run: (() => void) | undefined;

  /** Before the call number `step` (counts from 0) of this tab. */
  interrupt(step: number, run: () => void): void {
    this.#left = step;
    this.#run = run;
  }

  /** The other tab comes now if it has not been here. */
  finish(): void {
    const run = this.#run;
    this.#run = undefined;
    run?.();
  }

  override getItem(key: string): string | null {
    this.#step();
    return super.getItem(key);
  }

  override setItem(key: string, value: string): void {
    this.#step();
    super.setItem(key, value);
  }

  override removeItem(key: string): void {
    this.#step();
    super.removeItem(key);
  }

  #step(): void {
    if (this.#left-- === 0) this.finish();
  }
}
