/** Conditions of a plan (`when`), in MongoDB query syntax: evaluated by sift, without `eval`. */
import {
  $and, $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $nor, $not, $or,
  createQueryTester,
} from 'sift/es/index.js';
import type { Condition, FieldValue } from './plan.ts';

/** The known values, by field name. Unknown ones are missing, like a missing field in MongoDB. */
export type KnownValues = Readonly<Record<string, FieldValue>>;

// Only these operators of sift get into a bundle, without `$where`, which needs `eval`, and `$regex`.
const operations = { $and, $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $nor, $not, $or };

/** The operators that a condition may use. */
export const CONDITION_OPERATORS: readonly string[] = Object.keys(operations);

type Test = (values: KnownValues) => boolean;

const compiled = new WeakMap<Condition, Test>();
/** Compiled conditions, because many fields of a plan have the same one. */
const shared = new Map<string, Test>();
const MAX_SHARED = 200;

/**
 * Whether `values` meet `condition`. An invalid condition (an operator that is not in `CONDITION_OPERATORS`, a malformed list) is
 * never met and does not throw. Conditions are compiled once and must not be changed afterwards.
 */
export function matchesCondition(condition: Condition, values: KnownValues): boolean {
  try {
    let test = compiled.get(condition);
    if (!test) compiled.set(condition, (test = compile(condition)));
    return test(values);
  } catch {
    // `condition` is not an object, or sift cannot compare its values. Nothing is asked then.
    return false;
  }
}

function compile(condition: Condition): Test {
  const text = JSON.stringify(condition);
  let test = shared.get(text);
  if (!test) {
    if (shared.size >= MAX_SHARED) shared.clear();
    shared.set(text, (test = build(condition)));
  }
  return test;
}

function build(condition: Condition): Test {
  try {
    return createQueryTester(condition as never, { operations }) as Test;
  } catch {
    // `parsePlan` reports the mistake. Remembered, so that it is not compiled again for every field and decision.
    return () => false;
  }
}
