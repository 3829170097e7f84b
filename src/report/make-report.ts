/**
 * Creates the report of a tally, in which no number identifies a person. A count of people below `minGroup` is left out, and every
 * other one is rounded to a multiple of it. Shares and intervals are computed from the rounded counts, so that the difference of two
 * numbers does not reveal a small group either.
 */
import { MAX_SHOWN } from '../plan/ledger.ts';
import type { ProfileField, ProfilePlan, Text, Variant } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { REPORT_KIND, type Advice, type Count, type ExperimentReport, type FieldReport, type FullnessReport, type Report, type VariantReport, type Verdict } from './report.ts';
import { answerRatePerShow, chanceOfNoDifference, medianOf, peopleNeeded, wilson, type Rate } from './statistics.ts';
import { FATES, ORIGINS, record, type Counts, type FieldTally, type FullnessTally, type Tally } from './tally.ts';
import { nameValues, OTHER } from './value-names.ts';

export const DEFAULT_MIN_GROUP = 10;

/** The share of a day's calls in its busiest hour. */
const PEAK_HOUR_SHARE = 0.1;
const CALL_DAYS = 28;
/** The minimum number of people in a variant to compare it. */
const ENOUGH = 100;
/** The smallest difference of two rates that matters. */
const NOTABLE = 0.05;

export function makeReport(plan: ProfilePlan, tally: Tally, minGroup = DEFAULT_MIN_GROUP): Report {
  const round = rounder(minGroup);
  const fields = plan.fields.map((field) => reportField(plan, field, tally.fields[field.name]!, round));
  const later = plan.fields.filter(({ ask, type }) => ask !== 'signup' && type !== 'hidden').length;
  const signedUp = round(tally.signedUp);
  const fullness = reportFullness(tally, round);
  return {
    kind: REPORT_KIND,
    v: 1,
    plan: tally.plan,
    minGroup,
    people: round(tally.people),
    withLedger: round(tally.withLedger),
    signedUp,
    silenced: round(tally.silenced),
    from: fullness.months[0]?.group ?? null,
    to: fullness.months.at(-1)?.group ?? null,
    fields,
    fullness,
    spared: { fields: later, questions: signedUp === null ? null : signedUp * later },
    calls: reportCalls(tally, minGroup),
    experiments: reportExperiments(plan, tally, round),
    advice: advise(plan, tally, fields, minGroup),
    leftOut: { ...tally.leftOut, lines: tally.lines },
  };
}

type Round = (count: number) => Count;

function rounder(minGroup: number): Round {
  return (count) => (count > 0 && count < minGroup ? null : Math.round(count / minGroup) * minGroup);
}

function reportField(plan: ProfilePlan, field: ProfileField, tally: FieldTally, round: Round): FieldReport {
  const shown = sum(tally.fates);
  const fates = roundAll(FATES, tally.fates, round);
  const isToldApart = fates.answered !== null && fates.answered > 0;
  return {
    name: field.name,
    label: field.label,
    type: field.type ?? 'text',
    known: roundAll(ORIGINS, tally.known, round),
    eligible: round(tally.eligible),
    shown: round(shown),
    fates,
    answerRate: rateOf(fates.answered, round(shown)),
    medianDays: isToldApart ? medianOf(tally.days) : null,
    medianSession: isToldApart ? medianOf(tally.sessions) : null,
    perShow: perShow(plan, tally, fates, round(shown)),
    values: reportValues(field, tally.values, round),
  };
}

function roundAll<Name extends string>(names: readonly Name[], counts: Counts, round: Round): Record<Name, Count> {
  return Object.fromEntries(names.map((name) => [name, round(counts[name] ?? 0)])) as Record<Name, Count>;
}

/** Uses only rounded counts, because results of exact ones would reveal them. */
function rateOf(hits: Count, all: Count): Rate | null {
  if (hits === null || !all) return null;
  const { rate, low, high } = wilson(Math.min(hits, all), all);
  return { rate: digits(rate), low: digits(low), high: digits(high) };
}

/**
 * Computes the rates for `simulate`. A person may be shown a question several times, and for people who answered, how often is
 * unknown.
 */
