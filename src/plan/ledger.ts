/**
 * The ledger: what one person was asked and what came of it, never what they answered. Plain JSON, small enough to
 * travel in `user_metadata` (under 1 KB for a plan of 50 fields), and made to be merged: copies of one person's
 * devices come together in any order, as often as you like, with the same result.
 *
 * Clocks are not trusted: no time in a ledger ever moves back. A clock that was ahead when something was asked or
 * put off keeps us silent until then; one that is put back cannot cut a pause short.
 */
import { indexPlan } from './plan-index.ts';
import type { ProfilePlan } from './plan.ts';

/** The root key of `user_metadata` that carries the ledger. */
export const LEDGER_KEY = 'progressive_lock';

/** Keys are short because Auth0 caps a profile at 10 KB. Times are milliseconds since 1970; 0 stands for "never". */
export interface Ledger {
  /** Version of this shape. */
  v: 1;
  /** Sessions so far. */
  n: number;
  /** Asks shown in session `n`. */
  c: number;
  /** The session in which the sign-up fields were shown; 0 if they never were. */
  u: number;
  /** Logins counted by Auth0. */
  l: number;
  /** When the account was created. */
  b: number;
  /** When the person was first seen. */
  f: number;
  /** When something was last asked. */
  a: number;
  /** "Don't ask again" for everything: since when; negative: taken back, and when. */
  q: number;
  /**
   * What happened to fields, by a short hash of the name (so that a ledger tells nobody what was declined).
   * A number in base 36: the lowest two bits say answered and declined; the next ten are marks, one for each time the
   * field was shown; above them is the minute, since 2020, of the last "not now", or of the answer. A field that was
   * answered or declined keeps only the two bits and the minute.
   */
  k: Record<string, string>;
}

/** What the ledger says of one field. */
export interface FieldHistory {
  isAnswered: boolean;
  isDeclined: boolean;
  /** Times shown, at most `MAX_SHOWN`; no longer counted once answered or declined. */
  shown: number;
  /** The time of the last "not now", rounded up to the minute; 0: never, or answered since. */
  snoozedAt: number;
  /** The time of the last answer, rounded down to the minute; 0: never. */
  answeredAt: number;
}

export interface SessionFacts {
  now: Date;
  /** The sign-up fields were shown in this session. */
  signUp?: boolean;
  /** Logins counted by Auth0 (`logins_count`), this one included. */
  logins?: number;
  /** When the account was created. */
  createdAt?: Date;
}

/** More often than this no field is ever shown, whatever the plan says: a ledger has no more marks. */
export const MAX_SHOWN = 10;

// A field's state: minute × MINUTE_UNIT + marks + flags. It outgrows 32 bits, so only its low part meets bit operators.
const ANSWERED = 1;
const DECLINED = 2;
const FIRST_MARK = 4;
const MINUTE_UNIT = FIRST_MARK << MAX_SHOWN;

const EPOCH = Date.UTC(2020, 0);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The ledger of somebody of whom nothing is recorded. Nothing is asked before a session is. */
export function emptyLedger(): Ledger {
  return { v: 1, n: 0, c: 0, u: 0, l: 0, b: 0, f: 0, a: 0, q: 0, k: {} };
}

/** Makes sense of anything that was stored as a ledger. What cannot be understood is left out; never throws. */
export function readLedger(stored: unknown): Ledger {
  const { k, ...ledger } = skimLedger(stored);
  const read = { ...ledger, k: {} };
  for (const key of Object.keys(k)) if (/^\w{1,5}$/.test(key)) writeState(read, key, readState({ k }, key));
  return read;
}

/** Like `readLedger`, but leaves the fields unread: `historyOf` copes with whatever is there. */
export function skimLedger(stored: unknown): Ledger {
  const from = { ...(stored as Partial<Record<keyof Ledger, unknown>> | null) };
  const ledger = emptyLedger();
  for (const key of ['n', 'c', 'u', 'l', 'b', 'f', 'a'] as const) ledger[key] = Math.max(0, toInteger(from[key]));
  ledger.q = toInteger(from.q);
  if (typeof from.k === 'object' && from.k) ledger.k = from.k as Record<string, string>;
  return ledger;
}

