import type { Language } from '../../plan/hints-in.ts';
import { closestTag } from '../../plan/text.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { ptBR } from './pt-BR.ts';
import { tr } from './tr.ts';
import { zhCN } from './zh-CN.ts';
import type { ReportWords } from './words.ts';

/** The words by tag, in the languages that the panel has. */
export const REPORT_WORDS: Readonly<Record<string, ReportWords>> = { en, de, fr, es, it, 'pt-BR': ptBR, nl, pl, tr, ja, ko, 'zh-CN': zhCN, ar, he } satisfies Record<Language, ReportWords>;

/** The words that serve `language` best, and their tag. */
export function reportWordsIn(language: string): { tag: string; words: ReportWords } {
  const tag = closestTag(Object.keys(REPORT_WORDS), language) ?? 'en';
  return { tag, words: REPORT_WORDS[tag]! };
}
