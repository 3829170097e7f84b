import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { takeAskSlot, waitForAskSlot } from '../../src/person/ask-slot.ts';
import { withSessionLock } from '../../src/person/session-lock.ts';

type Work = (lock: Lock | null) => unknown;

/** Locks as a browser keeps them for all tabs: one holder at a time. */
class TabLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  request = async (name: string, ...rest: [Work] | [LockOptions, Work]): Promise<unknown> => {
    const [{ ifAvailable, signal }, work] = rest.length === 1 ? [{} as LockOptions, rest[0]] : rest;
    if (ifAvailable && this.#held.has(name)) return work(null);
    while (this.#held.has(name)) await this.#held.get(name);
    signal?.throwIfAborted();
    const run = (async () => {
      try {
        return await work({ name, mode: 'exclusive' });
      } finally {
        this.#held.delete(name);
      }
    })();
    this.#held.set(name, run.catch(() => undefined));
    return run;
  };

  /** Takes it as another tab does, if it is free; returns what frees it. */
  async take(name: string): Promise<(() => void) | undefined> {
    return new Promise((resolve) => void this.request(name, { ifAvailable: true }, (lock) => (lock ? new Promise<void>((free) => resolve(free)) : resolve(undefined))));
  }
}

function useLocks(locks: unknown): void {
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
}

const refusing = { request: () => Promise.reject(new DOMException('No locks here', 'SecurityError')) };
const { signal } = new AbortController();

afterEach(() => void Reflect.deleteProperty(globalThis, 'navigator'));

describe('the place for a question', () => {
  for (const [where, locks] of [['with locks', new TabLocks()], ['without locks', undefined], ['where a page may have no locks', refusing]] as const) {
    it(`is one for all parts of a page ${where}`, async () => {
      useLocks(locks);
      const free = await takeAskSlot(where);
      assert.ok(free, 'expected the place');
      assert.equal(await takeAskSlot(where), undefined);
      const other = await takeAskSlot(`${where}, of another person`);
      assert.ok(other, 'expected the place of another person');
      other();
      const called: string[] = [];
      const gone = new AbortController();
      waitForAskSlot(where, () => called.push('one'), signal);
      waitForAskSlot(where, () => called.push('gone'), gone.signal);
      gone.abort();
      free();
      assert.deepEqual(called, ['one']);
      // The browser lets go of a lock a little later.
      if (locks instanceof TabLocks) await locks.request(where, () => undefined);
      const next = await takeAskSlot(where);
      assert.ok(next, 'expected it to be free');
      // Let go of a second time, it is still the other's.
      free();
      assert.deepEqual([called, await takeAskSlot(where)], [['one'], undefined]);
      next();
    });
  }

  it('is one for all tabs', async () => {
    const locks = new TabLocks();
    useLocks(locks);
    const freeThere = (await locks.take('tabs'))!;
    assert.equal(await takeAskSlot('tabs'), undefined);
    const gone = new AbortController();
    waitForAskSlot('tabs', () => assert.fail('it was not waited for any more'), gone.signal);
    const isFree = new Promise<void>((resolve) => waitForAskSlot('tabs', resolve, signal));
    gone.abort();
    freeThere();
    await isFree;
    const free = await takeAskSlot('tabs');
    assert.ok(free, 'expected the place');
    assert.equal(await locks.take('tabs'), undefined);
    free();
    await locks.request('tabs', () => undefined);
  });
});

describe('a session', () => {
  it('is counted in one tab at a time', async () => {
    const locks = new TabLocks();
    useLocks(locks);
    const done: string[] = [];
    const freeThere = (await locks.take('progressive-lock:app:session'))!;
    const counted = withSessionLock('app', () => done.push('here'));
    done.push('there');
    freeThere();
    assert.equal(await counted, 2);
    assert.deepEqual(done, ['there', 'here']);
  });

  it('is counted once where a page may have no locks, or what counts it fails', async () => {
    for (const locks of [undefined, refusing]) {
      useLocks(locks);
      assert.equal(await withSessionLock('app', () => 'counted'), 'counted');
    }
    for (const locks of [undefined, refusing, new TabLocks()]) {
      useLocks(locks);
      let times = 0;
      const fail = () => {
        throw new Error(`no ${++times}`);
      };
      await assert.rejects(withSessionLock('app', fail), /no 1/);
      assert.equal(times, 1);
    }
  });
});
