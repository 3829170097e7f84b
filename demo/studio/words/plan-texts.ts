/** All that a plan says to people, text by text, with a place that a file of translations can name. */
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import type { Text } from '../../../src/plan/plan.ts';
import { changedTexts, experimentsOf, variantsOf, withChangedText, withVariantAt } from '../experiments/draft-experiments.ts';
import { isData } from '../../../src/plan/json.ts';
import { dataAt, fieldsOf, textAt, withFields, wordsAt, type Data } from '../draft.ts';

export interface PlanText {
  /** `company.label`, `role.options.design`, `experiment:reason.with.company.why`. */
  place: string;
  /** What it is: "Question", "Choice". */
  what: string;
  value: Text;
}

export interface TextGroup {
  name: string;
  texts: PlanText[];
}

const KEYS = { label: 'Question', why: 'Why it is asked', placeholder: 'Example', hint: 'If it does not fit', thanks: 'Thanks', lowLabel: 'Lowest', highLabel: 'Highest' } as const;

/** No name of a field has a colon. */
const EXPERIMENT = 'experiment:';

export function textsOf(plan: unknown): TextGroup[] {
  const questions = fieldsOf(plan).map((field): TextGroup => {
    const name = textAt(field, 'name');
    const own = Object.entries(KEYS).flatMap(([key, what]) => (field[key] === undefined ? [] : [{ place: `${name}.${key}`, what, value: wordsAt(field, key) }]));
    const link = isData(field.link) ? [{ place: `${name}.link`, what: 'Link', value: wordsAt(field.link, 'text') }] : [];
    const options = optionsOf(field).map((option) => ({ place: `${name}.options.${textAt(option, 'value')}`, what: 'Choice', value: wordsAt(option, 'label') }));
    return { name, texts: [...own, ...link, ...options] };
  });
  return [...questions, ...triedTextsOf(plan)];
}

/** The other wordings that are tried. */
function triedTextsOf(plan: unknown): TextGroup[] {
  return experimentsOf(plan).flatMap((experiment) =>
    variantsOf(experiment).flatMap((variant) => {
      const name = `${textAt(experiment, 'name')}.${textAt(variant, 'name')}`;
      const texts = changedTexts(variant).map(({ field, key, value }) => ({ place: `${EXPERIMENT}${name}.${field}.${key}`, what: KEYS[key], value }));
      return texts.length > 0 ? [{ name, texts }] : [];
    }),
  );
}

/** The plan with another text at `place`; unchanged if there is no such place. */
export function withText(plan: unknown, place: string, value: Text): unknown {
  if (place.startsWith(EXPERIMENT)) return withTriedText(plan, place.slice(EXPERIMENT.length), value);
  const [name = '', key = '', ...rest] = place.split('.');
  const fields = fieldsOf(plan);
  const index = fields.findIndex((field) => field.name === name);
  const field = fields[index];
  if (!field) return plan;
  return withFields(plan, fields.with(index, withTextOf(field, key, rest.join('.'), value)));
}

function withTriedText(plan: unknown, place: string, value: Text): unknown {
  const [name, variantName, field, key] = place.split('.');
  const experiment = experimentsOf(plan).findIndex((one) => one.name === name);
  const variants = variantsOf(experimentsOf(plan)[experiment] ?? {});
  const variant = variants.findIndex((one) => one.name === variantName);
  const tried = variants[variant] && changedTexts(variants[variant]).find((text) => text.field === field && text.key === key);
  return tried ? withVariantAt(plan, { experiment, variant }, withChangedText(variants[variant]!, tried.field, tried.key, value)) : plan;
}

function withTextOf(field: Data, key: string, option: string, value: Text): Data {
  if (key === 'options') return { ...field, options: optionsOf(field).map((one) => (one.value === option ? { ...one, label: value } : one)) };
  if (key === 'link') return { ...field, link: { ...dataAt(field, 'link'), text: value } };
  return { ...field, [key]: value };
}

/** The text in `language`. A text for every language is in each. */
export function wordsIn(value: Text, language: string): string {
  return typeof value === 'string' ? value : (value[language] ?? '');
}

/** Another text in one language. What was said to everyone was English most likely. */
export function withWords(value: Text, language: string, words: string): Text {
  const texts: Record<string, string> = typeof value === 'string' ? { en: value } : { ...value };
  if (words) texts[language] = words;
  else delete texts[language];
  return Object.keys(texts).length > 0 ? texts : '';
}

/** A text for every language is missing in none, unless it is blank. */
export function isGap(value: Text, language: string): boolean {
  return wordsIn(value, language).trim() === '';
}

/** The languages that any text of the plan has. */
export function languagesOf(groups: readonly TextGroup[]): string[] {
  const used = new Set(groups.flatMap(({ texts }) => texts.flatMap(({ value }) => (typeof value === 'string' ? [] : Object.keys(value)))));
  return LANGUAGES.filter((language) => used.has(language));
}

/** A list that comes from an address has none here. */
function optionsOf({ options }: Data): Data[] {
  return Array.isArray(options) ? (options as unknown[]).filter(isData) : [];
}
