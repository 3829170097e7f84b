import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findFault, isUnsaid, readValue } from '../../src/plan/codec.ts';
import { AnswerError, encodeAnswers } from '../../src/plan/encode-answers.ts';
import { countryOptions, isCountry } from '../../src/plan/country.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';

const field = (given: Partial<ProfileField> = {}): ProfileField => ({ name: 'field', label: 'Field', ...given });
const options = [
  { value: 'dev', label: 'Developer' },
  { value: 'R&D', label: 'Research' },
];

describe('readValue', () => {
  const rows: [Partial<ProfileField>, unknown, unknown][] = [
    [{}, ' Ada ', 'Ada'],
    [{}, 42, '42'],
    [{}, 'Tom &amp; Jerry &lt;3', 'Tom & Jerry <3'],
    [{}, 'a&nbsp;b', 'a\u00a0b'],
    [{}, '&amp;lt;', '&lt;'],
    [{}, '&eacute;', '&eacute;'],
    [{ type: 'number' }, '42', 42],
    [{ type: 'number' }, ' -4.5e1 ', -45],
    [{ type: 'number' }, 0, 0],
    [{ type: 'rating' }, '4', 4],
    [{ type: 'checkbox' }, 'true', true],
    [{ type: 'checkbox' }, 'false', false],
    [{ type: 'checkbox' }, ' true ', true],
    [{ type: 'checkbox' }, false, false],
    [{ type: 'date' }, '2026-05-01', '2026-05-01'],
    [{ type: 'select', options }, 'R&amp;D', 'R&D'],
    [{ type: 'select', options: { url: '/roles.json' } }, 'anything', 'anything'],
    [{ type: 'multiselect', options }, ['dev', 'R&amp;D', 'dev', ''], ['dev', 'R&D']],
    [{ type: 'multiselect', options }, 'dev', ['dev']],
    [{ type: 'country' }, 'AT', 'AT'],
    [{ type: 'url' }, 'https://example.com/?a=1&amp;b=2', 'https://example.com/?a=1&b=2'],
    [{ type: 'hidden', value: 3 }, '3', 3],
    [{ type: 'hidden', value: true }, 'true', true],
    [{ type: 'hidden', value: 'x' }, 'y', 'y'],
    [{ type: 'hidden', value: 'x', maxLength: 3 }, 'long', 'long'],
  ];
  for (const [given, raw, value] of rows) {
    it(`reads ${JSON.stringify(raw)} of a ${given.type ?? 'text'} as ${JSON.stringify(value)}`, () => {
      assert.deepEqual(readValue(field(given), raw), { value });
    });
  }

  it('knows nothing from what is blank, and from "Prefer not to say"', () => {
    for (const raw of [undefined, null, '', '  ', '&nbsp;', [], ['']]) {
      for (const type of ['text', 'number', 'checkbox', 'multiselect', 'date'] as const) {
        assert.equal(readValue(field({ type, options }), raw), undefined);
      }
    }
    for (const type of ['select', 'radio', 'rating', 'country'] as const) {
      assert.equal(readValue(field({ type, options }), 'prefer_not_to_say'), undefined);
    }
    assert.deepEqual(readValue(field(), 'prefer_not_to_say'), { value: 'prefer_not_to_say' });
  });

  const unfit: [Partial<ProfileField>, unknown][] = [
    [{ type: 'number' }, 'many'],
    [{ type: 'number' }, '0x10'],
    [{ type: 'number' }, true],
    [{ type: 'number', max: 5 }, 6],
    [{ type: 'select', options }, 'boss'],
    [{ type: 'multiselect', options }, ['dev', 'boss']],
    [{ type: 'checkbox' }, 'yes'],
    [{ type: 'checkbox', required: true }, false],
    [{ type: 'date' }, '2026-02-30'],
    [{ type: 'date' }, '01.05.2026'],
    [{ type: 'country' }, 'DD'],
    [{ maxLength: 3 }, 'Tom &amp; Jerry'],
    [{}, ['a']],
  ];
  for (const [given, raw] of unfit) {
    it(`keeps ${JSON.stringify(raw)} of a ${JSON.stringify(given)} as it is, and marks it`, () => {
      assert.deepEqual(readValue(field(given), raw), { value: raw, unfit: true });
    });
  }

  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  for (const [raw, value] of [
    [{ street: 'Main' }, '{"street":"Main"}'],
    [{ toString: 1, valueOf: 1 }, '{"toString":1,"valueOf":1}'],
    [['dev', {}], '["dev",{}]'],
    [cyclic, ''],
  ] as const) {
    it(`gives ${value} for what is no kind of answer, which no page could make a text of`, () => {
      for (const type of ['text', 'number', 'multiselect', 'rating', 'date', 'select'] as const) {
        assert.deepEqual(readValue(field({ type, options }), raw), { value, unfit: true });
      }
    });
  }
});

