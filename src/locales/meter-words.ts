import { languageLoader } from './language-files.ts';
import type { MeterWords } from './words.ts';

export const loadMeterWords = languageLoader<MeterWords>({
  en: () => import('./languages/en.ts?meter').then(({ meter }) => meter),
  de: () => import('./languages/de.ts?meter').then(({ meter }) => meter),
  fr: () => import('./languages/fr.ts?meter').then(({ meter }) => meter),
  es: () => import('./languages/es.ts?meter').then(({ meter }) => meter),
  it: () => import('./languages/it.ts?meter').then(({ meter }) => meter),
  'pt-BR': () => import('./languages/pt-BR.ts?meter').then(({ meter }) => meter),
  nl: () => import('./languages/nl.ts?meter').then(({ meter }) => meter),
  pl: () => import('./languages/pl.ts?meter').then(({ meter }) => meter),
  tr: () => import('./languages/tr.ts?meter').then(({ meter }) => meter),
  ja: () => import('./languages/ja.ts?meter').then(({ meter }) => meter),
  ko: () => import('./languages/ko.ts?meter').then(({ meter }) => meter),
  'zh-CN': () => import('./languages/zh-CN.ts?meter').then(({ meter }) => meter),
  ar: () => import('./languages/ar.ts?meter').then(({ meter }) => meter),
  he: () => import('./languages/he.ts?meter').then(({ meter }) => meter),
});

