/**
 * The ledger: what one person was asked and what came of it, never what they answered. Plain JSON, small enough to
 * travel in `user_metadata` (at most 26 bytes a field, and about 100 beside them).
 *
 * Ledgers of one person's devices are merged in any order, any number of times, with the same result. Facts that undo
 * each other (answered and taken back, declined and allowed, silenced and unsilenced) share one number that only grows:
 * the later act has the larger number, whatever the clocks say. `rebaseLedger` adds what a merge cannot know: a refusal
 * that the profile has not seen yet is not undone by an act that did not know of it.
 */
import { hashText, indexPlan } from './plan-index.ts';
import type { ProfilePlan } from './plan.ts';
import { shownVariants } from './shown-variants.ts';

/** The root key of `user_metadata` that carries the ledger. */
export const LEDGER_KEY = 'progressive_lock';

/** Keys are short because Auth0 caps a profile at 10 KB. Times are milliseconds since 1970; 0 stands for "never". */
export interface Ledger {
  /** Version of this shape. */
  v: 2;
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
  /**
   * "Don't ask again" for everything: a counter that grows with each change; odd and positive while it holds, even and
   * negative once it is taken back.
   */
  q: number;
  /**
   * What happened to fields, by a short hash of the name (so that a ledger does not tell what was declined). Up to three
   * numbers in base 36, joined by dots, trailing zeros left out:
   * 1. `decline × 1024 + marks`. `decline` is a counter: odd while declined. Each of ten marks stands for one time the
   *    field was shown since it was last answered or taken back.
   * 2. The minute since 2020 of the last "not now".
   * 3. `minute × 2 + 1` of the last answer, or `minute × 2` of taking it back. Grows with each of these acts.
   */
  k: Record<string, string>;
  /** Variants of experiments of which something was shown, by short hashes (`variantKey`), in order; left out if there are none. */
  e?: string[];
}

