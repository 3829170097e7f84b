import { languageLoader } from './language-files.ts';
import { spokenLanguage } from './pick-language.ts';
import type { Words } from './words.ts';

export type { Words } from './words.ts';

const load = languageLoader<Words>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  it: () => import('./it.ts'),
  'pt-BR': () => import('./pt-BR.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  tr: () => import('./tr.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  'zh-CN': () => import('./zh-CN.ts'),
  ar: () => import('./ar.ts'),
  he: () => import('./he.ts'),
});

/** The language of what {@link loadWords} gives; a dictionary is taken to be in `language`. */
export function languageOfWords(language: string, dictionary?: Partial<Words>): string {
  return dictionary ? language : spokenLanguage(language);
}

/** The words of the language closest to `language`, with those of `dictionary` over them. */
export async function loadWords(language: string, dictionary?: Partial<Words>): Promise<Words> {
  const words = await load(language);
  return dictionary ? { ...words, ...dictionary } : words;
}
