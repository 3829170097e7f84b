import { loadWords } from './index.ts';
import { languageLoader } from './language-files.ts';
import type { AskWords, PageWords, Words } from './words.ts';

const loadPages = languageLoader<PageWords>({
  en: () => import('./languages/en.ts?pages').then(({ pages }) => pages),
  de: () => import('./languages/de.ts?pages').then(({ pages }) => pages),
  fr: () => import('./languages/fr.ts?pages').then(({ pages }) => pages),
  es: () => import('./languages/es.ts?pages').then(({ pages }) => pages),
  it: () => import('./languages/it.ts?pages').then(({ pages }) => pages),
  'pt-BR': () => import('./languages/pt-BR.ts?pages').then(({ pages }) => pages),
  nl: () => import('./languages/nl.ts?pages').then(({ pages }) => pages),
  pl: () => import('./languages/pl.ts?pages').then(({ pages }) => pages),
  tr: () => import('./languages/tr.ts?pages').then(({ pages }) => pages),
  ja: () => import('./languages/ja.ts?pages').then(({ pages }) => pages),
  ko: () => import('./languages/ko.ts?pages').then(({ pages }) => pages),
  'zh-CN': () => import('./languages/zh-CN.ts?pages').then(({ pages }) => pages),
  ar: () => import('./languages/ar.ts?pages').then(({ pages }) => pages),
  he: () => import('./languages/he.ts?pages').then(({ pages }) => pages),
});

/** The texts of `loadWords`, and those that only `<profile-review>` and the redirect page need. */
export async function loadPageWords(language: string, dictionary?: Partial<Words>): Promise<AskWords & PageWords> {
  const [words, pages] = await Promise.all([loadWords(language), loadPages(language)]);
  return { ...words, ...pages, ...dictionary };
}
