import { loadHints } from './hints.ts';
import { languageLoader } from './language-files.ts';
import { hints as englishHints } from './languages/en.ts?hints';
import { lock as english } from './languages/en.ts?lock';
import type { Hints, LockWords } from './words.ts';

export interface LockTexts {
  /** For the questions of the sign-up form. */
  hints: Hints;
  words: LockWords;
}

const loadLock = languageLoader<LockWords>({
  en: () => Promise.resolve(english),
  de: () => import('./languages/de.ts?lock').then(({ lock }) => lock),
  fr: () => import('./languages/fr.ts?lock').then(({ lock }) => lock),
  es: () => import('./languages/es.ts?lock').then(({ lock }) => lock),
  it: () => import('./languages/it.ts?lock').then(({ lock }) => lock),
  'pt-BR': () => import('./languages/pt-BR.ts?lock').then(({ lock }) => lock),
  nl: () => import('./languages/nl.ts?lock').then(({ lock }) => lock),
  pl: () => import('./languages/pl.ts?lock').then(({ lock }) => lock),
  tr: () => import('./languages/tr.ts?lock').then(({ lock }) => lock),
  ja: () => import('./languages/ja.ts?lock').then(({ lock }) => lock),
  ko: () => import('./languages/ko.ts?lock').then(({ lock }) => lock),
  'zh-CN': () => import('./languages/zh-CN.ts?lock').then(({ lock }) => lock),
  ar: () => import('./languages/ar.ts?lock').then(({ lock }) => lock),
  he: () => import('./languages/he.ts?lock').then(({ lock }) => lock),
});

/** English is part of this file, because it also says that something could not be loaded. */
export async function loadLockTexts(language: string): Promise<LockTexts> {
  const [hints, words] = await Promise.all([loadHints(language).catch(() => englishHints), loadLock(language)]);
  return { hints, words };
}
