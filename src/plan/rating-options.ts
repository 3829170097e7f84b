import { ratingScale } from './field-types.ts';
import type { FieldOption, ProfileField, Text } from './plan.ts';

/** Returns the numbers of a rating as a list. Its ends have their meaning: `1 – Not at all`. */
export function ratingOptions(field: ProfileField): FieldOption[] {
  const { lowLabel, highLabel } = field;
  return ratingScale(field).map((number, index, { length }) => {
    const value = String(number);
    return { value, label: withMeaning(value, index === 0 ? lowLabel : index === length - 1 ? highLabel : undefined) };
  });
}

function withMeaning(number: string, meaning: Text | undefined): Text {
  if (meaning === undefined) return number;
  if (typeof meaning === 'string') return `${number} – ${meaning}`;
  return Object.fromEntries(Object.entries(meaning).map(([language, words]) => [language, `${number} – ${words}`]));
}