/** What the ledger says of one field. */
export interface FieldHistory {
  isAnswered: boolean;
  isDeclined: boolean;
  /** Times shown since the last answer, at most `MAX_SHOWN`. */
  shown: number;
  /** The time of the last "not now", rounded up to the minute; 0: never, or answered since. */
  snoozedAt: number;
  /** The time of the last answer, rounded down to the minute; 0: never, or taken back. */
  answeredAt: number;
  /** Grows whenever the field is answered or that is taken back: tells whether an answer was seen on another device. */
  answerStamp: number;
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

const DECLINE_UNIT = 1 << MAX_SHOWN;

/** A field's state, unpacked; see `Ledger.k`. */
interface FieldState {
  marks: number;
  decline: number;
  snooze: number;
  answer: number;
}

const EPOCH = Date.UTC(2020, 0);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The ledger of a person without any record. Nothing is asked until a session is recorded. */
export function emptyLedger(): Ledger {
  return { v: 2, n: 0, c: 0, u: 0, l: 0, b: 0, f: 0, a: 0, q: 0, k: {} };
}

/** Reads a stored ledger of either version. Leaves out what it does not understand; never throws. */
export function readLedger(stored: unknown): Ledger {
  const read = skimLedger(stored);
  const { k } = read;
  read.k = {};
  for (const key of Object.keys(k)) if (/^\w{1,5}$/.test(key)) writeState(read, key, readState({ k }, key));
  return read;
}

/** Like `readLedger`, but leaves the fields as they are: `historyOf` reads whatever is there. */
export function skimLedger(stored: unknown): Ledger {
  const from = (stored ?? {}) as Partial<Record<keyof Ledger, unknown>>;
  const ledger = emptyLedger();
  for (const key of ['n', 'c', 'u', 'l', 'b', 'f', 'a'] as const) ledger[key] = Math.max(0, toInteger(from[key]));
  ledger.q = toInteger(from.q);
  // Version 1 kept times: the next number that is odd or even as it should be.
  if (isOdd(Math.abs(ledger.q)) !== ledger.q > 0) ledger.q += Math.sign(ledger.q);
  if (Array.isArray(from.e)) addVariants(ledger, from.e);
  if (typeof from.k === 'object' && from.k) ledger.k = from.v === 1 ? upgradeFields(from.k) : (from.k as Record<string, string>);
  return ledger;
}

/** More are of experiments that are long over. */
const MAX_VARIANTS = 20;

function addVariants(ledger: Ledger, keys: readonly unknown[]): void {
  const sound = [...(ledger.e ?? []), ...keys].filter((key): key is string => typeof key === 'string' && /^\w{1,5}$/.test(key));
  if (sound.length) ledger.e = [...new Set(sound)].sort().slice(0, MAX_VARIANTS);
}

/** The key in a ledger of a variant that was shown. */
export function variantKey(experiment: string, variant: string): string {
  return hashText(`${experiment}/${variant}`);
}

/**
 * Version 1 kept one number for each field: the lowest two bits say answered and declined, the next ten are marks, and
 * above them is the minute of the last "not now", or of the answer.
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
 * Counts a session. When a new one begins is for the caller to say; a copy of the ledger from elsewhere is merged
 * before it, so that this session is the newest.
 *
 * A first session here need not be the person's first: if the account has logged in before, or is older than a day,
 * it counts as the second. Nothing says more than that (silent renewals count as logins too), so more is not assumed.
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
 * `names` were put on the screen together: one ask. To be called once for each ask. With a plan from `assignVariants`, the
 * variants that concern them are recorded, too.
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

/** `names` were answered: known from now on, though the profile at hand may not have the answers yet. */
export function recordAnswered(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  return change(plan, ledger, names, (state) => actAfter(state, stampAt(now)));
}

/** The answers to `names` were taken back or erased: the fields are open again, unless they are declined. */
export function recordUndone(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  return change(plan, ledger, names, (state) => (state.answer ? actAfter(state, stampAt(now, false)) : state));
}

/** "Not now" was said to `names`. */
export function recordSnoozed(plan: ProfilePlan, ledger: Ledger, names: readonly string[], now: Date): Ledger {
  const minute = Math.max(0, Math.ceil((toTime(now) - EPOCH) / MINUTE));
  return change(plan, ledger, names, (state) => ({ ...state, snooze: Math.max(state.snooze, minute) }));
}

/** "Don't ask again" was said to `names`. */
export function recordDeclined(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  // Declining again is a new act: another device may have taken back the previous one.
  return change(plan, ledger, names, (state) => ({ ...state, decline: state.decline + (isOdd(state.decline) ? 2 : 1) }));
}

/** "Don't ask again" for `names` was taken back. */
export function recordAllowed(plan: ProfilePlan, ledger: Ledger, names: readonly string[], _now: Date): Ledger {
  return change(plan, ledger, names, (state) => ({ ...state, decline: state.decline + (isOdd(state.decline) ? 1 : 0) }));
}

/** "Don't ask again" was said to everything, present and to come. */
export function recordSilenced(ledger: Ledger, _now: Date): Ledger {
  const after = readLedger(ledger);
  after.q = Math.abs(after.q) + (after.q > 0 ? 2 : 1);
  return after;
}

/** Takes `recordSilenced` back. What was declined by itself stays declined. */
export function recordUnsilenced(ledger: Ledger, _now: Date): Ledger {
  const after = readLedger(ledger);
  if (after.q > 0) after.q = -after.q - 1;
  return after;
}

/**
 * What two copies know together. Commutative, associative and idempotent.
 *
 * Of acts that undo each other the later holds. Shows add up, unless both devices showed a field on the same day: that
 * counts once. Of session counts the higher one holds, because the copies do not tell which sessions they share; so a
 * question may come later than planned, never sooner.
 */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const [one, two] = [readLedger(a), readLedger(b)];
  const merged = { ...one, k: { ...one.k }, f: Math.min(one.f || two.f, two.f || one.f) };
  for (const key of ['n', 'u', 'l', 'b', 'a'] as const) merged[key] = Math.max(one[key], two[key]);
  addVariants(merged, two.e ?? []);
  merged.c = (two.n - one.n || two.c - one.c) > 0 ? two.c : one.c;
  // The later change; two that count the same are the same.
  merged.q = Math.abs(two.q) > Math.abs(one.q) ? two.q : one.q;
  for (const key of Object.keys(two.k)) writeState(merged, key, join(readState(one, key), readState(two, key)));
  return merged;
}

/**
 * What this device knows (`ours`) together with what the profile holds (`theirs`), given what the profile held when this
 * device last saw it (`base`). Beyond `mergeLedgers`, a refusal that either side has since then is kept even where the
 * other side took one back and has the larger number: it could not know of this one.
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
 * A counter that is odd while something is refused. A refusal said here gets a number of its own, so that taking back
 * another one, which had the same number, does not end it.
 */
function rebaseCounter(seen: number, ours: number, theirs: number): number {
  const isNewRefusal = (count: number) => isOdd(count) && count > seen;
  const latest = Math.max(ours, theirs);
  if (isNewRefusal(ours) && ours <= theirs) return theirs + (isOdd(theirs) ? 2 : 1);
  return !isOdd(latest) && isNewRefusal(theirs) ? latest + 1 : latest;
}

