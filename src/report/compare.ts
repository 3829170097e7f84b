/** Compares two reports. */
import type { Count, Report } from './report.ts';
import { chanceOfNoDifference, type Rate } from './statistics.ts';

export interface Comparison {
  /** The value of the earlier report. */
  from: string | null;
  to: string | null;
  people: Count;
  fullness: { before: number | null; now: number | null };
  fields: FieldComparison[];
}

export interface FieldComparison {
  name: string;
  before: Rate | null;
  now: Rate | null;
  /** The probability of such a difference by chance; `null` without two rates. */
  chance: number | null;
  /** The share of all people with a known value. */
  known: { before: number | null; now: number | null };
}

export function compareReports(before: Report, now: Report): Comparison {
  const earlier = new Map(before.fields.map((field) => [field.name, field]));
  return {
    from: before.from,
    to: before.to,
    people: before.people,
    fullness: { before: before.fullness.share, now: now.fullness.share },
    fields: now.fields.map((field) => {
      const other = earlier.get(field.name);
      const [one, two] = [other, field].map((report) => (report?.answerRate ? { hits: Math.round(report.answerRate.rate * report.shown!), all: report.shown! } : undefined));
      return {
        name: field.name,
        before: other?.answerRate ?? null,
        now: field.answerRate,
        chance: one && two ? Number(chanceOfNoDifference(one, two).toFixed(4)) : null,
        known: { before: other ? knownShare(other.known.nobody, before.people) : null, now: knownShare(field.known.nobody, now.people) },
      };
    }),
  };
}

function knownShare(nobody: Count, people: Count): number | null {
  return people && nobody !== null ? Number((1 - Math.min(nobody, people) / people).toFixed(4)) : null;
}