/**
 * Counts a session. When a new one begins is for the caller to say; a copy of the ledger from elsewhere is merged
 * before it, so that this session is the newest.
 *
 * A first session here need not be the person's first: if the account has logged in before, or is older than a day,
 * it counts as the second. More than that cannot be told (silent renewals count as logins too), so more is not assumed.
 */
export function recordSession(ledger: Ledger, { now, signUp, logins, createdAt }: SessionFacts): Ledger {
  const time = toTime(now);
  const after = readLedger(ledger);
  if (!time) return after;
  after.l = Math.max(after.l, toInteger(logins));
  after.b = toTime(createdAt) || after.b;
  after.f ||= time;
  const isKnownElsewhere = after.l > 1 || (after.b > 0 && time - after.b > DAY);
  after.n += !after.n && !signUp && isKnownElsewhere ? 2 : 1;
  after.c = 0;
  if (signUp) after.u = after.n;
  return after;
}

/** `names` were put on the screen together: one ask. To be called once for each ask. */
export function recordShown(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const time = toTime(now);
  let asks = 0;
  const after = change(plan, ledger, names, (state) => {
    asks = 1;
    return addMark(state, time);
  });
  after.c += asks;
  if (asks) after.a = Math.max(after.a, time);
  return after;
}

/** `names` were answered: known from now on, though the profile at hand may not have the answers yet. */
export function recordAnswered(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const minute = Math.max(0, Math.floor((toTime(now) - EPOCH) / MINUTE));
  return change(plan, ledger, names, (state) => join(state, minute * MINUTE_UNIT + ANSWERED));
}

/** The answers to `names` were taken back: they are open again. Copies of the ledger elsewhere may still say otherwise. */
export function recordUndone(plan: ProfilePlan, ledger: Ledger, names: readonly string[]): Ledger {
  return change(plan, ledger, names, (state) => state & DECLINED);
}

/** When the field `name` was last answered, on any device: epoch milliseconds, to the minute; 0: never. */
export function answeredAt(plan: ProfilePlan, ledger: Ledger, name: string): number {
  const key = indexPlan(plan).fields.find(({ field }) => field.name === name)?.key;
  return key === undefined ? 0 : historyOf(readLedger(ledger), key).answeredAt;
}

/** "Not now" was said to `names`. */
export function recordSnoozed(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const minute = Math.max(0, Math.ceil((toTime(now) - EPOCH) / MINUTE));
  // A later "not now" to what is answered already would make the answer look younger than it is.
  return change(plan, ledger, names, (state) => (state & ANSWERED ? state : join(state, minute * MINUTE_UNIT)));
}

/** "Don't ask again" was said to `names`. */
export function recordDeclined(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  return change(plan, ledger, names, (state) => join(state, DECLINED));
}

/** "Don't ask again" was said to everything, present and to come. */
export function recordSilenced(ledger: Ledger, now: Date): Ledger {
  const after = readLedger(ledger);
  after.q = timeAfter(after.q, now);
  return after;
}

/** Takes `recordSilenced` back. What was declined by itself stays declined. */
export function recordUnsilenced(ledger: Ledger, now: Date): Ledger {
  const after = readLedger(ledger);
  if (after.q > 0) after.q = -timeAfter(after.q, now);
  return after;
}

