import { languageLoader } from './language-files.ts';
import type { Hints } from './words.ts';

export const loadHints = languageLoader<Hints>({
  en: () => import('./languages/en.ts?hints').then(({ hints }) => hints),
  de: () => import('./languages/de.ts?hints').then(({ hints }) => hints),
  fr: () => import('./languages/fr.ts?hints').then(({ hints }) => hints),
  es: () => import('./languages/es.ts?hints').then(({ hints }) => hints),
  it: () => import('./languages/it.ts?hints').then(({ hints }) => hints),
  'pt-BR': () => import('./languages/pt-BR.ts?hints').then(({ hints }) => hints),
  nl: () => import('./languages/nl.ts?hints').then(({ hints }) => hints),
  pl: () => import('./languages/pl.ts?hints').then(({ hints }) => hints),
  tr: () => import('./languages/tr.ts?hints').then(({ hints }) => hints),
  ja: () => import('./languages/ja.ts?hints').then(({ hints }) => hints),
  ko: () => import('./languages/ko.ts?hints').then(({ hints }) => hints),
  'zh-CN': () => import('./languages/zh-CN.ts?hints').then(({ hints }) => hints),
  ar: () => import('./languages/ar.ts?hints').then(({ hints }) => hints),
  he: () => import('./languages/he.ts?hints').then(({ hints }) => hints),
});
