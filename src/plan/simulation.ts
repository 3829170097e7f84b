/** Plays people through a plan, with the very engine that decides in the browser. Pure, and the same for the same seed. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  emptyLedger,
  recordAnswered,
  recordDeclined,
  recordSession,
  recordShown,
  recordSnoozed,
  type Ledger,
} from './ledger.ts';
import { applyVariants, chooseVariants, type Variants } from './experiments.ts';
import { explain, nextAsk, type AskMoment } from './next-ask.ts';
import type { Explanation } from './decide.ts';
import type { AnswerTypes } from './field-types.ts';
import type { Condition, FieldType, FieldValue, Profile, ProfileField, ProfilePlan } from './plan.ts';
import { readProfile } from './profile.ts';
import { LOCK_TYPES } from './sign-up-form.ts';

export interface SimulationOptions {
  users: number;
  /** Sessions of each of them, that of the sign-up included. */
  sessions: number;
  /** A whole number; the same seed gives the same people. */
  seed: number;
  /** Shares of the asks that are answered, put off and declined; the rest is ignored. */
  answerRate: number;
  snoozeRate: number;
  declineRate: number;
  /** Share of people who come by a social connection: they never see the sign-up fields, and bring claims. */
  socialRate: number;
  /** Share of sessions, after the first, that begin with a sign-in: the Action notes each of those. */
  signInRate: number;
  /** Share of answers that come so late that the profile is read once more before they are saved (after a minute). */
  slowRate: number;
  /** Chances that a field is answered, put off and declined each time it is shown, as measured; for those that are not here the shares above. */
  rates?: Record<string, ShowRates>;
  /** Share of sessions in which each of the plan's activities happens and each of its pages is opened. */
  activityRate: number;
}

/** Calls to the Management API in some unit of time or use. */
export interface Calls {
  reads: number;
  writes: number;
}

export interface ShowRates {
  answer: number;
  snooze: number;
  decline: number;
}

export const DEFAULT_OPTIONS: SimulationOptions = {
  users: 10_000,
  sessions: 20,
  seed: 1,
  answerRate: 0.6,
  snoozeRate: 0.2,
  declineRate: 0.05,
  socialRate: 0.3,
  signInRate: 0.3,
  slowRate: 0.1,
  activityRate: 0.2,
};

export interface FieldOutcome {
  name: string;
  /** Share of people who were asked at least once, in the panel. */
  asked: number;
  /** The session in which half of those were asked for the first time; `null` if no one was. */
  medianSession: number | null;
  /** Asks of this field per person. */
  asksPerUser: number;
  /** Shares of people who put it off at least once, who refused it, and who were shown it as often as the plan allows. */
  snoozed: number;
  declined: number;
  givenUp: number;
  /** Share of people of whom it is known after session 1, 2, 3, … */
  known: number[];
}

/** What came of a variant's people. */
export interface VariantOutcome {
  experiment: string;
  variant: string;
  /** Share of all people. */
  people: number;
  asksPerUser: number;
  /** Share of the plan's fields that are known after the last session. */
  known: number;
}

export interface SimulationResult {
  fields: FieldOutcome[];
  /** Empty without experiments. */
  variants: VariantOutcome[];
  /** Sessions that were played. */
  sessions: number;
  /** Asks per session: in all sessions, and in session 1, 2, 3, … */
  asksPerSession: number;
  asksBySession: number[];
  /** Share of sessions in which nothing was asked. */
  quietSessions: number;
  /** Management API calls per session. */
  calls: Calls;
  /** The same with the Action: its claim saves the reads before an ask, and each sign-in is a write of its own. */
  actionCalls: Calls;
  /** The same where the profile is read in every session. */
  naiveCalls: Calls;
}

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);

/** What a social login brings along. */
const SOCIAL_CLAIMS = {
  given_name: 'Ada',
  family_name: 'Lovelace',
  name: 'Ada Lovelace',
  nickname: 'ada',
  locale: 'en-GB',
  picture: 'https://images.example/ada.png',
};

/**
 * Plays the sessions of all people, from one hour up to five days apart. `handleProgress` receives the number of finished
 * people.
 *
 * Calls are counted as the elements make them: one read in a session in which something is asked, one write for each ask
 * that is answered or declined, and one more read before a write that comes late. The sign-up itself needs none.
 */
