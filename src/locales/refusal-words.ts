import { languageLoader } from './language-files.ts';
import type { RefusalWords } from './words.ts';

export const loadRefusalWords = languageLoader<RefusalWords>({
  en: () => import('./languages/en.ts?refusal').then(({ refusal }) => refusal),
  de: () => import('./languages/de.ts?refusal').then(({ refusal }) => refusal),
  fr: () => import('./languages/fr.ts?refusal').then(({ refusal }) => refusal),
  es: () => import('./languages/es.ts?refusal').then(({ refusal }) => refusal),
  it: () => import('./languages/it.ts?refusal').then(({ refusal }) => refusal),
  'pt-BR': () => import('./languages/pt-BR.ts?refusal').then(({ refusal }) => refusal),
  nl: () => import('./languages/nl.ts?refusal').then(({ refusal }) => refusal),
  pl: () => import('./languages/pl.ts?refusal').then(({ refusal }) => refusal),
  tr: () => import('./languages/tr.ts?refusal').then(({ refusal }) => refusal),
  ja: () => import('./languages/ja.ts?refusal').then(({ refusal }) => refusal),
  ko: () => import('./languages/ko.ts?refusal').then(({ refusal }) => refusal),
  'zh-CN': () => import('./languages/zh-CN.ts?refusal').then(({ refusal }) => refusal),
  ar: () => import('./languages/ar.ts?refusal').then(({ refusal }) => refusal),
  he: () => import('./languages/he.ts?refusal').then(({ refusal }) => refusal),
});
