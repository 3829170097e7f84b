import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkedStore } from '../../src/person/checked-store.ts';
import type { ProfileStore } from '../../src/person/profile-store.ts';
import { StoreError } from '../../src/person/store-error.ts';

const storeWith = (answer: unknown) => ({ read: () => Promise.resolve(answer), save: () => Promise.resolve(answer) }) as unknown as ProfileStore;

describe('a store of the page’s own', () => {
  it('answers what it was asked for, with what it was given', async () => {
    const calls: unknown[][] = [];
    const note = (name: string) => (...given: unknown[]) => {
      calls.push([name, ...given]);
      return Promise.resolve({ company: 'ACME' });
    };
    const store = checkedStore({ read: note('read'), save: note('save'), mergesLedger: true });
    const { signal } = new AbortController();
    assert.deepEqual(await store.read('ada', { signal }), { company: 'ACME' });
    assert.deepEqual(await store.save('ada', { company: 'ACME' }, { signal }), { company: 'ACME' });
    assert.deepEqual(calls, [['read', 'ada', { signal }], ['save', 'ada', { company: 'ACME' }, { signal }]]);
    assert.equal(store.mergesLedger, true);
  });

  it('has both calls', () => {
    assert.throws(() => checkedStore({ read: () => Promise.resolve({}) } as unknown as ProfileStore), /Expected `store` to have save\(\), got undefined\. Use managementStore/);
    assert.throws(() => checkedStore({ read: 'no', save: () => Promise.resolve({}) } as unknown as ProfileStore), /to have read\(\), got string\./);
  });

  it('fails where it answers without what was saved, or with something else', async () => {
    for (const answer of [{}, { company: 'Other' }, { user_id: 'ada', user_metadata: { company: 'ACME' } }]) {
      await assert.rejects(checkedStore(storeWith(answer)).save('ada', { company: 'ACME' }), { code: 'unverified', message: /Not as sent: company/ });
    }
    assert.deepEqual(await checkedStore(storeWith({ role: 'dev' })).save('ada', { company: null }), { role: 'dev' }, 'erased');
  });

  it('fails with what it answered in place of a profile', async () => {
    for (const [answer, got] of [[undefined, 'undefined'], [null, 'null'], [[], 'a list'], ['{}', 'string']] as const) {
      const store = checkedStore(storeWith(answer));
      for (const [name, call] of [['read', () => store.read('ada')], ['save', () => store.save('ada', {})]] as const) {
        await assert.rejects(call, (error) => {
          assert.ok(error instanceof StoreError, 'another error');
          assert.equal(error.code, 'unverified');
          assert.match(error.message, new RegExp(`Expected ${name}\\(\\) of the store .* got ${got}\\. Return it\\.`));
          return true;
        });
      }
    }
  });
});
