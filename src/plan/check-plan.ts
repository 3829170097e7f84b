/**
 * The small and quick check that every page runs. It recognises valid plans and gives up on all others. Only then is
 * parse-plan.ts loaded, which uses valibot and decides. `parsePlan` accepts every plan that this check accepts and returns an
 * equal copy, which a test verifies.
 */
import { cleanCopy } from './clean-copy.ts';
import { findUndecidable, namesIn, type Needs } from './conditions.ts';
import { hasOptions, hasSoundRange, maxLength } from './field-types.ts';
import { isData } from './json.ts';
import * as limits from './limits.ts';
import { compilePattern, isPlainPattern } from './pattern.ts';
import { isPlainPage } from './plain-page.ts';
import type { FieldOption, ProfileField, ProfilePlan } from './plan.ts';
import { optionListShape, planShape, shapes, type Rule, type Shape } from './plan-shape.ts';
import { isSavedAsIs, isStoredAsIs } from './stored-text.ts';
import { TEXT_CHECKS } from './text-checks.ts';
import { WELL_KNOWN } from './well-known.ts';

/** Returns a copy of `input` if it is certainly a valid plan; `undefined` if `parsePlan` has to decide. */
export function readSoundPlan(input: unknown): ProfilePlan | undefined {
  return readSound<ProfilePlan>(input, planShape, fitTogether);
}

/** Returns a copy of `input` if it is certainly a valid option, as in a list of choices from an address. */
export function readSoundOption(input: unknown): FieldOption | undefined {
  return readSound<[FieldOption]>([input], optionListShape, (options) => areSound(options, isSavedAsIs))?.[0];
}

function readSound<T>(input: unknown, shape: Shape, obeysRules: (copy: T) => boolean): T | undefined {
  let isClean = true;
  const copy = cleanCopy(input, () => (isClean = false), Object.prototype) as T;
  return isClean && fits(shape, copy) && obeysRules(copy) ? copy : undefined;
}

/** Whether `shape` exists and `value` has it. */
function fits(shape: Shape | undefined, value: unknown): boolean {
  return !!shape?.every(([name, ...about]) => (RULES[name] as (...values: unknown[]) => boolean)(value, ...about));
}

/** The check of each rule. The rules before it in its row have passed. */
const RULES: { [Name in Rule[0]]: (value: unknown, ...about: Tail<Extract<Rule, [Name, ...unknown[]]>>) => boolean } = {
  type: (value, type) => typeof value === type,
  finite: Number.isFinite,
  integer: Number.isInteger,
  min: (value, min) => sizeOf(value) >= min,
  max: (value, max) => sizeOf(value) <= max,
  over: (value, min) => sizeOf(value) > min,
  pattern: (value, source) => new RegExp(source).test(value as string),
  check: (value, code) => TEXT_CHECKS[code](value as string),
  in: (value, values) => values.includes(value),
  list: (value, shape) => Array.isArray(value) && value.every((member) => fits(shape, member)),
  record: (value, keys, values) => isData(value) && Object.entries(value).every(([key, inner]) => fits(keys, key) && fits(values, inner)),
  object: (value, entries, required, rest) =>
    isData(value) &&
    required.every((key) => key in value) &&
    Object.entries(value).every(([key, inner]) => fits(Object.hasOwn(entries, key) ? entries[key] : rest, inner)),
  either: (value, shapes) => shapes.some((shape) => fits(shape, value)),
  shape: (value, index) => fits(shapes[index], value),
};
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return (isData(value) ? Object.keys(value) : (value as string | unknown[])).length;
}

// The rules of plan-rules.ts for values of the right form, as far as they are short.

function areSound(options: FieldOption[], isKept: (value: string) => boolean): boolean {
  const values = options.map(({ value }) => value);
  return new Set(values).size === values.length && values.every(isKept);
}

function isSound(field: ProfileField): boolean {
  const { name, type = 'text', ask, options, link, storage, value, pattern, min, max, step } = field;
  const rule = typeof ask === 'object' ? ask : {};
  return (
    limits.isFieldName(name) &&
    hasOptions(type) === (options !== undefined) &&
    (!Array.isArray(options) || areSound(options, ask === 'signup' ? isStoredAsIs : isSavedAsIs)) &&
    (!link || type === 'checkbox') &&
    (!(field.lowLabel ?? field.highLabel) || type === 'rating') &&
    (type === 'hidden' ? value !== undefined && ask === 'signup' && isStoredAsIs(String(value)) : value === undefined) &&
    (storage === undefined || (limits.ROOT_NAMES.includes(name) && ask === 'signup' && limits.ROOT_TYPES.includes(type))) &&
    (!rule.atLogin || field.required === true) &&
    isPlainPage(rule.page ?? '') &&
    (pattern === undefined || (isPlainPattern(pattern) && compilePattern(pattern) !== undefined)) &&
    (field.minLength ?? 0) <= maxLength(field) &&
    ((min ?? max ?? step) === undefined || hasSoundRange(field))
  );
}

function fitTogether({ fields, enrichment }: ProfilePlan): boolean {
  const names = new Set(fields.map(({ name }) => name));
  const needs: Needs = new Map();
  for (const { name, when } of fields) if (when) needs.set(name, namesIn(when));
  const conditional = [...needs.values()].flatMap((others) => [...others]);
  return (
    fields.every(isSound) &&
    names.size === fields.length &&
    conditional.every((name) => names.has(name) || WELL_KNOWN.includes(name)) &&
    Object.keys(enrichment?.values ?? {}).every((name) => names.has(name)) &&
    findUndecidable(needs).size === 0
  );
}
