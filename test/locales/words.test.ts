import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadHints } from '../../src/locales/hints.ts';
import { loadPageWords } from '../../src/locales/page-words.ts';
import { closestLanguage, LANGUAGES } from '../../src/locales/pick-language.ts';
import { loadRefusalWords } from '../../src/locales/refusal-words.ts';
import { timeFromNow } from '../../src/locales/time-from-now.ts';
import { fillIn } from '../../src/locales/fill-in.ts';
import type { Words } from '../../src/locales/words.ts';
import { describeFault } from '../../src/plan/describe-fault.ts';

/** All that a dictionary can replace. */
const loadAll = async (language: string): Promise<Words> => ({ ...(await loadPageWords(language)), ...(await loadRefusalWords(language)) });

const english = await loadAll('en');
const keys = Object.keys(english) as (keyof Words)[];

/** Words that are the same in English and another language, and rightly so. */
const SAME_AS_ENGLISH = ['es unticked', 'it unticked', 'de optional'];

/** Languages that write `YYYY-MM-DD` as such; it is a form, not a word. */
const isForm = (key: string) => key === 'date-format';

for (const language of LANGUAGES) {
  test(`${language} has its own word for everything`, async () => {
    const words = await loadAll(language);
    assert.deepEqual(Object.keys(words).sort(), [...keys].sort());
    for (const key of keys) {
      assert.ok(words[key].trim(), `${language} ${key} is empty`);
      assert.equal(words[key], words[key].trim(), `${language} ${key} has blanks around it`);
      assert.doesNotMatch(words[key], /[<>]\w|undefined/, `${language} ${key}`);
    }
  });

  if (language === 'en') continue;

  test(`${language} keeps every placeholder`, async () => {
    const words = await loadAll(language);
    for (const key of keys) assert.deepEqual(placeholders(words[key]), placeholders(english[key]), `${language} ${key}`);
  });

  test(`${language} has no English left over`, async () => {
    const words = await loadAll(language);
    const left = keys.filter((key) => words[key] === english[key] && /[a-z]{2}/i.test(words[key].replace(/\{\w+\}/g, '')));
    assert.deepEqual(left.filter((key) => !isForm(key) && !SAME_AS_ENGLISH.includes(`${language} ${key}`)), []);
  });

  test(`${language} is written in its own script`, async () => {
    const script = { ja: /[\p{scx=Hira}\p{scx=Kana}\p{scx=Han}]/u, ko: /\p{scx=Hang}/u, 'zh-CN': /\p{scx=Han}/u, ar: /\p{scx=Arab}/u, he: /\p{scx=Hebr}/u }[
      language as string
    ] ?? /\p{scx=Latn}/u;
    const words = await loadAll(language);
    const speaking = keys.filter((key) => words[key].replace(/\{\w+\}|\P{L}/gu, '').length > 3 && !isForm(key));
    for (const key of speaking) assert.match(words[key], script, `${language} ${key}`);
  });
}

test('a language elsewhere has the words of the closest one', async () => {
  assert.equal((await loadPageWords('de-AT')).save, 'Speichern');
  assert.equal((await loadPageWords('pt')).save, 'Salvar');
  assert.equal((await loadPageWords('zh-TW')).save, '保存');
  assert.equal(closestLanguage('sv'), undefined);
});

test('a language without words speaks English', async () => {
  assert.equal((await loadPageWords('sv')).save, 'Save');
  assert.equal((await loadPageWords('__proto__')).save, 'Save');
});

test('a dictionary replaces single words, in a language without words too', async () => {
  const words = await loadPageWords('sv', { save: 'Spara', later: 'Inte nu' });
  assert.deepEqual([words.save, words.later, words.undo], ['Spara', 'Inte nu', 'Undo']);
  assert.equal((await loadPageWords('sv')).save, 'Save');
});

const tooShort = async (language: string, limits: number[]) => {
  const words = await loadPageWords(language);
  return limits.map((limit) => describeFault(words, { name: 'x', label: 'X' }, { code: 'too-short', limit }, language));
};

