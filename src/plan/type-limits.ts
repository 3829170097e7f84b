/** The limits of each type, for code outside of pages. */
import type { FieldType } from './plan.ts';

export type LimitKey = 'minLength' | 'maxLength' | 'pattern' | 'min' | 'max' | 'step';

const CHARACTERS: readonly LimitKey[] = ['minLength', 'maxLength', 'pattern'];
const RANGE: readonly LimitKey[] = ['min', 'max', 'step'];
const NONE: readonly LimitKey[] = [];

export const TYPE_LIMITS: Record<FieldType, readonly LimitKey[]> = {
  text: CHARACTERS,
  textarea: CHARACTERS,
  email: CHARACTERS,
  tel: CHARACTERS,
  url: CHARACTERS,
  number: RANGE,
  date: RANGE,
  select: NONE,
  radio: NONE,
  multiselect: NONE,
  checkbox: NONE,
  rating: RANGE,
  country: NONE,
  hidden: NONE,
};

/** All limits that a type can have. */
export const LIMIT_KEYS: readonly LimitKey[] = [...CHARACTERS, ...RANGE];

/** True for the types of free text, which have limits of length. */
export function hasCharacters(type: FieldType): boolean {
  return TYPE_LIMITS[type] === CHARACTERS;
}

/** True for the types with `min` and `max`. */
export function hasRange(type: FieldType): boolean {
  return TYPE_LIMITS[type] === RANGE;
}
