/**
 * The check that every page pays for: small and quick, it knows sound plans and gives up on all others. Only then the
 * wordy part (parse-plan.ts, with the schema) need be loaded; it decides. Whatever this check accepts `parsePlan`
 * accepts too and returns equal; a test holds them together.
 */
import { cleanCopy } from './clean-copy.ts';
import { findUndecidable, namesIn, type Needs } from './conditions.ts';
import { isDate } from './date.ts';
import { parseDuration } from './duration.ts';
import { FIELD_TYPES, hasOptions, hasSoundRange, maxLength } from './field-types.ts';
import * as limits from './limits.ts';
import { isPlainPage } from './page-pattern.ts';
import { compilePattern, isPlainPattern } from './pattern.ts';
import type { FieldOption, ProfileField, ProfilePlan } from './plan.ts';
import { isStoredAsIs } from './stored-text.ts';
import { WELL_KNOWN } from './well-known.ts';

type Check = (value: unknown) => boolean;
type Data = Record<string, unknown>;

/** A clean copy of `input` if it is surely a sound plan; `undefined` if `parsePlan` has to have a look. */
export function readSoundPlan(input: unknown): ProfilePlan | undefined {
  return readSound<ProfilePlan>(input, isPlan);
}

/** A clean copy of `input` if it is surely a sound list of options, such as an address should answer. */
export function readSoundOptions(input: unknown): FieldOption[] | undefined {
  return readSound<FieldOption[]>(input, isOptionList);
}

