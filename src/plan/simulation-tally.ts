/** Counts what happens to simulated people. */
import type { Explanation } from './decide.ts';
import type { Variants } from './experiments.ts';
import type { Profile, ProfilePlan } from './plan.ts';

/** Calls to the Management API, per unit of time or use. */
export interface Calls {
  reads: number;
  writes: number;
}

export interface FieldOutcome {
  name: string;
  /** The share of people who were asked at least once, in the panel. */
  asked: number;
  /** The session by which half of those were asked for the first time; `null` if no one was. */
  medianSession: number | null;
  /** How often this field was asked, per person. */
  asksPerUser: number;
  /** The shares of people who chose "Not now" at least once, who declined it, and who were shown it as often as the plan allows. */
  snoozed: number;
  declined: number;
  givenUp: number;
  /** The share of people whose value is known after session 1, 2, 3, … */
  known: number[];
}

/** The results of a variant. */
export interface VariantOutcome {
  experiment: string;
  variant: string;
  /** The share of all people. */
  people: number;
  asksPerUser: number;
  /** The share of the plan's fields that are known after the last session. */
  known: number;
}

export interface SimulationResult {
  fields: FieldOutcome[];
  /** Empty without experiments. */
  variants: VariantOutcome[];
  /** The number of simulated sessions. */
  sessions: number;
  /** Asks per session: in all sessions, and in session 1, 2, 3, … */
  asksPerSession: number;
  asksBySession: number[];
  /** The share of sessions in which nothing was asked. */
  quietSessions: number;
  /** Management API calls per session. */
  calls: Calls;
  /** The same with the Action. Its claim saves the reads before an ask, and each sign-in adds a write. */
  actionCalls: Calls;
  /** The same if the profile is read in every session. */
  naiveCalls: Calls;
}

/** The counts of one field. Lists are by session. */
interface FieldTally {
  name: string;
  /** People who were asked for the first time. */
  firstAsked: number[];
  shown: number;
  known: number[];
  snoozed: number;
  declined: number;
  givenUp: number;
  /** Whether the current person was asked, and chose "Not now". */
  isAsked: boolean;
  isSnoozed: boolean;
}

/** The part of the simulation's options that is needed here. */
interface TallyOptions {
  users: number;
  sessions: number;
  signInRate: number;
}

export class Tally {
  readonly #options: TallyOptions;
  readonly #fields: FieldTally[];
  readonly #byName: Map<string, FieldTally>;
  readonly #asks: number[];
  readonly #variants = new Map<string, { experiment: string; variant: string; people: number; asks: number; known: number }>();
  #asksOfUser = 0;
  #sessionsWithAsk = 0;
  #writes = 0;
  #lateReads = 0;

  constructor(plan: ProfilePlan, options: TallyOptions) {
    this.#options = options;
    const zeros = (): number[] => new Array<number>(options.sessions).fill(0);
    this.#asks = zeros();
    this.#fields = plan.fields.map(({ name }) => ({ name, firstAsked: zeros(), shown: 0, known: zeros(), snoozed: 0, declined: 0, givenUp: 0, isAsked: false, isSnoozed: false }));
    this.#byName = new Map(this.#fields.map((field) => [field.name, field]));
  }

  addAsks(session: number, asks: number): void {
    this.#asks[session - 1]! += asks;
    this.#asksOfUser += asks;
    if (asks > 0) this.#sessionsWithAsk++;
  }

  addShown(name: string, session: number): void {
    const field = this.#byName.get(name)!;
    field.shown++;
    if (!field.isAsked) field.firstAsked[session - 1]!++;
    field.isAsked = true;
  }

  addSnoozed(name: string): void {
    const field = this.#byName.get(name)!;
    if (!field.isSnoozed) field.snoozed++;
    field.isSnoozed = true;
  }

  addWrite(isSlow: boolean): void {
    this.#writes++;
    if (isSlow) this.#lateReads++;
  }

  endSession(session: number, profile: Profile): void {
    for (const field of this.#fields) if (Object.hasOwn(profile, field.name)) field.known[session - 1]!++;
  }

  endUser(variants: Variants, profile: Profile, reasons: readonly Explanation[]): void {
    for (const { name, reason } of reasons) {
      if (reason === 'declined') this.#byName.get(name)!.declined++;
      if (reason === 'given-up') this.#byName.get(name)!.givenUp++;
    }
    const known = this.#fields.filter(({ name }) => Object.hasOwn(profile, name)).length;
    for (const [experiment, variant] of Object.entries(variants)) {
      const key = JSON.stringify([experiment, variant]);
      const counts = this.#variants.get(key) ?? { experiment, variant, people: 0, asks: 0, known: 0 };
      this.#variants.set(key, { ...counts, people: counts.people + 1, asks: counts.asks + this.#asksOfUser, known: counts.known + known });
    }
    this.#asksOfUser = 0;
    for (const field of this.#fields) field.isAsked = field.isSnoozed = false;
  }

  /** The first session always begins with a sign-in. */
  get #signInsPerSession(): number {
    const { sessions, signInRate } = this.#options;
    return (1 + (sessions - 1) * signInRate) / sessions;
  }

  result(): SimulationResult {
    const { users } = this.#options;
    const sessions = users * this.#options.sessions;
    const writes = this.#writes / sessions;
    return {
      fields: this.#fields.map(({ name, firstAsked, shown, known, snoozed, declined, givenUp }) => ({
        name,
        asked: sum(firstAsked) / users,
        medianSession: medianOf(firstAsked),
        asksPerUser: shown / users,
        snoozed: snoozed / users,
        declined: declined / users,
        givenUp: givenUp / users,
        known: known.map((count) => count / users),
      })),
      variants: [...this.#variants.values()].map(({ experiment, variant, people, asks, known }) => ({
        experiment,
        variant,
        people: people / users,
        asksPerUser: asks / people,
        known: known / (people * Math.max(1, this.#fields.length)),
      })),
      sessions,
      asksPerSession: sum(this.#asks) / sessions,
      asksBySession: this.#asks.map((count) => count / users),
      quietSessions: 1 - this.#sessionsWithAsk / sessions,
      calls: { reads: (this.#sessionsWithAsk + this.#lateReads) / sessions, writes },
      actionCalls: { reads: this.#lateReads / sessions, writes: writes + this.#signInsPerSession },
      naiveCalls: { reads: 1, writes },
    };
  }
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Returns the first session by which half of the total is counted. */
function medianOf(counts: readonly number[]): number | null {
  const half = sum(counts) / 2;
  let total = 0;
  for (const [index, count] of counts.entries()) {
    total += count;
    if (count > 0 && total >= half) return index + 1;
  }
  return null;
}
