import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { OpenAsks } from '../../src/person/open-asks.ts';
import { PersonLedger } from '../../src/person/person-ledger.ts';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';

const plain = { fields: [] };
const named = { id: 'onboarding', fields: [] };

let storage: PersonStorage;
let asks: OpenAsks;

beforeEach(() => {
  storage = new PersonStorage(new MemoryStorage(), 'ann');
  asks = new OpenAsks(storage, new PersonLedger(storage));
});

describe('what is on the screen', () => {
  it('is kept for each plan by itself', () => {
    asks.keep(plain, { names: ['company'] });
    asks.keep(named, { names: ['role'], isSmall: true });
    assert.deepEqual([asks.find(plain), asks.find(named)], [{ names: ['company'] }, { names: ['role'], isSmall: true }]);
    asks.keep(plain, undefined);
    assert.deepEqual([asks.find(plain), asks.find(named)], [undefined, { names: ['role'], isSmall: true }]);
    asks.keep(named, undefined);
    assert.equal(storage.read('open-ask'), undefined);
  });

  it('is found where an earlier version has written it, and kept beside that of another plan', () => {
    storage.write('open-ask', { names: ['company'] });
    assert.deepEqual([asks.find(plain), asks.find(named)], [{ names: ['company'] }, undefined]);
    asks.keep(named, { names: ['role'] });
    assert.deepEqual([asks.find(plain), asks.find(named)], [{ names: ['company'] }, { names: ['role'] }]);
  });

  it('is nothing where somebody else wrote over it', () => {
    for (const broken of [null, 5, 'x', [], { '': 5 }, { '': null }, { '': { names: 'company' } }]) {
      storage.write('open-ask', broken);
      assert.equal(asks.find(plain), undefined, JSON.stringify(broken));
    }
  });

  it('ends a quiet period when it comes, not when it goes', () => {
    asks.keep(named, { names: ['role'] });
    asks.keep(plain, { names: ['company'] });
    storage.write('quiet-period', { key: 'k', began: [] });
    asks.keep(plain, undefined);
    assert.deepEqual(storage.read('quiet-period'), { key: 'k', began: [] });
    asks.keep(plain, { names: ['company'] });
    assert.equal(storage.read('quiet-period'), undefined);
  });
});

describe('what was typed', () => {
  it('is kept by field until it is taken back', () => {
    asks.setDraft('company', 'AC');
    asks.setDraft('seats', 7);
    assert.deepEqual(asks.drafts, { company: 'AC', seats: 7 });
    asks.setDraft('company', undefined);
    assert.deepEqual(asks.drafts, { seats: 7 });
    asks.setDraft('seats', undefined);
    assert.deepEqual([asks.drafts, storage.read('drafts')], [{}, undefined]);
  });

  it('is nothing where somebody else wrote over it', () => {
    for (const broken of [null, 5, 'x']) {
      storage.write('drafts', broken);
      assert.deepEqual(asks.drafts, {}, JSON.stringify(broken));
    }
  });
});
