/**
 * The ledger: what one person was asked and what came of it, never what they answered. Plain JSON, small enough to
 * travel in `user_metadata` (under 1 KB for a plan of 50 fields), and made to be merged: copies of one person's
 * devices come together in any order, as often as you like, with the same result.
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
   * What happened to fields, by a short hash of the name (so a ledger tells nobody what was declined).
   * A number in base 36: the lowest two bits say answered and declined; the next ten are marks, one for each time the
   * field was shown; above them is the minute, since 2020, up to which "not now" was said. A field that was answered
   * or declined keeps only that.
   */
  k: Record<string, string>;
}

/** What the ledger says of one field. */
export interface FieldHistory {
  isAnswered: boolean;
  isDeclined: boolean;
  /** Times shown without an answer, at most `MAX_SHOWN`. */
  shown: number;
  /** The time of the last "not now", rounded up to the minute. */
  snoozedAt: number;
}

const NO_HISTORY: FieldHistory = { isAnswered: false, isDeclined: false, shown: 0, snoozedAt: 0 };

/** More often than this no field is ever shown, whatever the plan says: a ledger has no more marks. */
export const MAX_SHOWN = 10;

const ANSWERED = 1;
const DECLINED = 2;
const FIRST_MARK = 2;
const FLAGS = 2 ** (FIRST_MARK + MAX_SHOWN);
const EPOCH = Date.UTC(2020, 0);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The ledger of somebody of whom nothing is recorded. Nothing is asked before a session is. */
export function emptyLedger(): Ledger {
  return { v: 1, n: 0, c: 0, u: 0, l: 0, b: 0, f: 0, a: 0, q: 0, k: {} };
}

/** Makes sense of anything that was stored as a ledger. What cannot be understood is left out; never throws. */
export function readLedger(stored: unknown): Ledger {
  const from = { ...(stored as Partial<Record<keyof Ledger, unknown>> | null) };
  const count = (key: keyof Ledger): number => Math.max(0, toInteger(from[key]));
  const histories: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...(from.k as Record<string, unknown> | null) })) {
    if (/^[\da-z]{1,5}$/.test(key) && typeof value === 'string' && /^[\da-z]{1,10}$/.test(value)) {
      histories[key] = encode(settle(decode(value)));
    }
  }
  return {
    v: 1,
    n: count('n'),
    c: count('c'),
    u: count('u'),
    l: count('l'),
    b: count('b'),
    f: count('f'),
    a: count('a'),
    q: toInteger(from.q),
    k: histories,
  };
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

/**
 * Counts a session. When a new one begins is for the caller to say; a copy of the ledger from elsewhere is merged
 * before it, so that this session is the newest.
 *
 * A first session here need not be the person's first: if the account has logged in before, or is older than a day,
 * it counts as the second. More than that cannot be told (silent renewals count as logins too), so more is not assumed.
 */
export function recordSession(ledger: Ledger, { now, signUp, logins, createdAt }: SessionFacts): Ledger {
  const time = toTime(now);
  const before = readLedger(ledger);
  if (!time) return before;
  const createdTime = toTime(createdAt);
  const count = toInteger(logins);
  const isElsewhereKnown = count > 1 || (createdTime > 0 && time - createdTime > DAY);
  const n = before.n === 0 && !signUp && isElsewhereKnown ? 2 : before.n + 1;
  return {
    ...before,
    n,
    c: 0,
    u: signUp ? n : before.u,
    l: Math.max(before.l, count),
    b: createdTime || before.b,
    f: before.f || time,
    // A clock that was ahead would silence us until then.
    a: Math.min(before.a, time),
  };
}

/** `names` were put on the screen together: one ask. Call it once for each ask. */
export function recordShown(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const time = toTime(now);
  const after = change(plan, ledger, names, (state) => addMark(state, time));
  return after.isChanged ? { ...after.ledger, c: after.ledger.c + 1, a: Math.max(after.ledger.a, time) } : after.ledger;
}

/** `names` were answered: known from now on, though the profile at hand may not have the answers yet. */
export function recordAnswered(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  return change(plan, ledger, names, (state) => state | ANSWERED).ledger;
}

/** "Not now" was said to `names`. */
export function recordSnoozed(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const minute = Math.max(0, Math.ceil((toTime(now) - EPOCH) / MINUTE));
  return change(plan, ledger, names, (state) => join(state, minute * FLAGS)).ledger;
}

