import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visible } from '../../src/plan/visible.ts';

describe('what a terminal would act upon', () => {
  it('is shown as an escape: control characters, ends of lines that JSON keeps, and turns of direction', () => {
    assert.equal(visible('\u001b[31mred\u202e\u2028\u2029\r'), '\\u001b[31mred\\u202e\\u2028\\u2029\\u000d');
    assert.equal(visible('a\u{e0001}b'), 'a\\udb40\\udc01b');
  });

  it('is not ordinary text, nor the end of a line', () => assert.equal(visible('Größe: 4 ✓\n日本 👋'), 'Größe: 4 ✓\n日本 👋'));
});
