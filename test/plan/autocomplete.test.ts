import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { autocompleteOf } from '../../src/plan/autocomplete.ts';
import { textField } from './life.ts';

describe('what browsers fill in', () => {
  for (const [field, token] of [
    [textField('first_name', { autocomplete: 'nickname' }), 'nickname'],
    [textField('work', { type: 'email' }), 'email'],
    [textField('work', { type: 'tel' }), 'tel'],
    [textField('home', { type: 'country' }), 'country-name'],
    [textField('First_Name'), 'given-name'],
    [textField('company', { type: 'text' }), 'organization'],
    [textField('hobby'), undefined],
    [textField('company', { type: 'select' }), undefined],
    [textField('name', { type: 'url' }), undefined],
  ] as const) {
    it(`is ${token ?? 'nothing'} for ${JSON.stringify(field)}`, () => assert.equal(autocompleteOf(field), token));
  }
});
