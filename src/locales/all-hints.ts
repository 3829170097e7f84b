import type { Language } from './pick-language.ts';
import type { Hints } from './words.ts';
import { hints as ar } from './languages/ar.ts?hints';
import { hints as de } from './languages/de.ts?hints';
import { hints as en } from './languages/en.ts?hints';
import { hints as es } from './languages/es.ts?hints';
import { hints as fr } from './languages/fr.ts?hints';
import { hints as he } from './languages/he.ts?hints';
import { hints as it } from './languages/it.ts?hints';
import { hints as ja } from './languages/ja.ts?hints';
import { hints as ko } from './languages/ko.ts?hints';
import { hints as nl } from './languages/nl.ts?hints';
import { hints as pl } from './languages/pl.ts?hints';
import { hints as ptBR } from './languages/pt-BR.ts?hints';
import { hints as tr } from './languages/tr.ts?hints';
import { hints as zhCN } from './languages/zh-CN.ts?hints';

/** The hints of all languages, for `signUpFields`, which is synchronous. The elements load one language. */
export const allHints: Record<Language, Hints> = { en, de, fr, es, it, 'pt-BR': ptBR, nl, pl, tr, ja, ko, 'zh-CN': zhCN, ar, he };
