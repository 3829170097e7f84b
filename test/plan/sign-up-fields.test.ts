import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allHints } from '../../src/locales/all-hints.ts';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import type { ProfileField } from '../../src/plan/plan.ts';
import { signUpFields, type AdditionalSignUpField } from '../../src/plan/sign-up-fields.ts';

const options = [
  { value: 'dev', label: { en: 'Developer', de: 'Entwicklung' } },
  { value: 'ops', label: 'Operations' },
];

function formOf(given: Partial<ProfileField>, language?: string): { field?: AdditionalSignUpField; reason?: string } {
  const { fields, deferred } = signUpFields({ fields: [{ name: 'field', label: { en: 'Field', de: 'Feld' }, ask: 'signup', ...given }] }, { language });
  return { field: fields[0], reason: deferred[0]?.reason };
}
const fieldOf = (given: Partial<ProfileField>, language?: string) => formOf(given, language).field ?? assert.fail('deferred');
const verdictOn = (value: string, given: Partial<ProfileField>, language?: string) => fieldOf(given, language).validator?.(value);

describe('signUpFields', () => {
  it('takes the fields with "ask": "signup" in the order of the plan, and no others', () => {
    const { fields, deferred } = signUpFields({
      fields: [
        { name: 'b', label: 'B', ask: 'signup' },
        { name: 'c', label: 'C' },
        { name: 'd', label: 'D', ask: { after: { sessions: 2 } } },
        { name: 'a', label: 'A', ask: 'signup' },
      ],
    });
    assert.deepEqual([fields.map(({ name }) => name), deferred], [['b', 'a'], []]);
  });

  for (const type of [undefined, 'text', 'email', 'tel', 'url', 'number'] as const) {
    it(`makes a text with a validator of ${type ?? 'no type'}`, () => {
      const { validator, ...rest } = fieldOf({ type, required: true }, 'de');
      assert.deepEqual(rest, { name: 'field', type: 'text', placeholder: 'Feld' });
      assert.deepEqual(validator?.(''), { valid: false, hint: 'Bitte beantworten.' });
    });
  }

  it('tells what may stay blank, and how a date is written', () => {
    assert.equal(fieldOf({}).placeholder, 'Field (optional)');
    assert.equal(fieldOf({ type: 'date' }, 'de').placeholder, 'Feld (JJJJ-MM-TT, optional)');
    assert.deepEqual(verdictOn('', {}), { valid: true });
  });

  it('says in the language of the person what is wrong', () => {
    assert.deepEqual(verdictOn('x', { type: 'email' }, 'de'), { valid: false, hint: allHints.de['type-email'] });
    assert.deepEqual(verdictOn('1.5.2026', { type: 'date' }, 'fr'), { valid: false, hint: allHints.fr['type-date'] });
    assert.deepEqual(verdictOn('2025-01-01', { type: 'date', min: '2026-01-01' }), { valid: false, hint: 'Choose 2026-01-01 or later.' });
    assert.deepEqual(verdictOn('7', { type: 'number', max: 5 }, 'pl-PL'), { valid: false, hint: 'Podaj 5 lub mniej.' });
    assert.deepEqual(verdictOn('abc', { maxLength: 2 }, 'ja'), { valid: false, hint: '2文字以内で入力してください。' });
    assert.deepEqual(verdictOn('', { required: true }, 'xx'), { valid: false, hint: 'Answer this question.' });
  });

  it('refuses what Lock would store changed', () => {
    for (const typed of ['I <3 you', 'a &amp; b']) {
      assert.deepEqual(verdictOn(typed, {}), { valid: false, hint: allHints.en.markup });
    }
    assert.deepEqual(verdictOn('Tom & Jerry > all', {}), { valid: true });
  });

  it('keeps to the 499 characters of Auth0, blanks included, whatever the plan allows', () => {
    assert.equal(verdictOn('x'.repeat(499), { maxLength: 600 })?.valid, true);
    assert.equal(verdictOn('x'.repeat(500), { maxLength: 600 })?.valid, false);
    assert.equal(verdictOn(`x${' '.repeat(499)}`, {})?.valid, false);
  });

  it('makes a select of select, radio, rating and country', () => {
    for (const type of ['select', 'radio'] as const) {
      assert.deepEqual(fieldOf({ type, options, required: true }, 'de'), {
        name: 'field',
        type: 'select',
        placeholder: 'Feld',
        options: [
          { value: 'dev', label: 'Entwicklung' },
          { value: 'ops', label: 'Operations' },
        ],
      });
    }
    assert.deepEqual(
      fieldOf({ type: 'rating', min: 1, max: 3, required: true }).options,
      ['1', '2', '3'].map((value) => ({ value, label: value })),
    );
    const ends = { lowLabel: { en: 'Hard', de: 'Schwer' }, highLabel: 'OK' };
    assert.deepEqual(fieldOf({ type: 'rating', max: 3, required: true, ...ends }, 'de').options?.map(({ label }) => label), ['1 – Schwer', '2', '3 – OK']);
    assert.ok(fieldOf({ type: 'country' }, 'de').options?.some(({ value, label }) => value === 'AT' && label === 'Österreich'), 'Austria has its German name');
  });

  it('gives a select that may stay blank an entry for that, which is chosen at first', () => {
    for (const type of ['select', 'radio', 'rating', 'country'] as const) {
      const given = type === 'select' || type === 'radio' ? { type, options } : { type };
      assert.deepEqual(fieldOf(given, 'de').options?.at(-1), { value: 'prefer_not_to_say', label: 'Keine Angabe' });
      assert.equal(fieldOf(given).prefill, 'prefer_not_to_say');
      assert.equal('prefill' in fieldOf({ ...given, required: true }), false);
    }
  });

  it('starts a checkbox without a tick, and lets only a required one insist on it', () => {
    const { validator, ...rest } = fieldOf({ type: 'checkbox', required: true });
    assert.deepEqual(rest, { name: 'field', type: 'checkbox', placeholder: 'Field', prefill: 'false' });
    assert.deepEqual(validator?.('false'), { valid: false, hint: 'Tick this box to go on.' });
    assert.deepEqual(validator?.('true'), { valid: true });
    assert.deepEqual(verdictOn('false', { type: 'checkbox' }), { valid: true });
    assert.equal(fieldOf({ type: 'checkbox', value: true }).prefill, 'true');
  });

  it('sends hidden values as strings', () => {
    for (const value of ['x', 3, 0, false]) assert.deepEqual(fieldOf({ type: 'hidden', value }), { name: 'field', type: 'hidden', value: String(value) });
  });

  it('starts an input with the value of the plan', () => {
    assert.equal(fieldOf({ type: 'number', value: 5 }).prefill, '5');
    assert.equal(fieldOf({ type: 'select', options, value: 'ops' }).prefill, 'ops');
  });

  it('asks root attributes beside the ten, required, within the lengths of Auth0', () => {
    const metadata = Array.from({ length: 10 }, (_, index) => ({ name: `f${index}`, label: 'F', ask: 'signup' as const }));
    const { fields, deferred } = signUpFields({ fields: [...metadata, { name: 'nickname', label: 'N', ask: 'signup', storage: 'root' }] });
    assert.equal(fields.length, 11);
    assert.deepEqual(deferred, []);
    const nickname = fields[10];
    assert.deepEqual([nickname?.storage, nickname?.placeholder], ['root', 'N']);
    assert.equal(nickname?.validator?.('').valid, false);
    assert.equal(nickname?.validator?.('x'.repeat(301)).valid, false);
    assert.equal(verdictOn('x'.repeat(301), { name: 'nickname' })?.valid, true);
    const [first, ...others] = metadata;
    assert.deepEqual(signUpFields({ fields: [{ ...first!, name: 'nickname', storage: 'root' }, ...others, { ...first!, name: 'last' }] }).deferred, []);
  });

  const obstacles: [string, Partial<ProfileField>, RegExp][] = [
    ['a long text', { type: 'textarea' }, /no textarea/],
    ['several choices', { type: 'multiselect', options }, /no multiselect/],
    ['options by address', { type: 'select', options: { url: '/roles.json' } }, /were not there/],
    ['options by function', { type: 'radio', options: () => [] }, /were not there/],
    ['no options', { type: 'select', options: [] }, /has no options/],
    ['a blank option', { type: 'select', options: [{ value: '', label: 'A' }] }, /drop or change the option ""/],
    ['an option with a sign of HTML', { type: 'select', options: [{ value: '<10', label: 'A' }] }, /change the option "<10"/],
    ['an option that is too long for Auth0', { type: 'radio', options: [{ value: 'x'.repeat(500), label: 'A' }] }, /drop or change the option/],
    ['a condition', { when: { company: 1 } }, /under a condition/],
    ['an answer that is too long for Auth0', { type: 'text', minLength: 500, maxLength: 600 }, /499/],
    ['a name of Lock', { name: 'connection' }, /this name/],
    ['a hidden value of HTML', { type: 'hidden', value: '<b>' }, /its value/],
  ];
  for (const [what, given, reason] of obstacles) {
    it(`defers ${what}`, () => {
      const form = formOf(given);
      assert.equal(form.field, undefined);
      assert.match(form.reason ?? '', reason);
    });
  }

  it('takes what is as long as Auth0 allows', () => {
    assert.equal(formOf({ type: 'radio', options: [{ value: 'x'.repeat(499), label: 'A' }] }).reason, undefined);
    assert.equal(formOf({ minLength: 499 }).reason, undefined);
  });

  it('defers the eleventh metadata field, and a name that is there already', () => {
    const fields = Array.from({ length: 12 }, (_, index) => ({ name: `f${index}`, label: 'F', ask: 'signup' as const }));
    assert.deepEqual(signUpFields({ fields }).deferred.map(({ name }) => name), ['f10', 'f11']);
    assert.deepEqual(signUpFields({ fields: [fields[0]!, fields[0]!] }).deferred.length, 1);
  });
});

describe('the hints', () => {
  it('are there in 14 languages, each with the same limits to fill in', () => {
    assert.equal(LANGUAGES.length, 14);
    const placeholders = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name);
    for (const language of LANGUAGES) {
      for (const [key, text] of Object.entries<string>({ ...allHints[language] })) {
        assert.ok(text.trim() === text && text !== '' && !/<[a-z]/i.test(text), `${language} ${key}`);
        assert.deepEqual(placeholders(text), placeholders(allHints.en[key as 'type']), `${language} ${key}`);
      }
      if (language !== 'en') assert.notEqual(allHints[language].required, allHints.en.required);
    }
  });

  it('are found by the closest language', () => {
    const saidIn = (language: string) => verdictOn('', { required: true }, language)?.hint;
    const spoken = { 'de-AT': 'de', pt: 'pt-BR', zh_TW: 'zh-CN', '': 'en', 'no language': 'en' } as const;
    for (const [language, closest] of Object.entries(spoken)) assert.equal(saidIn(language), allHints[closest].required);
  });
});
