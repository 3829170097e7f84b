import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAtLogin } from '../../src/plan/at-login.ts';
import { textField } from './life.ts';

const ask = { atLogin: true };

describe('what is asked during a login', () => {
  it('is a required field whose rule says so', () => assert.equal(isAtLogin(textField('company', { required: true, ask })), true));

  for (const changes of [
    { ask }, { required: false, ask }, { required: true }, { required: true, ask: 'later' }, { required: true, ask: {} }, { required: true, ask: { atLogin: false } },
    { required: true, ask, type: 'hidden', value: 'x' }, { required: true, ask, storage: 'root' },
  ] as const) {
    it(`is no field with ${JSON.stringify(changes)}`, () => assert.equal(isAtLogin(textField('company', changes)), false));
  }
});
