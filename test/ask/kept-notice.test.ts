import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { keptNotice } from '../../src/ask/kept-notice.ts';
import type { Person } from '../../src/person/person.ts';
import { StoreError } from '../../src/person/store-error.ts';

const ofPage = { isVolatile: true } as Person;
const ofDisk = { isVolatile: false } as Person;
const useNetwork = (onLine: boolean) => Object.defineProperty(globalThis, 'navigator', { value: { onLine }, configurable: true });

afterEach(() => void Reflect.deleteProperty(globalThis, 'navigator'));

describe('what a person is told after a save that failed', () => {
  it('is where the answer is kept, and what it waits for', () => {
    useNetwork(true);
    assert.deepEqual([ofDisk, ofPage, undefined].map((person) => keptNotice(new StoreError('server'), person)), ['kept', 'keptHere', 'kept']);
    useNetwork(false);
    assert.deepEqual([ofDisk, ofPage].map((person) => keptNotice(new StoreError('network'), person)), ['offline', 'keptHere']);
  });

  it('is that the answer is refused, if sending it again does not help', () => {
    useNetwork(true);
    for (const code of ['invalid', 'too-large'] as const) assert.equal(keptNotice(new StoreError(code), ofPage), 'refused');
  });

  it('is nothing where another answer is in the profile', () => {
    useNetwork(true);
    assert.equal(keptNotice(new StoreError('answered-elsewhere'), ofPage), undefined);
  });
});
