/** Converts fields to Lock's `additionalSignUpFields`. */
import type { Hints } from '../locales/words.ts';
import { findFault, type AnswerFault } from './codec.ts';
import { countryOptions } from './country.ts';
import { maxLength } from './field-types.ts';
import { describeFault } from './describe-fault.ts';
import { isFieldName, MAX_SIGN_UP_ANSWER, MAX_SIGN_UP_FIELDS } from './limits.ts';
import type { FieldOption, FieldType, ProfileField, ProfilePlan } from './plan.ts';
import { ratingOptions } from './rating-options.ts';
import { isMangledByLock, isStoredAsIs, PREFER_NOT_TO_SAY } from './stored-text.ts';
import { textIn } from './text.ts';

/**
 * One of Lock's sign-up fields: https://auth0.com/docs/libraries/lock/lock-configuration#additionalsignupfields-array-
 * `placeholderHTML` is never used, because Lock inserts it into the page as HTML.
 */
export interface AdditionalSignUpField {
  name: string;
  type: 'text' | 'select' | 'checkbox' | 'hidden';
  /** The label as plain text. Lock shows nothing else of a question. */
  placeholder?: string;
  options?: { value: string; label: string }[];
  /** The initial value of the input. */
  prefill?: string;
  /** The value of a hidden field. */
  value?: string;
  /** Never throws, because Lock would lose the key stroke and keep the previous value. */
  validator?: (value: string) => { valid: boolean; hint?: string };
  storage?: 'root';
}

/** The sign-up form of a plan, and the deferred fields. */
export interface SignUpForm {
  fields: AdditionalSignUpField[];
  /** The fields with `"ask": "signup"` that Lock cannot ask. The panel asks them later. `reason` is for developers. */
  deferred: { name: string; reason: string }[];
}

/** Like `signUpFields`, with the hints of a language. */
export function buildSignUpForm(plan: ProfilePlan, { language, hints }: { language: string; hints: Hints }): SignUpForm {
  const form: SignUpForm = { fields: [], deferred: [] };
  const names = new Set<string>();
  let inMetadata = 0;
  for (const field of plan.fields) {
    if (field.ask !== 'signup') continue;
    const counts = field.storage !== 'root';
    const reason =
      findObstacle(field, names) ??
      (counts && inMetadata >= MAX_SIGN_UP_FIELDS
        ? `Auth0 takes ${MAX_SIGN_UP_FIELDS} user_metadata properties at sign-up, and there are as many before it.`
        : undefined);
    if (reason !== undefined) {
      form.deferred.push({ name: field.name, reason });
      continue;
    }
    names.add(field.name);
    if (counts) inMetadata += 1;
    form.fields.push(toLock(field, language, hints));
  }
  return form;
}

/** Lock's type for each type; `undefined` if it has none. */
export const LOCK_TYPES: Record<FieldType, AdditionalSignUpField['type'] | undefined> = {
  text: 'text',
  textarea: undefined,
  email: 'text',
  tel: 'text',
  url: 'text',
  number: 'text',
  date: 'text',
  select: 'select',
  radio: 'select',
  multiselect: undefined,
  checkbox: 'checkbox',
  rating: 'select',
  country: 'select',
  hidden: 'hidden',
};

/** Returns why Lock cannot ask `field`; `undefined` if it can. */
function findObstacle(field: ProfileField, taken: ReadonlySet<string>): string | undefined {
  const { name, type = 'text', options, value } = field;
  if (!isFieldName(name) || taken.has(name)) return 'Lock does not accept a field of this name, or already has one.';
  if (!LOCK_TYPES[type]) return `Lock has no ${type}.`;
  if (field.when) return 'Lock cannot show a field under a condition.';
  if ((field.minLength ?? 0) > MAX_SIGN_UP_ANSWER) return `Auth0 takes ${MAX_SIGN_UP_ANSWER} characters at sign-up; it needs more.`;
  if (type === 'hidden') return isSendable(String(value ?? '')) ? undefined : 'Lock would drop or change its value.';
  if (type !== 'select' && type !== 'radio') return undefined;
  if (!Array.isArray(options)) return 'Its options were not there when the form was made.';
  if (options.length === 0) return 'It has no options.';
  const changed = options.find((option) => !isSendable(option.value));
  return changed && `Lock would drop or change the option ${JSON.stringify(changed.value)}.`;
}