function perShow(plan: ProfilePlan, { openShows }: FieldTally, fates: FieldReport['fates'], shown: Count): FieldReport['perShow'] {
  const open = shown === null ? null : openShowsOf(openShows, shown);
  if (!shown || open === null || fates.answered === null) return null;
  const answer = answerRatePerShow(fates.answered, open, Math.min(indexPlan(plan).giveUpAfter, MAX_SHOWN));
  const shows = open + (answer > 0 ? fates.answered / answer : 0);
  if (shows === 0) return null;
  const share = (people: Count): number => digits(Math.min(1 - answer, (people ?? 0) / Math.max(shows, 1)));
  return { answer: digits(answer), snooze: share(fates.putOff), decline: share(fates.declined) };
}

/** Rounds the average, because the exact number would reveal small groups. */
function openShowsOf(openShows: number, shown: number): number {
  return Math.round((openShows / shown) * 10) * (shown / 10);
}

function reportValues(field: ProfileField, counts: Counts, round: Round): FieldReport['values'] {
  const { options } = field;
  const isListed = Array.isArray(options);
  if (!nameValues(field)) return null;
  const labels = record<Text>(isListed ? options.map(({ value, label }) => [value, label]) : []);
  const names = isListed ? options.map(({ value }) => value) : sortNames(Object.keys(counts).filter((name) => name !== OTHER));
  // All choices of the plan, and other values that enough people have.
  const found = isListed ? [OTHER] : [...names, OTHER];
  return [...new Set([...names, OTHER])].map((value) => ({ value, label: labels[value] ?? value, people: round(counts[value] ?? 0) })).filter(({ value, people }) => people || !found.includes(value));
}

/** Sorts numbers by size, and everything else by name. */
function sortNames(names: string[]): string[] {
  return names.sort((one, two) => Number(one) - Number(two) || (one < two ? -1 : 1));
}

function reportFullness({ months, visits, tenths }: Tally, round: Round): Report['fullness'] {
  const groups = (tallies: Record<string, FullnessTally>): FullnessReport[] =>
    Object.entries(tallies)
      .sort(([one], [two]) => (Number(one) - Number(two) || (one < two ? -1 : 1)))
      // It must not be visible whether a small group has any members.
      .flatMap(([group, tally]) => (round(tally.people) ? [{ group, people: round(tally.people), share: shareOf(tally, round) }] : []));
  const all = { people: 0, known: 0, relevant: 0 };
  for (const { people, known, relevant } of Object.values(visits)) {
    all.people += people;
    all.known += known;
    all.relevant += relevant;
  }
  return { share: shareOf(all, round), months: groups(months), visits: groups(visits), tenths: Array.from({ length: 11 }, (_, tenth) => round(tenths[tenth] ?? 0)) };
}

/** Rounds known fields like people: as a number of whole profiles. */
function shareOf({ people, known, relevant }: FullnessTally, round: Round): number | null {
  return relevant > 0 ? (rateOf(round((known * people) / relevant), round(people))?.rate ?? null) : null;
}

/** Leaves out days with fewer calls than people in a group. */
function reportCalls({ reads, writes }: Tally, minGroup: number): Report['calls'] {
  const days = [...new Set([...Object.keys(reads), ...Object.keys(writes)])]
    .map((day) => ({ day, reads: reads[day] ?? 0, writes: writes[day] ?? 0 }))
    .filter((one) => one.writes >= minGroup || one.reads >= minGroup)
    .sort((one, two) => (one.day < two.day ? -1 : 1))
    .slice(-CALL_DAYS);
  if (days.length === 0) return null;
  const busiest = days.reduce((most, one) => (one.reads + one.writes > most.reads + most.writes ? one : most));
  const roundCalls = (calls: number): number => Math.round(calls / minGroup) * minGroup;
  const mean = (kind: 'reads' | 'writes') => roundCalls(days.reduce((total, one) => total + one[kind], 0) / days.length);
  const [peakReads, peakWrites] = [roundCalls(busiest.reads), roundCalls(busiest.writes)];
  return {
    days: days.length,
    readsPerDay: mean('reads'),
    writesPerDay: mean('writes'),
    busiest: peakReads + peakWrites,
    peakPerSecond: { reads: digits((peakReads * PEAK_HOUR_SHARE) / 3600), writes: digits((peakWrites * PEAK_HOUR_SHARE) / 3600) },
  };
}

