/** The names under which values are counted: what somebody typed is never one. */
import type { FieldValue, ProfileEntry, ProfileField } from '../plan/plan.ts';
import { rangesOf, yearRangesOf } from './ranges.ts';

/** The bucket of choices that the plan does not name any more. */
export const OTHER = '…';

/** Names what is known of `field`; `undefined` where values are not counted. */
export function nameValues(field: ProfileField): ((entry: ProfileEntry) => string[]) | undefined {
  const nameValue = valueNamer(field);
  return nameValue && (({ value, unfit }) => (unfit ? [OTHER] : [value].flat().map((one) => nameValue(one) || OTHER)));
}

/** Only choices that stand in the plan, countries and ranges have names. */
function valueNamer(field: ProfileField): ((value: FieldValue) => string | undefined) | undefined {
  const { type = 'text', options, sensitive } = field;
  if (sensitive) return undefined;
  switch (type) {
    case 'checkbox':
      return (value) => (typeof value === 'boolean' ? String(value) : undefined);
    case 'country':
      return (value) => (typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : undefined);
    case 'number':
    case 'rating': {
      const nameRange = rangesOf(field);
      return (value) => (typeof value === 'number' ? nameRange(value) : undefined);
    }
    case 'date': {
      const nameYears = yearRangesOf(field);
      return (value) => (typeof value === 'string' && /^\d{4}-/.test(value) ? nameYears(value) : undefined);
    }
    default: {
      if (!Array.isArray(options)) return undefined;
      const known = new Set(options.map(({ value }) => value));
      return (value) => (typeof value === 'string' && known.has(value) ? value : undefined);
    }
  }
}
