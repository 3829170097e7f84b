import { describeDate } from '../../locales/describe-date.ts';
import { fillIn } from '../../locales/fill-in.ts';
import { writeNumber } from '../../locales/write-number.ts';
import { regionalTag } from '../../locales/regional-tag.ts';
import { wholeNumber } from '../../locales/whole-number.ts';
import type { AskWords } from '../../locales/words.ts';
import type { FieldOption, FieldValue, ProfileField } from '../../plan/plan.ts';
import { textIn } from '../../plan/text.ts';

/** Returns an answer as text in `language`. `options`: the choices, if the field has any. */
export function describeValue(
  field: ProfileField,
  value: FieldValue,
  { language, words, options = [] }: { language: string; words: AskWords; options?: FieldOption[] },
): string {
  const labelOf = (choice: string) => {
    const option = options.find((candidate) => candidate.value === choice);
    return option ? textIn(option.label, language) : choice;
  };
  if (Array.isArray(value)) return new Intl.ListFormat(language, { type: 'unit' }).format(value.map(labelOf));
  if (typeof value === 'boolean') return value ? words.ticked : words.unticked;
  if (field.type === 'rating') return describeRating(field, Number(value), language, words);
  if (field.type === 'date') return describeDate(String(value), regionalTag(language));
  if (field.type === 'number' && typeof value === 'number') return writeNumber(value, regionalTag(language));
  return labelOf(String(value));
}

/** "4 of 5". */
export function describeRating(field: ProfileField, value: number, language: string, words: AskWords): string {
  return fillIn(words.rating, { value: wholeNumber(value, language), count: wholeNumber(Number(field.max ?? 5), language) });
}
