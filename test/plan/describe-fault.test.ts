/** Which sentence is said of an answer that does not fit. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnswerFault } from '../../src/plan/codec.ts';
import { describeFault } from '../../src/plan/describe-fault.ts';
import { hintsIn } from '../../src/plan/hints-in.ts';
import type { ProfileField } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

const english = hintsIn('en');
/** Each sentence is its own key, and its number. */
const keys = Object.fromEntries(Object.keys(english).map((key) => [key, `${key} {limit}`])) as unknown as typeof english;
const keyOf = (type: ProfileField['type'], code: AnswerFault['code']) => describeFault(keys, { name: 'a', label: 'A', type }, { code, limit: 7 }, 'en');

describe('the sentence for a fault', () => {
  for (const [type, code, key] of [
    ['text', 'required', 'required'],
    ['checkbox', 'required', 'required-checkbox'],
    ['text', 'type', 'type'],
    ['email', 'type', 'type-email'],
    ['tel', 'type', 'type-tel'],
    ['url', 'type', 'type-url'],
    ['number', 'type', 'type-number'],
    ['date', 'type', 'type-date'],
    ['rating', 'type', 'type'],
    [undefined, 'type', 'type'],
    ['number', 'too-small', 'too-small'],
    ['number', 'too-large', 'too-large'],
    ['date', 'too-small', 'too-early'],
    ['date', 'too-large', 'too-late'],
    ['date', 'step', 'step'],
    ['select', 'option', 'option'],
  ] as const) {
    it(`is "${key}" for ${code} of ${type ?? 'no type'}`, () => assert.equal(keyOf(type, code), `${key} 7`));
  }

  it('has an example of a number where there is no limit', () => {
    assert.equal(describeFault(keys, textField('a', { type: 'number' }), { code: 'type' }, 'en'), 'type-number 4.5');
  });

  it("is the plan's own, in the language of the person, for a value that does not fit", () => {
    const field = textField('vat_id', { hint: { en: 'Two letters and digits', de: 'Zwei Buchstaben und Ziffern' } });
    const say = (code: AnswerFault['code']) => describeFault(keys, field, { code }, 'de-AT');
    assert.equal(say('pattern'), 'Zwei Buchstaben und Ziffern');
    assert.equal(say('too-short'), 'Zwei Buchstaben und Ziffern');
    assert.deepEqual([say('required'), say('markup')], ['required 4.5', 'markup 4.5']);
  });

  it('goes with its number', () => {
    const say = (text: string, limit: number, language = 'en') => describeFault({ ...english, 'too-short': text }, textField('a'), { code: 'too-short', limit }, language);
    const text = 'Enter {limit, plural, one {one sign} other {# signs}} or more.';
    assert.deepEqual([say(text, 1), say(text, 4)], ['Enter one sign or more.', 'Enter 4 signs or more.']);
    assert.equal(say('{limit, plural, other {# signs}}', 1), '1 signs');
    assert.equal(say('{limit, plural, few {# x}}', 1), '1');
    assert.equal(say('{limit, plural, few {# znaki} other {# znaków}}', 2, 'pl'), '2 znaki');
    assert.equal(say('At least {limit}!', 2), 'At least 2!');
  });
});
