/**
 * The ledger: what a person was asked, answered and declined, without the answers. It is JSON and small enough for
 * `user_metadata`: at most 26 bytes for each field, and about 100 bytes for the rest.
 *
 * The ledgers of a person's devices can be merged in any order and any number of times, with the same result. Acts that undo
 * each other (answered and taken back, declined and allowed, opted out and in) share one number that only grows: the later act
 * has the larger number, whatever the clocks say. `rebaseLedger` also keeps a refusal that the profile has not seen yet, which
 * an act on another device could not know about.
 */
import { hashText, indexPlan } from './plan-index.ts';
import type { ProfilePlan } from './plan.ts';
import { shownVariants } from './shown-variants.ts';

/** The root key of `user_metadata` that contains the ledger. */
export const LEDGER_KEY = 'progressive_lock';

/** Keys are short, because Auth0 limits a profile to 10 KB. Times are milliseconds since 1970; 0 means "never". */
export interface Ledger {
  /** The version of this shape. */
  v: 2;
  /** Sessions so far. */
  n: number;
  /** The number of asks in session `n`. An ask is one or several questions that are shown together. */
  c: number;
  /** The session in which the sign-up fields were shown; 0 if they were never shown. */
  u: number;
  /** Logins counted by Auth0. */
  l: number;
  /** When the account was created. */
  b: number;
  /** When the person was first seen. */
  f: number;
  /** When something was last asked. */
  a: number;
  /**
   * "Don't ask me anything": a counter that grows with each change. It is odd and positive while it applies, and even and
   * negative after it is taken back.
   */
  q: number;
  /**
   * The history of fields, by a short hash of the name, so that a ledger does not reveal what was declined. Up to three
   * numbers in base 36, joined by dots, without trailing zeros:
   * 1. `decline × 1024 + marks`. `decline` is a counter that is odd while the field is declined. Each of ten marks is one time
   *    that the field was shown since it was last answered or taken back.
   * 2. The minute since 2020 of the last "Not now".
   * 3. The answer stamp: `minute × 2 + 1` of the last answer, or `minute × 2` of taking it back. It grows with each act.
   */
  k: Record<string, string>;
  /** The shown variants of experiments, as sorted short hashes (`variantKey`). Left out if there are none. */
  e?: string[];
}

/** The history of one field. */
export interface FieldHistory {
  isAnswered: boolean;
  isDeclined: boolean;
  /** How often it was shown since the last answer, at most `MAX_SHOWN`. */
  shown: number;
  /** The time of the last "Not now", rounded up to the minute; 0 if there is none, or if it was answered since. */
  snoozedAt: number;
  /** The time of the last answer, rounded down to the minute; 0 if there is none, or if it was taken back. */
  answeredAt: number;
  /** Grows whenever the field is answered or the answer is taken back. By it, a device knows whether it has seen an answer. */
  answerStamp: number;
}

export interface SessionFacts {
  now: Date;
  /** The sign-up fields were shown in this session. */
  signUp?: boolean;
  /** Logins counted by Auth0 (`logins_count`), including this one. */
  logins?: number;
  /** When the account was created. */
  createdAt?: Date;
}

/** No field is shown more often than this, whatever the plan says, because the ledger has no more marks. */
export const MAX_SHOWN = 10;

const DECLINE_UNIT = 1 << MAX_SHOWN;

/** A field's unpacked state; see `Ledger.k`. */
interface FieldState {
  marks: number;
  decline: number;
  snooze: number;
  answer: number;
}

const EPOCH = Date.UTC(2020, 0);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Returns the ledger of a person without any record. Nothing is asked until a session is recorded. */
export function emptyLedger(): Ledger {
  return { v: 2, n: 0, c: 0, u: 0, l: 0, b: 0, f: 0, a: 0, q: 0, k: {} };
}

/** Reads a stored ledger of either version. Ignores what it does not understand, and never throws. */
export function readLedger(stored: unknown): Ledger {
  const read = skimLedger(stored);
  const { k } = read;
  read.k = {};
  for (const key of Object.keys(k)) if (/^\w{1,5}$/.test(key)) writeState(read, key, readState({ k }, key));
  return read;
}

/** Like `readLedger`, but does not check the fields, because `historyOf` reads anything. */
export function skimLedger(stored: unknown): Ledger {
  const from = (stored ?? {}) as Partial<Record<keyof Ledger, unknown>>;
  const ledger = emptyLedger();
  for (const key of ['n', 'c', 'u', 'l', 'b', 'f', 'a'] as const) ledger[key] = Math.max(0, toInteger(from[key]));
  ledger.q = toInteger(from.q);
  // Version 1 stored times. The next odd or even number replaces them.
  if (isOdd(Math.abs(ledger.q)) !== ledger.q > 0) ledger.q += Math.sign(ledger.q);
  if (Array.isArray(from.e)) addVariants(ledger, from.e);
  if (typeof from.k === 'object' && from.k) ledger.k = from.v === 1 ? upgradeFields(from.k) : (from.k as Record<string, string>);
  return ledger;
}

