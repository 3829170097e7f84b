/** What the types of fields have in common. */
import { isDate } from './date.ts';
import { MAX_SIGN_UP_ANSWER } from './limits.ts';

/** All types, in the order they are listed to people. */
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

/** What an answer of each type is. */
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

/** The types whose answers are of one kind: `TypesOf<number>` is `'number' | 'rating'`. */
export type TypesOf<Answer> = { [Type in keyof AnswerTypes]: AnswerTypes[Type] extends Answer ? Type : never }[keyof AnswerTypes];

/** The types whose choices are in `options`. */
export type ChoiceType = 'select' | 'radio' | 'multiselect';

export function hasOptions(type: keyof AnswerTypes | undefined): type is ChoiceType {
  return type === 'select' || type === 'radio' || type === 'multiselect';
}

/** True if Lock shows the field as a select, whose "Prefer not to say" means that nothing is known. */
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

/** Characters in a long text unless the field has a `maxLength`; other texts keep to what Auth0 takes at sign-up. */
const MAX_TEXTAREA_ANSWER = 2000;

/** Characters an answer may have. */
export function maxLength({ type, maxLength }: AnswerLimits): number {
  return maxLength ?? (type === 'textarea' ? MAX_TEXTAREA_ANSWER : MAX_SIGN_UP_ANSWER);
}

/** Steps of a rating: more do not fit on a phone. */
export const MAX_RATING_STEPS = 11;

/** True if `min`, `max` and `step` fit the field's type and leave something to answer. */
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

/** The numbers of a rating, lowest first: 1 to 5 unless the plan tells. */
export function ratingScale({ min = 1, max = 5, step = 1 }: AnswerLimits): number[] {
  const steps = Math.floor((Number(max) - Number(min)) / step) + 1;
  return Array.from({ length: Math.max(0, Math.min(steps, MAX_RATING_STEPS + 1)) || 0 }, (_, index) => Number(min) + index * step);
}
