/** Questions that many sites ask, each as a field of a plan in all languages. */
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import type { FieldOption, ProfileField } from '../../../src/plan/plan.ts';
import { freeName, type Data } from '../draft.ts';
import ar from './words/ar.json';
import de from './words/de.json';
import en from './words/en.json';
import es from './words/es.json';
import fr from './words/fr.json';
import he from './words/he.json';
import it from './words/it.json';
import ja from './words/ja.json';
import ko from './words/ko.json';
import nl from './words/nl.json';
import pl from './words/pl.json';
import ptBR from './words/pt-BR.json';
import tr from './words/tr.json';
import zhCN from './words/zh-CN.json';

type Key = keyof typeof en;
type Language = (typeof LANGUAGES)[number];

const WORDS: Record<Language, Record<Key, string>> = { en, de, fr, es, it, 'pt-BR': ptBR, nl, pl, tr, ja, ko, 'zh-CN': zhCN, ar, he };

/** A field whose texts are named by their keys in words/. */
type Draft = Omit<ProfileField, 'label' | 'why' | 'lowLabel' | 'highLabel' | 'options'> & {
  label: Key;
  why?: Key;
  lowLabel?: Key;
  highLabel?: Key;
  /** By what is stored: the text's key, or the text itself where it is the same in all languages. */
  options?: Record<string, string>;
};

export interface LibraryGroup {
  title: string;
  questions: readonly Draft[];
}

const later = (sessions: number): ProfileField['ask'] => ({ after: { sessions } });

export const LIBRARY: readonly LibraryGroup[] = [
  {
    title: 'About the person',
    questions: [
      { name: 'first_name', label: 'first_name', why: 'first_name.why', ask: 'signup', maxLength: 60, autocomplete: 'given-name', knownFrom: ['given_name'] },
      { name: 'last_name', label: 'last_name', ask: later(2), maxLength: 60, autocomplete: 'family-name', knownFrom: ['family_name'] },
      { name: 'birthday', label: 'birthday', why: 'birthday.why', type: 'date', ask: later(4), autocomplete: 'bday', sensitive: true, knownFrom: ['birthdate'] },
      { name: 'phone', label: 'phone', why: 'phone.why', type: 'tel', ask: later(3), maxLength: 30, autocomplete: 'tel', sensitive: true, knownFrom: ['phone_number'] },
      { name: 'country', label: 'country', why: 'country.why', type: 'country', ask: later(2), autocomplete: 'country' },
      { name: 'website', label: 'website', type: 'url', ask: later(3), maxLength: 200, autocomplete: 'url', knownFrom: ['website'] },
    ],
  },
  {
    title: 'About their work',
    questions: [
      { name: 'company', label: 'company', why: 'company.why', ask: later(2), maxLength: 100, autocomplete: 'organization', knownFrom: ['app.company', 'enrichment.company'], confirm: true },
      {
        name: 'role',
        label: 'role',
        why: 'role.why',
        type: 'radio',
        ask: later(2),
        options: { development: 'role.development', design: 'role.design', marketing: 'role.marketing', sales: 'role.sales', management: 'role.management', other: 'role.other' },
      },
      { name: 'team_size', label: 'team_size', why: 'team_size.why', type: 'select', ask: later(3), options: { '1': '1', '2-10': '2–10', '11-50': '11–50', '51-200': '51–200', 'over-200': 'team_size.over' } },
      { name: 'use_case', label: 'use_case', why: 'use_case.why', type: 'select', ask: later(2), options: { personal: 'use_case.personal', team: 'use_case.team', looking: 'use_case.looking' } },
    ],
  },
  {
    title: 'To buy and to be billed',
    questions: [
      { name: 'vat_id', label: 'vat_id', why: 'vat_id.why', ask: { on: 'checkout', urgent: true }, maxLength: 20 },
      { name: 'invoice_email', label: 'invoice_email', why: 'invoice_email.why', type: 'email', ask: { on: 'checkout' }, maxLength: 120, autocomplete: 'email' },
    ],
  },
  {
    title: 'What they think',
    questions: [
      { name: 'satisfaction', label: 'satisfaction', why: 'satisfaction.why', type: 'rating', min: 0, max: 10, lowLabel: 'satisfaction.low', highLabel: 'satisfaction.high', ask: { after: { sessions: 5, days: 14 } } },
      { name: 'feedback', label: 'feedback', why: 'feedback.why', type: 'textarea', maxLength: 500, ask: { after: { sessions: 6, days: 14 } } },
      {
        name: 'heard_from',
        label: 'heard_from',
        type: 'radio',
        ask: later(2),
        options: { friend: 'heard_from.friend', search: 'heard_from.search', social: 'heard_from.social', advert: 'heard_from.advert', other: 'heard_from.other' },
      },
      { name: 'newsletter', label: 'newsletter', type: 'checkbox', ask: 'signup' },
    ],
  },
];

/** What the library says, in a language of the studio's preview. */
export function libraryText(key: Key, language = 'en'): string {
  return WORDS[LANGUAGES.find((tag) => tag === language) ?? 'en'][key];
}

/** The question as a field of `plan`, under a name that no other field has. */
export function libraryField({ label, why, lowLabel, highLabel, options, name, ...rest }: Draft, plan: unknown): Data {
  const texts = (key: Key | undefined) => key && Object.fromEntries(LANGUAGES.map((language) => [language, WORDS[language][key]]));
  const choices = options && Object.entries(options).map(([value, text]) => ({ value, label: isKey(text) ? texts(text)! : text }));
  const field = { name: freeName(plan, name), label: texts(label), why: texts(why), lowLabel: texts(lowLabel), highLabel: texts(highLabel), options: choices satisfies FieldOption[] | undefined, ...rest };
  return Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined));
}

function isKey(text: string): text is Key {
  return Object.hasOwn(en, text);
}
