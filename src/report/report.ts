/** A report. Every number of people is rounded to a multiple of `minGroup`; see `makeReport`. */
import type { FieldType, Text } from '../plan/plan.ts';
import type { Rate } from './statistics.ts';
import type { Fate, Origin } from './tally.ts';

export const REPORT_KIND = 'progressive-lock report';

/** A number of people; `null` for at least one, but fewer than `minGroup`. */
export type Count = number | null;

export interface FieldReport {
  name: string;
  label: Text;
  type: FieldType;
  /** People by the source of the value. */
  known: Record<Origin, Count>;
  /** People who could be asked in the panel, or have been. */
  eligible: Count;
  /** Of these, people who were shown it. */
  shown: Count;
  /** Of those, people by outcome. */
  fates: Record<Fate, Count>;
  /** The share of people who were shown it and answered, with the bounds of its 95 % interval. */
  answerRate: Rate | null;
  /** Medians of people who answered: whole days since the account was created; the estimated session. */
  medianDays: number | null;
  medianSession: number | null;
  /** The rates each time it is shown, for `simulate --rates`. */
  perShow: { answer: number; snooze: number; decline: number } | null;
  /** People by choice or range, in the plan's order; `null` if it is not counted (free text, sensitive). */
  values: { value: string; label: Text; people: Count }[] | null;
}

export interface FullnessReport {
  /** `2026-05`, or the lowest number of sessions (`5` for 5 to 9). */
  group: string;
  people: Count;
  /** The share of relevant fields that are known. */
  share: number | null;
}

export interface VariantReport {
  name: string;
  people: Count;
  /** People who were shown the field, and those who answered. */
  shown: Count;
  answered: Count;
  answerRate: Rate | null;
}

export interface ExperimentReport {
  name: string;
  /** People who saw several variants. */
  mixed: Count;
  fields: {
    name: string;
    variants: VariantReport[];
    /** The comparison of the first variant with each other one. */
    comparisons: { variant: string; other: string; chance: number | null; verdict: Verdict; peopleNeeded: number | null }[];
  }[];
}

/**
 * `early`: too few people. `none`: such a difference is likely by chance. `higher`, `lower`: the other variant is answered more,
 * or less.
 */
export type Verdict = 'early' | 'none' | 'higher' | 'lower';

export interface Advice {
  code: 'unanswered' | 'too-early' | 'known-elsewhere' | 'beside' | 'large';
  /** The field. Left out if it concerns all. */
  field?: string;
  /** A share; for `large`, kilobytes. */
  value: number;
}

export interface Report {
  kind: typeof REPORT_KIND;
  v: 1;
  /** Identifies the plan. */
  plan: string;
  minGroup: number;
  people: Count;
  withLedger: Count;
  signedUp: Count;
  silenced: Count;
  /** The first and the last month (`2026-05`) in which enough accounts were created. */
  from: string | null;
  to: string | null;
  fields: FieldReport[];
  fullness: { share: number | null; months: FullnessReport[]; visits: FullnessReport[]; tenths: Count[] };
  /** The number of fields that a shorter form has saved: left-out fields, times people who filled it in. */
  spared: { fields: number; questions: Count };
  /** Calls to the Management API in the last 28 days that have some. The real number is at least as high. */
  calls: { days: number; readsPerDay: number; writesPerDay: number; busiest: number; peakPerSecond: { reads: number; writes: number } } | null;
  experiments: ExperimentReport[];
  advice: Advice[];
  leftOut: { broken: number; noUser: number; ledgerVersion: number; lines: string[] };
}
