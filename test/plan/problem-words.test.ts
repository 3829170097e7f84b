/** How places, values and near names are written in the problems of a plan. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describe as inFewWords, expectedAt, formatPath, nearest, quote } from '../../src/plan/problem-words.ts';

describe('a value in few words', () => {
  for (const [value, words] of [
    ['x'.repeat(40), `"${'x'.repeat(40)}"`],
    ['x'.repeat(41), `a text of 41 characters: "${'x'.repeat(40)}…"`],
    [[], 'an empty list'],
    [[1, 2], 'a list of 2'],
    [null, 'null'],
    [5, '5'],
    [false, 'false'],
    [undefined, 'nothing'],
    [{}, 'an object'],
    [() => 0, 'a function'],
  ] as const) {
    it(words, () => assert.equal(inFewWords(value), words));
  }

  it('is in quotation marks, and cut where it is long', () => {
    assert.equal(quote('say "yes"'), '"say \\"yes\\""');
    assert.deepEqual([quote('x'.repeat(40)), quote('x'.repeat(41))], [`"${'x'.repeat(40)}"`, `"${'x'.repeat(40)}…"`]);
  });
});

describe('what is expected', () => {
  for (const [path, words] of [
    [[], /^a plan/],
    [['fields', 0], /^a field:/],
    [['fields', 0, 'type'], /^one of text, /],
    [['fields', 0, 'label'], /^a text of 1 to 1000 characters, or one by language/],
    [['fields', 0, 'label', 'en'], /^a text of 1 to 1000 characters, or one by language/],
    [['fields', 0, 'link', 'text', 'de'], /^a text of 1 to 1000 characters, or one by language/],
    [['fields', 0, 'when', 'company'], /^a text, a number, true, false or null$/],
    [['fields', 0, 'when', 'company', '$in', 3], /^a text, a number, true, false or null$/],
    [['fields', 0, 'ask', 'on', 1], /^an activity such as "checkout", of at most/],
    [['enrichment', 'values', 'company'], /^the name or path of a value/],
    [['experiments', 0, 'name'], /^letters, digits, "-" and "_"$/],
    [['experiments', 0, 'variants', 1, 'changes', 'fields', 'company'], /^an object with some of label/],
    [['experiments', 0, 'variants', 1, 'changes', 'fields', 'company', 'why'], /^a text of 1 to 1000 characters/],
    [['experiments', 0, 'variants', 1, 'changes', 'pacing', 'maxFields'], /^a whole number from 1 to 20$/],
    [['unheard', 'toString'], /^a text, a number, true, false or null$/],
  ] as const) {
    it(`at ${formatPath(path) || 'the plan itself'}`, () => assert.match(expectedAt(path), words));
  }
});

describe('a near name', () => {
  it('is the one that differs in few letters, or in capitals only', () => {
    assert.equal(nearest('requierd', ['name', 'required']), ' Did you mean "required"?');
    assert.equal(nearest('ID', ['name', 'id']), ' Did you mean "id"?');
    assert.equal(nearest('id', ['name', 'ID']), ' Did you mean "ID"?');
    assert.equal(nearest('zzz', ['name', 'required']), '');
    assert.equal(nearest('name', []), '');
  });

  it('is not looked for where the name is too long for a field', () => {
    assert.match(nearest('x'.repeat(99), ['x'.repeat(98)]), /Did you mean/);
    assert.equal(nearest('x'.repeat(100), ['x'.repeat(99)]), '');
  });
});

describe('a path', () => {
  for (const [path, text] of [
    [[], ''],
    [['fields', 2, 'name'], 'fields[2].name'],
    [['fields', 0, 'when', '$or', 1, 'a-b'], 'fields[0].when.$or[1].a-b'],
    [['fields', 0, 'when', 'a.b'], 'fields[0].when["a.b"]'],
    [['a b'], '["a b"]'],
    [['x'.repeat(99)], 'x'.repeat(99)],
    [['x'.repeat(100)], `${'x'.repeat(99)}…`],
  ] as const) {
    it(`is ${text || 'empty for the plan itself'}`, () => assert.equal(formatPath(path), text));
  }
});
