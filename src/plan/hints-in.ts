import { allHints } from '../locales/all-hints.ts';
import { spokenLanguage } from '../locales/pick-language.ts';
import type { Hints } from '../locales/words.ts';
import { languageTag } from './text.ts';

export type { Language } from '../locales/pick-language.ts';

/**
 * Returns the hints in the language closest to `language` (a BCP 47 tag), otherwise in English. This file contains all languages.
 */
export function hintsIn(language: string): Hints {
  return allHints[spokenLanguage(languageTag(language))];
}
