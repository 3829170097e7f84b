/** The decision: what to ask now, and why not the rest. */
import { holds, type KnownValues } from './condition.ts';
import { historyOf, MAX_SHOWN, readLedger, type FieldHistory, type Ledger } from './ledger.ts';
import { indexPlan, type IndexedField, type PlanIndex } from './plan-index.ts';
import type { Ask, AskRule, FieldValue, Profile, ProfileEntry, ProfilePlan, Reason } from './plan.ts';

/** The moment that is decided about. */
export interface AskMoment {
  profile: Profile;
  ledger: Ledger;
  now: Date;
  /** What the user is doing. */
  activity?: string;
  /** The path of the page that is open (`location.pathname`). */
  page?: string;
  /** Whether `page` matches a field's `ask.page`; unless given, by `URLPattern`, and never where there is none. */
  matchesPage?: (pattern: string, page: string) => boolean;
}

const DAY = 86_400_000;

/** What became of one field. */
export interface Explanation {
  name: string;
  asked: boolean;
  reason: Reason;
}

export interface RequestedMoment extends Omit<AskMoment, 'now'> {
  now?: Date;
  /** The fields wanted; without it, the most urgent that matter now. */
  names?: readonly string[];
  /** Shows what the person declined all the same: they asked for it themselves. */
  evenIfDeclined?: boolean;
}

/**
 * What to ask now, the most urgent first; `null`: nothing. Never throws for whatever a profile, ledger or date holds;
 * what makes no sense leads to silence.
 */
export function nextAsk(plan: ProfilePlan, moment: AskMoment): Ask | null {
  const decision = new Decision(plan, moment);
  return toAsk(decision, (entry) => decision.reasonAgainst(entry) === undefined, decision.index.maxFields);
}

/** The reason for each field, in plan order. `asked` are exactly the fields of `nextAsk`. */
export function explain(plan: ProfilePlan, moment: AskMoment): Explanation[] {
  const decision = new Decision(plan, moment);
  const { fields, maxFields } = decision.index;
  const explanations: Explanation[] = new Array<Explanation>(fields.length);
  let asked = 0;
  for (const entry of fields) {
    const against = decision.reasonAgainst(entry) ?? (asked < maxFields ? undefined : 'outranked');
    if (against === undefined) asked++;
    explanations[entry.position] = { name: entry.field.name, asked: against === undefined, reason: against ?? 'asked' };
  }
  return explanations;
}

/**
 * What to show when the host asks by itself (`element.ask(names)`): no pacing. Named fields are shown all at once,
 * without regard to conditions, because the host knows what it needs; without names it is at most `maxFields` of those
 * that matter here and now. Never a field that is known, and none that was declined unless `evenIfDeclined`.
 * An answer given before counts as known only while the profile has it: one that was erased can be asked for.
 */
export function requestedAsk(plan: ProfilePlan, moment: RequestedMoment): Ask | null {
  const { names, evenIfDeclined = false } = moment;
  const decision = new Decision(plan, { ...moment, now: moment.now ?? new Date(0) });
  const wanted = names && new Set(names);
  const isShown = (entry: IndexedField): boolean =>
    entry.isAskable &&
    !decision.isInProfile(entry) &&
    (evenIfDeclined || !decision.isDeclined(entry)) &&
    (wanted ? wanted.has(entry.field.name) : decision.isInPlace(entry.rule) && decision.isConditionMet(entry));
  return toAsk(decision, isShown, wanted ? Infinity : decision.index.maxFields);
}

function toAsk({ index }: Decision, isAsked: (entry: IndexedField) => boolean, maxFields: number): Ask | null {
  const fields = [];
  for (const entry of index.fields) {
    if (fields.length >= maxFields) break;
    if (isAsked(entry)) fields.push(entry.field);
  }
  return fields.length > 0 ? { fields } : null;
}

/** One decision: what is the same for all fields is worked out once. */
class Decision {
  readonly index: PlanIndex;
  readonly #moment: AskMoment;
  readonly #ledger: Ledger;
  readonly #now: number;
  readonly #isCoolingDown: boolean;
  #knownValues: KnownValues | undefined;

  constructor(plan: ProfilePlan, moment: AskMoment) {
    this.index = indexPlan(plan);
    this.#moment = moment;
    this.#ledger = readLedger(moment.ledger);
    this.#now = moment.now instanceof Date ? moment.now.getTime() : NaN;
    this.#isCoolingDown = this.#ledger.a > 0 && this.#now < this.#ledger.a + this.index.coolDown;
  }