test('how many characters is said in the form that goes with the number', async () => {
  const least = (start: string, ...ends: string[]) => ends.map((end) => `${start} ${end}.`);
  assert.deepEqual(await tooShort('en-GB', [1, 4]), least('Enter at least', '1 character', '4 characters'));
  assert.deepEqual(
    await tooShort('pl', [1, 2, 5, 12, 22]),
    least('Wpisz co najmniej', '1 znak', '2 znaki', '5 znaków', '12 znaków', '22 znaki'),
  );
  assert.deepEqual(
    await tooShort('ar', [1, 2, 3, 11, 100]),
    ['حرف واحد', 'حرفين', '3 أحرف', '11 حرفًا', '100 حرف'].map((count) => `يُرجى كتابة ${count} على الأقل.`),
  );
  assert.deepEqual(await tooShort('de', [1, 4]), least('Bitte mindestens', '1 Zeichen eingeben', '4 Zeichen eingeben'));
});

for (const language of LANGUAGES) {
  test(`${language} has a form for every number, or needs none`, async () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    // No limit is 0, and in French and others only millions are "many".
    const isUsed = { zero: false, many: ['pl', 'ar'].includes(language) } as Record<string, boolean | undefined>;
    const needed = pluralCategories.filter((category) => isUsed[category] ?? true);
    const words = await loadPageWords(language);
    for (const text of [words['too-short'], words['too-long']]) {
      const [, forms] = text.split('plural,');
      if (forms) assert.deepEqual([...forms.matchAll(/(\w+) \{/g)].map(([, category]) => category).sort(), [...needed].sort());
    }
    for (const sentence of await tooShort(language, [1, 2, 3, 7, 11, 21, 100, 101])) assert.doesNotMatch(sentence, /[{}#]|plural/);
  });
}

test('words of a dictionary may count as well, or not; what is no language counts as English does', () => {
  const fault = { code: 'too-long', limit: 1 } as const;
  const say = (text: string, language: string) => describeFault({ ...english, 'too-long': text }, { name: 'x', label: 'X' }, fault, language);
  assert.equal(say('Höchstens {limit}!', 'de'), 'Höchstens 1!');
  assert.equal(say('{limit, plural, one {Ett tecken} other {# tecken}} räcker.', 'sv'), 'Ett tecken räcker.');
  assert.equal(say('{limit, plural, one {# sign} other {# signs}}', 'no language'), '1 sign');
  assert.equal(say('{limit, plural, few {# x}}', 'en'), '1');
});

test('how long a question is put off is said in the largest unit that has no rest', () => {
  const hour = 3_600_000;
  const say = (language: string, ...hours: number[]) => hours.map((count) => timeFromNow(count * hour, language));
  assert.deepEqual(say('en', 7 * 24, 14 * 24, 10 * 24, 24, 36, 1.5, 0.001), ['in 1 week', 'in 2 weeks', 'in 10 days', 'tomorrow', 'in 36 hours', 'in 90 minutes', 'in 1 minute']);
  assert.deepEqual(say('de', 7 * 24, 24), ['in 1 Woche', 'morgen']);
  assert.deepEqual(say('pl', 21 * 24, 35 * 24), ['za 3 tygodnie', 'za 5 tygodni']);
});

test('words are loaded once', async () => {
  assert.equal(await loadHints('fr'), await loadHints('fr-CA'));
});

test('placeholders are filled in, and unknown ones left alone', () => {
  assert.equal(fillIn('{value} of {count}', { value: 0, count: '5' }), '0 of 5');
  assert.equal(fillIn('{value} of {constructor}', { value: '{count}' }), '{count} of {constructor}');
});

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name!).sort();
}

test('Italian has no article before a date, which would change with the day: "dal 7", but "dall’8"', async () => {
  const { 'too-early': early, 'too-late': late } = await loadHints('it');
  for (const text of [early, late]) assert.doesNotMatch(text, /\b(il|al|dal|del) \{limit\}/);
});