/** A larger number contains experiments that ended long ago. */
const MAX_VARIANTS = 20;

function addVariants(ledger: Ledger, keys: readonly unknown[]): void {
  const sound = [...(ledger.e ?? []), ...keys].filter((key): key is string => typeof key === 'string' && /^\w{1,5}$/.test(key));
  if (sound.length) ledger.e = [...new Set(sound)].sort().slice(0, MAX_VARIANTS);
}

/** Returns the ledger's hash of a shown variant. */
export function variantKey(experiment: string, variant: string): string {
  return hashText(`${experiment}/${variant}`);
}

/**
 * Version 1 stored one number for each field: the lowest two bits for answered and declined, the next ten for marks, and above
 * them the minute of the last "Not now", or of the answer.
 */
function upgradeFields(stored: object): Record<string, string> {
  const upgraded = { k: {} as Record<string, string> };
  for (const [key, text] of Object.entries(stored)) {
    const state = typeof text === 'string' && text.length < MAX_STATE ? Number.parseInt(text, 36) : 0;
    if (!(state > 0 && Number.isSafeInteger(state))) continue;
    const minute = Math.floor(state / 4096);
    const isAnswered = (state & 1) > 0;
    writeState(upgraded, key, {
      marks: isAnswered ? 0 : (state >> 2) & (DECLINE_UNIT - 1),
      decline: (state >> 1) & 1,
      snooze: isAnswered ? 0 : minute,
      answer: isAnswered ? minute * 2 + 1 : 0,
    });
  }
  return upgraded.k;
}

/**
 * Counts a session. The caller decides when one begins, and merges other copies of the ledger before, so that this session is
 * the newest.
 *
 * The first session of a ledger need not be the person's first: if the account has logged in before, or is older than a day, it
 * counts as the second. More is not assumed, because silent renewals count as logins, too.
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

/**
 * Records that `names` were shown together. Call it once for each ask. With a plan from `assignVariants`, it also records the
 * variants that concern the fields.
 */
export function recordShown(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const time = toTime(now);
  let asks = 0;
  const after = change(plan, ledger, names, (state) => {
    asks = 1;
    return addMark(state, time);
  });
  after.c += asks;
  const variants = asks ? shownVariants(plan, names) : undefined;
  if (variants) addVariants(after, Object.entries(variants).map(([experiment, variant]) => variantKey(experiment, variant)));
  if (asks) after.a = Math.max(after.a, time);
  return after;
}

/** Records that `names` were answered. They count as known from now on, also before the profile contains the answers. */
export function recordAnswered(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  return change(plan, ledger, names, (state) => actAfter(state, stampAt(now)));
}

/** Records that the answers to `names` were taken back or erased. The fields are open again, unless they are declined. */
export function recordUndone(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  return change(plan, ledger, names, (state) => (state.answer ? actAfter(state, stampAt(now, false)) : state));
}

/** Records "Not now" for `names`. */
export function recordSnoozed(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const minute = Math.max(0, Math.ceil((toTime(now) - EPOCH) / MINUTE));
  return change(plan, ledger, names, (state) => ({ ...state, snooze: Math.max(state.snooze, minute) }));
}

/** Records "Don't ask again" for `names`. */
export function recordDeclined(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  // Declining again is a new act, because another device may have taken back the previous one.
  return change(plan, ledger, names, (state) => ({ ...state, decline: state.decline + (isOdd(state.decline) ? 2 : 1) }));
}

/** Takes back "Don't ask again" for `names`. */
export function recordAllowed(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  return change(plan, ledger, names, (state) => ({ ...state, decline: state.decline + (isOdd(state.decline) ? 1 : 0) }));
}

/** Records "Don't ask me anything", also for future fields. */
export function recordSilenced(ledger: Ledger, _now: Date): Ledger {
  const after = readLedger(ledger);
  after.q = Math.abs(after.q) + (after.q > 0 ? 2 : 1);
  return after;
}

/** Takes `recordSilenced` back. Fields that were declined one by one stay declined. */
export function recordUnsilenced(ledger: Ledger, _now: Date): Ledger {
  const after = readLedger(ledger);
  if (after.q > 0) after.q = -after.q - 1;
  return after;
}

