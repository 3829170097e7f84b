/** Why a field is asked or not, in plain words. */
import { parseDuration } from '../../src/plan/duration.ts';
import { indexPlan } from '../../src/plan/plan-index.ts';
import type { AskRule, Condition, ProfileField, ProfilePlan, Source } from '../../src/plan/plan.ts';
import { isData } from './draft.ts';
import type { Moment } from './design.ts';
import type { Trip, Verdict } from './travel.ts';

const DAY = 86_400_000;

const SOURCES: Record<Source, string> = {
  user: 'they said so themselves',
  app: 'the page knows it',
  idp: 'it came with the account',
  enrichment: 'a look-up found it',
};

/** One or two sentences for `verdict`. */
export function explainInWords(plan: ProfilePlan, moment: Moment, trip: Trip, { field, reason }: Verdict): string {
  const { pacing = {} } = plan;
  switch (reason) {
    case 'asked':
      return 'Asked now.';
    case 'known':
      return explainKnown(field, trip);
    case 'declined':
      return 'They said “Don’t ask again”.';
    case 'given-up':
      return `Shown ${count(pacing.giveUpAfter ?? 3, 'time')} without an answer: given up.`;
    case 'not-due':
      return explainNotDue(plan, moment, trip, field);
    case 'condition':
      return `Only if ${describeCondition(field.when ?? {})}. That is not so.`;
    case 'snoozed':
      return `They said “Not now”, which holds for ${durationInWords(pacing.snooze ?? 'P7D')}.`;
    case 'cool-down':
      return `The last question is less than ${durationInWords(pacing.coolDown ?? 'P1D')} ago.`;
    case 'session-limit':
      return `One visit has at most ${count(pacing.asksPerSession ?? 1, 'ask')}, and that was it.`;
    case 'outranked': {
      const first = trip.asked.map(({ name }) => name).join(' and ');
      return `Could be asked, but ${first} ${trip.asked.length > 1 ? 'come' : 'comes'} first (at most ${pacing.maxFields ?? 2} at a time).`;
    }
  }
}

function explainKnown({ name }: ProfileField, { profile }: Trip): string {
  const entry = Object.hasOwn(profile, name) ? profile[name] : undefined;
  if (!entry) return 'Answered already.';
  return `Known: “${String(entry.value)}”; ${SOURCES[entry.source]}.${entry.unfit ? ' It no longer fits the question.' : ''}`;
}

function explainNotDue(plan: ProfilePlan, { origin, activity, page }: Moment, { ledger, now }: Trip, field: ProfileField): string {
  const { n: session, l: login } = ledger;
  const day = Math.floor((now.getTime() - (ledger.b || ledger.f)) / DAY);
  if (field.type === 'hidden') return 'Never asked: the sign-up form sends it along.';
  if (field.storage === 'root') return 'Only the sign-up form can ask this.';
  const rule = ruleOf(plan, field);
  const missing: string[] = [];
  const { on, page: pattern, after: { sessions = 0, days = 0, logins = 0 } = {} } = rule;
  if (on && !(activity && [on].flat().includes(activity))) missing.push(`only while ${list([on].flat().map(quote), 'or')} is happening`);
  if (pattern && !isOnPage(pattern, page)) missing.push(`only on pages like ${quote(pattern)}`);
  if (field.ask === 'signup') {
    if (origin === 'form' && session === 1) return 'It was in the sign-up form of this very session.';
    return 'It is a sign-up field, and this plan leaves first sessions in peace.';
  }
  if (origin === 'form' && session === 1) missing.push('nothing is asked in the session of the sign-up');
  else if (session < sessions) missing.push(`from session ${sessions} on; this is session ${session}`);
  if (day < days) missing.push(`from day ${days} after the sign-up on; this is day ${day}`);
  if (login < logins) missing.push(`from login ${logins} on; this is login ${login}`);
  return missing.length > 0 ? capital(`${missing.join(', and ')}.`) : 'It is not time yet.';
}

/** The rule that the engine goes by. */
function ruleOf(plan: ProfilePlan, field: ProfileField): AskRule {
  return indexPlan(plan).fields.find((entry) => entry.field === field)?.rule ?? {};
}

function isOnPage(pattern: string, page: string): boolean {
  const { URLPattern } = globalThis as { URLPattern?: new (init: object) => { test(input: object): boolean } };
  try {
    return URLPattern ? new URLPattern({ pathname: pattern }).test({ pathname: page }) : false;
  } catch {
    // A pattern that cannot be read matches nothing.
    return false;
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

/** A condition as a part of a sentence: `country is “DE” or “AT” and company is known`. */
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

/** `P7D` → "7 days"; the text itself if it is no duration. */
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
