/** What `<progressive-lock>` says in Lock's form and around it. */
import type { Hints } from '../plan/hints/hints.ts';
import { languageLoader } from './language-files.ts';
import en from './lock/en.ts';

export interface LockWords {
  loading: string;
  /** Lock cannot be shown. */
  failed: string;
  /** The tenant sent the person back with an error. */
  'login-failed': string;
  /** The browser blocks the tenant's cookies: signing in works on the tenant's own page only. */
  cookies: string;
  /** The tenant wants the person to confirm something on its own page. */
  interaction: string;
  /** The clock of the device is wrong. */
  clock: string;
  /** The button that leads to the tenant's own page. */
  redirect: string;
  /** The plan is missing or wrong. */
  plan: string;
  retry: string;
  close: string;
  /** The name of the dialog that Lock stands in. */
  dialog: string;
}

export interface LockTexts {
  /** For the questions of the sign-up form. */
  hints: Hints;
  words: LockWords;
}

/** English is there at once: it also says that something could not be loaded. */
export const loadLockTexts = languageLoader<LockTexts>({
  en: () => Promise.resolve({ default: en }),
  de: () => import('./lock/de.ts'),
  fr: () => import('./lock/fr.ts'),
  es: () => import('./lock/es.ts'),
  it: () => import('./lock/it.ts'),
  'pt-BR': () => import('./lock/pt-BR.ts'),
  nl: () => import('./lock/nl.ts'),
  pl: () => import('./lock/pl.ts'),
  tr: () => import('./lock/tr.ts'),
  ja: () => import('./lock/ja.ts'),
  ko: () => import('./lock/ko.ts'),
  'zh-CN': () => import('./lock/zh-CN.ts'),
  ar: () => import('./lock/ar.ts'),
  he: () => import('./lock/he.ts'),
});