function isSendable(value: string): boolean {
  return value !== '' && value.length <= MAX_SIGN_UP_ANSWER && isStoredAsIs(value);
}

function toLock(field: ProfileField, language: string, hints: Hints): AdditionalSignUpField {
  const { name, type = 'text', storage, value } = field;
  const common = storage ? { name, storage } : { name };
  if (type === 'hidden') return { ...common, type, value: String(value) };

  const label = textIn(field.label, language) || name;
  const validator = createValidator(field, language, hints);
  if (type === 'checkbox') {
    // Without a prefill, Lock treats an untouched box as a blank answer and requires one.
    return { ...common, type, placeholder: label, prefill: String(value ?? false), validator };
  }
  const prefill = value === undefined ? {} : { prefill: String(value) };
  if (LOCK_TYPES[type] === 'select') {
    // Lock rejects a select without a choice, without a message.
    if (value === undefined && !field.required) Object.assign(prefill, { prefill: PREFER_NOT_TO_SAY });
    return { ...common, type: 'select', placeholder: label, options: toLockOptions(field, language, hints), ...prefill };
  }
  return { ...common, type: 'text', placeholder: toPlaceholder(field, label, hints), ...prefill, validator };
}

/** Returns the label, with the information that people need to fill in the input. */
function toPlaceholder(field: ProfileField, label: string, hints: Hints): string {
  const notes = [];
  if (field.type === 'date') notes.push(hints['date-format']);
  if (!isRequired(field)) notes.push(hints.optional);
  return notes.length > 0 ? `${label} (${notes.join(', ')})` : label;
}

/** Auth0 rejects blank root attributes, and Lock would send one. */
function isRequired({ required, storage }: ProfileField): boolean {
  return required === true || storage === 'root';
}

/** Lock has no optional select, so an entry means "no answer". */
function toLockOptions(field: ProfileField, language: string, hints: Hints): { value: string; label: string }[] {
  const options = listOptions(field, language).map(({ value, label }) => ({ value, label: textIn(label, language) || value }));
  return field.required ? options : [...options, { value: PREFER_NOT_TO_SAY, label: hints['prefer-not-to-say'] }];
}

function listOptions(field: ProfileField, language: string): FieldOption[] {
  if (field.type === 'country') return countryOptions(language);
  if (field.type === 'rating') return ratingOptions(field);
  return Array.isArray(field.options) ? field.options : [];
}

function createValidator(field: ProfileField, language: string, hints: Hints): (value: string) => { valid: boolean; hint?: string } {
  return (value) => {
    const fault = findSignUpFault(field, value);
    return fault ? { valid: false, hint: describeFault(hints, field, fault, language) } : { valid: true };
  };
}

/** Auth0's limits of root attributes, in characters. */
const MAX_ROOT_ANSWER: Record<string, number> = { given_name: 150, family_name: 150, name: 300, nickname: 300 };

/** Finds faults that the panel also finds, and values that Lock or Auth0's sign-up would change or reject. */
function findSignUpFault(field: ProfileField, value: string): AnswerFault | undefined {
  const root = field.storage === 'root' ? MAX_ROOT_ANSWER[field.name] : undefined;
  const limit = Math.min(maxLength(field), root ?? MAX_SIGN_UP_ANSWER);
  // Lock does not trim answers.
  if (value.length > limit) return { code: 'too-long', limit };
  return findFault({ ...field, required: isRequired(field) }, value) ?? (isMangledByLock(value) ? { code: 'markup' } : undefined);
}
