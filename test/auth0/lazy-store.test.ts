import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lazyStore } from '../../src/auth0/lazy-store.ts';
import type { ProfileStore } from '../../src/person/profile-store.ts';
import { StoreError } from '../../src/person/store-error.ts';

const inner = (calls: string[]): ProfileStore => ({
  prepare: () => Promise.resolve(calls.push('prepare')),
  read: (userId) => Promise.resolve({ read: calls.push(`read ${userId}`) }),
  save: (_userId, patch) => Promise.resolve(patch),
});

describe('a store that is loaded with its first call', () => {
  it('is loaded once, and hands calls on', async () => {
    const calls: string[] = [];
    let loads = 0;
    const store = lazyStore(() => Promise.resolve(((loads += 1), () => (calls.push('made'), inner(calls)))));
    assert.deepEqual(calls, []);
    await store.prepare!();
    await store.read('auth0|1');
    assert.deepEqual(await store.save('auth0|1', { company: 'ACME' }), { company: 'ACME' });
    assert.deepEqual([calls, loads], [['made', 'prepare', 'read auth0|1'], 1]);
    const unprepared = lazyStore(() => Promise.resolve(() => ({ ...inner(calls), prepare: undefined })));
    assert.equal(await unprepared.prepare!(), undefined);
  });

  it('says "network" where its code does not come, and tries again with the next call', async () => {
    let isLost = true;
    const store = lazyStore(() => (isLost ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(() => inner([]))));
    await assert.rejects(store.read('auth0|1'), (error) => error instanceof StoreError && error.code === 'network' && /did not load/.test(error.message) && String(error.cause).includes('Failed to fetch'));
    isLost = false;
    assert.deepEqual(await store.save('auth0|1', { a: 1 }), { a: 1 });
  });

  it('calls nothing for a signal that was aborted while its code was on its way', async () => {
    const calls: string[] = [];
    let arrive!: (create: () => ProfileStore) => void;
    const loading = new Promise<() => ProfileStore>((resolve) => (arrive = resolve));
    const store = lazyStore(() => loading);
    const ending = new AbortController();
    const { signal } = ending;
    const ended = [store.read('auth0|1', { signal }), store.save('auth0|1', { a: 1 }, { signal })];
    ending.abort();
    arrive(() => ({ ...inner(calls), save: () => Promise.resolve({ saved: calls.push('save') }) }));
    for (const call of ended) await assert.rejects(call, { name: 'StoreError', code: 'aborted' });
    assert.deepEqual(calls, []);
  });

  it('tells a mistake in its options as what it is', async () => {
    const store = lazyStore(() =>
      Promise.resolve(() => {
        throw new Error('Expected a domain.');
      }),
    );
    await assert.rejects(store.read('auth0|1'), { message: 'Expected a domain.' });
  });
});
