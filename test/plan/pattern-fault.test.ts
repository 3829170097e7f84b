import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPatternExaminer, MAX_EXAMINED_PATTERNS } from '../../src/plan/pattern-fault.ts';

const faultOf = (pattern: string) => createPatternExaminer()(pattern);

describe('a pattern of a plan', () => {
  for (const pattern of [
    '[A-Z]{2}[0-9]{4}', '(a|b)c', '[^ ]+ [^ ]+',
    // Properties take no blanks.
    '\\p{L}+ \\p{L}+', '[\\p{L}]+ \\p{Letter}+', '[\\p{L}\\]]+ \\p{Alphabetic}+', '\\p{Lu}+ \\p{Lowercase}+', '\\p{N}+ [\\p{Nd}x]+', '\\p{Number}+-\\p{Number}+', '[a]\\p{L}+ \\p{L}+', '[^a]\\p{L}+ \\p{L}+',
  ]) {
    it(`is harmless: ${pattern}`, () => assert.equal(faultOf(pattern), undefined));
  }

  for (const pattern of [
    '(a+)+', '\\p{L}+\\p{L}+', '[[a-z]--[aeiou]]', '\\[(\\p{L}+)+', '\\p{L}+\\p{N}+',
    // What is outside of a negated set may be more than it looks like.
    '[^\\p{L}]+€+x', '[^\\p{L}]+ \\p{L}+',
    // Other properties stand for any character, whatever their names begin or end with.
    '\\p{Script=Greek}+ \\p{Script=Greek}+', '\\p{gc=L}+ \\p{gc=L}+', '\\p{Lowercase_Letter}+ \\p{L}+', '\\p{LC}+ \\p{L}+', '\\p{gc=Nd}+ \\p{Nd}+', '\\p{Nl}+ \\p{N}+', '\\p{Emoji}+ \\p{Emoji}+',
  ]) {
    it(`may be slow: ${pattern}`, () => assert.equal(faultOf(pattern), 'slow'));
  }

  it('is slow with over eight brackets in each other, whatever is in them', () => {
    assert.equal(faultOf(`${'('.repeat(8)}a${')'.repeat(8)}`), undefined);
    assert.equal(faultOf(`${'('.repeat(9)}a${')'.repeat(9)}`), 'slow');
    assert.equal(faultOf('(a)'.repeat(9)), undefined);
    assert.equal(faultOf(`${'(a'.repeat(9)}${')'.repeat(9)}`), 'slow');
    assert.equal(faultOf(`${'\\('.repeat(9)}(a)`), undefined);
  });

  it('may be such that it does not compile', () => {
    for (const pattern of ['(', '\\p{Nonsense}', 'a)|(b']) assert.equal(faultOf(pattern), 'syntax');
  });

  it('is not examined after twenty others, unless it is plain or was among them', () => {
    const examine = createPatternExaminer();
    for (let number = 0; number < 50; number++) assert.equal(examine(`[a-z]{${number}}`), undefined);
    for (let number = 1; number < MAX_EXAMINED_PATTERNS; number++) assert.equal(examine(`(a)b{${number}}`), undefined);
    assert.equal(examine('(a+)+'), 'slow');
    assert.equal(examine('(a)b{99}'), 'many');
    assert.deepEqual([examine('(a+)+'), examine('(a)b{1}'), examine('[a-z]'), examine('(')], ['slow', undefined, undefined, 'syntax']);
  });
});
