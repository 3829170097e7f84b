import { closestLanguage, type Language } from './pick-language.ts';
import type { Words } from './words.ts';

export type { Words } from './words.ts';

/** One chunk per language, loaded when it is first needed. */
const loaders: Record<Language, () => Promise<{ default: Words }>> = {
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
};

const loaded = new Map<Language, Promise<Words>>();

/**
 * The words of the language closest to `language`, with those of `dictionary` over them. A language without words,
 * or one whose file cannot be loaded, gives English. Rejects only if English cannot be loaded either; the next call tries again.
 */
export async function loadWords(language: string, dictionary?: Partial<Words>): Promise<Words> {
  const words = await load(closestLanguage(language) ?? 'en');
  return dictionary ? { ...words, ...dictionary } : words;
}

function load(language: Language): Promise<Words> {
  const known = loaded.get(language);
  if (known) return known;
  const words = fetchWords(language);
  loaded.set(language, words);
  words.catch(() => loaded.delete(language));
  return words;
}

async function fetchWords(language: Language): Promise<Words> {
  try {
    return (await loaders[language]()).default;
  } catch (error) {
    if (language === 'en') throw error;
    console.warn(`The panel's words in "${language}" could not be loaded; showing English.`, error);
    return load('en');
  }
}
