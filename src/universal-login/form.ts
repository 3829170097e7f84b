/**
 * Creates the form that Auth0 shows during a login: a step for each field of the plan with `"ask": {"atLogin": true}`, and routers
 * that skip the steps of known fields. The post-login Action renders it (`progressive-lock action --form`).
 * https://auth0.com/docs/customize/forms
 */
import { isAtLogin } from '../plan/at-login.ts';
import { countryOptions } from '../plan/country.ts';
import { maxLength } from '../plan/field-types.ts';
import { formVariable } from '../plan/form-fields.ts';
import type { FieldType, ProfileField, ProfilePlan, Text } from '../plan/plan.ts';
import { ratingOptions } from '../plan/rating-options.ts';
import { textIn } from '../plan/text.ts';
import { TYPE_LIMITS, type LimitKey } from '../plan/type-limits.ts';
import { addressOnAuth0 } from './link-address.ts';

/** The used part of Auth0's form. The official type is `Management.CreateFormRequestContent` of the package auth0. */
export interface LoginForm {
  name: string;
  languages: { primary: string };
  nodes: FormNode[];
  start: { next_node: string; coordinates: Coordinates };
  ending: { resume_flow: true; coordinates: Coordinates };
  translations?: Record<string, Record<string, unknown>>;
}

interface Coordinates {
  x: number;
  y: number;
}

type FormNode =
  | { id: string; type: 'ROUTER'; alias: string; coordinates: Coordinates; config: { rules: RouterRule[]; fallback: string } }
  | { id: string; type: 'STEP'; alias: string; coordinates: Coordinates; config: { components: FormComponent[]; next_node: string } };

interface RouterRule {
  id: string;
  alias: string;
  /** Auth0's API requires it without documentation. The operators are those of https://auth0.com/docs/customize/forms/routers. */
  condition: { operator: 'AND'; operands: { operator: 'EXISTS'; operands: string[] }[] };
  next_node: string;
}

interface FieldWords {
  label?: string;
  hint?: string;
}

type FormFieldKind =
  | { type: 'TEXT'; config: { multiline: boolean; max_length: number; min_length?: number; placeholder?: string } }
  | { type: 'EMAIL' | 'URL'; config: { placeholder?: string } }
  | { type: 'TEL'; config: { country_picker: false; placeholder?: string } }
  | { type: 'NUMBER'; config: { min_value?: number; max_value?: number; placeholder?: string } }
  | { type: 'DATE'; config: { format: 'DATE' } }
  | { type: 'CHOICE' | 'DROPDOWN'; config: { multiple: boolean; options: { value: string; label: string }[] } }
  | { type: 'LEGAL'; config: { text: string } };

type FormField = { id: string; category: 'FIELD'; required: true; sensitive?: true } & FieldWords & FormFieldKind;

type FormButton =
  | { id: string; category: 'BLOCK'; type: 'NEXT_BUTTON'; config: { text: string } }
  | { id: string; category: 'BLOCK'; type: 'JUMP_BUTTON'; config: { text: string; next_node: string } };

type FormComponent = FormField | FormButton;

const ENDING = '$ending';

/** Auth0's limits of a hint or a placeholder, and of a form's name, in characters. */
const MAX_HINT = 500;
const MAX_NAME = 150;

export interface FormOptions {
  name: string;
  /** The texts of buttons: the panel's texts by language. */
  wordsIn: (language: string) => { continue: string; later: string };
  /** BCP 47 tags. The first one is the language of the form itself. */
  languages: readonly [string, ...string[]];
}

/**
 * @throws {TypeError} if the plan asks nothing during a login, or if a form cannot ask one of its fields
 * @throws {RangeError} if a text is longer than Auth0 accepts
 */
export function buildForm(plan: ProfilePlan, options: FormOptions): LoginForm {
  const fields = plan.fields.filter(isAtLogin);
  if (fields.length === 0) throw new TypeError('The plan has no field with "required": true and "ask": {"atLogin": true}, so nothing can be asked during a login.');
  if (options.name.length > MAX_NAME) throw new RangeError(`The form's name has ${options.name.length} characters, and Auth0 takes ${MAX_NAME}.`);
  const [primary, ...others] = options.languages;
  const nodes = fields.flatMap((field, index): FormNode[] => {
    const next = index + 1 < fields.length ? `router_${index + 1}` : ENDING;
    return [routerOf(field, index, next), stepOf(field, index, next, primary, options)];
  });
  const y = 0;
  return {
    name: options.name,
    languages: { primary },
    nodes,
    start: { next_node: 'router_0', coordinates: { x: 0, y } },
    ending: { resume_flow: true, coordinates: { x: 500 * (fields.length + 1), y } },
    ...(others.length > 0 && { translations: Object.fromEntries(others.map((language) => [language, { components: translationsOf(fields, language, options) }])) }),
  };
}

/** The limits that Auth0's forms also check. */
const FORM_LIMITS: Partial<Record<FieldType, readonly LimitKey[]>> = { text: ['minLength', 'maxLength'], textarea: ['minLength', 'maxLength'], number: ['min', 'max'], rating: ['min', 'max', 'step'] };

/** Returns the rules of `field` that Auth0's forms do not check. `type`: they accept more URLs or phone numbers than the plan. */
export function uncheckedRules(field: ProfileField): string[] {
  const { type = 'text' } = field;
  const limits = TYPE_LIMITS[type].filter((key) => field[key] !== undefined && !FORM_LIMITS[type]?.includes(key));
  return type === 'url' || type === 'tel' ? ['type', ...limits] : limits;
}

