/**
 * Words that depend on a number, as one whole sentence for each form that the language has. In a dictionary they are
 * one text in ICU's message syntax: `{limit, plural, one {…} other {…}}`.
 */

const PLURAL = '{limit, plural, ';
const LIMIT = '{limit}';
/** Numbers that limits have; French's "many" begins at a million. */
const NUMBERS = Array.from({ length: 200 }, (_, index) => index + 1);

export interface PluralForm {
  /** As `Intl.PluralRules` names it. */
  category: string;
  /** Numbers that it is for: "2, 3, 4 …". */
  examples: string;
}

/** The forms of a language. */
export function pluralForms(language: string): PluralForm[] {
  const rules = new Intl.PluralRules(language);
  const numbers = new Map<string, number[]>();
  for (const number of NUMBERS) numbers.set(rules.select(number), [...(numbers.get(rules.select(number)) ?? []), number]);
  return [...numbers].map(([category, all]) => ({ category, examples: `${all.slice(0, 3).join(', ')}${all.length > 3 ? ' …' : ''}` }));
}

export function hasPlural(text: string): boolean {
  return text.includes(PLURAL);
}

/** The sentence of each form, with `{limit}` for the number; `undefined` for a form that the text does not have. */
export function splitForms(text: string, language: string): Record<string, string | undefined> {
  const categories = pluralForms(language).map(({ category }) => category);
  const start = text.indexOf(PLURAL);
  if (start < 0) return Object.fromEntries(categories.map((category) => [category, text || undefined]));
  const end = text.lastIndexOf('}');
  const parts = [...text.slice(start + PLURAL.length, end).matchAll(/(\w+) \{([^}]*)\}/g)];
  const form = new Map(parts.map(([, category, words]) => [category, words]));
  return Object.fromEntries(
    categories.map((category) => {
      const words = form.get(category);
      return [category, words === undefined ? undefined : text.slice(0, start) + words.replace('#', LIMIT) + text.slice(end + 1)];
    }),
  );
}

/** One text of the sentences of all forms. A language with one form needs no ICU. */
export function joinForms(forms: Readonly<Record<string, string | undefined>>, language: string): string {
  const categories = pluralForms(language).map(({ category }) => category);
  const said = categories.flatMap((category) => (forms[category]?.trim() ? [[category, forms[category]] as const] : []));
  if (said.length === 0) return '';
  if (categories.length === 1) return said[0]![1];
  const inner = said.map(([category, words]) => [category, words.replace(LIMIT, '#').replaceAll(/[{}]/g, '')] as const);
  // For every other number: fractions, and forms that are still missing.
  const other = inner.some(([category]) => category === 'other') ? [] : [['other', inner.at(-1)![1]] as const];
  return `${PLURAL}${[...inner, ...other].map(([category, words]) => `${category} {${words}}`).join(' ')}}`;
}
