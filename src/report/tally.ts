/**
 * The counts of some of a tenant's people. It is JSON without people's values: numbers of people by the plan's names and choices.
 * Tallies of parts can be merged in any order into the tally of the whole.
 *
 * A tally has exact counts, also of few people, so it must not be shown. `makeReport` creates the report for that.
 */
import { hashText } from '../plan/plan-index.ts';
import type { ProfilePlan } from '../plan/plan.ts';

/** Numbers by name. */
export type Counts = Record<string, number>;

/**
 * The source of a value: the person in the sign-up form or later, another program, an identity provider, a look-up; `nobody` if it is
 * not known.
 */
export const ORIGINS = ['signUp', 'later', 'program', 'provider', 'lookUp', 'nobody'] as const;
/** The outcome of a shown question. */
export const FATES = ['answered', 'declined', 'givenUp', 'putOff', 'open'] as const;

export type Origin = (typeof ORIGINS)[number];
export type Fate = (typeof FATES)[number];

export interface FieldTally {
  /** All people, by the source of the value. */
  known: Counts;
  /** People who could be asked, or have been. */
  eligible: number;
  /** Of these, people who refused before it was shown: with "Don't ask me anything", or with "Prefer not to say" at sign-up. */
  refused: number;
  /** People who were shown it, by outcome. */
  fates: Counts;
  /** How often it was shown to people who have not answered. */
  openShows: number;
  /** People who were shown it and do not meet its condition now. */
  beside: number;
  /** People who answered, by whole days since their account was created. */
  days: Counts;
  /** The same by estimated session. */
  sessions: Counts;
  /** People by choice or range. Never for free texts and sensitive fields. */
  values: Counts;
}

/** How complete profiles are: of `relevant` fields of `people`, `known` are known. */
export interface FullnessTally {
  people: number;
  known: number;
  relevant: number;
}

export interface VariantTally {
  people: number;
  /** People who were shown the field, and who answered, by field. */
  fields: Record<string, { shown: number; answered: number }>;
}

export interface ExperimentTally {
  /** People who saw several variants, because weights were changed. They are left out. */
  mixed: number;
  variants: Record<string, VariantTally>;
}

export interface Tally {
  kind: typeof TALLY_KIND;
  v: 1;
  /** A hash of the plan. Only tallies of the same plan can be merged. */
  plan: string;
  people: number;
  /** People with `user_metadata`, and with a ledger in it. */
  withMetadata: number;
  withLedger: number;
  /** People who had the sign-up form with the plan's fields. */
  signedUp: number;
  /** People with "Don't ask me anything". */
  silenced: number;
  fields: Record<string, FieldTally>;
  /** Profiles by month of the account (`2026-05`), and by number of sessions. */
  months: Record<string, FullnessTally>;
  visits: Record<string, FullnessTally>;
  /** People by known tenths of their profile. */
  tenths: Counts;
  /** Calls to the Management API that the ledgers show, by day (`2026-05-01`). */
  reads: Counts;
  writes: Counts;
  /** People by kilobytes of their metadata. */
  kilobytes: Counts;
  experiments: Record<string, ExperimentTally>;
  /** The number of left-out lines, by cause. */
  leftOut: { broken: number; noUser: number; ledgerVersion: number };
  /** The first left-out lines, as `file:line`. */
  lines: string[];
}

export const TALLY_KIND = 'progressive-lock tally';

const MAX_LINES = 20;

/** Returns an empty tally. */
export function emptyTally(plan: ProfilePlan): Tally {
  return {
    kind: TALLY_KIND,
    v: 1,
    plan: hashPlanText(plan),
    people: 0,
    withMetadata: 0,
    withLedger: 0,
    signedUp: 0,
    silenced: 0,
    fields: record(plan.fields.map(({ name }) => [name, emptyField()])),
    months: record([]),
    visits: record([]),
    tenths: record([]),
    reads: record([]),
    writes: record([]),
    kilobytes: record([]),
    experiments: record((plan.experiments ?? []).map(({ name, variants }) => [name, { mixed: 0, variants: record(variants.map((variant) => [variant.name, { people: 0, fields: record([]) }])) }])),
    leftOut: { broken: 0, noUser: 0, ledgerVersion: 0 },
    lines: [],
  };
}

