/** Answers of simulated people. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { AnswerTypes } from './field-types.ts';
import type { Condition, FieldType, FieldValue, ProfileField, ProfilePlan } from './plan.ts';

export interface Random {
  /** Returns true in this share of calls. */
  happens(share: number): boolean;
  /** Returns a number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item | undefined;
}

/** Returns random numbers, which are the same for the same `seed`. */
export function openRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const next = (): number => uniformFloat64(generator);
  return {
    happens: (share) => next() < share,
    below: (limit) => next() * limit,
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}

/** Returns an answer of the field's type; half of the time, one that a condition of the plan compares it with. */
export function inventAnswer(random: Random, hints: ReadonlyMap<string, FieldValue[]>, field: ProfileField): FieldValue {
  const hint = random.happens(0.5) ? random.pick(hints.get(field.name) ?? []) : undefined;
  if (hint !== undefined) return hint;
  return INVENTED[field.type ?? 'text'](field, random);
}

const pickChoice = ({ options }: ProfileField, random: Random): string | undefined => (Array.isArray(options) ? random.pick(options)?.value : undefined);
const inventText = (): string => 'something';
const inventChoice = (field: ProfileField, random: Random): string => pickChoice(field, random) ?? 'something';
const inventNumber = ({ min, max }: ProfileField, random: Random): number => {
  const low = typeof min === 'number' ? min : 1;
  return Math.round(low + random.below((typeof max === 'number' ? max : low + 4) - low));
};

const INVENTED: { [Type in FieldType]: (field: ProfileField, random: Random) => AnswerTypes[Type] } = {
  text: inventText,
  textarea: inventText,
  email: inventText,
  tel: inventText,
  url: inventText,
  number: inventNumber,
  date: inventText,
  select: inventChoice,
  radio: inventChoice,
  multiselect: (field, random) => [pickChoice(field, random)].filter((choice) => choice !== undefined),
  checkbox: (_field, random) => random.happens(0.5),
  rating: inventNumber,
  country: (_field, random) => random.pick(['US', 'GB', 'FR', 'IN', 'BR']) ?? 'US',
  hidden: ({ value }) => value ?? '',
};

/** Returns the values that conditions compare fields with. */
export function collectHints(plan: ProfilePlan): ReadonlyMap<string, FieldValue[]> {
  const hints = new Map<string, FieldValue[]>();
  const collect = (condition: unknown, name?: string): void => {
    if (Array.isArray(condition)) for (const item of condition) collect(item, name);
    else if (typeof condition === 'object' && condition !== null) {
      for (const [key, value] of Object.entries(condition as Condition)) {
        if (key !== '$exists') collect(value, key.startsWith('$') ? name : key);
      }
    } else if (name !== undefined && condition !== null) {
      hints.set(name, [...(hints.get(name) ?? []), condition as FieldValue]);
    }
  };
  for (const { when } of plan.fields) collect(when);
  return hints;
}