/**
 * Merges two copies. Commutative, associative and idempotent.
 *
 * Of acts that undo each other, the later one applies. The numbers of times that a field was shown add up, but two devices that
 * showed it on the same day count once. Of session counts, the higher one applies, because the copies do not say which sessions
 * they share. A question may therefore come later than planned, but never sooner.
 */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const [one, two] = [readLedger(a), readLedger(b)];
  const merged = { ...one, k: { ...one.k }, f: Math.min(one.f || two.f, two.f || one.f) };
  for (const key of ['n', 'u', 'l', 'b', 'a'] as const) merged[key] = Math.max(one[key], two[key]);
  addVariants(merged, two.e ?? []);
  merged.c = (two.n - one.n || two.c - one.c) > 0 ? two.c : one.c;
  // The later change. Equal counters mean the same change.
  merged.q = Math.abs(two.q) > Math.abs(one.q) ? two.q : one.q;
  for (const key of Object.keys(two.k)) writeState(merged, key, join(readState(one, key), readState(two, key)));
  return merged;
}

/**
 * Merges the ledger of this device (`ours`) with that of the profile (`theirs`), given the profile's ledger when this device
 * last saw it (`base`). Unlike `mergeLedgers`, it keeps a refusal that either side has added since then, also if the other side
 * has taken an earlier refusal back and has the larger number: it could not know about this one.
 */
export function rebaseLedger(base: Ledger, ours: Ledger, theirs: Ledger): Ledger {
  const merged = mergeLedgers(ours, theirs);
  const [seen, said, stored] = [readLedger(base), readLedger(ours), readLedger(theirs)];
  const silence = rebaseCounter(Math.abs(seen.q), Math.abs(said.q), Math.abs(stored.q));
  merged.q = toSilence(silence);
  for (const key of Object.keys(merged.k)) {
    const [before, here, there] = [seen, said, stored].map((ledger) => readState(ledger, key).decline) as [number, number, number];
    writeState(merged, key, { ...readState(merged, key), decline: rebaseCounter(before, here, there) });
  }
  return merged;
}

/**
 * Merges a counter that is odd while something is refused. A new refusal on this device gets a number of its own. Otherwise,
 * taking back another refusal with the same number would end it.
 */
function rebaseCounter(seen: number, ours: number, theirs: number): number {
  const isNewRefusal = (count: number) => isOdd(count) && count > seen;
  const latest = Math.max(ours, theirs);
  if (isNewRefusal(ours) && ours <= theirs) return theirs + (isOdd(theirs) ? 2 : 1);
  return !isOdd(latest) && isNewRefusal(theirs) ? latest + 1 : latest;
}

/**
 * Whether `known` has a refusal that `stored` lacks. A repeated refusal counts, because the previous one may have been taken back.
 */
export function lacksRefusal(stored: Ledger, known: Ledger): boolean {
  const [lower, upper] = [readLedger(stored), readLedger(known)];
  const isNew = (count: number, before: number) => isOdd(count) && (count > before || !isOdd(before));
  const declineOf = (ledger: Ledger, key: string) => readState(ledger, key).decline;
  return isNew(Math.abs(upper.q), Math.abs(lower.q)) || Object.keys(upper.k).some((key) => isNew(declineOf(upper, key), declineOf(lower, key)));
}

/** Whether `ledger` contains everything that `other` says about fields and about opting out. */
export function includesLedger(ledger: Ledger, other: Ledger): boolean {
  const { q, k } = readLedger(ledger);
  const merged = mergeLedgers(ledger, other);
  return merged.q === q && JSON.stringify(Object.entries(merged.k).sort()) === JSON.stringify(Object.entries(k).sort());
}

const NO_HISTORY: FieldHistory = Object.freeze({ isAnswered: false, isDeclined: false, shown: 0, snoozedAt: 0, answeredAt: 0, answerStamp: 0 });

/** Returns the history of the field with this key of the plan's index. */
export function historyOf(ledger: Ledger, key: string): FieldHistory {
  // A shortcut, because most fields of most plans have no record.
  if (!Object.hasOwn(ledger.k, key)) return NO_HISTORY;
  const { marks, decline, snooze, answer } = readState(ledger, key);
  const isAnswered = isOdd(answer);
  let shown = 0;
  for (let left = marks; left; left &= left - 1) shown++;
  return {
    isAnswered,
    isDeclined: isOdd(decline),
    shown,
    snoozedAt: snooze && !isAnswered ? EPOCH + snooze * MINUTE : 0,
    answeredAt: isAnswered && answer > 1 ? EPOCH + Math.floor(answer / 2) * MINUTE : 0,
    answerStamp: answer,
  };
}

/** Returns the history of the field `name`; an empty one for a name that the plan does not have. */
export function historyOfName(plan: ProfilePlan, ledger: Ledger, name: string): FieldHistory {
  const entry = indexPlan(plan).fields.find(({ field }) => field.name === name);
  return entry ? historyOf(skimLedger(ledger), entry.key) : NO_HISTORY;
}