function emptyField(): FieldTally {
  // Ordinary objects, because engines count faster in them than in objects without a prototype.
  const zeros = (names: readonly string[]): Counts => Object.fromEntries(names.map((name) => [name, 0]));
  return { known: zeros(ORIGINS), eligible: 0, refused: 0, fates: zeros(FATES), openShows: 0, beside: 0, days: record([]), sessions: record([]), values: record([]) };
}

/** Identifies a plan. Ignores functions that return options. */
export function hashPlanText(plan: ProfilePlan): string {
  return hashText(JSON.stringify(plan)) + hashText(`${JSON.stringify(plan)} `);
}

/** Returns an object without a prototype, because choices may have any name, also `__proto__`. */
export function record<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  const made = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}

export function addTo(counts: Counts, key: string, by = 1): void {
  counts[key] = (counts[key] ?? 0) + by;
}

/** Merges two tallies. Commutative and associative. Keys are in alphabetical order. */
export function mergeTallies(one: Tally, two: Tally): Tally {
  const merged = add(one, two) as unknown as Tally;
  return {
    ...merged,
    kind: TALLY_KIND,
    v: 1,
    plan: one.plan,
    lines: [...new Set([...one.lines, ...two.lines])].sort(compareLines).slice(0, MAX_LINES),
  };
}

/** Adds numbers at every depth. The caller merges other values. */
function add(one: object, two: object): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(two)])].sort();
  return record(keys.map((key) => [key, addValues((one as Record<string, unknown>)[key], (two as Record<string, unknown>)[key])]));
}

function addValues(one: unknown, two: unknown): unknown {
  if (typeof one === 'number' || typeof two === 'number') return Number(one ?? 0) + Number(two ?? 0);
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject(one) || isObject(two) ? add(isObject(one) ? one : {}, isObject(two) ? two : {}) : (one ?? two);
}

/** Sorts by file, then by number. */
function compareLines(one: string, two: string): number {
  const split = (line: string): [string, number] => [line.slice(0, line.lastIndexOf(':')), Number(line.slice(line.lastIndexOf(':') + 1))];
  const [[fileOne, lineOne], [fileTwo, lineTwo]] = [split(one), split(two)];
  return fileOne < fileTwo ? -1 : fileOne > fileTwo ? 1 : lineOne - lineTwo;
}

/** Records a left-out line. */
export function leaveOut(tally: Tally, cause: keyof Tally['leftOut'], line: string): void {
  tally.leftOut[cause]++;
  if (tally.lines.length < MAX_LINES) tally.lines.push(line);
}

/** Reads `value` as a tally of `plan`. @throws an error that explains why it is invalid */
export function readTally(value: unknown, plan: ProfilePlan): Tally {
  const read = value as Tally;
  if (read.v !== 1) throw new Error(`It has version ${String(read.v)}; this command reads version 1. Count it again.`);
  const empty = emptyTally(plan);
  if (read.plan !== empty.plan) throw new Error('It was counted by another plan. Only counts by the same plan add up.');
  if (!hasShape(read, empty) || !Array.isArray(read.lines)) throw new Error('It is damaged: some of its numbers are missing or are no whole numbers from 0 on.');
  return mergeTallies(empty, { ...read, lines: read.lines.map(String) });
}

function hasShape(value: object, empty: object): boolean {
  const isSound = (inner: unknown): boolean =>
    typeof inner === 'object' && inner ? Object.values(inner).every(isSound) : Number.isSafeInteger(inner) && (inner as number) >= 0;
  return Object.entries(empty).every(([key, inner]) => {
    const given = (value as Record<string, unknown>)[key];
    if (typeof inner === 'string' || Array.isArray(inner)) return true;
    return typeof inner === typeof given && isSound(given);
  });
}
