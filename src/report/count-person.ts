/**
 * Counts one person at a time into a tally. Everything about the plan is computed once, because there may be millions of people.
 */
import { historyOf, LEDGER_KEY, MAX_SHOWN, skimLedger, variantKey, type Ledger } from '../plan/ledger.ts';
import { isData } from '../plan/json.ts';
import { indexPlan } from '../plan/plan-index.ts';
import type { ProfileEntry, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { openDueCheck, openRelevanceCheck, type DueCheck, type RelevanceCheck } from './due-check.ts';
import { openReaders } from './read-field.ts';
import { addTo, type ExperimentTally, type Fate, type FieldTally, type FullnessTally, type Origin, type Tally, type VariantTally } from './tally.ts';

/** Whether a person was counted, or the reason if not. */
export type Outcome = 'counted' | 'otherPeriod' | 'noUser' | 'ledgerVersion';

/** Counts only people whose account was created from one time on and before the other (epoch milliseconds). */
export interface Period {
  from: number;
  to: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const EPOCH = Date.UTC(2020, 0);
/** Later times come from wrong clocks. */
const END = Date.UTC(2100, 0);

interface CountedField {
  field: ProfileField;
  key: string;
  tally: FieldTally;
  /** The panel can ask it. */
  isAskable: boolean;
  isRelevant: RelevanceCheck;
  isDue: DueCheck;
}

interface CountedExperiment {
  tally: ExperimentTally;
  /** The ledger's key by name of the variant. */
  variants: [name: string, key: string][];
  /** The fields that the experiment concerns. */
  fields: ReadonlySet<string>;
}

/**
 * Returns a function that counts an exported person into `tally`. `bytes`: the size of the person in the export. It never throws, and
 * stores nothing about the person.
 */
export function openCounter(plan: ProfilePlan, tally: Tally, period?: Period): (user: unknown, bytes?: number) => Outcome {
  const index = indexPlan(plan);
  const keys = new Map(index.fields.map(({ field, key }) => [field.name, key]));
  const readers = openReaders(plan, [...plan.fields, ...index.supposed]);
  const fields = plan.fields.map((field): CountedField => {
    const isAskable = field.type !== 'hidden' && field.storage !== 'root';
    return { field, key: keys.get(field.name) ?? '', tally: tally.fields[field.name]!, isAskable, isRelevant: openRelevanceCheck(plan, field), isDue: openDueCheck(plan, field) };
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
    const entries = readers.map((read) => read(user, metadata));

    tally.people++;
    if (metadata) tally.withMetadata++;
    if (isData(stored)) tally.withLedger++;
    if (ledger.u > 0) tally.signedUp++;
    if (ledger.q > 0) tally.silenced++;
    if (metadata) addTo(tally.kilobytes, String(Math.floor(bytes / 1000)));

    const minutes: number[] = [];
    const answered: string[] = [];
    const unanswered: string[] = [];
    let [known, relevant] = [0, 0];

    for (let place = 0; place < fields.length; place++) {
      const { field, key, tally: counts, isAskable, isRelevant: checkRelevance, isDue } = fields[place]!;
      const entry = entries[place];
      const history = historyOf(ledger, key);
      const isAnswered = history.isAnswered && entry?.source === 'user';
      addTo(counts.known, originOf(field, entry, ledger, isAnswered));
      if (entry) for (const name of entry.names) addTo(counts.values, name);
      if (!isAskable) continue;
      const isRelevant = checkRelevance(entries);
      if (isRelevant) {
        relevant++;
        if (entry) known++;
      }
      if (history.answeredAt) minutes.push(history.answeredAt);
      if (history.snoozedAt) minutes.push(history.snoozedAt);
      const isDeclined = history.isDeclined || ledger.q > 0;
      if (history.shown === 0 && history.answerStamp === 0) {
        if (!isDue(entries, ledger, seen)) continue;
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

function originOf(field: ProfileField, entry: ProfileEntry | undefined, ledger: Ledger, isAnswered: boolean): Origin {
  if (!entry) return 'nobody';
  const isOfSignUp = field.ask === 'signup' && ledger.u > 0;
  if (entry.source === 'user') return isAnswered ? 'later' : isOfSignUp ? 'signUp' : 'program';
  if (field.storage === 'root' && isOfSignUp) return 'signUp';
  return entry.source === 'enrichment' ? 'lookUp' : 'provider';
}

interface Delay {
  from: number;
  to: number;
  seen: number;
  sessions: number;
}

/**
 * Estimates in which session something was answered, because a ledger does not contain it. It assumes equal intervals between the
 * first and the last activity.
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
 * Counts the calls that the ledger shows: one write for an answer or a "Not now", and one read of the profile before. The real number
 * is at least as high, because the ledger does not show when questions were shown again.
 */
function countCalls(tally: Tally, minutes: readonly number[], lastAsk: number): void {
  let last = 0;
  for (const [index, minute] of minutes.entries()) {
    // Answers of the same minute were written by one call.
    if (minutes.indexOf(minute) < index) continue;
    last = Math.max(last, minute);
    const day = dayOf(minute);
    if (!day) continue;
    addTo(tally.reads, day.name);
    addTo(tally.writes, day.name);
  }
  const day = dayOf(lastAsk);
  if (day && lastAsk > last + 30 * MINUTE) addTo(tally.reads, day.name);
}

/** Returns `2026-05-01` and `2026-05`. */
interface Day {
  name: string;
  month: string;
}

const days = new Map<number, Day>();

/** A cache, because formatting a date takes longer than counting a person. */
function dayOf(time: number): Day | undefined {
  if (!(time > EPOCH && time < END)) return undefined;
  const number = Math.floor(time / DAY);
  let day = days.get(number);
  if (!day) {
    const name = new Date(number * DAY).toISOString().slice(0, 10);
    days.set(number, (day = { name, month: name.slice(0, 7) }));
  }
  return day;
}

interface Fullness {
  created: number;
  sessions: number;
  known: number;
  relevant: number;
}

function countFullness(tally: Tally, { created, sessions, known, relevant }: Fullness): void {
  const day = dayOf(created);
  if (day) addFullness(tally.months, day.month, known, relevant);
  addFullness(tally.visits, nameVisits(sessions), known, relevant);
  if (relevant > 0) addTo(tally.tenths, String(Math.floor((10 * known) / relevant)));
}

function addFullness(groups: Record<string, FullnessTally>, key: string, known: number, relevant: number): void {
  const group = (groups[key] ??= { people: 0, known: 0, relevant: 0 });
  group.people++;
  group.known += known;
  group.relevant += relevant;
}

/** Returns the lower bound of the range: 0, 1, 2, 3, 4, 5–9, 10–19 and 20 or more sessions. */
function nameVisits(sessions: number): string {
  return String(sessions >= 20 ? 20 : sessions >= 10 ? 10 : sessions >= 5 ? 5 : sessions);
}

function countVariants({ tally, variants, fields }: CountedExperiment, seen: readonly string[], answered: readonly string[], unanswered: readonly string[]): void {
  const mine = variants.filter(([, key]) => seen.includes(key));
  if (mine.length > 1) tally.mixed++;
  const [variant] = mine.length === 1 ? mine[0]! : [];
  const counts = variant === undefined ? undefined : tally.variants[variant];
  if (!counts) return;
  counts.people++;
  for (const name of unanswered) if (fields.has(name)) addShown(counts, name, 0);
  for (const name of answered) if (fields.has(name)) addShown(counts, name, 1);
}

function addShown({ fields }: VariantTally, name: string, answered: number): void {
  const counts = (fields[name] ??= { shown: 0, answered: 0 });
  counts.shown++;
  counts.answered += answered;
}

function timeOf(text: unknown): number {
  return typeof text === 'string' || typeof text === 'number' ? soundTime(Date.parse(String(text))) : 0;
}

function soundTime(time: number): number {
  return time > 0 && time < END ? time : 0;
}