/** Whether `known` has a refusal that `stored` lacks: also a new one of what was refused before, which may have been taken back since. */
export function lacksRefusal(stored: Ledger, known: Ledger): boolean {
  const [lower, upper] = [readLedger(stored), readLedger(known)];
  const isNew = (count: number, before: number) => isOdd(count) && (count > before || !isOdd(before));
  const declineOf = (ledger: Ledger, key: string) => readState(ledger, key).decline;
  return isNew(Math.abs(upper.q), Math.abs(lower.q)) || Object.keys(upper.k).some((key) => isNew(declineOf(upper, key), declineOf(lower, key)));
}

/** Whether `ledger` has everything that `other` says of fields and of silence. */
export function includesLedger(ledger: Ledger, other: Ledger): boolean {
  const { q, k } = readLedger(ledger);
  const merged = mergeLedgers(ledger, other);
  return merged.q === q && JSON.stringify(Object.entries(merged.k).sort()) === JSON.stringify(Object.entries(k).sort());
}

const NO_HISTORY: FieldHistory = Object.freeze({ isAnswered: false, isDeclined: false, shown: 0, snoozedAt: 0, answeredAt: 0, answerStamp: 0 });

/** What `ledger` says of the field with this key (of the plan's index). */
export function historyOf(ledger: Ledger, key: string): FieldHistory {
  // Of most fields of most plans nothing is recorded.
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

/** What `ledger` says of the field `name`; as if nothing were recorded for a name that the plan does not have. */
export function historyOfName(plan: ProfilePlan, ledger: Ledger, name: string): FieldHistory {
  const entry = indexPlan(plan).fields.find(({ field }) => field.name === name);
  return entry ? historyOf(skimLedger(ledger), entry.key) : NO_HISTORY;
}

/** When the field `name` was last answered, on any device: epoch milliseconds, to the minute; 0: never, or taken back. */
export function answeredAt(plan: ProfilePlan, ledger: Ledger, name: string): number {
  return historyOfName(plan, ledger, name).answeredAt;
}

/** The stamp of the last answer to `name`, or of taking it back; 0: neither. The name may be of any plan. */
export function answerStamp(ledger: Ledger, name: string): number {
  return historyOf(skimLedger(ledger), hashText(name)).answerStamp;
}

/** `ledger` with these answer stamps, by field name, where they are later than its own. The names may be of any plan. */
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

/** `act` as the latest. Shows count from zero again. */
function actAfter(state: FieldState, act: number): FieldState {
  return { ...state, marks: 0, answer: stampAfter(state.answer, act) };
}

/** `act`, or the next stamp of its kind after all before it, even where the clock was set back. */
export function stampAfter(before: number, act: number): number {
  return act > before ? act : act + 2 * Math.ceil((before - act + 1) / 2);
}

/** Marks the day; if that mark is taken already, the next free one: every show counts on the device it happens on. */
function addMark(state: FieldState, time: number): FieldState {
  if (isOdd(state.answer)) return state;
  const day = Math.floor(time / DAY);
  for (let step = 0; step < MAX_SHOWN; step++) {
    const mark = 1 << ((day + step) % MAX_SHOWN);
    if (!(state.marks & mark)) return { ...state, marks: state.marks | mark };
  }
  return state;
}

/** Both states together. Marks belong to the time since the last answer: those before it no longer count. */
function join(one: FieldState, two: FieldState): FieldState {
  const later = one.answer >= two.answer ? one : two;
  return {
    marks: one.answer === two.answer ? one.marks | two.marks : later.marks,
    decline: Math.max(one.decline, two.decline),
    snooze: Math.max(one.snooze, two.snooze),
    answer: later.answer,
  };
}

/** Longer texts are not a state. */
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

/** The stamp of an answer that is the first one of a field, or of taking one back; see `Ledger.k`. */
export function stampAt(now: Date, isAnswer = true): number {
  return minuteOf(now) * 2 + (isAnswer ? 1 : 0);
}

/** Minutes since 2020; 0 where the time is not known. */
function minuteOf(now: Date): number {
  return Math.max(0, Math.floor((toTime(now) - EPOCH) / MINUTE));
}

function toSilence(count: number): number {
  return isOdd(count) ? count : -count || 0;
}

/** Milliseconds since 1970; 0 for no time at all. */
function toTime(date: Date | undefined): number {
  return date instanceof Date ? Math.max(0, toInteger(date.getTime())) : 0;
}

function toInteger(value: unknown): number {
  // `||` also makes 0 of -0, which JSON would not keep.
  return (Number.isSafeInteger(value) && (value as number)) || 0;
}
