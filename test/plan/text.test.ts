import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closestTag, languageTag, tagIn, textIn } from '../../src/plan/text.ts';

const company = { de: 'Firma', en: 'Company', 'pt-BR': 'Empresa' };

describe('a text of a plan', () => {
  // [language, the tag whose words are shown]
  for (const [language, tag] of [
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['de_AT', 'de'],
    ['pt-br', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['fr', 'en'],
    ['', 'en'],
  ] as const) {
    it(`is shown in ${tag} to someone who reads "${language}"`, () => {
      assert.equal(textIn(company, language), company[tag]);
      assert.equal(tagIn(company, language), tag);
    });
  }

  it('prefers the very tag to another one of the same language', () => {
    assert.equal(textIn({ 'en-US': 'Color', en: 'Colour', 'en-GB': 'Colour (GB)' }, 'en-gb'), 'Colour (GB)');
  });

  it('is shown in its first language where neither the one that is read nor English is there', () => {
    assert.equal(textIn({ de: 'Firma', fr: 'Entreprise' }, 'it'), 'Firma');
    assert.equal(closestTag(['de', 'fr'], 'it'), undefined);
  });

  it('without languages is shown as it is, as if in the language that is read', () => {
    assert.equal(textIn('Company', 'de'), 'Company');
    assert.equal(tagIn('Company', 'de'), 'de');
  });

  it('without words is empty', () => {
    assert.equal(textIn({}, 'de'), '');
    assert.equal(tagIn({}, 'de'), 'de');
  });
});

describe('languageTag', () => {
  it('is what Intl accepts: the language in its usual form, and English where it is none', () => {
    assert.deepEqual(['de', 'pt_br', 'zh-hans-cn', 'no tag at all', ''].map(languageTag), ['de', 'pt-BR', 'zh-Hans-CN', 'en', 'en']);
  });
});