describe('isUnsaid', () => {
  it('tells "Prefer not to say" from an answer of the same words, and from no answer', () => {
    assert.equal(isUnsaid(field({ type: 'radio', options }), 'prefer_not_to_say'), true);
    assert.equal(isUnsaid(field(), 'prefer_not_to_say'), false);
    assert.equal(isUnsaid(field({ type: 'radio', options }), ''), false);
  });
});

describe('what is longer than any stored answer', () => {
  // 5000 characters at most, each of which may be stored as `&nbsp;`.
  const [longest, longer] = [' '.repeat(30_000), ' '.repeat(30_001)];
  const [most, more] = [Array<string>(1000).fill(''), Array<string>(1001).fill('')];

  it('is no answer even if it is blank', () => {
    for (const [type, blank, tooLong] of [['text', longest, longer], ['multiselect', most, more], ['multiselect', [longest], ['dev', longer]]] as const) {
      const given = field({ type, options, maxLength: 7 });
      assert.equal(findFault(given, blank), undefined);
      assert.equal(readValue(given, blank), undefined);
      assert.deepEqual(findFault(given, tooLong), { code: 'too-long', limit: 7 });
      assert.deepEqual(readValue(given, tooLong), { value: tooLong, unfit: true });
    }
  });
});

describe('findFault', () => {
  const rows: [Partial<ProfileField>, unknown, ReturnType<typeof findFault>][] = [
    [{ required: true }, ' ', { code: 'required' }],
    [{}, '', undefined],
    [{ type: 'checkbox', required: true }, false, { code: 'required' }],
    [{ type: 'checkbox' }, false, undefined],
    [{ minLength: 3 }, ' ab ', { code: 'too-short', limit: 3 }],
    [{ maxLength: 3 }, 'abcd', { code: 'too-long', limit: 3 }],
    [{}, 'x'.repeat(500), { code: 'too-long', limit: 499 }],
    [{ type: 'textarea' }, 'x'.repeat(2000), undefined],
    [{ type: 'textarea' }, 'x'.repeat(2001), { code: 'too-long', limit: 2000 }],
    [{ pattern: '[a-z]+' }, 'abc1', { code: 'pattern' }],
    [{ pattern: 'a|b' }, 'ab', { code: 'pattern' }],
    [{ pattern: '(' }, 'anything', undefined],
    [{ type: 'email' }, 'ada@', { code: 'type' }],
    [{ type: 'email' }, 'ada@example.com', undefined],
    [{ type: 'tel' }, 'call me', { code: 'type' }],
    [{ type: 'tel' }, '(030) 12-34', undefined],
    [{ type: 'url' }, 'javascript:alert(1)//https://', { code: 'type' }],
    [{ type: 'url' }, 'https://', { code: 'type' }],
    [{ type: 'url' }, 'example.com', { code: 'type' }],
    [{ type: 'url' }, 'ftp://example.com', { code: 'type' }],
    [{ type: 'url' }, 'see https://example.com', { code: 'type' }],
    [{ type: 'url' }, 'https://example.com/a b', { code: 'type' }],
    [{ type: 'url' }, 'http://[', { code: 'type' }],
    [{ type: 'url' }, 'webhttps://example.com', { code: 'type' }],
    [{ type: 'url' }, 'http://example.com', undefined],
    [{ type: 'tel' }, '112', undefined],
    [{ minLength: 3 }, 'abc', undefined],
    [{ type: 'multiselect', options }, ['dev', {}], { code: 'type' }],
    [{ type: 'number' }, '4,5', { code: 'type' }],
    [{ type: 'number' }, '4.5', undefined],
    [{ type: 'number', min: 1, max: 1 }, 1, undefined],
    [{ type: 'number', min: 1 }, 0, { code: 'too-small', limit: 1 }],
    [{ type: 'number', max: 1 }, '2', { code: 'too-large', limit: 1 }],
    [{ type: 'number', step: 0.1 }, 0.3, undefined],
    [{ type: 'number', step: 0.3 }, 99_999_999.9, undefined],
    [{ type: 'number', step: 5, min: 1 }, 7, { code: 'step', limit: 5 }],
    [{ type: 'number', step: 5, min: 1 }, 11, undefined],
    [{ type: 'rating' }, 6, { code: 'too-large', limit: 5 }],
    [{ type: 'rating' }, 2.5, { code: 'step', limit: 1 }],
    [{ type: 'date', min: '2026-01-01' }, '2025-12-31', { code: 'too-small', limit: '2026-01-01' }],
    [{ type: 'date', min: '2026-01-01', step: 7 }, '2026-01-09', { code: 'step', limit: 7 }],
    [{ type: 'date' }, '0000-01-01', { code: 'type' }],
    [{ type: 'country' }, 'EU', { code: 'option' }],
    [{ type: 'select', options }, 'boss', { code: 'option' }],
    [{ type: 'select', options, required: true }, 'prefer_not_to_say', { code: 'required' }],
    [{}, {}, { code: 'type' }],
    [{}, 'a < b', undefined],
  ];
  for (const [given, answer, fault] of rows) {
    it(`finds ${fault?.code ?? 'nothing'} in ${JSON.stringify(answer).slice(0, 30)} for ${JSON.stringify(given)}`, () => {
      assert.deepEqual(findFault(field(given), answer), fault);
    });
  }
});