function readSound<T>(input: unknown, check: Check): T | undefined {
  let isClean = true;
  const copy = cleanCopy(input, () => (isClean = false), Object.prototype);
  return isClean && check(copy) ? (copy as T) : undefined;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar: Check = (value) => value === null || isString(value) || isNumber(value) || isBoolean(value);

const text = (max: number, pattern = /\S/): Check => (value) => isString(value) && value.length <= max && pattern.test(value);
const oneOf = (...values: readonly unknown[]): Check => (value) => values.includes(value);
const count = (min: number, max: number): Check => (value) =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const list = (check: Check, min: number, max = limits.MAX_LIST): Check => (value) =>
  Array.isArray(value) && value.length >= min && value.length <= max && value.every(check);
const either = (one: Check, other: Check): Check => (value) => one(value) || other(value);
const record = (keys: Check, values: Check, max: number): Check => (value) => {
  if (!isData(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.length <= max && entries.every(([key, entry]) => keys(key) && values(entry));
};
/** An object with no other keys than those of `checks`; `required` ones are there. */
const shape = (checks: Record<string, Check>, ...required: string[]): Check => (value) =>
  isData(value) &&
  required.every((key) => Object.hasOwn(value, key)) &&
  Object.keys(value).every((key) => Object.hasOwn(checks, key) && checks[key]?.(value[key]));

const isDuration: Check = (value) => isString(value) && parseDuration(value) !== undefined;
const isWords: Check = (value) => isString(value) && limits.isWords(value);
const isText = either(isWords, record(text(limits.MAX_NAME, limits.LANGUAGE_TAG), isWords, limits.MAX_LANGUAGES));
const isPath: Check = (value) => isString(value) && limits.isDataPath(value);
const isAddress = text(limits.MAX_URL, limits.WEB_ADDRESS);
const isActivity = text(limits.MAX_NAME);

const isUnique = (values: unknown[]) => new Set(values).size === values.length;
const isStorableText = (max: number): Check => (value) => text(max)(value) && isStoredAsIs(value as string);
const isOption = shape({ value: isStorableText(limits.MAX_NAME), label: isText }, 'value', 'label');
const isOptionList: Check = (value) =>
  list(isOption, 1, limits.MAX_OPTIONS)(value) && isUnique((value as FieldOption[]).map((option) => option.value));
const isOptions = either(either(isOptionList, shape({ url: isAddress }, 'url')), (value) => typeof value === 'function');

const isAsk = either(
  oneOf('signup', 'later'),
  shape({
    after: shape({ sessions: count(1, 1e5), days: count(0, 1e5), logins: count(1, 1e6) }),
    on: either(isActivity, list(isActivity, 1)),
    page: (value) => text(limits.MAX_URL, limits.PAGE)(value) && isPlainPage(value as string),
    ignoreCoolDown: isBoolean,
    atLogin: isBoolean,
  }),
);

const isScalars = list(isScalar, 0);
const operators: Record<string, Check> = {
  ...Object.fromEntries(limits.VALUE_OPERATORS.map((operator) => [operator, isScalar])),
  $in: isScalars,
  $nin: isScalars,
  $exists: isBoolean,
  $not: (value) => isOperators(value),
};
const isOperators: Check = (value) => shape(operators)(value) && Object.keys(value as Data).length > 0;
const isCondition: Check = (value) =>
  isData(value) &&
  Object.entries(value).every(([key, inner]) =>
    limits.LOGIC_OPERATORS.includes(key) ? list(isCondition, 1)(inner) : isScalar(inner) || isOperators(inner),
  );

const isBound: Check = (value) => isNumber(value) || (isString(value) && isDate(value));
const fieldShape = shape(
  {
    name: (value) => isString(value) && limits.isFieldName(value),
    label: isText,
    type: oneOf(...FIELD_TYPES),
    placeholder: isText,
    why: isText,
    hint: isText,
    options: isOptions,
    ask: isAsk,
    when: isCondition,
    knownFrom: list(isPath, 0),
    confirm: isBoolean,
    sensitive: isBoolean,
    priority: isNumber,
    storage: oneOf('root'),
    value: either(isBoolean, either(isNumber, isStorableText(limits.MAX_SIGN_UP_ANSWER))),
    required: isBoolean,
    minLength: count(0, limits.MAX_ANSWER),
    maxLength: count(1, limits.MAX_ANSWER),
    pattern: (value) =>
      text(limits.MAX_PATTERN)(value) && isPlainPattern(value as string) && compilePattern(value as string) !== undefined,
    min: isBound,
    max: isBound,
    step: (value) => isNumber(value) && value > 0,
    autocomplete: text(limits.MAX_NAME, limits.AUTOCOMPLETE),
  },
  'name',
  'label',
);

const isField: Check = (value) => fieldShape(value) && fitsTogether(value as ProfileField);

/** What plan-rules.ts says of one field; an input that starts with a value is left to it. */
function fitsTogether(field: ProfileField): boolean {
  const { type = 'text', ask, options, storage, value, min, max, step } = field;
  return (
    hasOptions(type) === (options !== undefined) &&
    (type === 'hidden' ? value !== undefined && ask === 'signup' : value === undefined) &&
    (storage === undefined || (limits.ROOT_NAMES.includes(field.name) && ask === 'signup' && limits.ROOT_TYPES.includes(type))) &&
    !(typeof ask === 'object' && ask.atLogin && !field.required) &&
    (field.minLength ?? 0) <= maxLength(field) &&
    ((min ?? max ?? step) === undefined || hasSoundRange(field))
  );
}

const isPacing = shape({
  maxFields: count(1, 20),
  asksPerSession: count(1, 100),
  coolDown: isDuration,
  snooze: isDuration,
  giveUpAfter: count(1, 10),
  quietFirstSession: isBoolean,
});

const isEnrichment = shape(
  {
    url: text(limits.MAX_URL, limits.ENRICHMENT_ADDRESS),
    secret: text(limits.MAX_NAME, limits.SECRET_NAME),
    values: record(isString, isPath, limits.MAX_LIST),
    maxAge: isDuration,
    timeout: isDuration,
    allowUnverified: isBoolean,
  },
  'url',
  'values',
);

const planShape = shape(
  {
    $schema: (value) => isString(value) && value.length <= limits.MAX_URL,
    fields: list(isField, 0, limits.MAX_FIELDS),
    pacing: isPacing,
    enrichment: isEnrichment,
    privacyUrl: isAddress,
  },
  'fields',
);

const isPlan: Check = (value) => planShape(value) && namesFitTogether(value as ProfilePlan);

function namesFitTogether({ fields, enrichment }: ProfilePlan): boolean {
  const names = new Set(fields.map(({ name }) => name));
  const needs: Needs = new Map();
  for (const { name, when } of fields) if (when) needs.set(name, namesIn(when));
  const conditional = [...needs.values()].flatMap((others) => [...others]);
  return (
    names.size === fields.length &&
    conditional.every((name) => names.has(name) || WELL_KNOWN.includes(name)) &&
    Object.keys(enrichment?.values ?? {}).every((name) => names.has(name)) &&
    findUndecidable(needs).size === 0
  );
}
