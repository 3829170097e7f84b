import { loadHints } from './hints.ts';
import { languageLoader } from './language-files.ts';
import { spokenLanguage } from './pick-language.ts';
import type { AskWords, PanelWords, Words } from './words.ts';

const loadPanel = languageLoader<PanelWords>({
  en: () => import('./languages/en.ts?panel').then(({ panel }) => panel),
  de: () => import('./languages/de.ts?panel').then(({ panel }) => panel),
  fr: () => import('./languages/fr.ts?panel').then(({ panel }) => panel),
  es: () => import('./languages/es.ts?panel').then(({ panel }) => panel),
  it: () => import('./languages/it.ts?panel').then(({ panel }) => panel),
  'pt-BR': () => import('./languages/pt-BR.ts?panel').then(({ panel }) => panel),
  nl: () => import('./languages/nl.ts?panel').then(({ panel }) => panel),
  pl: () => import('./languages/pl.ts?panel').then(({ panel }) => panel),
  tr: () => import('./languages/tr.ts?panel').then(({ panel }) => panel),
  ja: () => import('./languages/ja.ts?panel').then(({ panel }) => panel),
  ko: () => import('./languages/ko.ts?panel').then(({ panel }) => panel),
  'zh-CN': () => import('./languages/zh-CN.ts?panel').then(({ panel }) => panel),
  ar: () => import('./languages/ar.ts?panel').then(({ panel }) => panel),
  he: () => import('./languages/he.ts?panel').then(({ panel }) => panel),
});

/** Returns the language of the texts of {@link loadWords}. A dictionary counts as `language`. */
export function languageOfWords(language: string, dictionary?: Partial<Words>): string {
  return dictionary ? language : spokenLanguage(language);
}

/** Returns the texts of the panel in the language closest to `language`. Those of `dictionary` replace them. */
export async function loadWords(language: string, dictionary?: Partial<Words>): Promise<AskWords> {
  const [panel, hints] = await Promise.all([loadPanel(language), loadHints(language)]);
  return { ...panel, ...hints, ...dictionary };
}