/** Returns when `name` was last answered on any device: epoch milliseconds, to the minute; 0 if never, or if taken back. */
export function answeredAt(plan: ProfilePlan, ledger: Ledger, name: string): number {
  return historyOfName(plan, ledger, name).answeredAt;
}

/** Returns the stamp of the last answer to `name`, or of taking it back; 0 if there is neither. The name may be of any plan. */
export function answerStamp(ledger: Ledger, name: string): number {
  return historyOf(skimLedger(ledger), hashText(name)).answerStamp;
}

/** Returns `ledger` with these answer stamps, by field name, if they are later than its own. The names may be of any plan. */
export function addStamps(ledger: Ledger, stamps: Readonly<Record<string, number>>): Ledger {
  const after = readLedger(ledger);
  for (const [name, answer] of Object.entries(stamps)) {
    const key = hashText(name);
    const state = readState(after, key);
    if (answer > state.answer) writeState(after, key, { ...state, marks: 0, answer });
  }
  return after;
}

function change(plan: ProfilePlan, ledger: Ledger, names: readonly string[], step: (state: FieldState) => FieldState): Ledger {
  const after = readLedger(ledger);
  const wanted = new Set(names);
  for (const { field, key } of indexPlan(plan).fields) {
    if (wanted.has(field.name)) writeState(after, key, step(readState(after, key)));
  }
  return after;
}

/** Records `act` as the latest. The number of times shown starts at zero again. */
function actAfter(state: FieldState, act: number): FieldState {
  return { ...state, marks: 0, answer: stampAfter(state.answer, act) };
}

/** Returns `act`, or the next stamp of its kind after `before`, also if the clock was set back. */
export function stampAfter(before: number, act: number): number {
  return act > before ? act : act + 2 * Math.ceil((before - act + 1) / 2);
}

/** Sets the mark of the day, or the next free one, so that each time shown counts on its own device. */
function addMark(state: FieldState, time: number): FieldState {
  if (isOdd(state.answer)) return state;
  const day = Math.floor(time / DAY);
  for (let step = 0; step < MAX_SHOWN; step++) {
    const mark = 1 << ((day + step) % MAX_SHOWN);
    if (!(state.marks & mark)) return { ...state, marks: state.marks | mark };
  }
  return state;
}

/** Merges two states. Marks count only since the last answer. */
function join(one: FieldState, two: FieldState): FieldState {
  const later = one.answer >= two.answer ? one : two;
  return {
    marks: one.answer === two.answer ? one.marks | two.marks : later.marks,
    decline: Math.max(one.decline, two.decline),
    snooze: Math.max(one.snooze, two.snooze),
    answer: later.answer,
  };
}

/** A longer text cannot be a state. */
const MAX_STATE = 30;

function readState({ k }: Pick<Ledger, 'k'>, key: string): FieldState {
  const text: unknown = k[key];
  const parts = typeof text === 'string' && text.length < MAX_STATE ? text.split('.', 3) : [];
  const [flags, snooze, answer] = [toCount(parts[0]), toCount(parts[1]), toCount(parts[2])];
  return { marks: isOdd(answer) ? 0 : flags % DECLINE_UNIT, decline: Math.floor(flags / DECLINE_UNIT), snooze, answer };
}

function writeState({ k }: Pick<Ledger, 'k'>, key: string, { marks, decline, snooze, answer }: FieldState): void {
  const end = answer ? `.${toText(snooze)}.${toText(answer)}` : snooze ? `.${toText(snooze)}` : '';
  const text = toText(decline * DECLINE_UNIT + marks) + end;
  if (text) k[key] = text;
  else delete k[key];
}

function toText(count: number): string {
  return count ? count.toString(36) : '';
}

function toCount(text: string | undefined): number {
  return text ? Math.max(0, toInteger(Number.parseInt(text, 36))) : 0;
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}

/** Returns the stamp of a field's first answer at `now`, or of taking it back; see `Ledger.k`. */
export function stampAt(now: Date, isAnswer = true): number {
  return minuteOf(now) * 2 + (isAnswer ? 1 : 0);
}

/** Returns minutes since 2020; 0 if the time is unknown. */
function minuteOf(now: Date): number {
  return Math.max(0, Math.floor((toTime(now) - EPOCH) / MINUTE));
}

function toSilence(count: number): number {
  return isOdd(count) ? count : -count || 0;
}

/** Returns milliseconds since 1970; 0 for an invalid date. */
function toTime(date: Date | undefined): number {
  return date instanceof Date ? Math.max(0, toInteger(date.getTime())) : 0;
}

function toInteger(value: unknown): number {
  // `||` also turns -0 into 0, because JSON does not keep -0.
  return (Number.isSafeInteger(value) && (value as number)) || 0;
}