describe('encodeAnswers', () => {
  const plan: ProfilePlan = {
    fields: [
      field({ name: 'company', required: true }),
      field({ name: 'age', type: 'number' }),
      field({ name: 'news', type: 'checkbox' }),
      field({ name: 'topics', type: 'multiselect', options }),
      field({ name: 'ssn', sensitive: true, maxLength: 4 }),
      field({ name: 'nickname', storage: 'root', ask: 'signup' }),
    ],
  };

  it('gives the exact patch: trimmed, typed, null to erase, nothing for what is left alone', () => {
    assert.deepEqual(
      encodeAnswers(plan, { company: ' Acme & Sons <3 ', age: '42', news: false, topics: ['dev', 'dev'], ssn: '' }),
      { company: 'Acme & Sons <3', age: 42, news: false, topics: ['dev'], ssn: null },
    );
    assert.deepEqual(encodeAnswers(plan, { company: null, age: undefined }), { company: null });
  });

  it('refuses unknown names, root attributes and all that does not fit, at once and without the values', () => {
    const answers = JSON.parse('{"company": "", "age": "many", "ssn": "123-45-6789", "nickname": "Ada", "__proto__": 1, "role": "dev"}') as Record<string, unknown>;
    assert.throws(
      () => encodeAnswers(plan, answers),
      (error: AnswerError) => {
        assert.ok(error instanceof AnswerError, String(error));
        assert.deepEqual(error.problems.map(({ name, code }) => [name, code]), [
          ['company', 'required'],
          ['age', 'type'],
          ['ssn', 'too-long'],
          ['nickname', 'root'],
          ['__proto__', 'unknown'],
          ['role', 'unknown'],
        ]);
        assert.doesNotMatch(JSON.stringify([error.message, error.problems]), /6789|many|Ada/);
        assert.match(error.message, /"age" does not fit the plan: type\.\n.*"ssn" does not fit the plan: too-long \(4\)\.\n"nickname" is a root attribute.*\n"__proto__" is not a field/);
        return true;
      },
    );
  });

  it('shows the first 99 characters of a name that is longer than any of a plan', () => {
    const messageOf = (name: string) => {
      try {
        encodeAnswers(plan, { [name]: 1 });
      } catch (error) {
        return (error as Error).message;
      }
      return assert.fail('the name is taken');
    };
    assert.equal(messageOf('x'.repeat(100)), `"${'x'.repeat(99)}…" is not a field of the plan.`);
    assert.equal(messageOf('x'.repeat(99)), `"${'x'.repeat(99)}" is not a field of the plan.`);
  });

  it('stores a text that looks like an entity so that it reads back as it was', () => {
    const patch = encodeAnswers({ fields: [...plan.fields, field({ name: 'tags', type: 'multiselect', options: { url: '/tags.json' } })] }, { company: '&lt;', tags: ['&lt;'] });
    assert.deepEqual(patch, { company: '&amp;lt;', tags: ['&amp;lt;'] });
    assert.deepEqual(readValue(field(), patch['company']), { value: '&lt;' });
  });
});

describe('countryOptions', () => {
  it('lists the 249 countries of ISO 3166-1 and Kosovo, no unions, no codes of the past', () => {
    const codes = countryOptions('en').map(({ value }) => value);
    assert.equal(codes.length, 250);
    assert.equal(new Set(codes).size, 250);
    for (const code of ['DE', 'US', 'XK', 'AQ', 'SS']) assert.ok(codes.includes(code) && isCountry(code), code);
    for (const code of ['EU', 'UN', 'DD', 'SU', 'YU', 'ZZ', 'XA', 'UK', 'de', 'DEU', '']) assert.ok(!isCountry(code), code);
  });

  it('names and sorts them in the language, and in English where that is none', () => {
    const german = countryOptions('de').map(({ label }) => label);
    const places = ['Afghanistan', 'Ägypten', 'Albanien', 'Österreich', 'Polen'].map((label) => german.indexOf(label));
    assert.ok(!places.includes(-1), 'a country is missing');
    assert.deepEqual(places, [...places].sort((one, other) => one - other));
    assert.equal(countryOptions('pt_BR').some(({ label }) => label === 'Alemanha'), true);
    assert.equal(countryOptions('no tag at all').some(({ label }) => label === 'Germany'), true);
  });
});
