/** Ranges of numbers and dates. They depend only on the plan, so that the counts of parts add up. */
import type { ProfileField } from '../plan/plan.ts';

const MAX_RANGES = 10;

/** Returns the name of the range of `value`, which is its lower bound: `20` for 20 up to, but not including, 50. */
export type RangeOf = (value: number) => string;

/** Uses equal ranges between `min` and `max` of a number; otherwise 1, 2, 5, 10, 20, 50 and so on. */
export function rangesOf({ min, max, type, step }: ProfileField): RangeOf {
  if (type === 'rating') return String;
  if (typeof min !== 'number' || typeof max !== 'number' || max <= min) return (value) => String(lowerBound(value));
  const width = niceWidth((max - min) / MAX_RANGES, step);
  return (value) => String(tidy(Math.floor(tidy((value - min) / width)) * width + min));
}

/** Returns the year, or the decade if the plan allows many years. */
export function yearRangesOf({ min, max }: ProfileField): (date: string) => string {
  const years = typeof min === 'string' && typeof max === 'string' ? Number(max.slice(0, 4)) - Number(min.slice(0, 4)) : Infinity;
  return years <= MAX_RANGES ? (date) => date.slice(0, 4) : (date) => `${date.slice(0, 3)}0s`;
}

/** Returns the next of 1, 2, 5 × 10ⁿ at or below `value`; the same with a sign below zero. */
function lowerBound(value: number): number {
  if (value === 0) return 0;
  const size = Math.abs(value);
  if (size < 1) return value > 0 ? 0 : -1;
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  if (value > 0) return power * ([5, 2].find((factor) => size >= factor * power) ?? 1);
  return -power * ([1, 2, 5].find((factor) => size <= factor * power) ?? 10);
}

function niceWidth(least: number, step = 0): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const nice = power * ([1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
  return tidy(step > 0 ? Math.ceil(tidy(nice / step)) * step : nice);
}

/** Removes the rounding error of a division. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
