/** Plays people through a plan, with the very engine that decides in the browser. Pure, and the same for the same seed. */
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
  person.profile = { ...person.profile, [field.name]: { value: inventAnswer(world.random, world.hints, field), source: 'user' } };
}

/** What the plan's fields wait for besides time. */
function placesOf(plan: ProfilePlan): { activities: string[]; pages: string[] } {
  const rules = plan.fields.map(({ ask }) => (typeof ask === 'object' ? ask : {}));
  return {
    activities: [...new Set(rules.flatMap(({ on = [] }) => on))],
    pages: [...new Set(rules.flatMap(({ page = [] }) => page))],
  };
}
