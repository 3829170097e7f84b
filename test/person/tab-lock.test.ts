import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { withTabLock } from '../../src/person/tab-lock.ts';

const { signal } = new AbortController();

describe('a lock between tabs without Web Locks', () => {
  it('lets one work at a time, and everybody in the end', async () => {
    const storage = new PersonStorage(new MemoryStorage(), 'ann');
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => withTabLock('sending', work, { storage, signal, locks: null })));
    assert.equal(most, 1);
    assert.deepEqual(storage.list(''), []);
  });

  it('is free again after work that fails', async () => {
    const storage = new PersonStorage(new MemoryStorage(), 'ann');
    const failing = withTabLock('sending', () => Promise.reject(new Error('no')), { storage, signal, locks: null });
    await assert.rejects(failing, /no/);
    assert.equal(await withTabLock('sending', () => Promise.resolve('done'), { storage, signal, locks: null }), 'done');
  });

  it('is taken from a tab that died, and from a clock that went wrong', async () => {
    for (const until of [Date.now() - 1, Date.now() + 86_400_000]) {
      const storage = new PersonStorage(new MemoryStorage(), 'ann');
      storage.write('sending', { by: 'a dead tab', until });
      assert.equal(await withTabLock('sending', () => Promise.resolve('done'), { storage, signal, locks: null }), 'done');
    }
  });

  it('is not let go of by a tab that another one took it from', async () => {
    const storage = new PersonStorage(new MemoryStorage(), 'ann');
    const other = { by: 'another', until: Date.now() + 50_000 };
    await withTabLock('sending', () => Promise.resolve(void storage.write('sending', other)), { storage, signal, locks: null });
    assert.deepEqual(storage.read('sending'), other);
  });

  it('can be waited for no longer', async () => {
    const storage = new PersonStorage(new MemoryStorage(), 'ann');
    storage.write('sending', { by: 'another', until: Date.now() + 50_000 });
    const ending = new AbortController();
    const waiting = withTabLock('sending', () => assert.fail(), { storage, signal: ending.signal, locks: null });
    ending.abort(new Error('over'));
    await assert.rejects(waiting, /over/);
  });

  it('does not keep anybody waiting where nothing can be written', async () => {
    const full = Object.assign(new MemoryStorage(), { setItem: () => { throw new Error('QuotaExceededError'); } });
    const storage = new PersonStorage(full, 'ann');
    assert.equal(await withTabLock('sending', () => Promise.resolve('done'), { storage, signal, locks: null }), 'done');
  });
});

describe('a lock between tabs with Web Locks', () => {
  const asked: [name: string, options: LockOptions][] = [];
  const open = (request: (work: () => unknown) => Promise<unknown>) => ({ request: (name: string, options: LockOptions, work: () => unknown) => (asked.push([name, options]), request(work)) }) as unknown as LockManager;
  const storage = new PersonStorage(new MemoryStorage(), 'ann');

  it('is the browser’s, under a name of the person', async () => {
    asked.length = 0;
    const writes = mock.method(storage, 'write');
    const locks = open((work) => Promise.resolve(work()));
    assert.equal(await withTabLock('sending', () => Promise.resolve('done'), { storage, signal, locks }), 'done');
    assert.deepEqual(asked, [[storage.key('sending'), { signal }]]);
    assert.equal(writes.mock.callCount(), 0, 'it needs no lease');
    writes.mock.restore();
  });

  it('is done without where the page may have none', async () => {
    const refusing = open(() => Promise.reject(new DOMException('No locks here', 'SecurityError')));
    assert.equal(await withTabLock('sending', () => Promise.resolve('done'), { storage, signal, locks: refusing }), 'done');
  });

  it('does no work twice that fails', async () => {
    let times = 0;
    const locks = open((work) => Promise.resolve().then(work));
    await assert.rejects(withTabLock('sending', () => Promise.reject(new Error(`no ${++times}`)), { storage, signal, locks }), /no 1/);
    assert.equal(times, 1);
  });

  it('is not waited for any longer than is wanted', async () => {
    const ended = AbortSignal.abort(new Error('over'));
    const locks = open(() => Promise.reject(new Error('over')));
    for (const given of [locks, null]) await assert.rejects(withTabLock('sending', () => Promise.resolve(), { storage, signal: ended, locks: given }), /over/);
  });
});