export function simulate(
  plan: ProfilePlan,
  options: SimulationOptions = DEFAULT_OPTIONS,
  handleProgress?: (usersDone: number) => void,
): SimulationResult {
  const random = openRandom(options.seed);
  const tally = new Tally(plan, options);
  const hints = collectHints(plan);
  /** A person sees the plan of their variants; for each combination of them it is made once. */
  const worlds = new Map<string, World>();
  for (let user = 0; user < options.users; user++) {
    const variants = chooseVariants(plan, `simulated|${options.seed}|${user}`);
    const key = JSON.stringify(variants);
    let world = worlds.get(key);
    if (!world) {
      const mine = plan.experiments?.length ? applyVariants(plan, variants) : plan;
      worlds.set(key, (world = { plan: mine, variants, options, random, tally, hints, ...placesOf(mine) }));
    }
    playUser(world);
    handleProgress?.(user + 1);
  }
  return tally.result();
}

interface Random {
  /** True in this share of cases. */
  happens(share: number): boolean;
  /** A number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item | undefined;
}

interface World {
  plan: ProfilePlan;
  variants: Variants;
  options: SimulationOptions;
  random: Random;
  tally: Tally;
  hints: ReadonlyMap<string, FieldValue[]>;
  activities: string[];
  pages: string[];
}

function openRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const next = (): number => uniformFloat64(generator);
  return {
    happens: (share) => next() < share,
    below: (limit) => next() * limit,
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}

class Person {
  ledger: Ledger = emptyLedger();
  profile: Profile;
  now: number;
  readonly isSocial: boolean;

  constructor({ plan, options, random }: World) {
    this.isSocial = random.happens(options.socialRate);
    this.profile = this.isSocial ? readProfile(plan, { idToken: SOCIAL_CLAIMS }) : {};
    this.now = START + Math.floor(random.below(24)) * HOUR;
  }
}

function playUser(world: World): void {
  const { options, random, tally } = world;
  const person = new Person(world);
  const createdAt = new Date(person.now);
  for (let session = 1; session <= options.sessions; session++) {
    const signUp = session === 1 && !person.isSocial;
    person.ledger = recordSession(person.ledger, { now: new Date(person.now), createdAt, logins: session, signUp });
    if (signUp) fillInSignUpForm(world, person);
    playSession(world, person, session);
    tally.endSession(session, person.profile);
    person.now += HOUR + Math.floor(random.below(5 * 24 * 60)) * 60_000;
  }
  tally.endUser(world.variants, person.profile, explain(world.plan, { profile: person.profile, ledger: person.ledger, now: new Date(person.now) }));
}

/** Required fields are filled in, of the others as many as asks are answered. Long texts and lists are for the panel. */
function fillInSignUpForm(world: World, person: Person): void {
  const { plan, options, random } = world;
  for (const field of plan.fields) {
    if (field.ask !== 'signup' || !LOCK_TYPES[field.type ?? 'text']) continue;
    if (field.required || field.type === 'hidden' || random.happens(options.answerRate)) learn(world, person, field);
  }
}

/** Something may be asked right at the beginning, and whenever an activity happens or a page is opened. */
function playSession(world: World, person: Person, session: number): void {
  const { activities, pages, options, random } = world;
  const happening = activities.filter(() => random.happens(options.activityRate));
  const opened = pages.filter(() => random.happens(options.activityRate));
  const moments: Pick<AskMoment, 'activity' | 'page'>[] = [
    {},
    ...happening.map((activity) => ({ activity })),
    ...opened.map((page) => ({ page })),
  ];
  let asks = 0;
  for (const moment of moments) if (playMoment(world, person, session, moment)) asks++;
  world.tally.addAsks(session, asks);
}

function playMoment(world: World, person: Person, session: number, moment: Pick<AskMoment, 'activity' | 'page'>): boolean {
  const { plan, options, random, tally } = world;
  const now = new Date(person.now);
  const isSamePage = (pattern: string, page: string): boolean => pattern === page;
  const ask = nextAsk(plan, { ...moment, profile: person.profile, ledger: person.ledger, now, matchesPage: isSamePage });
  if (!ask) return false;
  const names = ask.fields.map(({ name }) => name);
  for (const name of names) tally.addShown(name, session);
  person.ledger = recordShown(plan, person.ledger, names, now);
  const fate = random.below(1);
  const { answerRate, snoozeRate, declineRate } = ratesOf(ask.fields, options);
  if (fate < answerRate) {
    person.ledger = recordAnswered(plan, person.ledger, names, now);
    for (const field of ask.fields) learn(world, person, field);
    tally.addWrite(random.happens(options.slowRate));
  } else if (fate < answerRate + snoozeRate) {
    person.ledger = recordSnoozed(plan, person.ledger, names, now);
    for (const name of names) tally.addSnoozed(name);
    tally.addWrite(random.happens(options.slowRate));
  } else if (fate < answerRate + snoozeRate + declineRate) {
    person.ledger = recordDeclined(plan, person.ledger, names, now);
    tally.addWrite(random.happens(options.slowRate));
  }
  return true;
}

/** Fields that are asked together are answered together: with the mean of their chances. */
function ratesOf(fields: readonly ProfileField[], { rates, ...options }: SimulationOptions): Pick<SimulationOptions, 'answerRate' | 'snoozeRate' | 'declineRate'> {
  if (!rates) return options;
  const own = fields.map(({ name }) => (Object.hasOwn(rates, name) ? rates[name]! : { answer: options.answerRate, snooze: options.snoozeRate, decline: options.declineRate }));
  const mean = (key: keyof ShowRates) => sum(own.map((one) => one[key])) / own.length;
  return { answerRate: mean('answer'), snoozeRate: mean('snooze'), declineRate: mean('decline') };
}

function learn(world: World, person: Person, field: ProfileField): void {
  person.profile = { ...person.profile, [field.name]: { value: inventAnswer(world, field), source: 'user' } };
}

/** An answer of the right kind; half the time one that a condition of the plan looks for. */
function inventAnswer({ random, hints }: World, field: ProfileField): FieldValue {
  const hint = random.happens(0.5) ? random.pick(hints.get(field.name) ?? []) : undefined;
  if (hint !== undefined) return hint;
  return INVENTED[field.type ?? 'text'](field, random);
}

const pickChoice = ({ options }: ProfileField, random: Random): string | undefined => (Array.isArray(options) ? random.pick(options)?.value : undefined);
const inventText = (): string => 'something';
const inventChoice = (field: ProfileField, random: Random): string => pickChoice(field, random) ?? 'something';
const inventNumber = ({ min, max }: ProfileField, random: Random): number => {
  const low = typeof min === 'number' ? min : 1;
  return Math.round(low + random.below((typeof max === 'number' ? max : low + 4) - low));
};

const INVENTED: { [Type in FieldType]: (field: ProfileField, random: Random) => AnswerTypes[Type] } = {
  text: inventText,
  textarea: inventText,
  email: inventText,
  tel: inventText,
  url: inventText,
  number: inventNumber,
  date: inventText,
  select: inventChoice,
  radio: inventChoice,
  multiselect: (field, random) => [pickChoice(field, random)].filter((choice) => choice !== undefined),
  checkbox: (_field, random) => random.happens(0.5),
  rating: inventNumber,
  country: (_field, random) => random.pick(['US', 'GB', 'FR', 'IN', 'BR']) ?? 'US',
  hidden: ({ value }) => value ?? '',
};

/** The values that conditions compare a field with. */
function collectHints(plan: ProfilePlan): ReadonlyMap<string, FieldValue[]> {
  const hints = new Map<string, FieldValue[]>();
  const collect = (condition: unknown, name?: string): void => {
    if (Array.isArray(condition)) for (const item of condition) collect(item, name);
    else if (typeof condition === 'object' && condition !== null) {
      for (const [key, value] of Object.entries(condition as Condition)) {
        if (key !== '$exists') collect(value, key.startsWith('$') ? name : key);
      }
    } else if (name !== undefined && condition !== null) {
      hints.set(name, [...(hints.get(name) ?? []), condition as FieldValue]);
    }
  };
  for (const { when } of plan.fields) collect(when);
  return hints;
}

/** What the plan's fields wait for besides time. */
function placesOf(plan: ProfilePlan): { activities: string[]; pages: string[] } {
  const rules = plan.fields.map(({ ask }) => (typeof ask === 'object' ? ask : {}));
  return {
    activities: [...new Set(rules.flatMap(({ on = [] }) => on))],
    pages: [...new Set(rules.flatMap(({ page = [] }) => page))],
  };
}

/** Counts of one field; lists are by session. */
interface FieldTally {
  name: string;
  /** People who were asked for the first time. */
  firstAsked: number[];
  shown: number;
  known: number[];
  snoozed: number;
  declined: number;
  givenUp: number;
  /** The simulated person was asked and chose "Not now". */
  isAsked: boolean;
  isSnoozed: boolean;
}

/** Counts what happens. */
class Tally {
  readonly #options: SimulationOptions;
  readonly #fields: FieldTally[];
  readonly #byName: Map<string, FieldTally>;
  readonly #asks: number[];
  readonly #variants = new Map<string, { experiment: string; variant: string; people: number; asks: number; known: number }>();
  #asksOfUser = 0;
  #sessionsWithAsk = 0;
  #writes = 0;
  #lateReads = 0;

  constructor(plan: ProfilePlan, options: SimulationOptions) {
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

  /** The first session always begins with one. */
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

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The first session by which half of all are counted. */
function medianOf(counts: readonly number[]): number | null {
  const half = sum(counts) / 2;
  let total = 0;
  for (const [index, count] of counts.entries()) {
    total += count;
    if (count > 0 && total >= half) return index + 1;
  }
  return null;
}