/**
 * What two copies know together. Commutative, associative and idempotent.
 *
 * Nothing answered, declined or snoozed on either side is lost, and shows add up, unless both devices showed a field
 * on the same day: that counts once. Of session counts the higher one holds, for nobody can tell which sessions the
 * copies share; so a question may come later than planned, never sooner.
 */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const [one, two] = [readLedger(a), readLedger(b)];
  const merged = { ...one, k: { ...one.k }, f: Math.min(one.f || two.f, two.f || one.f) };
  for (const key of ['n', 'u', 'l', 'b', 'a'] as const) merged[key] = Math.max(one[key], two[key]);
  merged.c = (two.n - one.n || two.c - one.c) > 0 ? two.c : one.c;
  // The later word; of two at the same time the one that asks less.
  merged.q = (Math.abs(two.q) - Math.abs(one.q) || two.q - one.q) > 0 ? two.q : one.q;
  for (const key of Object.keys(two.k)) writeState(merged, key, join(readState(one, key), readState(two, key)));
  return merged;
}

const NO_HISTORY: FieldHistory = Object.freeze({ isAnswered: false, isDeclined: false, shown: 0, snoozedAt: 0, answeredAt: 0 });

/** What `ledger` says of the field with this key (of the plan's index). */
export function historyOf(ledger: Ledger, key: string): FieldHistory {
  const state = readState(ledger, key);
  // Of most fields of most plans nothing is recorded.
  if (!state) return NO_HISTORY;
  const minute = Math.floor(state / MINUTE_UNIT);
  const time = minute && EPOCH + minute * MINUTE;
  const isAnswered = (state & ANSWERED) > 0;
  let shown = 0;
  for (let mark = FIRST_MARK; mark < MINUTE_UNIT; mark *= 2) shown += state & mark ? 1 : 0;
  return {
    isAnswered,
    isDeclined: (state & DECLINED) > 0,
    shown,
    snoozedAt: isAnswered ? 0 : time,
    answeredAt: isAnswered ? time : 0,
  };
}

function change(plan: ProfilePlan, ledger: Ledger, names: readonly string[], step: (state: number) => number): Ledger {
  const after = readLedger(ledger);
  const wanted = new Set(names);
  for (const { field, key } of indexPlan(plan).fields) {
    if (wanted.has(field.name)) writeState(after, key, step(readState(after, key)));
  }
  return after;
}

/** Marks the day; if that mark is taken already, the next free one: every show counts on the device it happens on. */
function addMark(state: number, time: number): number {
  const day = Math.floor(time / DAY);
  for (let step = 0; step < MAX_SHOWN; step++) {
    const mark = FIRST_MARK << ((day + step) % MAX_SHOWN);
    if (!(state & mark)) return state + mark;
  }
  return state;
}

/** Both states together: all flags and marks, the later minute. */
function join(one: number, two: number): number {
  const minute = Math.floor(Math.max(one, two) / MINUTE_UNIT);
  return minute * MINUTE_UNIT + ((one | two) & (MINUTE_UNIT - 1));
}

function readState({ k }: Pick<Ledger, 'k'>, key: string): number {
  const text: unknown = k[key];
  return (typeof text === 'string' && Number.parseInt(text, 36)) || 0;
}

/** Once answered or declined, how often a field was shown no longer matters. */
function writeState({ k }: Pick<Ledger, 'k'>, key: string, state: number): void {
  const flags = state & (ANSWERED | DECLINED);
  const settled = flags ? Math.floor(state / MINUTE_UNIT) * MINUTE_UNIT + flags : state;
  if (settled > 0 && Number.isSafeInteger(settled)) k[key] = settled.toString(36);
  else delete k[key];
}

/** After everything before, even if the clock was put back meanwhile: the last word holds. */
function timeAfter(before: number, now: Date): number {
  return Math.max(toTime(now), Math.abs(before) + 1);
}

/** Milliseconds since 1970; 0 for no time at all. */
function toTime(date: Date | undefined): number {
  return date instanceof Date ? Math.max(0, toInteger(date.getTime())) : 0;
}

function toInteger(value: unknown): number {
  // `||` also makes 0 of -0, which JSON would not keep.
  return (Number.isSafeInteger(value) && (value as number)) || 0;
}
