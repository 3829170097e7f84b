/** All texts as a file for translators: by language, then by place. Plurals are in ICU's message syntax, which their tools know. */
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import type { Words } from '../../../src/locales/words.ts';
import { isData } from '../../../src/plan/json.ts';
import { PANEL_GROUPS, withPanelWords, type WordKey } from './panel-words.ts';
import { textsOf, withText, withWords, wordsIn } from './plan-texts.ts';
import { PANEL_PLACE, type Wording } from './table-rows.ts';

const KEYS = PANEL_GROUPS.flatMap(({ keys }) => Object.keys(keys)) as WordKey[];

/** Also what is still to be said: blank. Of the panel's words those that are built in, where nothing else is written. */
export function toWordsFile({ plan, dictionaries }: Wording, languages: readonly string[], builtIn: ReadonlyMap<string, Words>): string {
  const texts = textsOf(plan).flatMap((group) => group.texts);
  const file = languages.map((language) => {
    const own = texts.map(({ place, value }) => [place, wordsIn(value, language)]);
    const panel = KEYS.map((key) => [PANEL_PLACE + key, dictionaries[language]?.[key] ?? builtIn.get(language)?.[key] ?? '']);
    return [language, Object.fromEntries([...own, ...panel]) as Record<string, string>] as const;
  });
  return `${JSON.stringify(Object.fromEntries(file), null, 2)}\n`;
}

/** The words of a file by language and place. @throws {Error} in words for the designer */
export function parseWordsFile(text: string): [language: string, words: Record<string, string>][] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new Error(`Expected words as JSON, but it is no JSON: ${(cause as Error).message}`, { cause });
  }
  const languages = isData(file) ? Object.entries(file).filter(([language]) => (LANGUAGES as readonly string[]).includes(language)) : [];
  if (languages.length === 0) throw new Error('Expected words by language, as the export has them: {"de": {"company.label": "Firma"}}.');
  return languages.map(([language, words]) => [language, Object.fromEntries(Object.entries(isData(words) ? words : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))]);
}

/** The wording with the words of such a file, and how many were taken. Blank ones leave what is there. */
export function takeWords(wording: Wording, file: ReturnType<typeof parseWordsFile>, builtIn: ReadonlyMap<string, Words>): { wording: Wording; taken: number } {
  const current = new Map(textsOf(wording.plan).flatMap(({ texts }) => texts.map(({ place, value }) => [place, value] as const)));
  let { plan, dictionaries } = wording;
  let taken = 0;
  for (const [language, words] of file) {
    for (const [place, said] of Object.entries(words)) {
      if (!said.trim()) continue;
      const before = current.get(place);
      const key = KEYS.find((one) => place === PANEL_PLACE + one);
      if (before !== undefined && wordsIn(before, language) !== said) {
        const value = withWords(before, language, said);
        current.set(place, value);
        plan = withText(plan, place, value);
        taken += 1;
      } else if (key) {
        const standard = builtIn.get(language)?.[key];
        if ((dictionaries[language]?.[key] ?? standard) === said) continue;
        dictionaries = withPanelWords(dictionaries, language, key, said, standard);
        taken += 1;
      }
    }
  }
  return { wording: { plan, dictionaries }, taken };
}
