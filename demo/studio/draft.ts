/**
 * A plan while it is written: JSON of any shape. Reading never fails. Changing returns a copy and leaves out blank values, so
 * that a plan stays as short as its author would write it.
 */
import { isData } from '../../src/plan/json.ts';
import type { Text } from '../../src/plan/plan.ts';

export type Data = Record<string, unknown>;

export function fieldsOf(plan: unknown): Data[] {
  const fields = isData(plan) && Array.isArray(plan.fields) ? (plan.fields as unknown[]) : [];
  return fields.map((field) => (isData(field) ? field : {}));
}

export function dataAt(object: Data, key: string): Data {
  const value = object[key];
  return isData(value) ? value : {};
}

export function textAt(object: Data, key: string): string {
  const value = object[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Returns a label or reason of any shape as a `Text`. It is blank if there is none. */
export function wordsAt(object: Data, key: string): Text {
  const value = object[key];
  if (!isData(value)) return textAt(object, key);
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * Returns a copy with `value` at `key`, or without the key if `value` is blank: undefined, `false`, or an empty text or object.
 */
export function withKey<T extends Data>(object: T, key: string, value: unknown): T {
  const isBlank = value === undefined || value === '' || value === false || (isData(value) && Object.keys(value).length === 0);
  // An existing key keeps its position.
  if (!isBlank) return { ...object, [key]: value };
  const { ...rest } = object;
  delete rest[key];
  return rest;
}

export function withFields(plan: unknown, fields: readonly Data[]): Data {
  return { ...(isData(plan) ? plan : {}), fields };
}

/** Returns a name that no field has yet. */
export function freeName(plan: unknown, wanted: string): string {
  return freeNameIn(fieldsOf(plan), wanted);
}

/** Returns a name that no member of `list` has yet. */
export function freeNameIn(list: readonly Data[], wanted: string): string {
  const taken = new Set(list.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}

/** Returns the list with one member moved, or an unchanged copy if a position is outside of it. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  const [member] = copy.splice(from, 1);
  if (member === undefined || to < 0 || to >= list.length) return [...list];
  copy.splice(to, 0, member);
  return copy;
}
