/** Explains to developers and designers why a field is asked or not. */
import { parseDuration } from './duration.ts';
import type { Explanation, ReasonDetail } from './decide.ts';
import { isData } from './json.ts';
import type { Condition, Profile, ProfileField, ProfilePlan, Source } from './plan.ts';

const DAY = 86_400_000;

const SOURCES: Record<Source, string> = {
  user: 'they said so themselves',
  app: 'the page knows it',
  idp: 'it came with the account',
  enrichment: 'a look-up found it',
};

export interface ReasonContext {
  plan: ProfilePlan;
  profile: Profile;
  /** The names of the fields that are asked instead. */
  asked: readonly string[];
}

/** Returns one or two sentences for a row of `explain()`. `field` is the row's. */
export function explainInWords(field: ProfileField, { reason, detail = [] }: Pick<Explanation, 'reason' | 'detail'>, { plan, profile, asked }: ReasonContext): string {
  const { pacing = {} } = plan;
  switch (reason) {
    case 'asked':
      return 'Asked now.';
    case 'known':
      return explainKnown(field, profile);
    case 'declined':
      return detail[0]?.rule === 'everything' ? 'They want no questions at all.' : 'They said “Don’t ask again”.';
    case 'given-up':
      return `Shown ${count(pacing.giveUpAfter ?? 3, 'time')} without an answer: given up.`;
    case 'not-due':
      return explainNotDue(detail);
    case 'condition':
      return `Only if ${describeCondition(field.when ?? {})}. That is not so.`;
    case 'snoozed':
      return `They said “Not now”, which holds for ${durationInWords(pacing.snooze ?? 'P7D')}.`;
    case 'cool-down':
      return `The last question is less than ${durationInWords(pacing.coolDown ?? 'P1D')} ago.`;
    case 'session-limit':
      return `One visit has at most ${count(pacing.asksPerSession ?? 1, 'ask')}, and that was it.`;
    case 'outranked':
      return `Could be asked, but ${asked.join(' and ') || 'another'} ${asked.length > 1 ? 'come' : 'comes'} first (at most ${pacing.maxFields ?? 2} at a time).`;
  }
}

/** Returns when time alone changes it: "Asked again on 5 May 2027."; empty if it does not. */
export function nextTimeInWords({ reason, detail = [] }: Pick<Explanation, 'reason' | 'detail'>, now: Date): string {
  const until = Math.max(...detail.map(({ until: time }) => time ?? 0), 0);
  if (until <= now.getTime()) return '';
  const isAgain = reason === 'snoozed' || reason === 'cool-down';
  return `${isAgain ? 'Asked again' : 'That is'} on ${dateInWords(until, now)}.`;
}

/** Returns `5 May 2027`, with the time of the day if that is within two days. */
export function dateInWords(time: number, now: Date): string {
  const isNear = Math.abs(time - now.getTime()) < 2 * DAY;
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(time);
  return isNear ? `${date}, ${new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(time)}` : date;
}

function explainKnown({ name }: ProfileField, profile: Profile): string {
  const entry = Object.hasOwn(profile, name) ? profile[name] : undefined;
  if (!entry) return 'Answered already.';
  return `Known: “${String(entry.value)}”; ${SOURCES[entry.source]}.${entry.unfit ? ' It no longer fits the question.' : ''}`;
}

function explainNotDue(detail: readonly ReasonDetail[]): string {
  const parts = detail.map(describeRule);
  return parts.length > 0 ? capital(`${parts.join(', and ')}.`) : 'It is not time yet.';
}

function describeRule({ rule, needed, current }: ReasonDetail): string {
  switch (rule) {
    case 'sign-up-form':
      return 'only the sign-up form can ask this';
    case 'on':
      return `only while ${list([needed].flat().map(quote), 'or')} is happening`;
    case 'page':
      return `only on pages like ${quote(needed)}`;
    case 'sign-up':
      return 'nothing is asked in the session of the sign-up';
    case 'quietFirstSession':
      return 'it is a sign-up field, and this plan asks none in a first session';
    case 'after.sessions':
      return `waits for session ${quote(needed)}; this is session ${String(current)}`;
    case 'after.days':
      return `waits for day ${quote(needed)} after the sign-up; this is day ${String(current)}`;
    case 'after.logins':
      return `waits for login ${quote(needed)}; this is login ${String(current)}`;
    default:
      return String(rule);
  }
}

const OPERATORS: Record<string, (value: string) => string> = {
  $eq: (value) => `is ${value}`,
  $ne: (value) => `is not ${value}`,
  $gt: (value) => `is over ${value}`,
  $gte: (value) => `is at least ${value}`,
  $lt: (value) => `is under ${value}`,
  $lte: (value) => `is at most ${value}`,
  $in: (value) => `is ${value}`,
  $nin: (value) => `is none of ${value}`,
};

/** Describes a condition as part of a sentence: `country is “DE” or “AT” and company is known`. */
export function describeCondition(condition: Condition): string {
  const parts = Object.entries(condition).map(([key, value]) => {
    if (Array.isArray(value) && key.startsWith('$')) {
      const inner = (value as unknown[]).map((one) => (isData(one) ? describeCondition(one) : String(one)));
      if (key === '$nor') return `it is not so that ${list(inner, 'or')}`;
      return inner.length > 1 ? `(${list(inner, key === '$or' ? 'or' : 'and')})` : inner.join('');
    }
    return describeTest(key, value);
  });
  return list(parts, 'and');
}

function describeTest(name: string, test: unknown): string {
  if (!isData(test)) return `${name} is ${quote(test)}`;
  const parts = Object.entries(test).map(([operator, value]) => {
    if (operator === '$exists') return `${name} is ${value ? 'known' : 'not known'}`;
    if (operator === '$not') return `not (${describeTest(name, value)})`;
    const values = Array.isArray(value) ? list((value as unknown[]).map(quote), 'or') : quote(value);
    return `${name} ${OPERATORS[operator]?.(values) ?? `${operator} ${values}`}`;
  });
  return list(parts, 'and');
}

const UNITS = [['week', 604_800_000], ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const;

/** Converts `P7D` to "7 days". Returns the text itself if it is not a duration. */
export function durationInWords(text: string): string {
  const ms = parseDuration(text);
  if (ms === undefined) return text;
  const [unit, size] = UNITS.find(([name, size]) => name !== 'week' && ms >= size) ?? ['second', 1000];
  return count(Number((ms / size).toFixed(1)), unit);
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function list(parts: readonly string[], last: 'and' | 'or'): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}` : parts.join('');
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : String(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
