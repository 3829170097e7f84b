import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compilePattern, isPlainPattern } from '../../src/plan/pattern.ts';

describe('a pattern', () => {
  it('is compiled to match all of an answer, by character', () => {
    assert.deepEqual(['ab', 'abc', 'xab', 'b', 'xb'].map((text) => compilePattern('ab|b')?.test(text)), [true, false, false, true, false]);
    assert.equal(compilePattern('.')?.test('👋'), true);
    assert.equal(compilePattern('[[a-z]--[aeiou]]')?.test('e'), false);
    // With `v` it would not compile: there a bracket in a set is escaped.
    assert.equal(compilePattern('[(]')?.test('('), true);
  });

  it('is none if it does not compile, or only inside of a group', () => {
    for (const pattern of ['(', ')(', '[b-a]', '\\p{Nonsense}']) assert.equal(compilePattern(pattern), undefined, pattern);
  });

  for (const pattern of ['', '[A-Z]{2}[0-9A-Z]{2,12}', '\\d+-?\\d{4}', 'a*', 'a?b', '\\p{L}+', '[^\\s@]+x']) {
    it(`is plain at a glance: ${pattern}`, () => assert.equal(isPlainPattern(pattern), true));
  }

  for (const pattern of ['a?b?', 'a*b*', 'a+b{1,2}', '(a)', 'a|b', '(a+)+', 'a+b?c?', '\\1', '[[a]]', 'a*?']) {
    it(`is to be examined: ${pattern}`, () => assert.equal(isPlainPattern(pattern), false));
  }
});
