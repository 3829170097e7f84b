/** The hints of every language at once, for `signUpFields`, which answers at once. The elements load one. */
import { closestTag } from '../text.ts';
import ar from './ar.ts';
import de from './de.ts';
import en from './en.ts';
import es from './es.ts';
import fr from './fr.ts';
import he from './he.ts';
import it from './it.ts';
import ja from './ja.ts';
import ko from './ko.ts';
import nl from './nl.ts';
import pl from './pl.ts';
import ptBR from './pt-BR.ts';
import tr from './tr.ts';
import zhCN from './zh-CN.ts';
import type { Hints } from './hints.ts';

const HINTS: Record<string, Hints> = {
  en,
  de,
  fr,
  es,
  it,
  'pt-BR': ptBR,
  nl,
  pl,
  tr,
  ja,
  ko,
  'zh-CN': zhCN,
  ar,
  he,
};

/** The hints in the language closest to `language` (a BCP 47 tag); English where there are none. */
export function hintsIn(language: string): Hints {
  return HINTS[closestTag(Object.keys(HINTS), language) ?? 'en'] ?? en;
}
