/** The names under which values are counted. Typed text never is a name. */
import type { FieldType, FieldValue, ProfileEntry, ProfileField } from '../plan/plan.ts';
import { rangesOf, yearRangesOf } from './ranges.ts';

/** The name for choices that the plan does not contain any longer. */
export const OTHER = '…';

/** Returns the names of a value of `field`; `undefined` if its values are not counted. */
export function nameValues(field: ProfileField): ((entry: ProfileEntry) => string[]) | undefined {
  const nameValue = field.sensitive ? undefined : NAMERS[field.type ?? 'text']?.(field);
  return nameValue && (({ value, unfit }) => (unfit ? [OTHER] : [value].flat().map((one) => nameValue(one) || OTHER)));
}

type NameValue = (value: FieldValue) => string | undefined;

const nameChoice = ({ options }: ProfileField): NameValue | undefined => {
  if (!Array.isArray(options)) return undefined;
  const known = new Set(options.map(({ value }) => value));
  return (value) => (typeof value === 'string' && known.has(value) ? value : undefined);
};
const nameNumber = (field: ProfileField): NameValue => {
  const nameRange = rangesOf(field);
  return (value) => (typeof value === 'number' ? nameRange(value) : undefined);
};
const nameYear = (field: ProfileField): NameValue => {
  const nameYears = yearRangesOf(field);
  return (value) => (typeof value === 'string' && /^\d{4}-/.test(value) ? nameYears(value) : undefined);
};

/** Only choices of the plan, countries and ranges have names. `undefined`: values of the type are not counted. */
const NAMERS: Record<FieldType, ((field: ProfileField) => NameValue | undefined) | undefined> = {
  text: undefined,
  textarea: undefined,
  email: undefined,
  tel: undefined,
  url: undefined,
  number: nameNumber,
  date: nameYear,
  select: nameChoice,
  radio: nameChoice,
  multiselect: nameChoice,
  checkbox: () => (value) => (typeof value === 'boolean' ? String(value) : undefined),
  rating: nameNumber,
  country: () => (value) => (typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : undefined),
  hidden: undefined,
};