  /** The first rule that keeps a field from being asked, in the documented order; `undefined` if none does. */
  reasonAgainst(entry: IndexedField): Reason | undefined {
    const history = this.#historyOf(entry);
    if (history.isAnswered || this.isInProfile(entry)) return 'known';
    if (this.isDeclined(entry)) return 'declined';
    if (history.shown >= Math.min(this.index.giveUpAfter, MAX_SHOWN)) return 'given-up';
    if (!this.#isDue(entry)) return 'not-due';
    if (!this.isConditionMet(entry)) return 'condition';
    if (history.snoozedAt > 0 && this.#now < history.snoozedAt + this.index.snooze) return 'snoozed';
    if (this.#isCoolingDown && !overridesCoolDown(entry.rule)) return 'cool-down';
    return this.#ledger.c >= this.index.asksPerSession ? 'session-limit' : undefined;
  }

  /**
   * Whether the profile has a value that counts. One that is to be confirmed counts once the field was shown,
   * whatever came of it: it is shown for confirmation only once.
   */
  isInProfile(entry: IndexedField): boolean {
    const known = entryOf(this.#moment.profile, entry.field.name);
    if (!known) return false;
    if (!entry.field.confirm || (known.source !== 'idp' && known.source !== 'enrichment')) return true;
    const { isAnswered, shown } = this.#historyOf(entry);
    return isAnswered || shown > 0;
  }

  isDeclined(entry: IndexedField): boolean {
    return this.#ledger.q > 0 || this.#historyOf(entry).isDeclined;
  }

  isConditionMet({ field }: IndexedField): boolean {
    return field.when === undefined || holds(field.when, (this.#knownValues ??= this.#collectKnownValues()));
  }

  /** Whether the activity and the page are those that the rule names, if it names any. */
  isInPlace({ on, page: pattern }: AskRule): boolean {
    const { activity, page, matchesPage = matchesUrlPattern } = this.#moment;
    if (on !== undefined && (activity === undefined || ![on].flat().includes(activity))) return false;
    return pattern === undefined || (page !== undefined && matchesPage(pattern, page));
  }

  #isDue({ rule, isAskable, isForSignUp }: IndexedField): boolean {
    const { n: session, u: signUpSession, l: logins, b: createdAt, f: firstSeen } = this.#ledger;
    if (!isAskable || session === 0 || session === signUpSession || Number.isNaN(this.#now)) return false;
    // Who was never shown the sign-up fields need not wait for the session after it.
    if (isForSignUp) return session >= (signUpSession > 0 || this.index.hasQuietFirstSession ? 2 : 1);
    const { sessions = 0, days = 0, logins: minLogins = 0 } = rule.after ?? {};
    if (session < sessions || logins < minLogins) return false;
    return (days === 0 || this.#now - (createdAt || firstSeen) >= days * DAY) && this.isInPlace(rule);
  }

  #historyOf({ ledgerKey }: IndexedField): FieldHistory {
    return historyOf(this.#ledger, ledgerKey);
  }

  #collectKnownValues(): KnownValues {
    const values = Object.create(null) as Record<string, FieldValue>;
    for (const entry of this.index.fields) {
      const { name } = entry.field;
      if (this.isInProfile(entry)) values[name] = this.#moment.profile[name]!.value;
    }
    return values;
  }
}

/** The entry of a profile that may have come from anywhere. */
function entryOf(profile: Profile, name: string): ProfileEntry | undefined {
  if (typeof profile !== 'object' || profile === null || !Object.hasOwn(profile, name)) return undefined;
  const entry = profile[name] as ProfileEntry | null | undefined;
  return entry?.value === undefined || entry.value === null ? undefined : entry;
}

/** An activity may override the cool-down, never the mere passing of time. */
function overridesCoolDown({ ignoreCoolDown, on }: AskRule): boolean {
  return ignoreCoolDown === true && on !== undefined;
}

interface UrlPatternClass {
  new (init: { pathname: string }): { test(input: { pathname: string }): boolean };
}

/** TypeScript's DOM library does not know `URLPattern` yet, nor do browsers before 2025: there no pattern matches. */
function matchesUrlPattern(pattern: string, page: string): boolean {
  const { URLPattern } = globalThis as { URLPattern?: UrlPatternClass };
  try {
    return URLPattern !== undefined && new URLPattern({ pathname: pattern }).test({ pathname: page });
  } catch {
    // A pattern that cannot be read matches nothing.
    return false;
  }
}
