import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { writeSignUpAnswers } from '../../src/person/sign-up-answers.ts';
import type { ProfileField } from '../../src/plan/plan.ts';

const fields: ProfileField[] = [
  { name: 'company', label: 'Company' },
  { name: 'team_size_now', label: 'Team' },
  { name: 'salary', label: 'Salary', sensitive: true },
];

let disk: MemoryStorage;
let storage: PersonStorage;

beforeEach(() => {
  disk = new MemoryStorage();
  storage = new PersonStorage(disk, 'ann');
});

describe('the answers of the sign-up form', () => {
  it('are the copy of the profile, under the names of the plan, without sensitive values', () => {
    writeSignUpAnswers(storage, fields, { company: 'ACME', teamSizeNow: '5', salary: 'Xq9-secret', other: 'x' });
    assert.deepEqual(storage.read('profile'), { values: { company: 'ACME', team_size_now: '5' }, concealed: ['salary'], fields: ['company', 'team_size_now', 'salary'] });
    assert.equal(disk.getItem(storage.key('profile'))?.includes('Xq9-secret'), false);
  });

  it('are taken under their own name first', () => {
    writeSignUpAnswers(storage, fields, { team_size_now: '6', teamSizeNow: '5' });
    assert.deepEqual(storage.read('profile'), { values: { team_size_now: '6' }, concealed: [], fields: ['company', 'team_size_now', 'salary'] });
  });

  it('are not written where nothing was answered', () => {
    for (const stored of [{}, { company: '' }, { company: 5 }, { company: null }]) writeSignUpAnswers(storage, fields, stored);
    assert.equal(storage.read('profile'), undefined);
    writeSignUpAnswers(storage, fields, { salary: '9' });
    assert.deepEqual(storage.read('profile'), { values: {}, concealed: ['salary'], fields: ['company', 'team_size_now', 'salary'] });
  });

  it('replace nothing that is known', () => {
    storage.write('profile', { values: { company: 'Known' } });
    writeSignUpAnswers(storage, fields, { company: 'ACME' });
    assert.deepEqual(storage.read('profile'), { values: { company: 'Known' } });
  });
});
