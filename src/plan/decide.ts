/**
 * Decides what to ask now, and why other fields are not asked. The function that evaluates conditions is an argument, so that
 * pages whose plan has no conditions need not load it. `next-ask.ts` includes it.
 */
import type { KnownValues } from './condition.ts';
import { historyOf, MAX_SHOWN, skimLedger, type Ledger } from './ledger.ts';
import { matchesUrlPattern } from './match-page.ts';
import { indexPlan, type IndexedField, type PlanIndex } from './plan-index.ts';
import { shownVariants } from './shown-variants.ts';
import type { Ask, AskRule, Condition, FieldValue, Profile, ProfileEntry, ProfileField, ProfilePlan, Reason } from './plan.ts';

/** The input of a decision. */
export interface AskMoment {
  profile: Profile;
  ledger: Ledger;
  now: Date;
  /** The person's activity. */
  activity?: string;
  /** The path of the open page (`location.pathname`); several if the page also has a hash router. */
  page?: string | readonly string[];
  /** Whether `page` matches a field's `ask.page`. Default: as `URLPattern` does; false in browsers without it. */
  matchesPage?: (pattern: string, page: string) => boolean;
  /** Evaluates a field's `when`. Without it, no field with a condition is asked. */
  matchesCondition?: (condition: Condition, values: KnownValues) => boolean;
  /** Decides as if every page were open and every activity were happening. */
  isEverywhere?: boolean;
}

/**
 * The rule that decides: a key of the field (`on`, `page`, `after.sessions`, `after.days`, `after.logins`, `when`) or of the
 * plan's pacing (`quietFirstSession`, `giveUpAfter`, `snooze`, `coolDown`, `asksPerSession`, `maxFields`). In addition:
 * `sign-up`: the session of the sign-up has no other questions. `sign-up-form`: only that form can ask it. `profile` and
 * `ledger`: the value is known, or was given. `field` and `everything`: what was declined.
 */
export type DecidingRule =
  | 'on' | 'page' | 'after.sessions' | 'after.days' | 'after.logins' | 'when'
  | 'quietFirstSession' | 'giveUpAfter' | 'snooze' | 'coolDown' | 'asksPerSession' | 'maxFields'
  | 'sign-up' | 'sign-up-form' | 'profile' | 'ledger' | 'field' | 'everything';

/** One part of the plan that keeps a field from being asked. */
export interface ReasonDetail {
  rule: DecidingRule;
  /** The plan's value: a number, activities, a pattern of pages, a condition. */
  needed?: number | string | string[] | Condition;
  /** The current value: a number, the activity, the path of the page; with `profile`, the source of the value. */
  current?: number | string;
  /** When time alone changes it (epoch milliseconds). Left out if only something else does. */
  until?: number;
}

/** The decision about one field. */
export interface Explanation {
  name: string;
  asked: boolean;
  reason: Reason;
  /** The person's variants that concern the field, by experiment. Only with a plan from `assignVariants`. */
  variants?: Record<string, string>;
  /**
   * Everything that keeps the field from being asked, with numbers. Left out for asked fields. Elements return it only with
   * `debug`, and profilers never, because pages need not load the code for it.
   */
  detail?: ReasonDetail[];
}

export interface RequestedMoment extends Omit<AskMoment, 'now'> {
  now?: Date;
  /** The fields to ask. Default: the most urgent ones that are relevant now. */
  names?: readonly string[];
  /** Also asks declined fields. */
  evenIfDeclined?: boolean;
  /** Also asks known fields, to be changed. */
  evenIfKnown?: boolean;
}

/** A request of the page, to which the pacing does not apply. */
export interface AskRequest {
  names?: ReadonlySet<string>;
  evenIfDeclined?: boolean;
  evenIfKnown?: boolean;
}

/** Returns why a field is not eligible now; `undefined` if it is. */
type EligibilityCheck = (entry: IndexedField) => Reason | undefined;

const DAY = 86_400_000;