function routerOf(field: ProfileField, index: number, next: string): FormNode {
  const condition = { operator: 'AND' as const, operands: [{ operator: 'EXISTS' as const, operands: [`{{vars.${formVariable(field)}}}`] }] };
  return {
    id: `router_${index}`,
    type: 'ROUTER',
    alias: inert(`Is ${field.name} missing?`),
    coordinates: { x: 500 * index + 200, y: 0 },
    config: { rules: [{ id: `rule_${index}`, alias: 'It is missing', condition, next_node: `step_${index}` }], fallback: next },
  };
}

function stepOf(field: ProfileField, index: number, next: string, language: string, { wordsIn }: FormOptions): FormNode {
  const words = wordsIn(language);
  const components: FormComponent[] = [
    fieldOf(field, language),
    { id: `next_${index}`, category: 'BLOCK', type: 'NEXT_BUTTON', config: { text: inert(words.continue) } },
    // "Not now" ends the form. The answers of previous steps are kept.
    { id: `later_${index}`, category: 'BLOCK', type: 'JUMP_BUTTON', config: { text: inert(words.later), next_node: ENDING } },
  ];
  return { id: `step_${index}`, type: 'STEP', alias: inert(field.name), coordinates: { x: 500 * index + 400, y: 200 }, config: { components, next_node: next } };
}

function fieldOf(field: ProfileField, language: string): FormField {
  const { name, type = 'text', label, why, sensitive } = field;
  return {
    id: name,
    category: 'FIELD',
    required: true,
    ...(sensitive && { sensitive }),
    ...(type !== 'checkbox' && { label: wordsOf(label, language) || name }),
    ...(why !== undefined && { hint: shortWords(field, 'why', language) }),
    ...FORM_INPUTS[type](field, language),
  };
}

type FormInput = (field: ProfileField, language: string) => FormFieldKind;

const textInput: FormInput = (field, language) => ({
  type: 'TEXT',
  config: { multiline: field.type === 'textarea', max_length: maxLength(field), ...(field.minLength !== undefined && { min_length: field.minLength }), ...exampleOf(field, language) },
});
const dropdown: FormInput = (field, language) => ({ type: 'DROPDOWN', config: { multiple: false, options: optionsOf(field, language) } });
const choice: FormInput = (field, language) => ({ type: 'CHOICE', config: { multiple: field.type === 'multiselect', options: optionsOf(field, language) } });

/** The form's component for each type. */
const FORM_INPUTS: Record<FieldType, FormInput> = {
  text: textInput,
  textarea: textInput,
  email: (field, language) => ({ type: 'EMAIL', config: exampleOf(field, language) }),
  tel: (field, language) => ({ type: 'TEL', config: { country_picker: false, ...exampleOf(field, language) } }),
  url: (field, language) => ({ type: 'URL', config: exampleOf(field, language) }),
  number: (field, language) => {
    const { min, max } = field;
    return { type: 'NUMBER', config: { ...(min !== undefined && { min_value: Number(min) }), ...(max !== undefined && { max_value: Number(max) }), ...exampleOf(field, language) } };
  },
  date: () => ({ type: 'DATE', config: { format: 'DATE' } }),
  select: dropdown,
  radio: choice,
  multiselect: choice,
  checkbox: (field, language) => ({ type: 'LEGAL', config: { text: legalText(field, language) } }),
  rating: choice,
  country: dropdown,
  // Never asked, because the sign-up sends it.
  hidden: textInput,
};

function exampleOf(field: ProfileField, language: string): { placeholder?: string } {
  return field.placeholder === undefined ? {} : { placeholder: shortWords(field, 'placeholder', language) };
}

/** Escapes a text that Auth0 shows as HTML. */
function legalText(field: ProfileField, language: string): string {
  const label = escapeHtml(wordsOf(field.label, language) || field.name);
  if (!field.link) return label;
  const url = addressOnAuth0(field).replace(/[{}]/g, encodeURIComponent);
  return `${label} <a href="${escapeHtml(url)}" target="_blank" rel="noopener">${escapeHtml(wordsOf(field.link.text, language))}</a>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function optionsOf(field: ProfileField, language: string): { value: string; label: string }[] {
  const options = field.type === 'country' ? countryOptions(language) : field.type === 'rating' ? ratingOptions(field) : field.options;
  if (!Array.isArray(options)) throw new TypeError(`${field.name}: its options are fetched, and a form of Auth0 does not fetch them. Put the list into the plan.`);
  return options.map(({ value, label }) => ({ value, label: wordsOf(label, language) || value }));
}

function translationsOf(fields: readonly ProfileField[], language: string, { wordsIn }: FormOptions): Record<string, unknown> {
  const words = wordsIn(language);
  return Object.fromEntries(
    fields.flatMap((field, index): [string, unknown][] => {
      const { id, label, hint, config } = fieldOf(field, language);
      const { placeholder, options, text } = config as { placeholder?: string; options?: unknown; text?: string };
      return [
        [id, { label, hint, config: { placeholder, options, text } }],
        [`next_${index}`, { config: { text: inert(words.continue) } }],
        [`later_${index}`, { config: { text: inert(words.later) } }],
      ];
    }),
  );
}

/** Checks a text that Auth0 limits. */
function shortWords(field: ProfileField, key: 'why' | 'placeholder', language: string): string {
  const words = wordsOf(field[key] ?? '', language);
  if (words.length <= MAX_HINT) return words;
  throw new RangeError(`${field.name}: its \`${key}\` has ${words.length} characters (${language}), and a form of Auth0 takes ${MAX_HINT}. Shorten it.`);
}

function wordsOf(text: Text, language: string): string {
  return inert(textIn(text, language));
}

/** Separates braces by a word joiner, because forms replace `{{…}}` and have no escape. */
function inert(text: string): string {
  return text.replace(/\{(?=\{)/g, '{\u2060');
}