/** "Don't ask again" was said to `names`. */
export function recordDeclined(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  return change(plan, ledger, names, (state) => state | DECLINED).ledger;
}

/** "Don't ask again" was said to everything, present and to come. */
export function recordSilenced(ledger: Ledger, now: Date): Ledger {
  const before = readLedger(ledger);
  return { ...before, q: laterThan(before.q, now) };
}

/** Takes `recordSilenced` back. What was declined by itself stays declined. */
export function recordUnsilenced(ledger: Ledger, now: Date): Ledger {
  const before = readLedger(ledger);
  return before.q > 0 ? { ...before, q: -laterThan(before.q, now) } : before;
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
  const larger = (key: 'n' | 'u' | 'l' | 'b' | 'a'): number => Math.max(one[key], two[key]);
  const k = { ...one.k };
  for (const [key, value] of Object.entries(two.k)) k[key] = encode(join(decode(k[key]), decode(value)));
  return {
    v: 1,
    n: larger('n'),
    c: one.n === two.n ? Math.max(one.c, two.c) : (one.n > two.n ? one : two).c,
    u: larger('u'),
    l: larger('l'),
    b: larger('b'),
    f: one.f && two.f ? Math.min(one.f, two.f) : one.f || two.f,
    a: larger('a'),
    // The later word; of two at the same time the one that asks less.
    q: Math.abs(one.q) === Math.abs(two.q) ? Math.max(one.q, two.q) : Math.abs(one.q) > Math.abs(two.q) ? one.q : two.q,
    k,
  };
}

/** What `ledger` says of the field with this key (`ledgerKey`). */
export function historyOf(ledger: Ledger, key: string): FieldHistory {
  const state = decode(ledger.k[key]);
  if (state === 0) return NO_HISTORY;
  let shown = 0;
  for (let mark = 0; mark < MAX_SHOWN; mark++) shown += (state >> (FIRST_MARK + mark)) & 1;
  const minute = Math.floor(state / FLAGS);
  return {
    isAnswered: (state & ANSWERED) > 0,
    isDeclined: (state & DECLINED) > 0,
    shown,
    snoozedAt: minute && EPOCH + minute * MINUTE,
  };
}

function change(
  plan: ProfilePlan,
  ledger: Ledger,
  names: readonly string[],
  step: (state: number) => number,
): { ledger: Ledger; isChanged: boolean } {
  const before = readLedger(ledger);
  const k = { ...before.k };
  const { byName } = indexPlan(plan);
  let isChanged = false;
  for (const name of new Set(names)) {
    const key = byName.get(name)?.ledgerKey;
    if (key === undefined) continue;
    k[key] = encode(settle(step(decode(k[key]))));
    isChanged = true;
  }
  return { ledger: { ...before, k }, isChanged };
}

/** Marks the day; if that mark is taken already, the next free one: every show counts on the device it happens on. */
function addMark(state: number, time: number): number {
  const day = Math.floor(time / DAY);
  for (let step = 0; step < MAX_SHOWN; step++) {
    const mark = 2 ** (FIRST_MARK + ((day + step) % MAX_SHOWN));
    if ((state & mark) === 0) return state + mark;
  }
  return state;
}

/** Both states together: all marks, the later minute. Bit operators work on the low 32 bits, which hold the marks. */
function join(one: number, two: number): number {
  const minute = Math.max(Math.floor(one / FLAGS), Math.floor(two / FLAGS));
  return settle(minute * FLAGS + ((one | two) & (FLAGS - 1)));
}

/** Once answered or declined, how often and when it was shown no longer matters. */
function settle(state: number): number {
  return state & (ANSWERED | DECLINED) || state;
}

function encode(state: number): string {
  return state.toString(36);
}

function decode(text: string | undefined): number {
  return text === undefined ? 0 : Number.parseInt(text, 36);
}

/** After everything before, even if the clock was put back meanwhile: the last word holds. */
function laterThan(before: number, now: Date): number {
  return Math.max(toTime(now), Math.abs(before) + 1);
}

/** Milliseconds since 1970; 0 for no time at all. */
function toTime(date: Date | undefined): number {
  return date instanceof Date ? Math.max(0, toInteger(date.getTime())) : 0;
}

function toInteger(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}
