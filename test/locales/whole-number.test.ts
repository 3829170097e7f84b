import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import { wholeNumber } from '../../src/locales/whole-number.ts';

const tags = [...LANGUAGES, 'en-GB', 'de-CH', 'pt-PT', 'zh-Hant-TW', 'sv', 'ar-EG', 'fa', 'hi', 'bn', 'my', 'de-u-nu-arab', 'de-CH-u-nu-deva', 'est', 'csb'];

for (const tag of tags) {
  test(`${tag} has its numbers as Intl writes them`, () => {
    const format = new Intl.NumberFormat(tag);
    for (const value of [...Array(1001).keys(), 2.5, -3, 12_345]) assert.equal(wholeNumber(value, tag), format.format(value));
  });
}

test('Intl is not asked for small numbers of the languages that the panel has words for, but for Arabic', () => {
  const { NumberFormat } = Intl;
  const asked: string[] = [];
  Intl.NumberFormat = new Proxy(NumberFormat, {
    construct: (target, [language]: [string]) => (asked.push(language), new target(language)),
  });
  try {
    for (const language of LANGUAGES) wholeNumber(5, language);
  } finally {
    Intl.NumberFormat = NumberFormat;
  }
  assert.deepEqual(asked, ['ar']);
});
