/** What must hold whatever happens: random plans, profiles and histories on two devices, beside a plain record of what really happened. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDuration } from '../../src/plan/duration.ts';
import {
  emptyLedger,
  mergeLedgers,
  rebaseLedger,
  recordAnswered,
  recordDeclined,
  recordSession,
  recordShown,
  recordSilenced,
  recordSnoozed,
  recordUnsilenced,
  type Ledger,
} from '../../src/plan/ledger.ts';
import { explain, nextAsk, requestedAsk, type AskMoment } from '../../src/plan/next-ask.ts';
import type { Pacing, Profile, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { activities, names, somePlan } from './arbitrary-asking.ts';

const RUNS = 1200;
const STEPS_A_RUN = 100;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** What comes of an ask that is on the screen. */
type Outcome = 'answer' | 'snooze' | 'decline' | 'ignore';

type Step =
  | { do: 'wait'; ms: number }
  | { do: 'come'; signUp: boolean; logins: number }
  | { do: 'look'; activity?: string; outcome: Outcome }
  | { do: 'request'; some?: string[]; outcome: Outcome }
  | { do: 'learn'; name: string; source: 'user' | 'app' | 'idp' | 'enrichment' }
  | { do: 'erase'; name: string }
  | { do: 'silence' | 'unsilence' | 'change device' | 'exchange ledgers' };

const someOutcome = fc.constantFrom<Outcome>('answer', 'snooze', 'decline', 'ignore', 'ignore', 'ignore');
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(2 * DAY), fc.nat(20 * MINUTE), fc.nat(9 * DAY)) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('come' as const), signUp: fc.nat(9).map((one) => one === 0), logins: fc.nat(6) }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('look' as const), activity: fc.option(fc.constantFrom(...activities), { nil: undefined }), outcome: someOutcome }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('request' as const), some: fc.option(fc.subarray(names), { nil: undefined }), outcome: someOutcome }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('learn' as const), name: fc.constantFrom(...names), source: fc.constantFrom('user', 'app', 'idp', 'enrichment') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), name: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('silence', 'unsilence', 'unsilence', 'change device', 'exchange ledgers', 'exchange ledgers') }) },
);

/** One device: its ledger, and in plain words what that ledger has been told. */
class Device {
  ledger: Ledger = emptyLedger();
  answered = new Set<string>();
  declined = new Set<string>();
  snoozes = new Map<string, number>();
  /** By field, the days on which it was shown, once for each time. */
  shows = new Map<string, number[]>();
  lastAsk = -Infinity;
  asksInSession = 0;
  sessions = 0;
  isInSignUp = false;
  /** Whether "don't ask again" for everything holds here, and whether that was said or taken back since the last exchange. */
  silence = { holds: false, isNew: false };
}

class World {
  readonly #plan: ProfilePlan;
  readonly #pacing: Required<Omit<Pacing, 'quietFirstSession'>>;
  readonly #devices = [new Device(), new Device()];
  #device = this.#devices[0]!;
  #profile: Profile = {};
  /** The ledger in the profile. */
  #stored: Ledger = emptyLedger();
  #now = Date.UTC(2026, 4, 1);
  asks = 0;

  constructor(plan: ProfilePlan) {
    this.#plan = plan;
    this.#pacing = { maxFields: 2, asksPerSession: 1, coolDown: 'P1D', snooze: 'P7D', giveUpAfter: 3, ...plan.pacing };
  }

