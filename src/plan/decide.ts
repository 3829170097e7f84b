/**
 * The decision: what to ask now, and why not the rest. Takes what evaluates conditions as an argument: a page whose
 * plan has none need not load it. `next-ask.ts` is the same for everyone else.
 */
import type { KnownValues } from './condition.ts';
import { historyOf, MAX_SHOWN, skimLedger, type Ledger } from './ledger.ts';
import { matchesUrlPattern } from './match-page.ts';
import { indexPlan, type IndexedField, type PlanIndex } from './plan-index.ts';
import { shownVariants } from './shown-variants.ts';
import type { Ask, AskRule, Condition, FieldValue, Profile, ProfileEntry, ProfileField, ProfilePlan, Reason } from './plan.ts';

/** The moment that is decided about. */
export interface AskMoment {
  profile: Profile;
  ledger: Ledger;
  now: Date;
  /** What the user is doing. */
  activity?: string;
  /** The path of the page that is open (`location.pathname`); several where the page has a hash router, too. */
  page?: string | readonly string[];
  /** Whether `page` matches a field's `ask.page`; by default as `URLPattern` does, and never where there is none. */
  matchesPage?: (pattern: string, page: string) => boolean;
  /** Evaluates a field's `when`; without it, no field with a condition is asked. */
  matchesCondition?: (condition: Condition, values: KnownValues) => boolean;
  /** As if every page were open and every activity were happening. */
  isEverywhere?: boolean;
}

/**
 * What decides: a key of the field (`on`, `page`, `after.sessions`, `after.days`, `after.logins`, `when`) or of the plan's
 * pacing (`quietFirstSession`, `giveUpAfter`, `snooze`, `coolDown`, `asksPerSession`, `maxFields`). Beyond these: `sign-up`,
 * the session of the sign-up has no other questions; `sign-up-form`, nothing but that form can ask it; `profile` and `ledger`,
 * the value is known, or was given; `field` and `everything`, what was declined.
 */
export type DecidingRule =
  | 'on' | 'page' | 'after.sessions' | 'after.days' | 'after.logins' | 'when'
  | 'quietFirstSession' | 'giveUpAfter' | 'snooze' | 'coolDown' | 'asksPerSession' | 'maxFields'
  | 'sign-up' | 'sign-up-form' | 'profile' | 'ledger' | 'field' | 'everything';

/** One part of the plan that keeps a field from being asked. */
export interface ReasonDetail {
  rule: DecidingRule;
  /** What the plan says: a number, activities, a pattern of pages, a condition. */
  needed?: number | string | string[] | Condition;
  /** What is so now: a number, the activity, the path of the page; with `profile` the source of the value. */
  current?: number | string;
  /** When the passing of time changes it (epoch milliseconds); left out where only something else does. */
  until?: number;
}

/** What became of one field. */
export interface Explanation {
  name: string;
  asked: boolean;
  reason: Reason;
  /** The person's variants that concern the field, by experiment; only with a plan from `assignVariants`. */
  variants?: Record<string, string>;
  /**
   * All that keeps the field from being asked, with its numbers; left out for what is asked. Elements have it with `debug`
   * only, and profilers never: pages need not load what works it out.
   */
  detail?: ReasonDetail[];
}

export interface RequestedMoment extends Omit<AskMoment, 'now'> {
  now?: Date;
  /** The fields wanted; without it, the most urgent that matter now. */
  names?: readonly string[];
  /** Shows what the person declined all the same: they asked for it themselves. */
  evenIfDeclined?: boolean;
  /** Shows what is known, too: to be changed. */
  evenIfKnown?: boolean;
}

/** What the host asks for by itself, in spite of the pacing. */
export interface AskRequest {
  names?: ReadonlySet<string>;
  evenIfDeclined?: boolean;
  evenIfKnown?: boolean;
}

/** Why a field is not eligible now; `undefined` if it is. */
type EligibilityCheck = (entry: IndexedField) => Reason | undefined;

const DAY = 86_400_000;

/**
 * What to ask now, the most urgent first; `null`: nothing. Never throws for whatever a profile, ledger or date holds;
 * what makes no sense leads to silence.
 */
export function decideAsk(plan: ProfilePlan, moment: AskMoment): Ask | null {
  return choose(plan, openEligibilityCheck(plan, moment));
}

/** All fields that nothing speaks against, the most urgent first. */
export function findAskable(plan: ProfilePlan, moment: AskMoment): IndexedField[] {
  const checkEligibility = openEligibilityCheck(plan, moment);
  return indexPlan(plan).fields.filter((entry) => !checkEligibility(entry));
}

/** The reason for each field, in plan order. `asked` are exactly the fields of `decideAsk`. */
export function explainDecision(plan: ProfilePlan, moment: AskMoment): Explanation[] {
  const checkEligibility = openEligibilityCheck(plan, moment);
  const reasons = new Map(indexPlan(plan).fields.map((entry) => [entry.field, checkEligibility(entry)]));
  const asked = new Set(choose(plan, ({ field }) => reasons.get(field))?.fields);
  return plan.fields.map((field) => {
    const variants = shownVariants(plan, [field.name]);
    return {
      name: field.name,
      asked: asked.has(field),
      reason: reasons.get(field) ?? (asked.has(field) ? 'asked' : 'outranked'),
      ...(variants && { variants }),
    };
  });
}

