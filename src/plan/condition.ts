/** Conditions of a plan (`when`), in MongoDB query syntax: evaluated by sift, without `eval`. */
import {
  $and, $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $nor, $not, $or,
  createQueryTester,
} from 'sift/es/index.js';
import type { Condition, FieldValue } from './plan.ts';

/** What is known, by field name. What is not known is not there, as a missing field in MongoDB. */
export type KnownValues = Readonly<Record<string, FieldValue>>;

// Nothing else of sift gets into a bundle: not `$where`, which would need `eval`, nor `$regex`.
const operations = { $and, $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $nor, $not, $or };

/** The operators that a condition may use. */
export const CONDITION_OPERATORS: readonly string[] = Object.keys(operations);

type Test = (values: KnownValues) => boolean;

const compiled = new WeakMap<Condition, Test>();
/** Many fields of a plan wait for the same thing: what was compiled for one serves all. */
const shared = new Map<string, Test>();
const MAX_SHARED = 200;

/**
 * Whether `condition` holds for `values`. One that cannot be understood (an operator that is not in
 * `CONDITION_OPERATORS`, a malformed list) never holds; it does not throw.
 * Conditions are compiled once and must not be changed afterwards.
 */
export function matchesCondition(condition: Condition, values: KnownValues): boolean {
  try {
    let test = compiled.get(condition);
    if (!test) compiled.set(condition, (test = compile(condition)));
    return test(values);
  } catch {
    // No object at all, or its values are such that sift cannot compare them: then nothing is asked.
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
    // `parsePlan` reports it, with its path; here it must not be tried again for every field and moment.
    return () => false;
  }
}
