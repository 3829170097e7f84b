/**
 * Reads and checks answers of the panel and the sign-up form, and values in `user_metadata`. The sign-up form has only strings
 * ("true", "42", ""), and the panel has typed values; both are read as the same value. `encode-answers.ts` encodes answers.
 */
import { isCountry } from './country.ts';
import { isDate } from './date.ts';
import { hasOptions, isSelect, maxLength, type ChoiceType, type TypesOf } from './field-types.ts';
import { MAX_ANSWER, MAX_OPTIONS } from './limits.ts';
import { compilePattern } from './pattern.ts';
import type { FieldType, FieldValue, ProfileField } from './plan.ts';
import { decodeText, PREFER_NOT_TO_SAY } from './stored-text.ts';

/** Why an answer is invalid. The texts are in the language files. */
export interface AnswerFault {
  code:
    | 'required'
    | 'type'
    | 'too-short'
    | 'too-long'
    | 'pattern'
    | 'too-small'
    | 'too-large'
    | 'step'
    | 'option'
    /** Only at sign-up: Lock would change the value. */
    | 'markup';
  /** The exceeded limit: a number of characters, a number or an ISO date. */
  limit?: number | string;
}

/**
 * Decodes a value from any source. Returns `undefined` if it is not an answer (blank, `null`, an empty list, "Prefer not to say").
 * `unfit`: it no longer fits the plan, because the field's type, options or limits have changed. `value` is then the raw value, or
 * its JSON if it cannot be an answer.
 *
 * Lock stores a text that contains `<` as HTML (`Tom &amp; Jerry &lt;3`), so `&amp;`, `&lt;`, `&gt;` and `&nbsp;` are decoded.
 */
export function readValue(field: ProfileField, raw: unknown): { value: FieldValue; unfit?: true } | undefined {
  if (isTooLong(raw)) return { value: toShown(raw), unfit: true };
  const plain = Array.isArray(raw) ? raw.map(decode) : decode(raw);
  if (isBlank(field, plain)) return undefined;
  const value = toTyped(field, plain);
  if (value === undefined || findTypedFault(field, value)) return { value: toShown(raw), unfit: true };
  return { value };
}

/**
 * Returns a text for something that cannot be an answer. Pages convert it to a string, which throws for an object such as
 * `{"toString": 1}`.
 */
