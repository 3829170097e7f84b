/** Which fields Auth0's page can hold, and what is read from its post. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputName, readPostedAnswers, SHOWN_MARK, signUpPageFields } from '../../src/plan/sign-up-page.ts';
import type { ProfileField } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

const options = [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }];
const atSignUp = (name: string, changes: Partial<ProfileField> = {}) => textField(name, { ask: 'signup', ...changes });

describe('the fields of the sign-up page', () => {
  it('are those that the plan asks at sign-up, in its order', () => {
    const fields = [atSignUp('company'), textField('later'), atSignUp('role', { type: 'radio', options }), atSignUp('origin', { type: 'hidden', value: 0 })];
    assert.deepEqual(signUpPageFields({ fields }), { fields: [fields[0], fields[2], fields[3]], deferred: [] });
  });

  for (const [what, field, reason] of [
    ['a name that no input can have', atSignUp('a-b'), /^No input can have this name/],
    ['a root attribute', atSignUp('given_name', { storage: 'root' }), /root attribute/],
    ['a condition', atSignUp('vat_id', { when: { country: 'DE' } }), /under a condition/],
    ['a hidden field without a value', atSignUp('origin', { type: 'hidden' }), /no value/],
    ['options by address', atSignUp('team', { type: 'select', options: { url: '/teams.json' } }), /are fetched/],
    ['no options', atSignUp('team', { type: 'multiselect', options: [] }), /no options/],
    ['a hidden value of two lines', atSignUp('origin', { type: 'hidden', value: 'a\nb' }), /line ends or control characters/],
    ['a control character in an option', atSignUp('team', { type: 'select', options: [...options, { value: 'c\u0085', label: 'C' }] }), /line ends or control characters/],
  ] as const) {
    it(`are not those with ${what}, which are asked later`, () => {
      const { fields, deferred } = signUpPageFields({ fields: [field, atSignUp('company')] });
      assert.deepEqual([fields.map(({ name }) => name), deferred.map(({ name }) => name)], [['company'], [field.name]]);
      assert.match(deferred[0]!.reason, reason);
    });
  }
});

describe('a post of the sign-up page', () => {
  const company = atSignUp('company');
  const topics = atSignUp('topics', { type: 'multiselect', options });
  const shown = (body: object) => ({ [SHOWN_MARK]: '1', ...body });
  const read = (field: ProfileField, body: object) => {
    const { patch, faults } = readPostedAnswers([field], shown(body));
    return faults.length > 0 ? faults[0]!.fault.code : patch[field.name];
  };

  it('is told from a sign-up without the fields by its marker or by any of its inputs', () => {
    const wereShown = (body: unknown) => readPostedAnswers([company, topics], body).wereShown;
    for (const body of [{ [SHOWN_MARK]: '1' }, { 'ulp-company': '' }, { 'ulp-topics-0': 'a' }, { 'ulp-topics-1': 'b' }]) assert.equal(wereShown(body), true, JSON.stringify(body));
    for (const body of [undefined, null, 'ulp-company', 5, [], {}, { company: 'x' }, { 'ulp-topics-2': 'a' }]) assert.equal(wereShown(body), false, JSON.stringify(body));
    assert.deepEqual(readPostedAnswers([company], null), { wereShown: false, patch: {}, faults: [] });
    assert.deepEqual(readPostedAnswers([{ ...company, required: true }], {}), { wereShown: false, patch: {}, faults: [] });
  });

  it('has an input for each field, and one for each box of a multiselect', () => {
    assert.deepEqual([inputName(company), inputName(topics, 0), inputName(topics, 1)], ['ulp-company', 'ulp-topics-0', 'ulp-topics-1']);
    assert.deepEqual(read(topics, { 'ulp-topics-0': 'a', 'ulp-topics-1': 'b' }), ['a', 'b']);
    assert.deepEqual(read(topics, { 'ulp-topics-1': 'b' }), ['b']);
    assert.equal(read(topics, { 'ulp-topics-0': 'c' }), 'option');
    assert.equal(read({ ...topics, options: { url: '/topics.json' } }, { 'ulp-topics-0': 'a', 'ulp-topics': 7 }), 'type');
  });

  it('gives typed values, without the ends of lines that forms add', () => {
    assert.equal(read(company, { 'ulp-company': ' Acme ' }), 'Acme');
    assert.equal(read(atSignUp('age', { type: 'number' }), { 'ulp-age': '36' }), 36);
    assert.equal(read(atSignUp('story', { type: 'textarea', maxLength: 3 }), { 'ulp-story': 'a\r\nb' }), 'a\nb');
    assert.equal(read(company, { 'ulp-company': 'a\r\nb' }), 'a\r\nb');
    assert.equal(read(atSignUp('role', { type: 'radio', options }), { 'ulp-role': 'a' }), 'a');
  });

  it('says of a box whether it is ticked', () => {
    const news = atSignUp('news', { type: 'checkbox' });
    assert.deepEqual([read(news, { 'ulp-news': 'true' }), read(news, {}), read(news, { 'ulp-news': 'on' }), read(news, { 'ulp-news': '' })], [true, false, 'type', 'type']);
  });

  it('may have no other hidden value than the one of the plan', () => {
    const origin = atSignUp('origin', { type: 'hidden', value: 7 });
    assert.deepEqual([read(origin, { 'ulp-origin': '7' }), read(origin, { 'ulp-origin': '8' }), read(origin, {})], [7, 'type', 'type']);
    assert.equal(read({ ...origin, value: undefined }, { 'ulp-origin': 'undefined' }), 'type');
  });

  it('is refused where a value is no text', () => {
    for (const value of [['Ada', 'Eve'], { $ne: '' }, 5, null]) assert.equal(read(company, { 'ulp-company': value }), 'type');
    assert.equal(read(topics, { 'ulp-topics-0': 'a', 'ulp-topics-1': ['b', 'b'] }), 'type');
  });

  it('writes nothing for what is blank, and nothing at all if one answer is at fault', () => {
    const age = atSignUp('age', { type: 'number' });
    assert.deepEqual(readPostedAnswers([company, age], { 'ulp-company': 'Acme', 'ulp-age': '' }), { wereShown: true, patch: { company: 'Acme' }, faults: [] });
    assert.deepEqual(readPostedAnswers([company, age], { 'ulp-company': 'Acme', 'ulp-age': 'x' }), { wereShown: true, patch: {}, faults: [{ field: age, fault: { code: 'type' } }] });
  });
});