  take(step: Step): void {
    const before = JSON.stringify(this.#device.ledger);
    const { ledger } = this.#device;
    this.#do(step);
    assert.equal(JSON.stringify(ledger), before, 'a ledger was changed in place');
  }

  #do(step: Step): void {
    const device = this.#device;
    const now = new Date(this.#now);
    switch (step.do) {
      case 'wait':
        this.#now += step.ms;
        break;
      case 'come':
        device.ledger = recordSession(device.ledger, { ...step, now });
        Object.assign(device, { asksInSession: 0, isInSignUp: step.signUp, sessions: device.sessions + 1 });
        break;
      case 'look':
        this.#look(step.activity, step.outcome);
        break;
      case 'request':
        this.#request(step.some, step.outcome);
        break;
      case 'learn':
        this.#profile = { ...this.#profile, [step.name]: { value: 'yes', source: step.source } };
        break;
      case 'erase':
        this.#profile = Object.fromEntries(Object.entries(this.#profile).filter(([name]) => name !== step.name));
        break;
      case 'silence':
        device.ledger = recordSilenced(device.ledger, now);
        device.silence = { holds: true, isNew: true };
        break;
      case 'unsilence':
        device.ledger = recordUnsilenced(device.ledger, now);
        if (device.silence.holds) device.silence = { holds: false, isNew: true };
        break;
      case 'change device':
        this.#device = this.#devices.find((other) => other !== device)!;
        break;
      case 'exchange ledgers':
        this.#exchange();
    }
  }

  /** Looks whether something is to be asked, holds it against what happened, and lets the person react. */
  #look(activity: string | undefined, outcome: Outcome): void {
    const moment: AskMoment = { profile: this.#profile, ledger: this.#device.ledger, now: new Date(this.#now), activity };
    const ask = nextAsk(this.#plan, moment);
    const asked = ask?.fields.map(({ name }) => name) ?? [];

    const copy = JSON.parse(JSON.stringify(this.#device.ledger)) as Ledger;
    assert.deepEqual(nextAsk(this.#plan, { ...moment, ledger: copy }), ask, 'the same moment, another decision');
    const explained = explain(this.#plan, moment);
    assert.deepEqual(explained.map(({ name }) => name), this.#plan.fields.map(({ name }) => name));
    assert.deepEqual(explained.filter((row) => row.asked).map(({ name }) => name).sort(), [...asked].sort());
    for (const row of explained) assert.equal(row.asked, row.reason === 'asked');

    assert.ok(asked.length <= this.#pacing.maxFields, 'more than maxFields');
    for (const field of ask?.fields ?? []) this.#mustBeFair(field, activity);
    if (asked.length > 0) this.#show(asked, outcome);
  }

  #mustBeFair(field: ProfileField, activity: string | undefined): void {
    const { name, ask } = field;
    const device = this.#device;
    const shown = new Set(device.shows.get(name)).size;
    const entry = this.#profile[name];
    const isToConfirm = field.confirm && shown === 0 && (entry?.source === 'idp' || entry?.source === 'enrichment');
    assert.ok(!entry || isToConfirm, 'asked though it is known');
    assert.ok(!device.answered.has(name), 'asked though it was answered');
    assert.ok(!device.declined.has(name), 'asked though it was declined');
    assert.ok(!device.silence.holds, 'asked though everything was declined');
    assert.ok(shown < this.#pacing.giveUpAfter, 'asked though it was given up');
    assert.ok(this.#now >= (device.snoozes.get(name) ?? -Infinity) + parseDuration(this.#pacing.snooze)!, 'asked though put off');
    assert.ok(device.sessions > 0, 'asked before the first session');
    assert.notEqual(field.type, 'hidden');
    const rule = typeof ask === 'object' ? ask : {};
    const isUrgent = rule.on && (rule.urgent ?? rule.ignoreCoolDown);
    if (!isUrgent) assert.ok(!device.isInSignUp, 'asked in the session of the sign-up');
    if (!isUrgent) assert.ok(device.asksInSession < this.#pacing.asksPerSession, 'too many asks in a session');
    if (rule.on) assert.ok(activity && rule.on.includes(activity), 'asked though the activity is not happening');
    const isCoolingDown = this.#now < device.lastAsk + parseDuration(this.#pacing.coolDown)!;
    if (isCoolingDown) assert.ok(isUrgent, 'asked within the cool-down');
  }

  #request(some: string[] | undefined, outcome: Outcome): void {
    const moment = { profile: this.#profile, ledger: this.#device.ledger, now: new Date(this.#now) };
    const asked = requestedAsk(this.#plan, { ...moment, names: some })?.fields.map(({ name }) => name) ?? [];
    for (const name of asked) {
      assert.ok(!this.#device.declined.has(name) && !this.#device.silence.holds, 'shown though it was declined');
      if (this.#profile[name]?.source === 'user') assert.fail('shown though it is known');
      if (some) assert.ok(some.includes(name), 'shown though nobody asked for it');
    }
    if (!some) assert.ok(asked.length <= this.#pacing.maxFields, 'more than maxFields');
    if (asked.length > 0) this.#show(asked, outcome);
  }

  #show(asked: string[], outcome: Outcome): void {
    this.asks++;
    const device = this.#device;
    const now = new Date(this.#now);
    device.ledger = recordShown(this.#plan, device.ledger, asked, now);
    device.lastAsk = this.#now;
    device.asksInSession++;
    // Several shows on one day are told apart on one device: each gets a day of its own in this record too.
    for (const name of asked) {
      const days = device.shows.get(name) ?? [];
      let day = Math.floor(this.#now / DAY);
      while (days.includes(day)) day++;
      device.shows.set(name, [...days, day]);
    }
    if (outcome === 'answer') {
      device.ledger = recordAnswered(this.#plan, device.ledger, asked, now);
      for (const name of asked) {
        device.answered.add(name);
        this.#mustBeKnown(name);
      }
    } else if (outcome === 'snooze') {
      device.ledger = recordSnoozed(this.#plan, device.ledger, asked, now);
      for (const name of asked) device.snoozes.set(name, this.#now);
    } else if (outcome === 'decline') {
      device.ledger = recordDeclined(this.#plan, device.ledger, asked, now);
      for (const name of asked) device.declined.add(name);
    }
  }

  /** Monotone: what was answered is known, with and without the answer in the profile. */
  #mustBeKnown(name: string): void {
    for (const profile of [this.#profile, { ...this.#profile, [name]: { value: 'yes', source: 'user' as const } }]) {
      const moment = { profile, ledger: this.#device.ledger, now: new Date(this.#now) };
      assert.equal(explain(this.#plan, moment).find((row) => row.name === name)?.reason, 'known');
    }
  }

  /** Both devices save to the profile, one after the other, and read it. */
  #exchange(): void {
    const [one, two] = this.#devices as [Device, Device];
    assert.deepEqual(mergeLedgers(two.ledger, one.ledger), mergeLedgers(one.ledger, two.ledger));
    const merged = rebaseLedger(this.#stored, two.ledger, one.ledger);
    this.#stored = merged;
    const answered = new Set([...one.answered, ...two.answered]);
    const declined = new Set([...one.declined, ...two.declined]);
    // A refusal stays until somebody who knows of it takes it back.
    const isRefusedAnew = [one, two].some(({ silence }) => silence.holds && silence.isNew);
    const isTakenBack = [one, two].some(({ silence }) => !silence.holds && silence.isNew);
    const holds = isRefusedAnew || (one.silence.holds && !isTakenBack);
    for (const device of this.#devices) {
      device.ledger = merged;
      device.silence = { holds, isNew: false };
      device.answered = new Set(answered);
      device.declined = new Set(declined);
      device.lastAsk = Math.max(one.lastAsk, two.lastAsk);
      // Which session is the newest is for the ledger to say; from the next one on it counts again.
      device.asksInSession = merged.c;
      device.isInSignUp = merged.n > 0 && merged.n === merged.u;
      device.sessions = Math.max(one.sessions, two.sessions);
    }
    for (const name of names) {
      const snoozed = Math.max(one.snoozes.get(name) ?? -Infinity, two.snoozes.get(name) ?? -Infinity);
      // Ten marks are all there are: days that are ten apart may share one when two ledgers meet.
      const days = new Set([...(one.shows.get(name) ?? []), ...(two.shows.get(name) ?? [])].map((day) => day % 10));
      for (const device of this.#devices) {
        device.snoozes.set(name, snoozed);
        device.shows.set(name, [...days]);
      }
    }
  }
}

describe('whatever happens', () => {
  it('only what is fair is asked, on two devices, in more than 100,000 steps', () => {
    let steps = 0;
    let asks = 0;
    fc.assert(
      fc.property(somePlan, fc.array(someStep, { minLength: STEPS_A_RUN, maxLength: STEPS_A_RUN }), (plan, story) => {
        const world = new World(plan);
        for (const step of story) {
          world.take(step);
          steps++;
        }
        asks += world.asks;
      }),
      { numRuns: RUNS, includeErrorInReport: true },
    );
    assert.ok(steps >= 100_000, `${steps} steps`);
    // The promise to ask little must not be kept by never asking.
    assert.ok(asks > steps / 100, `${asks} asks in ${steps} steps`);
  });
});
