/** Counts one person at a time into a tally. */
import { matchesCondition, type KnownValues } from '../plan/condition.ts';
import { readValue } from '../plan/codec.ts';
import { findAskable } from '../plan/decide.ts';
import { historyOf, LEDGER_KEY, MAX_SHOWN, skimLedger, variantKey, type Ledger } from '../plan/ledger.ts';
import { isData } from '../plan/json.ts';
import { indexPlan } from '../plan/plan-index.ts';
import type { FieldType, FieldValue, Profile, ProfileEntry, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { namesIn } from '../plan/conditions.ts';
import { readProfile } from '../plan/profile.ts';
import { STANDARD_CLAIMS } from '../plan/well-known.ts';
import { rangesOf, yearRangesOf } from './ranges.ts';
import { addTo, type ExperimentTally, type Fate, type FieldTally, type FullnessTally, type Origin, type Tally } from './tally.ts';

type Data = Readonly<Record<string, unknown>>;

/** Whether a person was counted, or why not. */
export type Outcome = 'counted' | 'otherPeriod' | 'noUser' | 'ledgerVersion';

/** Only people whose account was made from the one time on and before the other (epoch milliseconds). */
export interface Period {
  from: number;
  to: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const EPOCH = Date.UTC(2020, 0);
/** Later than this no clock of today is right. */
const END = Date.UTC(2100, 0);

interface CountedField {
  field: ProfileField;
  key: string;
  tally: FieldTally;
  /** It can be asked in the panel. */
  isAskable: boolean;
  read: FieldReader;
  /** The name under which a value is counted; `undefined` where values are not. */
  nameValue: ((value: FieldValue) => string | undefined) | undefined;
}

interface CountedExperiment {
  tally: ExperimentTally;
  /** The key in a ledger, by name of the variant. */
  variants: [name: string, key: string][];
  /** The fields that it concerns. */
  fields: ReadonlySet<string>;
}

/**
 * Gives a function that counts a person, as Auth0 exports them, into `tally`; `bytes` is how many the person takes there.
 * It never throws, and keeps nothing of the person.
 */
export function openCounter(plan: ProfilePlan, tally: Tally, period?: Period): (user: unknown, bytes?: number) => Outcome {
  const index = indexPlan(plan);
  const keys = new Map(index.fields.map(({ field, key }) => [field.name, key]));
  const readOf = openReader(plan);
  const fields = plan.fields.map((field): CountedField => {
    const isAskable = field.type !== 'hidden' && field.storage !== 'root';
    const nameValue = valueNamer(field);
    return { field, key: keys.get(field.name) ?? '', tally: tally.fields[field.name]!, isAskable, read: readOf(field, nameValue !== undefined), nameValue };
  });
  const experiments = (plan.experiments ?? []).map(({ name, variants }): CountedExperiment => {
    const concernsAll = variants.some(({ changes }) => changes?.pacing);
    const named = variants.flatMap(({ changes }) => Object.keys(changes?.fields ?? {}));
    return {
      tally: tally.experiments[name]!,
      variants: variants.map((variant) => [variant.name, variantKey(name, variant.name)]),
      fields: new Set(concernsAll ? plan.fields.map((field) => field.name) : named),
    };
  });
  const supposed = index.supposed.map((field) => ({ field, read: readOf(field, true) }));
  const giveUpAfter = Math.min(index.giveUpAfter, MAX_SHOWN);

  return (user, bytes = 0) => {
    if (!isData(user)) return 'noUser';
    const metadata = isData(user.user_metadata) ? user.user_metadata : undefined;
    const stored = metadata && Object.hasOwn(metadata, LEDGER_KEY) ? metadata[LEDGER_KEY] : undefined;
    const version = isData(stored) ? (stored.v ?? 2) : 2;
    if (version !== 1 && version !== 2) return 'ledgerVersion';
    const ledger = skimLedger(stored);
    const created = timeOf(user.created_at) || soundTime(ledger.b) || soundTime(ledger.f);
    if (period && !(created >= period.from && created < period.to)) return 'otherPeriod';
    const seen = Math.max(created, timeOf(user.last_login), soundTime(ledger.a), soundTime(ledger.f));
    const profile: Profile = {};
    for (const { field, read } of fields) {
      const entry = read(user, metadata);
      if (entry) profile[field.name] = entry;
    }
    for (const { field, read } of supposed) {
      const entry = read(user, metadata);
      if (entry) profile[field.name] = entry;
    }

    tally.people++;
    if (metadata) tally.withMetadata++;
    if (isData(stored)) tally.withLedger++;
    if (ledger.u > 0) tally.signedUp++;
    if (ledger.q > 0) tally.silenced++;
    if (metadata) addTo(tally.kilobytes, String(Math.floor(bytes / 1000)));

    // As if nothing had happened yet, every page were open and every activity under way: what is due and matters.
    const unburdened = { ...ledger, q: 0, a: 0, c: 0, k: {} };
    const due = new Set(findAskable(plan, { profile, ledger: unburdened, now: new Date(seen), isEverywhere: true, matchesCondition }).map(({ field }) => field));
    let values: KnownValues | undefined;
    const minutes: number[] = [];
    const answered: string[] = [];
    const unanswered: string[] = [];
    let [known, relevant] = [0, 0];

    for (const { field, key, tally: counts, isAskable, nameValue } of fields) {
      const entry = profile[field.name];
      const history = historyOf(ledger, key);
      const isAnswered = history.isAnswered && entry?.source === 'user';
      addTo(counts.known, originOf(field, entry, ledger, isAnswered));
      if (entry && nameValue) {
        for (const value of entry.unfit ? [''] : [entry.value].flat()) addTo(counts.values, (!entry.unfit && nameValue(value)) || OTHER);
      }
      if (!isAskable) continue;
      const isRelevant = !field.when || matchesCondition(field.when, (values ??= knownValues(profile)));
      if (isRelevant) {
        relevant++;
        if (entry) known++;
      }
      if (history.answeredAt) minutes.push(history.answeredAt);
      if (history.snoozedAt) minutes.push(history.snoozedAt);
      const isDeclined = history.isDeclined || ledger.q > 0;
      if (history.shown === 0 && history.answerStamp === 0) {
        if (!due.has(field)) continue;
        counts.eligible++;
        if (isDeclined) counts.refused++;
        continue;
      }
      counts.eligible++;
      (isAnswered ? answered : unanswered).push(field.name);
      const fate: Fate = isAnswered ? 'answered' : isDeclined ? 'declined' : history.shown >= giveUpAfter ? 'givenUp' : history.snoozedAt ? 'putOff' : 'open';
      addTo(counts.fates, fate);
      if (!isAnswered) counts.openShows += history.shown;
      if (!isRelevant && !isAnswered) counts.beside++;
      if (isAnswered && history.answeredAt && created) countDelay(counts, { from: created, to: history.answeredAt, seen, sessions: ledger.n });
    }

    countCalls(tally, minutes, soundTime(ledger.a));
    countFullness(tally, { created, sessions: ledger.n, known, relevant });
    if (ledger.e) for (const experiment of experiments) countVariants(experiment, ledger.e, answered, unanswered);
    return 'counted';
  };
}

type FieldReader = (user: Data, metadata: Data | undefined) => ProfileEntry | undefined;

/** Types whose stored texts are known if there is anything in them: their values need not be decoded to be counted. */
const PLAIN: readonly FieldType[] = ['text', 'textarea', 'email', 'tel', 'url'];

/**
 * Reads one field of a person as `readProfile` does, with what the Action keeps of providers and look-ups in
 * `app_metadata`. Most people have what they told in `user_metadata` and nothing elsewhere: that takes the short way.
 */
function openReader(plan: ProfilePlan): (field: ProfileField, isCounted: boolean) => FieldReader {
  const needed = new Set(plan.fields.flatMap(({ when }) => (when ? [...namesIn(when)] : [])));
  return (field, isCounted) => {
    const { name, type = 'text', knownFrom = [] } = field;
    const isPlain = PLAIN.includes(type) && !isCounted && !needed.has(name);
    const single: ProfilePlan = { fields: [field] };
    const roots = [...knownFrom.map((path) => path.replace(/^id_token\./, '').split('.')[0]!), ...(STANDARD_CLAIMS.includes(name) ? [name] : [])];
    const isElsewhere = (user: Data) => user.app_metadata !== undefined || roots.some((root) => Object.hasOwn(user, root)) || knownFrom.some((path) => path.includes('/'));
    const decoded = new Map<unknown, ProfileEntry>();
    return (user, metadata) => {
      const own = metadata && Object.hasOwn(metadata, name) ? metadata[name] : undefined;
      if (isPlain && typeof own === 'string' && own.trim() !== '') return TOLD;
      const known = decoded.get(own);
      if (known) return known;
      const read = typeof own === 'string' || typeof own === 'number' || typeof own === 'boolean' ? readValue(field, own) : undefined;
      if (read) {
        const entry: ProfileEntry = { ...read, source: 'user' };
        if (decoded.size < MAX_DECODED) decoded.set(own, entry);
        return entry;
      }
      if ((own ?? undefined) === undefined && !isElsewhere(user)) return undefined;
      return readEntry(single, user, metadata);
    };
  };
}

/** Choices, countries and numbers recur; texts that differ for everybody are not kept beyond this. */
const MAX_DECODED = 1000;

/** A text of which no more matters than that the person gave it. */
const TOLD: ProfileEntry = Object.freeze({ value: 'told', source: 'user' });

function readEntry(single: ProfilePlan, user: Data, metadata: Data | undefined): ProfileEntry | undefined {
  const { name } = single.fields[0]!;
  const state = isData(user.app_metadata) && isData(user.app_metadata[LEDGER_KEY]) ? user.app_metadata[LEDGER_KEY] : {};
  const lookUp = isData(state.lookUp) && isData(state.lookUp.values) ? state.lookUp.values : undefined;
  const identities = Array.isArray(user.identities) ? (user.identities as unknown[]) : undefined;
  const entry = readProfile(single, { userMetadata: metadata, idToken: user, identities, enrichment: lookUp })[name];
  if (entry?.source === 'user' || entry?.source === 'idp' || !isData(state.provided)) return entry;
  const told = Object.hasOwn(state.provided, name) ? state.provided[name] : undefined;
  return isData(told) && (told.value ?? undefined) !== undefined ? { value: told.value as FieldValue, source: 'idp' } : entry;
}

function originOf(field: ProfileField, entry: ProfileEntry | undefined, ledger: Ledger, isAnswered: boolean): Origin {
  if (!entry) return 'nobody';
  const isOfSignUp = field.ask === 'signup' && ledger.u > 0;
  if (entry.source === 'user') return isAnswered ? 'later' : isOfSignUp ? 'signUp' : 'program';
  if (field.storage === 'root' && isOfSignUp) return 'signUp';
  return entry.source === 'enrichment' ? 'lookUp' : 'provider';
}

/** The bucket of choices that the plan does not name any more. */
export const OTHER = '…';

/** Only choices that stand in the plan, countries and ranges have names: what somebody typed is never one. */
function valueNamer(field: ProfileField): CountedField['nameValue'] {
  const { type = 'text', options, sensitive } = field;
  if (sensitive) return undefined;
  switch (type) {
    case 'checkbox':
      return String;
    case 'country':
      return (value) => (typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : undefined);
    case 'number':
    case 'rating': {
      const nameRange = rangesOf(field);
      return (value) => (typeof value === 'number' ? nameRange(value) : undefined);
    }
    case 'date': {
      const nameYears = yearRangesOf(field);
      return (value) => (typeof value === 'string' && /^\d{4}-/.test(value) ? nameYears(value) : undefined);
    }
    default: {
      if (!Array.isArray(options)) return undefined;
      const known = new Set(options.map(({ value }) => value));
      return (value) => (typeof value === 'string' && known.has(value) ? value : undefined);
    }
  }
}

interface Delay {
  from: number;
  to: number;
  seen: number;
  sessions: number;
}

/**
 * A ledger does not keep in which session something was answered: that is estimated, as if the sessions lay evenly between
 * the first and the last sign of life.
 */
function countDelay(counts: FieldTally, { from, to, seen, sessions }: Delay): void {
  const delay = Math.max(0, to - from);
  addTo(counts.days, String(Math.min(MAX_DAYS, Math.floor(delay / DAY))));
  const share = seen > from ? Math.min(1, delay / (seen - from)) : 1;
  addTo(counts.sessions, String(Math.min(MAX_SESSIONS, Math.max(1, Math.round(1 + share * (sessions - 1))))));
}

const MAX_DAYS = 1000;
const MAX_SESSIONS = 100;

/**
 * Calls that the ledger tells of: an answer or a "not now" is written by one call, and before it the profile was read by
 * one. Those of questions shown again are not in it, so there were at least so many.
 */
function countCalls(tally: Tally, minutes: readonly number[], lastAsk: number): void {
  let last = 0;
  for (const minute of new Set(minutes)) {
    last = Math.max(last, minute);
    const day = dayOf(minute);
    if (!day) continue;
    addTo(tally.reads, day);
    addTo(tally.writes, day);
  }
  const day = dayOf(lastAsk);
  if (day && lastAsk > last + 30 * MINUTE) addTo(tally.reads, day);
}

function dayOf(time: number): string | undefined {
  return time > EPOCH && time < END ? dayNames(Math.floor(time / DAY)) : undefined;
}

const days = new Map<number, string>();

/** `2026-05-01` of a day since 1970; to format a date takes longer than to count a person. */
function dayNames(day: number): string {
  let name = days.get(day);
  if (!name) days.set(day, (name = new Date(day * DAY).toISOString().slice(0, 10)));
  return name;
}

interface Fullness {
  created: number;
  sessions: number;
  known: number;
  relevant: number;
}

function countFullness(tally: Tally, { created, sessions, known, relevant }: Fullness): void {
  const count = (groups: Record<string, FullnessTally>, key: string): void => {
    const group = (groups[key] ??= { people: 0, known: 0, relevant: 0 });
    group.people++;
    group.known += known;
    group.relevant += relevant;
  };
  const day = dayOf(created);
  if (day) count(tally.months, day.slice(0, 7));
  count(tally.visits, nameVisits(sessions));
  if (relevant > 0) addTo(tally.tenths, String(Math.floor((10 * known) / relevant)));
}

/** The lower bound of 0, 1, 2, 3, 4, 5–9, 10–19 and 20 or more sessions. */
function nameVisits(sessions: number): string {
  return String([20, 10, 5].find((least) => sessions >= least) ?? sessions);
}

function countVariants({ tally, variants, fields }: CountedExperiment, seen: readonly string[], answered: readonly string[], unanswered: readonly string[]): void {
  const mine = variants.filter(([, key]) => seen.includes(key));
  if (mine.length > 1) tally.mixed++;
  const [variant] = mine.length === 1 ? mine[0]! : [];
  const counts = variant === undefined ? undefined : tally.variants[variant];
  if (!counts) return;
  counts.people++;
  const fieldOf = (name: string) => (counts.fields[name] ??= { shown: 0, answered: 0 });
  for (const name of unanswered) if (fields.has(name)) fieldOf(name).shown++;
  for (const name of answered) {
    if (!fields.has(name)) continue;
    fieldOf(name).shown++;
    fieldOf(name).answered++;
  }
}

function knownValues(profile: Profile): KnownValues {
  const values = Object.create(null) as Record<string, FieldValue>;
  for (const name of Object.keys(profile)) values[name] = profile[name]!.value;
  return values;
}

function timeOf(text: unknown): number {
  return typeof text === 'string' || typeof text === 'number' ? soundTime(Date.parse(String(text))) : 0;
}

function soundTime(time: number): number {
  return time > 0 && time < END ? time : 0;
}