/**
 * What to show when the page asks (`element.ask(names)`): no pacing. Named fields are shown all at once,
 * without regard to conditions, because the host knows what it needs; without names it is at most `maxFields` of those
 * that matter here and now. No field that is known or was declined, unless `evenIfKnown` or `evenIfDeclined`.
 * An answer given before counts as known only while the profile has it: one that was erased can be asked for.
 */
export function decideRequest(plan: ProfilePlan, { names, evenIfDeclined, evenIfKnown, ...moment }: RequestedMoment): Ask | null {
  const request = { names: names && new Set(names), evenIfDeclined, evenIfKnown };
  return choose(plan, openEligibilityCheck(plan, { now: new Date(0), ...moment }, request), names && Infinity);
}

/** The most urgent fields that nothing speaks against. */
function choose(plan: ProfilePlan, checkEligibility: EligibilityCheck, maxFields = indexPlan(plan).maxFields): Ask | null {
  const chosen: ProfileField[] = [];
  for (const entry of indexPlan(plan).fields) {
    if (chosen.length >= maxFields) break;
    if (!checkEligibility(entry)) chosen.push(entry.field);
  }
  return chosen.length > 0 ? { fields: chosen } : null;
}

/** Works out what is the same for all fields, and checks each by the documented order: the first rule that fails is the reason. */
export function openEligibilityCheck(
  plan: ProfilePlan,
  { profile, ledger: stored, now: date, activity, page, matchesPage = matchesUrlPattern, matchesCondition = () => false, isEverywhere }: AskMoment,
  request?: AskRequest,
): EligibilityCheck {
  const pacing = indexPlan(plan);
  const ledger = skimLedger(stored);
  const now = date instanceof Date ? date.getTime() : NaN;
  const isCoolingDown = ledger.a > 0 && now < ledger.a + pacing.coolDownMs;
  const isPaced = !request;
  const names = request?.names;
  let knownValues: KnownValues | undefined;

  return (entry) => {
    const { field, rule } = entry;
    const history = historyOf(ledger, entry.key);
    if ((!request?.evenIfKnown && readKnown(entry)) || (isPaced && history.isAnswered)) return 'known';
    if (!request?.evenIfDeclined && (ledger.q > 0 || history.isDeclined)) return 'declined';
    if (isPaced && history.shown >= Math.min(pacing.giveUpAfter, MAX_SHOWN)) return 'given-up';
    if (names ? !names.has(field.name) : !(isInPlace(rule) && (!isPaced || isDue(entry, ledger, now, pacing)))) return 'not-due';
    // Only the sign-up form can carry these two.
    if (field.type === 'hidden' || field.storage === 'root') return 'not-due';
    if (!names && field.when && !matchesCondition(field.when, (knownValues ??= readKnownValues()))) return 'condition';
    if (!isPaced) return undefined;
    if (history.snoozedAt && now < history.snoozedAt + pacing.snoozeMs) return 'snoozed';
    // An activity may override the pacing, never the mere passing of time.
    if (entry.isUrgent) return undefined;
    if (isCoolingDown) return 'cool-down';
    return ledger.c >= pacing.asksPerSession ? 'session-limit' : undefined;
  };

  /** A value to confirm counts once the field was shown, whatever the person did: it is shown once. */
  function readKnown({ field, key }: IndexedField): ProfileEntry | undefined {
    const known = entryOf(profile, field.name);
    if (!field.confirm || known?.source === 'user' || known?.source === 'app') return known;
    const { isAnswered, shown } = historyOf(ledger, key);
    return isAnswered || shown > 0 ? known : undefined;
  }

  function readKnownValues(): KnownValues {
    const values = Object.create(null) as Record<string, FieldValue>;
    for (const entry of pacing.fields) {
      const known = readKnown(entry);
      if (known) values[entry.field.name] = known.value;
    }
    for (const { name } of pacing.supposed) {
      const known = entryOf(profile, name);
      if (known) values[name] = known.value;
    }
    return values;
  }

  function isInPlace({ on, page: pattern }: AskRule): boolean {
    if (isEverywhere) return true;
    if (on && !(activity && [on].flat().includes(activity))) return false;
    return !pattern || [page ?? []].flat().some((path) => matchesPage(pattern, path));
  }
}

/** Whether sessions, days and logins have come to what the field's rule asks for. `now` is in epoch milliseconds. */
export function isDue({ field: { ask }, isUrgent, rule: { after: { sessions = 0, days = 0, logins = 0 } = {} } }: IndexedField, ledger: Ledger, now: number, { quietFirstSession }: Pick<PlanIndex, 'quietFirstSession'>): boolean {
  // Before the first session, in that of the sign-up unless it cannot wait, and when there is no telling the time.
  if (ledger.n === 0 || (ledger.n === ledger.u && !isUrgent) || Number.isNaN(now)) return false;
  // In a first session without a sign-up, the person never saw the sign-up fields and need not wait for them.
  if (ask === 'signup') return ledger.n > 1 || !quietFirstSession;
  if (ledger.n < sessions || ledger.l < logins) return false;
  return !days || now - (ledger.b || ledger.f) >= days * DAY;
}

/** The entry of a profile that may have come from anywhere. */
function entryOf(profile: Profile, name: string): ProfileEntry | undefined {
  if (typeof profile !== 'object' || profile === null || !Object.hasOwn(profile, name)) return undefined;
  const entry = profile[name] as Partial<ProfileEntry> | null | undefined;
  return (entry?.value ?? undefined) === undefined ? undefined : (entry as ProfileEntry);
}
