/** Simulates people who use a plan, with the code that decides in the browser. Pure, and the same for the same seed. */
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
import { collectHints, inventAnswer, openRandom, type Random } from './invented-answers.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan } from './plan.ts';
import { readProfile } from './profile.ts';
import { LOCK_TYPES } from './sign-up-form.ts';
import { sum, Tally, type SimulationResult } from './simulation-tally.ts';

export interface SimulationOptions {
  users: number;
  /** Sessions of each person, including that of the sign-up. */
  sessions: number;
  /** A whole number. The same seed gives the same people. */
  seed: number;
  /** The shares of asks that people answer, put off and decline. People ignore the rest. */
  answerRate: number;
  snoozeRate: number;
  declineRate: number;
  /** The share of people with a social connection. They do not see the sign-up fields, and have claims. */
  socialRate: number;
  /** The share of sessions after the first that begin with a sign-in, which the Action records. */
  signInRate: number;
  /** The share of answers that come after a minute, so that the profile is read again before they are saved. */
  slowRate: number;
  /** The measured rates of answers, "Not now" and refusals each time a field is shown. Default: the rates above. */
  rates?: Record<string, ShowRates>;
  /** The share of sessions in which each of the plan's activities happens and each of its pages is opened. */
  activityRate: number;
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

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);

/** The claims of a social login. */
const SOCIAL_CLAIMS = {
  given_name: 'Ada',
  family_name: 'Lovelace',
  name: 'Ada Lovelace',
  nickname: 'ada',
  locale: 'en-GB',
  picture: 'https://images.example/ada.png',
};

/**
 * Simulates the sessions of all people, one hour to five days apart. `handleProgress` receives the number of finished people.
 *
 * Calls are counted as the elements make them: one read in a session in which something is asked, one write for each ask that is
 * answered or declined, and another read before a late write. The sign-up itself needs none.
 */
export function simulate(
  plan: ProfilePlan,
  options: SimulationOptions = DEFAULT_OPTIONS,
  handleProgress?: (usersDone: number) => void,
): SimulationResult {
  const random = openRandom(options.seed);
  const tally = new Tally(plan, options);
  const hints = collectHints(plan);
  /** The plans by combination of variants, each created once. */
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

/** Answers required fields, and optional ones at the rate of asks. Lock does not show long texts and lists. */
function fillInSignUpForm(world: World, person: Person): void {
  const { plan, options, random } = world;
  for (const field of plan.fields) {
    if (field.ask !== 'signup' || !LOCK_TYPES[field.type ?? 'text']) continue;
    if (field.required || field.type === 'hidden' || random.happens(options.answerRate)) learn(world, person, field);
  }
}

/** Asks at the beginning of the session, and whenever an activity happens or a page is opened. */
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

/** Fields that are asked together are answered together, with the mean of their rates. */
function ratesOf(fields: readonly ProfileField[], { rates, ...options }: SimulationOptions): Pick<SimulationOptions, 'answerRate' | 'snoozeRate' | 'declineRate'> {
  if (!rates) return options;
  const own = fields.map(({ name }) => (Object.hasOwn(rates, name) ? rates[name]! : { answer: options.answerRate, snooze: options.snoozeRate, decline: options.declineRate }));
  const mean = (key: keyof ShowRates) => sum(own.map((one) => one[key])) / own.length;
  return { answerRate: mean('answer'), snoozeRate: mean('snooze'), declineRate: mean('decline') };
}

function learn(world: World, person: Person, field: ProfileField): void {
  person.profile = { ...person.profile, [field.name]: { value: inventAnswer(world.random, world.hints, field), source: 'user' } };
}

/** Returns the activities and pages that the plan's fields wait for. */
function placesOf(plan: ProfilePlan): { activities: string[]; pages: string[] } {
  const rules = plan.fields.map(({ ask }) => (typeof ask === 'object' ? ask : {}));
  return {
    activities: [...new Set(rules.flatMap(({ on = [] }) => on))],
    pages: [...new Set(rules.flatMap(({ page = [] }) => page))],
  };
}