function reportExperiments(plan: ProfilePlan, tally: Tally, round: Round): ExperimentReport[] {
  return (plan.experiments ?? []).map(({ name, variants }) => {
    const counted = tally.experiments[name]!;
    const fields = concernedFields(plan, variants);
    return {
      name,
      mixed: round(counted.mixed),
      fields: fields.map((field) => {
        const reports = variants.map((variant): VariantReport => {
          const tallied = counted.variants[variant.name];
          const counts = tallied?.fields[field.name];
          const [shown, answered] = [round(counts?.shown ?? 0), round(counts?.answered ?? 0)];
          return { name: variant.name, people: round(tallied?.people ?? 0), shown, answered, answerRate: rateOf(answered, shown) };
        });
        const [first, ...others] = reports;
        return { name: field.name, variants: reports, comparisons: others.map((other) => compareVariants(first!, other)) };
      }),
    };
  });
}

/** Returns the fields that the variants change; all asked fields if they change the pacing. */
function concernedFields({ fields }: ProfilePlan, variants: readonly Variant[]): ProfileField[] {
  const concernsAll = variants.some(({ changes }) => changes?.pacing);
  return fields.filter(({ name, type, storage }) => (concernsAll ? type !== 'hidden' && storage !== 'root' : variants.some(({ changes }) => Object.hasOwn(changes?.fields ?? {}, name))));
}

function compareVariants(one: VariantReport, two: VariantReport): ExperimentReport['fields'][number]['comparisons'][number] {
  const pair = { variant: one.name, other: two.name };
  if (!one.answerRate || !two.answerRate || one.shown! < ENOUGH || two.shown! < ENOUGH) return { ...pair, chance: null, verdict: 'early', peopleNeeded: null };
  const chance = chanceOfNoDifference({ hits: one.answered!, all: one.shown! }, { hits: two.answered!, all: two.shown! });
  const { rate } = one.answerRate;
  const needed = peopleNeeded(rate, rate < 0.5 ? rate + NOTABLE : rate - NOTABLE);
  const isEnough = Math.min(one.shown!, two.shown!) >= needed;
  const verdict: Verdict = chance < 0.05 ? (two.answerRate.rate > rate ? 'higher' : 'lower') : isEnough ? 'none' : 'early';
  return { ...pair, chance: digits(chance), verdict, peopleNeeded: Math.ceil(needed / 10) * 10 };
}

function advise(plan: ProfilePlan, tally: Tally, fields: readonly FieldReport[], minGroup: number): Advice[] {
  const advice: Advice[] = [];
  const all = rounder(minGroup)(tally.people) || 1;
  for (const report of fields) {
    const { name, shown, fates, answerRate, known } = report;
    const field = plan.fields.find((one) => one.name === name)!;
    const elsewhere = ((known.provider ?? 0) + (known.lookUp ?? 0) + (known.program ?? 0)) / all;
    if (field.type !== 'hidden' && field.storage !== 'root' && elsewhere >= 0.95 && tally.people >= minGroup) advice.push({ code: 'known-elsewhere', field: name, value: digits(Math.min(1, elsewhere)) });
    if (!shown || shown < ENOUGH) continue;
    const putOff = ((fates.putOff ?? 0) + (fates.givenUp ?? 0)) / shown;
    if (answerRate && answerRate.high < 0.1) advice.push({ code: 'unanswered', field: name, value: answerRate.rate });
    else if (putOff > 0.4 && isEarly(field)) advice.push({ code: 'too-early', field: name, value: digits(putOff) });
    const beside = tally.fields[name]!.beside;
    if (beside >= minGroup && beside / shown > 0.05) advice.push({ code: 'beside', field: name, value: digits(Math.round(beside / minGroup) * minGroup / shown) });
  }
  const large = Object.entries(tally.kilobytes).reduce((total, [kilobytes, people]) => total + (Number(kilobytes) >= 8 ? people : 0), 0);
  if (large >= minGroup) advice.push({ code: 'large', value: 8 });
  return advice;
}

/** Whether the field is asked in one of the first two sessions or on the first days. */
function isEarly({ ask }: ProfileField): boolean {
  if (typeof ask !== 'object') return true;
  const { after: { sessions = 1, days = 0 } = {}, on } = ask;
  return !on && sessions <= 2 && days <= 2;
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function digits(value: number): number {
  return Number(value.toFixed(4));
}
