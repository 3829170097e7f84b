import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickLanguage } from '../../src/locales/pick-language.ts';

test('the element\'s language comes before the page\'s, and both before the browser\'s', () => {
  assert.equal(pickLanguage(['fr', 'de'], ['ja']), 'fr');
  assert.equal(pickLanguage([undefined, 'de'], ['ja']), 'de');
  assert.equal(pickLanguage([null, ''], ['ja', 'en']), 'ja');
});

test('a stated language is taken at its word, even without words here', () => {
  assert.equal(pickLanguage(['sv'], ['de']), 'sv');
  assert.equal(pickLanguage(['de-AT']), 'de-AT');
});

test('of the browser\'s languages the first with words is taken', () => {
  assert.equal(pickLanguage([], ['sv', 'fi-FI', 'pt-PT', 'de']), 'pt-PT');
  assert.equal(pickLanguage([], ['sv']), 'en');
  assert.equal(pickLanguage([]), 'en');
});

test('Lock\'s names and underscores are understood', () => {
  assert.equal(pickLanguage(['pt-br']), 'pt-BR');
  assert.equal(pickLanguage(['zh-tw']), 'zh-TW');
  assert.equal(pickLanguage(['pt_BR']), 'pt-BR');
  assert.equal(pickLanguage(['iw']), 'he');
});

test('what is no language tag is passed over', () => {
  assert.equal(pickLanguage(['<script>', '__proto__', 'de'], ['fr']), 'de');
  assert.equal(pickLanguage(['english please'], ['x', 'fr']), 'fr');
});
