import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import { readNumber } from '../../src/locales/read-number.ts';
import { writeNumber } from '../../src/locales/write-number.ts';

describe('a number that is typed', () => {
  const read: [language: string, text: string, expected: string][] = [
    ['de', '4,5', '4.5'],
    ['de', '4.5', '4.5'],
    ['de', '1.000', '1000'],
    ['de', '-1.234.567,89', '-1234567.89'],
    ['de', '1.00,5', '1.00,5'],
    ['de', '4,5,6', '4,5,6'],
    ['en', '4.5', '4.5'],
    ['en', '1,000', '1000'],
    ['en', '4,5', '4,5'],
    ['en', ' 12 ', '12'],
    ['en', '+7', '7'],
    ['en', '.5', '0.5'],
    ['en-IN', '12,34,567', '1234567'],
    ['fr', '1 234,5', '1234.5'],
    ['fr', '1\u202f234,5', '1234.5'],
    ['de-CH', '1’234.5', '1234.5'],
    ['ar-EG', '٤٫٥', '4.5'],
    ['ar-EG', '١٬٢٣٤', '1234'],
    ['ar', '۴۵', '45'],
    ['he', '\u200e-3', '-3'],
    ['ja', '４．５', '４．５'],
    ['ja', '１２', '12'],
    ['de', '−3', '-3'],
    ['en', 'twelve', 'twelve'],
    ['en', 'Infinity', 'Infinity'],
    ['en', '', ''],
    ['en', '-', '-'],
  ];
  for (const [language, text, expected] of read) {
    it(`"${text}" in ${language} is ${expected === text ? 'left as it is' : expected}`, () => assert.equal(readNumber(text, language), expected));
  }

  it('is read in every language as that language writes it', () => {
    for (const language of [...LANGUAGES, 'ar-EG', 'fa', 'de-CH', 'sv']) {
      for (const value of [0, 4.5, -0.25, 1234.5, 1_234_567, 0.1]) {
        assert.equal(readNumber(writeNumber(value, language), language), String(value), `${language} ${value}`);
        assert.equal(readNumber(new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(value), language), String(value), `${language} ${value}`);
      }
    }
  });
});
