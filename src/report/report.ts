/** What a report says. Every number of people in it is rounded to a multiple of `minGroup`; see `makeReport`. */
import type { FieldType, Text } from '../plan/plan.ts';
import type { Rate } from './statistics.ts';
import type { Fate, Origin } from './tally.ts';

export const REPORT_KIND = 'progressive-lock report';

/** A number of people; `null`: fewer than `minGroup`, but not none. */
export type Count = number | null;

export interface FieldReport {
  name: string;
  label: Text;
  type: FieldType;
  /** People by who told the value. */
  known: Record<Origin, Count>;
  /** People who could be asked in the panel, or have been. */
  eligible: Count;
  /** Of these, people who were shown it. */
  shown: Count;
  /** Of those, what became of it. */
  fates: Record<Fate, Count>;
  /** The share of people who were shown it and answered, with the bounds of its 95 % interval. */
  answerRate: Rate | null;
  /** Medians over people who answered: whole days since the account was made; the session, as far as it can be estimated. */
  medianDays: number | null;
  medianSession: number | null;
  /** Chances of one time that it is shown, for `simulate --rates`. */
  perShow: { answer: number; snooze: number; decline: number } | null;
  /** People by choice or range, the plan's order; `null`: not counted (free text, sensitive). */
  values: { value: string; label: Text; people: Count }[] | null;
}

export interface FullnessReport {
  /** `2026-05`, or the least number of sessions (`5` for 5 to 9). */
  group: string;
  people: Count;
  /** The share of the relevant fields that is known. */
  share: number | null;
}

export interface VariantReport {
  name: string;
  people: Count;
  /** People who were shown the field, and of those who answered. */
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
    /** Of the first variant with each other one. */
    comparisons: { variant: string; other: string; chance: number | null; verdict: Verdict; peopleNeeded: number | null }[];
  }[];
}

/** `early`: too few people to tell. `none`: such a difference is likely by chance. `higher`, `lower`: the other variant is answered more, or less. */
export type Verdict = 'early' | 'none' | 'higher' | 'lower';

export interface Advice {
  code: 'unanswered' | 'too-early' | 'known-elsewhere' | 'beside' | 'large';
  /** The field; left out where it concerns all. */
  field?: string;
  /** A share, or for `large` kilobytes. */
  value: number;
}

export interface Report {
  kind: typeof REPORT_KIND;
  v: 1;
  /** Tells the plan from others. */
  plan: string;
  minGroup: number;
  people: Count;
  withLedger: Count;
  signedUp: Count;
  silenced: Count;
  /** Months, `2026-05`, in which the accounts were made: the first and the last with enough people. */
  from: string | null;
  to: string | null;
  fields: FieldReport[];
  fullness: { share: number | null; months: FullnessReport[]; visits: FullnessReport[]; tenths: Count[] };
  /** What a shorter form spared: fields that it left out, times the people who filled it in. */
  spared: { fields: number; questions: Count };
  /** Calls to the Management API, in the last 28 days that have any: at least so many. */
  calls: { days: number; readsPerDay: number; writesPerDay: number; busiest: number; peakPerSecond: { reads: number; writes: number } } | null;
  experiments: ExperimentReport[];
  advice: Advice[];
  leftOut: { broken: number; noUser: number; ledgerVersion: number; lines: string[] };
}
