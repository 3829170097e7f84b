/** Changes a plan whose questions depend on each other: some are asked only after a certain answer to another one. */
import { moveChanges } from './experiments/draft-experiments.ts';
import { isData } from '../../src/plan/json.ts';
import { fieldsOf, withFields, withKey, type Data } from './draft.ts';

/** Returns the fields whose condition uses `name`. */
export function dependentsOf(plan: unknown, name: string): Data[] {
  return fieldsOf(plan).filter((field) => field.name !== name && speaksOf(field.when, name));
}

function speaksOf(condition: unknown, name: string): boolean {
  if (Array.isArray(condition)) return condition.some((part) => speaksOf(part, name));
  return isData(condition) && Object.entries(condition).some(([key, value]) => key === name || (key.startsWith('$') && speaksOf(value, name)));
}

/** Returns the plan without the field at `index`, which no other field depends on. */
export function removeAt(plan: unknown, index: number): Data {
  const fields = fieldsOf(plan);
  const name = fields[index]?.name;
  const rest = withFields(plan, fields.toSpliced(index, 1));
  return typeof name === 'string' && !fieldsOf(rest).some((field) => field.name === name) ? moveChanges(rest, name) : rest;
}

/** Returns the plan without the field. The conditions of other fields no longer use it, so they are asked regardless of it. */
export function removeAlone(plan: unknown, name: string): Data {
  const rest = fieldsOf(plan).filter((field) => field.name !== name);
  return moveChanges(withFields(plan, rest.map((field) => (speaksOf(field.when, name) ? withKey(field, 'when', without(field.when, name)) : field))), name);
}

/** Returns the plan without the field and without all fields that depend on it, directly or through others. */
export function removeAll(plan: unknown, name: string): Data {
  const gone = new Set([name]);
  for (const one of gone) for (const field of dependentsOf(plan, one)) if (typeof field.name === 'string') gone.add(field.name);
  const rest = withFields(plan, fieldsOf(plan).filter((field) => !gone.has(String(field.name))));
  return [...gone].reduce((left, one) => moveChanges(left, one), rest);
}

/** Returns the condition without `name`, or `undefined` if nothing is left. */
function without(condition: unknown, name: string): unknown {
  if (!isData(condition)) return condition;
  const parts = Object.entries(condition).flatMap(([key, value]): [string, unknown][] => {
    if (key === name) return [];
    if (!Array.isArray(value) || !key.startsWith('$')) return [[key, value]];
    const inner = (value as unknown[]).map((part) => without(part, name)).filter((part) => part !== undefined);
    return inner.length > 0 ? [[key, inner]] : [];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** Returns the plan with another name for a field, also in conditions and experiments. */
export function renameField(plan: unknown, from: string, to: string): Data {
  const fields = fieldsOf(plan).map((field) => {
    const renamed = field.name === from ? { ...field, name: to } : field;
    return renamed.when === undefined ? renamed : { ...renamed, when: renamedIn(renamed.when, from, to) };
  });
  return moveChanges(withFields(plan, fields), from, to);
}

function renamedIn(condition: unknown, from: string, to: string): unknown {
  if (Array.isArray(condition)) return condition.map((part) => renamedIn(part, from, to));
  if (!isData(condition)) return condition;
  return Object.fromEntries(Object.entries(condition).map(([key, value]) => [key === from ? to : key, key.startsWith('$') ? renamedIn(value, from, to) : value]));
}