/**
 * Returns what to ask now, the most urgent fields first; `null` if nothing is due. Never throws, whatever the profile, ledger or
 * date contains. If they make no sense, nothing is asked.
 */
export function decideAsk(plan: ProfilePlan, moment: AskMoment): Ask | null {
  return choose(plan, openEligibilityCheck(plan, moment));
}

/** Returns all eligible fields, the most urgent first. */
export function findAskable(plan: ProfilePlan, moment: AskMoment): IndexedField[] {
  const checkEligibility = openEligibilityCheck(plan, moment);
  return indexPlan(plan).fields.filter((entry) => !checkEligibility(entry));
}

/** Returns the reason for each field, in the order of the plan. The `asked` fields are exactly those of `decideAsk`. */
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
 * Returns what to show for a request of the page (`element.ask(names)`), without pacing. Named fields are all asked, whatever
 * their conditions, because the page knows what it needs. Without names, it returns at most `maxFields` of the fields that are
 * relevant now. Known and declined fields are left out, unless `evenIfKnown` or `evenIfDeclined` is set. An earlier answer counts
 * as known only while the profile has it: an erased one can be requested.
 */
export function decideRequest(plan: ProfilePlan, { names, evenIfDeclined, evenIfKnown, ...moment }: RequestedMoment): Ask | null {
  const request = { names: names && new Set(names), evenIfDeclined, evenIfKnown };
  return choose(plan, openEligibilityCheck(plan, { now: new Date(0), ...moment }, request), names && Infinity);
}

/** Returns the most urgent eligible fields. */
function choose(plan: ProfilePlan, checkEligibility: EligibilityCheck, maxFields = indexPlan(plan).maxFields): Ask | null {
  const chosen: ProfileField[] = [];
  for (const entry of indexPlan(plan).fields) {
    if (chosen.length >= maxFields) break;
    if (!checkEligibility(entry)) chosen.push(entry.field);
  }
  return chosen.length > 0 ? { fields: chosen } : null;
}

/** Computes what is the same for all fields. Checks each field in the documented order; the first rule that fails is the reason. */
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
    // Only the sign-up form can ask these two.
    if (field.type === 'hidden' || field.storage === 'root') return 'not-due';
    if (!names && field.when && !matchesCondition(field.when, (knownValues ??= readKnownValues()))) return 'condition';
    if (!isPaced) return undefined;
    if (history.snoozedAt && now < history.snoozedAt + pacing.snoozeMs) return 'snoozed';
    // An activity may override the pacing, but the passing of time may not.
    if (entry.isUrgent) return undefined;
    if (isCoolingDown) return 'cool-down';
    return ledger.c >= pacing.asksPerSession ? 'session-limit' : undefined;
  };

  /** A value to confirm is shown once. It counts as known after that, whatever the person did. */
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

/** Whether the sessions, days and logins of the field's rule have been reached. `now` is in epoch milliseconds. */
export function isDue({ field: { ask }, isUrgent, rule: { after: { sessions = 0, days = 0, logins = 0 } = {} } }: IndexedField, ledger: Ledger, now: number, { quietFirstSession }: Pick<PlanIndex, 'quietFirstSession'>): boolean {
  // Not before the first session, not in the session of the sign-up unless the field cannot wait, and not without a time.
  if (ledger.n === 0 || (ledger.n === ledger.u && !isUrgent) || Number.isNaN(now)) return false;
  // In a first session without a sign-up, the person has not seen the sign-up fields and need not wait.
  if (ask === 'signup') return ledger.n > 1 || !quietFirstSession;
  if (ledger.n < sessions || ledger.l < logins) return false;
  return !days || now - (ledger.b || ledger.f) >= days * DAY;
}

/** Returns the entry of a profile, whose keys may be anything. */
function entryOf(profile: Profile, name: string): ProfileEntry | undefined {
  if (typeof profile !== 'object' || profile === null || !Object.hasOwn(profile, name)) return undefined;
  const entry = profile[name] as Partial<ProfileEntry> | null | undefined;
  return (entry?.value ?? undefined) === undefined ? undefined : (entry as ProfileEntry);
}
