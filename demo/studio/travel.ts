/** Time travel: computes the ledger and the profile of an invented person at a chosen moment, and the engine's decisions. */
import type { Claims } from '../../src/person/claims.ts';
import { emptyLedger, recordDeclined, recordSession, recordShown, recordSnoozed, type Ledger } from '../../src/plan/ledger.ts';
import type { Explanation } from '../../src/plan/decide.ts';
import { explain, nextAsk, type AskMoment } from '../../src/plan/next-ask.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, Reason } from '../../src/plan/plan.ts';
import { readProfile } from '../../src/plan/profile.ts';
import { detailOf } from '../../src/plan/reason-detail.ts';
import { explainInWords } from '../../src/plan/reason-words.ts';
import { signUpFields } from '../../src/plan/sign-up-fields.ts';
import type { FieldPast, Moment, Past } from './design.ts';
import { CLAIMS, sampleAnswer } from './samples.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** How many days an older account existed before the first session that is counted. */
const EARLIER_DAYS = 400;

export interface Verdict {
  field: ProfileField;
  asked: boolean;
  reason: Reason;
}

export interface Trip {
  verdicts: Verdict[];
  /** The fields that would be asked. Empty: none. */
  asked: ProfileField[];
  profile: Profile;
  ledger: Ledger;
  now: Date;
  /** The engine's input. */
  input: AskMoment;
}

/** What is known about the person at `moment`, by where it is stored. */
export interface Facts {
  idToken: Claims;
  userMetadata: Record<string, FieldValue>;
  enrichment: Record<string, FieldValue>;
  ledger: Ledger;
}

export function factsAt(plan: ProfilePlan, moment: Moment, now: Date): Facts {
  return {
    idToken: CLAIMS[moment.origin],
    userMetadata: answersAt(plan, moment),
    enrichment: valuesWith(plan, moment, (past) => past === 'elsewhere'),
    ledger: ledgerAt(plan, moment, now),
  };
}

export function travel(plan: ProfilePlan, moment: Moment, now: Date): Trip {
  const { ledger, ...facts } = factsAt(plan, moment, now);
  const profile = readProfile(plan, facts);
  const { activity, page } = moment;
  const input: AskMoment = { profile, ledger, now, activity: activity || undefined, page };
  return {
    verdicts: verdictsOf(plan, explain(plan, input)),
    asked: nextAsk(plan, input)?.fields ?? [],
    profile,
    ledger,
    now,
    input,
  };
}

/** Combines the rows of `explain()`, from the engine or an element, with their fields. */
export function verdictsOf(plan: ProfilePlan, rows: readonly Explanation[]): Verdict[] {
  return plan.fields.flatMap((field, index) => {
    const row = rows[index];
    return row?.name === field.name ? [{ field, asked: row.asked, reason: row.reason }] : [];
  });
}

/** Returns why the field is asked or not, in a sentence. */
export function explainVerdict(plan: ProfilePlan, { input, profile, asked }: Trip, { field, reason }: Verdict): string {
  const detail = detailOf(plan, input, field, reason);
  return explainInWords(field, { reason, detail }, { plan, profile, asked: asked.map(({ name }) => name) });
}

/**
 * Creates the ledger. The sessions are spread evenly between the sign-up and now. What happened with fields happened in the
 * previous session. For an older account, the first session that is seen counts as its second.
 */
function ledgerAt(plan: ProfilePlan, moment: Moment, now: Date): Ledger {
  const { daysSinceSignUp, origin } = moment;
  const first = origin === 'earlier' ? 2 : 1;
  const session = Math.max(first, moment.session);
  const signUp = now.getTime() - Math.max(daysSinceSignUp * DAY, (session - 1) * HOUR);
  const createdAt = new Date(origin === 'earlier' ? signUp - EARLIER_DAYS * DAY : signUp);
  const timeOf = (number: number) => new Date(number < 2 ? signUp : signUp + ((now.getTime() - signUp) * (number - 1)) / (session - 1));
  let ledger = emptyLedger();
  for (let number = first; number <= session; number++) {
    if (number === session) ledger = recordPasts(plan, moment, ledger, timeOf(session - 1));
    ledger = recordSession(ledger, { now: timeOf(number), signUp: number === 1 && origin === 'form', logins: number, createdAt });
  }
  return moment.wasAsked ? { ...ledger, c: 1, a: now.getTime() } : ledger;
}

function recordPasts(plan: ProfilePlan, { pasts }: Moment, ledger: Ledger, at: Date): Ledger {
  const withPast = (...wanted: Past[]) =>
    plan.fields.map(({ name }) => name).filter((name) => wanted.includes(pastOf(pasts, name)?.past ?? 'nothing'));
  const [shown, snoozed, declined] = [withPast('shown', 'snoozed', 'declined'), withPast('snoozed'), withPast('declined')];
  let after = shown.length > 0 ? recordShown(plan, ledger, shown, at) : ledger;
  after = recordSnoozed(plan, after, snoozed, at);
  return recordDeclined(plan, after, declined, at);
}

/** Returns the person's own answers: from the sign-up form, or later ones. */
function answersAt(plan: ProfilePlan, moment: Moment): Record<string, FieldValue> {
  const inForm = new Set(moment.origin === 'form' ? signUpFields(plan).fields.map(({ name }) => name) : []);
  return valuesWith(plan, moment, (past, name) => (past ? past === 'answered' : inForm.has(name)));
}

function valuesWith(plan: ProfilePlan, { pasts }: Moment, isKnown: (past: Past | undefined, name: string) => boolean): Record<string, FieldValue> {
  const known = plan.fields.filter(({ name }) => isKnown(pastOf(pasts, name)?.past, name));
  return Object.fromEntries(known.map((field) => [field.name, pastOf(pasts, field.name)?.value || sampleAnswer(field)]));
}

/** Returns what happened with a field. Its name may be one that every object has. */
export function pastOf(pasts: Moment['pasts'], name: string): FieldPast | undefined {
  return Object.hasOwn(pasts, name) ? pasts[name] : undefined;
}

/** Returns the activities that the plan uses. */
export function activitiesOf(plan: ProfilePlan): string[] {
  return [...new Set(plan.fields.flatMap(({ ask }) => (typeof ask === 'object' ? [ask.on ?? []].flat() : [])))];
}
