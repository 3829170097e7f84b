/** The plan's texts as a file for translators: by language, then by place. */
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import { isData } from '../draft.ts';
import { textsOf, withText, withWords, wordsIn } from './plan-texts.ts';

/** Also what is still to be said: blank. */
export function toWordsFile(plan: unknown, languages: readonly string[]): string {
  const texts = textsOf(plan).flatMap((group) => group.texts);
  const file = Object.fromEntries(languages.map((language) => [language, Object.fromEntries(texts.map(({ place, value }) => [place, wordsIn(value, language)]))]));
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The plan with the words of such a file, and how many were taken. Blank ones leave what is there.
 * @throws {Error} in words for the designer
 */
export function readWordsFile(plan: unknown, text: string): { plan: unknown; taken: number } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new Error(`Expected words as JSON, but it is no JSON: ${(cause as Error).message}`, { cause });
  }
  const languages = isData(file) ? Object.entries(file).filter(([language]) => (LANGUAGES as readonly string[]).includes(language)) : [];
  if (languages.length === 0) throw new Error('Expected words by language, as the export has them: {"de": {"company.label": "Firma"}}.');
  const current = new Map(textsOf(plan).flatMap(({ texts }) => texts.map(({ place, value }) => [place, value] as const)));
  let taken = 0;
  for (const [language, words] of languages) {
    for (const [place, said] of Object.entries(isData(words) ? words : {})) {
      const before = current.get(place);
      if (before === undefined || typeof said !== 'string' || !said.trim() || wordsIn(before, language) === said) continue;
      current.set(place, withWords(before, language, said));
      taken += 1;
    }
  }
  let changed = plan;
  for (const [place, value] of current) changed = withText(changed, place, value);
  return { plan: taken > 0 ? changed : plan, taken };
}