function toShown(raw: unknown): FieldValue {
  const isList = Array.isArray(raw) && raw.every((item) => typeof item === 'string');
  if (isList || typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean') return raw;
  try {
    return JSON.stringify(raw) ?? '';
  } catch {
    // Nested too deeply for JSON.stringify.
    return '';
  }
}

/**
 * Returns why `value` is not a valid answer to `field`; `undefined` if it is. Takes strings of inputs (`"42"` for a number) and
 * typed values. Without `step`, a number may have decimals.
 */
export function findFault(field: ProfileField, value: unknown): AnswerFault | undefined {
  if (isTooLong(value)) return { code: 'too-long', limit: maxLength(field) };
  if (isBlank(field, value)) return field.required ? { code: 'required' } : undefined;
  const typed = toTyped(field, value);
  return typed === undefined ? { code: 'type' } : findTypedFault(field, typed);
}

/** The length of the longest answer that a plan allows, with each character encoded as an entity (`&nbsp;`). */
const MAX_STORED = 6 * MAX_ANSWER;

/** True for a value that cannot be an answer, however it is stored. */
function isTooLong(value: unknown): boolean {
  if (typeof value === 'string') return value.length > MAX_STORED;
  if (!Array.isArray(value)) return false;
  return value.length > MAX_OPTIONS || value.some((item) => typeof item === 'string' && item.length > MAX_STORED);
}

function decode(value: unknown): unknown {
  return typeof value === 'string' ? decodeText(value) : value;
}

/**
 * Whether the person chose "Prefer not to say" in the sign-up form, where a select cannot stay blank. It must not be asked again.
 */
export function isUnsaid(field: ProfileField, raw: unknown): boolean {
  return raw === PREFER_NOT_TO_SAY && !readValue(field, raw);
}

/** Whether `value` is not an answer to `field`. */
export function isBlank({ type }: ProfileField, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string' && item.trim() === '');
  if (typeof value !== 'string') return false;
  const text = value.trim();
  return text === '' || (text === PREFER_NOT_TO_SAY && isSelect(type));
}

/** Converts `value` to the field's type; `undefined` if that is impossible. Does not check limits. */
export function toTyped({ type, value: own }: ProfileField, value: unknown): FieldValue | undefined {
  switch (type) {
    case 'number':
    case 'rating':
      return toNumber(value);
    case 'checkbox':
      return toBoolean(value);
    case 'multiselect':
      return toList(value);
    case 'hidden':
      if (typeof own === 'number') return toNumber(value);
      return typeof own === 'boolean' ? toBoolean(value) : toText(value);
    default:
      // Makes the compiler report a new type without an entry, here and below.
      void (type satisfies TypesOf<string> | undefined);
      return toText(value);
  }
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  const text = typeof value === 'string' ? value.trim() : value;
  if (text === true || text === 'true') return true;
  return text === false || text === 'false' ? false : undefined;
}

function toList(value: unknown): string[] | undefined {
  const items = (Array.isArray(value) ? value : [value]).map(toText);
  if (!items.every((item) => item !== undefined)) return undefined;
  return [...new Set(items)].filter((item) => item !== '');
}

/** Returns why a value of the field's type is invalid. */
function findTypedFault(field: ProfileField, value: FieldValue): AnswerFault | undefined {
  if (typeof value === 'boolean') return field.required && !value ? { code: 'required' } : undefined;
  if (typeof value === 'number') return findRangeFault(field, value);
  if (Array.isArray(value) || hasOptions(field.type)) return findOptionFault(field, [value].flat());
  return findTextFault(field, value);
}

/** Lists that are not loaded cannot be checked, so their values are valid. */
function findOptionFault({ options }: ProfileField, values: string[]): AnswerFault | undefined {
  if (!Array.isArray(options)) return undefined;
  const known = new Set(options.map((option) => option.value));
  return values.every((value) => known.has(value)) ? undefined : { code: 'option' };
}

function findTextFault(field: ProfileField, text: string): AnswerFault | undefined {
  const { type, minLength = 0, pattern } = field;
  if (type === 'country') return isCountry(text) ? undefined : { code: 'option' };
  if (type === 'hidden') return undefined;
  if (text.length < minLength) return { code: 'too-short', limit: minLength };
  const limit = maxLength(field);
  if (text.length > limit) return { code: 'too-long', limit };
  if (!hasForm(type, text)) return { code: 'type' };
  if (type === 'date') return findRangeFault(field, text);
  return pattern !== undefined && !matches(pattern, text) ? { code: 'pattern' } : undefined;
}

// https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

function hasForm(type: FieldType | undefined, text: string): boolean {
  switch (type) {
    case 'email':
      return EMAIL.test(text);
    case 'tel':
      // HTML does not check it. Three digits of any script distinguish a number from a word.
      return (text.match(/\p{Nd}/gu)?.length ?? 0) >= 3;
    case 'url':
      return isWebAddress(text);
    case 'date':
      return isDate(text);
    default:
      void (type satisfies 'text' | 'textarea' | 'country' | 'hidden' | ChoiceType | TypesOf<number | boolean> | undefined);
      return true;
  }
}

/** HTML's url type accepts any scheme. Only web addresses are valid here, because an answer may become a link (`javascript:`). */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text)) return false;
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}

/** Checks limits and step of a number, a rating or a date. The step of a date is in days. */
function findRangeFault(field: ProfileField, value: number | string): AnswerFault | undefined {
  const isRating = field.type === 'rating';
  const { min = isRating ? 1 : undefined, max = isRating ? 5 : undefined, step = isRating ? 1 : undefined } = field;
  if (min !== undefined && value < min) return { code: 'too-small', limit: min };
  if (max !== undefined && value > max) return { code: 'too-large', limit: max };
  if (step === undefined) return undefined;
  const steps = (toAxis(value) - toAxis(min ?? 0)) / step;
  return Math.abs(steps - Math.round(steps)) > 1e-9 * Math.max(1, Math.abs(steps)) ? { code: 'step', limit: step } : undefined;
}

function toAxis(value: number | string): number {
  return typeof value === 'number' ? value : Date.parse(value) / 86_400_000;
}

/** Checks HTML's `pattern`, which must match the whole value. Like HTML, ignores one that does not compile. */
function matches(pattern: string, text: string): boolean {
  return compilePattern(pattern)?.test(text) ?? true;
}
