/** Finds conditions that compare a field with a value that it can never have. For authors of plans, not for pages. */
import { findFault, toTyped } from './codec.ts';
import { hasOptions } from './field-types.ts';
import { isData } from './json.ts';
import { formatPath, describe, nearest } from './problem-words.ts';
import type { PlanProblem } from './parse-plan.ts';
import type { Condition, FieldType, FieldValue, ProfileField, ProfilePlan } from './plan.ts';

type Path = (string | number)[];

/** The types with few possible answers, so that another value is a mistake. Other types accept any text. */
const FORMS: Partial<Record<FieldType, string>> = {
  checkbox: 'true or false',
  country: 'two capital letters such as "DE"',
  number: 'a number within its limits',
  rating: 'a number within its limits',
};

/**
 * Finds values in `when` that no answer can have. Negated conditions (`$ne`, `$nin`, `$not`, `$nor`) are also true without an
 * answer.
 */
export function warnOfConditions({ fields }: ProfilePlan): PlanProblem[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return fields.flatMap(({ when }, index) => (when ? warnOfCondition(when, byName, ['fields', index, 'when']) : []));
}

function warnOfCondition(condition: Condition, byName: ReadonlyMap<string, ProfileField>, path: Path): PlanProblem[] {
  return Object.entries(condition).flatMap(([key, value]) => {
    const here = [...path, key];
    if (key === '$and' || key === '$or') return (value as Condition[]).flatMap((inner, index) => warnOfCondition(inner, byName, [...here, index]));
    const field = byName.get(key);
    return field ? comparedValues(value, here).flatMap(([compared, place]) => warnOfValue(field, compared, place)) : [];
  });
}

/** Returns the values that a condition compares an answer with, and their paths. */
function comparedValues(value: unknown, path: Path): [value: unknown, path: Path][] {
  if (!isData(value)) return [[value, path]];
  const { $eq, $in } = value;
  return [
    ...($eq === undefined ? [] : [[$eq, [...path, '$eq']] as [unknown, Path]]),
    ...(Array.isArray($in) ? $in.map((one, index): [unknown, Path] => [one, [...path, '$in', index]]) : []),
  ];
}

function warnOfValue(field: ProfileField, value: unknown, path: Path): PlanProblem[] {
  // `null` means that the field is not known.
  if (value === null || isPossible(field, value as FieldValue)) return [];
  const options = Array.isArray(field.options) ? field.options.map((option) => option.value) : [];
  const suggestion = typeof value === 'string' ? nearest(value, options) : '';
  const expected = FORMS[field.type ?? 'text'] ?? `one of ${options.slice(0, 20).join(', ')}`;
  return [{ path: formatPath(path), message: `This never holds. Expected ${expected}, as an answer to "${field.name}", got ${describe(value)}.${suggestion || ' Correct or remove it.'}` }];
}

function isPossible(field: ProfileField, value: FieldValue): boolean {
  const { type = 'text', options } = field;
  const isChoice = hasOptions(type) && Array.isArray(options);
  if (!isChoice && !FORMS[type]) return true;
  // A condition also finds a value among several chosen ones.
  if (type === 'multiselect') return findFault(field, [value]) === undefined;
  return findFault(field, value) === undefined && toTyped(field, value) === value;
}
