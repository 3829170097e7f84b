/** The types of fields. */
import { isDate } from './date.ts';
import { MAX_SIGN_UP_ANSWER } from './limits.ts';

/** All types, in the order in which lists show them. */
export const FIELD_TYPES = [
  'text',
  'textarea',
  'email',
  'tel',
  'url',
  'number',
  'date',
  'select',
  'radio',
  'multiselect',
  'checkbox',
  'rating',
  'country',
  'hidden',
] as const;

/** The type of an answer, for each type of field. */
export interface AnswerTypes {
  text: string;
  textarea: string;
  email: string;
  tel: string;
  url: string;
  number: number;
  date: string;
  select: string;
  radio: string;
  multiselect: string[];
  checkbox: boolean;
  rating: number;
  country: string;
  hidden: string | number | boolean;
}

/** The types of fields with this type of answer: `TypesOf<number>` is `'number' | 'rating'`. */
export type TypesOf<Answer> = { [Type in keyof AnswerTypes]: AnswerTypes[Type] extends Answer ? Type : never }[keyof AnswerTypes];

/** The types whose choices are in `options`. */
export type ChoiceType = 'select' | 'radio' | 'multiselect';

export function hasOptions(type: keyof AnswerTypes | undefined): type is ChoiceType {
  return type === 'select' || type === 'radio' || type === 'multiselect';
}

/** True if Lock shows the field as a select, whose "Prefer not to say" is not an answer. */
export function isSelect(type: keyof AnswerTypes | undefined): boolean {
  return type === 'select' || type === 'radio' || type === 'rating' || type === 'country';
}

/** The parts of a field that limit its answers. */
interface AnswerLimits {
  type?: keyof AnswerTypes;
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  step?: number;
}

/** Characters in a long text without `maxLength`. Other texts have Auth0's limit at sign-up. */
const MAX_TEXTAREA_ANSWER = 2000;

/** Returns how many characters an answer may have. */
export function maxLength({ type, maxLength }: AnswerLimits): number {
  return maxLength ?? (type === 'textarea' ? MAX_TEXTAREA_ANSWER : MAX_SIGN_UP_ANSWER);
}

/** The numbers of a rating. More do not fit on a phone. */
export const MAX_RATING_STEPS = 11;

/** True if `min`, `max` and `step` fit the field's type and allow at least one answer. */
export function hasSoundRange(field: AnswerLimits): boolean {
  const { type, min, max, step } = field;
  const bounds = [min, max].filter((bound) => bound !== undefined);
  if (type === 'rating') {
    const steps = ratingScale(field).length;
    return bounds.every(Number.isInteger) && Number.isInteger(step ?? 1) && steps >= 2 && steps <= MAX_RATING_STEPS;
  }
  if (type === 'number') return bounds.every((bound) => typeof bound === 'number') && !(Number(min) > Number(max));
  if (type !== 'date') return false;
  const areDates = bounds.every((bound) => typeof bound === 'string' && isDate(bound));
  return areDates && Number.isInteger(step ?? 1) && !(min !== undefined && max !== undefined && min > max);
}

/** Returns the numbers of a rating, lowest first. Default: 1 to 5. */
export function ratingScale({ min = 1, max = 5, step = 1 }: AnswerLimits): number[] {
  const steps = Math.floor((Number(max) - Number(min)) / step) + 1;
  return Array.from({ length: Math.max(0, Math.min(steps, MAX_RATING_STEPS + 1)) || 0 }, (_, index) => Number(min) + index * step);
}
