import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { dropOtherAnswers, keepOtherAnswers, readOtherAnswers } from '../../src/person/other-answers.ts';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';

const sensitive = new Set(['salary']);
let disk: MemoryStorage;
let storage: PersonStorage;
let people = 0;
const keep = (others: Record<string, string>) => keepOtherAnswers(storage, sensitive, Object.keys(others), others);

beforeEach(() => {
  disk = new MemoryStorage();
  // What is kept in memory outlives the storage.
  storage = new PersonStorage(disk, `ann-${people++}`);
});

describe('answers that lost against others', () => {
  it('are kept beside those that were kept before, and told once', () => {
    assert.deepEqual(keep({ company: 'ACME' }), ['company']);
    assert.deepEqual(keep({ company: 'ACME' }), []);
    assert.deepEqual(keep({ company: 'ACME', role: 'dev' }), ['role']);
    assert.deepEqual(keep({ company: 'Other' }), ['company']);
    assert.deepEqual(readOtherAnswers(storage), { company: 'Other', role: 'dev' });
  });

  it('go with the choice of the person', () => {
    keep({ company: 'ACME', role: 'dev' });
    dropOtherAnswers(storage, sensitive, ['company', 'seats']);
    assert.deepEqual(readOtherAnswers(storage), { role: 'dev' });
    dropOtherAnswers(storage, sensitive, ['role']);
    assert.equal(storage.read('other-answers'), undefined);
  });

  it('are not written down if they are sensitive, and the others are all the same', () => {
    keep({ company: 'ACME' });
    keep({ salary: '9' });
    assert.deepEqual(readOtherAnswers(storage), { company: 'ACME', salary: '9' });
    const written = () => Array.from({ length: disk.length }, (_, index) => disk.getItem(disk.key(index)!));
    assert.deepEqual(written(), ['{"company":"ACME"}']);
    dropOtherAnswers(storage, sensitive, ['company']);
    assert.deepEqual([readOtherAnswers(storage), written()], [{ salary: '9' }, []]);
    dropOtherAnswers(storage, sensitive, ['salary']);
    assert.deepEqual(readOtherAnswers(storage), {});
  });

  it('are none where somebody else wrote over them', () => {
    for (const broken of [null, 5, 'x']) {
      storage.write('other-answers', broken);
      assert.deepEqual(readOtherAnswers(storage), {}, JSON.stringify(broken));
    }
  });

  it('are left alone by an answer to something else, which other tabs need not hear of', () => {
    keep({ company: 'ACME' });
    disk.setItem(storage.key('other-answers'), '{ "company": "ACME" }');
    dropOtherAnswers(storage, sensitive, ['role']);
    assert.equal(disk.getItem(storage.key('other-answers')), '{ "company": "ACME" }');
  });
});
