import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStorage, openBrowserStorage, PersonStorage, type KeyValueStorage, type StorageChange } from '../../src/person/person-storage.ts';

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
    storage.writeToMemory('ledger', 2);
    assert.deepEqual(storage.readAll('ledger'), [2]);
  });

  it('tells the other parts of the page of each write, and neither the one that wrote nor other people', async () => {
    Object.assign(globalThis, { removeEventListener: () => undefined });
    const disk = new MemoryStorage();
    const [one, other, bob] = [new PersonStorage(disk, 'eva'), new PersonStorage(disk, 'eva'), new PersonStorage(disk, 'bob')];
    const end = new AbortController();
    const told: [string, StorageChange][] = [];
    for (const [name, storage] of Object.entries({ one, other, bob })) storage.watch((change) => told.push([name, change]), end.signal);
    one.write('ledger', 1);
    one.writeToMemory('drafts', 1);
    other.remove('ledger');
    assert.deepEqual(told, []);
    await Promise.resolve();
    assert.deepEqual(told, [
      ['other', { item: 'ledger', isRemoved: false, isLocal: true }],
      ['other', { item: 'drafts', isRemoved: false, isLocal: true }],
      ['one', { item: 'ledger', isRemoved: true, isLocal: true }],
    ]);
    one.write('ledger', 2);
    end.abort();
    await Promise.resolve();
    assert.equal(told.length, 3);
    Reflect.deleteProperty(globalThis, 'removeEventListener');
  });

  it('tells what another tab wrote or removed before this one listens', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const listened: string[] = [];
    Object.assign(globalThis, { addEventListener: (type: string) => listened.push(`+${type}`), removeEventListener: (type: string) => listened.push(`-${type}`) });
    try {
      const disk = new MemoryStorage();
      const [here, there] = [new PersonStorage(disk, 'ann'), new PersonStorage(disk, 'ann')];
      here.write('open-ask', 1);
      const end = new AbortController();
      const told: StorageChange[] = [];
      here.watch((change) => told.push(change), end.signal);
      disk.removeItem(there.key('open-ask'));
      disk.setItem(there.key('profile'), '1');
      test.mock.timers.tick(1000);
      assert.deepEqual(told, [
        { item: 'profile', isRemoved: false, isLocal: false },
        { item: 'open-ask', isRemoved: true, isLocal: false },
      ]);
      end.abort();
      assert.deepEqual(listened, ['+storage', '+pagehide', '+pageshow', '-storage']);
    } finally {
      for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(globalThis, name);
    }
  });

  it('tells what another page wrote or removed while this one was in the back/forward cache', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const page = new EventTarget();
    Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page), removeEventListener: page.removeEventListener.bind(page) });
    try {
      const disk = new MemoryStorage();
      const [here, there] = [new PersonStorage(disk, 'ann'), new PersonStorage(disk, 'ann')];
      const end = new AbortController();
      const told: StorageChange[] = [];
      here.watch((change) => told.push(change), end.signal);
      test.mock.timers.tick(1000);
      const show = (persisted: boolean) => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
      here.write('profile', 1);
      here.write('open-ask', 1);
      page.dispatchEvent(new Event('pagehide'));
      disk.setItem(there.key('profile'), '2');
      disk.removeItem(there.key('open-ask'));
      show(false);
      assert.deepEqual(told, []);
      show(true);
      assert.deepEqual(told, [
        { item: 'profile', isRemoved: false, isLocal: false },
        { item: 'open-ask', isRemoved: true, isLocal: false },
      ]);
      end.abort();
      show(true);
      assert.equal(told.length, 2);
    } finally {
      for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(globalThis, name);
    }
  });

  it('is the memory of the page where the browser has none or blocks it: it says so, and all parts share it', () => {
    assert.ok(openBrowserStorage(), 'expected a storage');
    const [one, other] = [new PersonStorage(openBrowserStorage(), 'ann'), new PersonStorage(openBrowserStorage(), 'ann')];
    assert.equal(one.write('ledger', 1), false);
    assert.deepEqual([other.read('ledger'), other.isInMemory('ledger')], [1, true]);
    one.remove('ledger');
  });

  it('touches the mark of answers for answers only, and puts it there once', () => {
    const disk = new CountingStorage();
    const storage = new PersonStorage(disk, 'ann');
    const mark = 'progressive-lock:pending:ann';
    storage.write('ledger', 1);
    assert.deepEqual(disk.written, [storage.key('ledger')]);
    storage.write('outbox/a/1', 1);
    assert.deepEqual(disk.written.slice(1), [mark, storage.key('outbox/a/1')]);
    storage.remove('ledger');
    storage.remove('outbox/b/1');
    assert.equal(disk.getItem(mark), '1');
    storage.remove('outbox/a/1');
    assert.equal(disk.getItem(mark), null);
    assert.equal(disk.written.length, 3);
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

/** Counts how often it is looked through from the beginning, and notes what is written. */
class CountingStorage extends MemoryStorage {
  looks = 0;
  readonly written: string[] = [];

  override setItem(key: string, value: string): void {
    this.written.push(key);
    super.setItem(key, value);
  }

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
