import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_OPTIONS, simulate, type SimulationOptions } from '../../src/plan/simulation.ts';
import type { SimulationResult } from '../../src/plan/simulation-tally.ts';
import { reportLoad } from '../../src/cli/call-load.ts';
import { describeVerdict } from '../../src/cli/verdict.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

const plan: ProfilePlan = {
  fields: [
    textField('given_name', { ask: 'signup' }),
    textField('country', { type: 'country' }),
    textField('vat_id', { ask: { on: 'checkout' }, when: { country: { $in: ['DE', 'AT'] } } }),
    textField('team', { ask: { page: '/team' } }),
  ],
};
const always: Partial<SimulationOptions> = { answerRate: 1, snoozeRate: 0, declineRate: 0 };

function play(changes: Partial<SimulationOptions> = {}, ofPlan = plan): SimulationResult {
  return simulate(ofPlan, { ...DEFAULT_OPTIONS, users: 300, sessions: 12, ...changes });
}

function field(result: SimulationResult, name: string): SimulationResult['fields'][number] {
  const found = result.fields.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
}

describe('a simulation', () => {
  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(play({ seed: 7 }), play({ seed: 7 }));
    assert.notDeepEqual(play({ seed: 7 }), play({ seed: 8 }));
  });

  it('tells of everybody who is done', () => {
    const done: number[] = [];
    simulate(plan, { ...DEFAULT_OPTIONS, users: 5, sessions: 2 }, (count) => done.push(count));
    assert.deepEqual(done, [1, 2, 3, 4, 5]);
  });

  it('knows everything in the end, of people who answer and do everything', () => {
    const result = play({ ...always, activityRate: 1 });
    for (const name of ['given_name', 'country', 'team']) assert.equal(field(result, name).known.at(-1), 1);
    assert.equal(field(result, 'country').medianSession, 2);
  });

  it('asks a field that depends on a value only those who have it', () => {
    const { asked, known } = field(play({ ...always, activityRate: 1 }), 'vat_id');
    assert.ok(asked > 0.2 && asked < 0.8, `${asked}`);
    assert.equal(known.at(-1), asked);
  });

  it('asks nothing that waits for activities if none happens', () => {
    const result = play({ ...always, activityRate: 0 });
    assert.equal(field(result, 'vat_id').asked, 0);
    assert.equal(field(result, 'vat_id').medianSession, null);
    assert.equal(field(result, 'team').asked, 0);
  });

  it('shows a field once to people who refuse, and as often as the plan allows to people who look away', () => {
    const noSocial = { activityRate: 0, socialRate: 0, answerRate: 0, snoozeRate: 0 };
    assert.equal(field(play({ ...noSocial, declineRate: 1 }), 'country').asksPerUser, 1);
    assert.equal(field(play({ ...noSocial, declineRate: 0 }), 'country').asksPerUser, 3);
  });

  it('tells who put a field off, refused it, or never answered', () => {
    const rates = { activityRate: 0, socialRate: 0, answerRate: 0, snoozeRate: 0, declineRate: 0 };
    const fates = (changes: Partial<SimulationOptions>) => {
      const { snoozed, declined, givenUp } = field(play({ ...rates, ...changes }), 'country');
      return [snoozed, declined, givenUp];
    };
    assert.deepEqual(fates({ declineRate: 1 }), [0, 1, 0]);
    assert.deepEqual(fates({}), [0, 0, 1]);
    assert.deepEqual(fates({ snoozeRate: 1, sessions: 40 }), [1, 0, 1]);
    assert.deepEqual(fates({ answerRate: 1 }), [0, 0, 0]);
  });

  it('counts the writes of the Action, one for each sign-in, and no read before an ask', () => {
    const { calls, actionCalls } = play({ signInRate: 0.5, sessions: 11, slowRate: 0 });
    assert.equal(actionCalls.reads, 0);
    assert.ok(calls.reads > 0, 'no reads without the Action');
    // The first of eleven sessions, and half of the others.
    assert.ok(Math.abs(actionCalls.writes - calls.writes - 6 / 11) < 1e-9, `${actionCalls.writes - calls.writes}`);
  });

  it('comes to a verdict in sentences', () => {
    const ofPlan: ProfilePlan = { fields: [textField('company'), textField('never', { ask: { on: 'nothing' } }), textField('refused')], pacing: { maxFields: 3 } };
    const rates = { refused: { answer: 0, snooze: 0, decline: 1 }, company: { answer: 1, snooze: 0, decline: 0 } };
    const alone = { ...ofPlan, pacing: { maxFields: 1 } };
    const result = play({ activityRate: 0, rates }, alone);
    const [first, ...rest] = describeVerdict(result, reportLoad(result, 100));
    assert.match(first ?? '', /^In \d+ % of the sessions something is asked\. At the end, 1 of 3 fields are known for at least half of the people\.$/);
    assert.deepEqual(rest.slice(0, -1), [
      'Known for fewer: refused (0 %).',
      'Hardly ever asked: never (0 %). Look at `ask`, `when` and `pacing`.',
      'Often refused or never answered: refused (100 %). Ask later, say why, or leave it out.',
    ]);
  });

  it('takes what a social login brings along for known', () => {
    const result = play({ socialRate: 1 });
    assert.equal(field(result, 'given_name').known[0], 1);
    assert.equal(field(result, 'given_name').asked, 0);
  });

  it('shows the sign-up form to the others, who may leave it blank', () => {
    const share = field(play({ socialRate: 0, users: 2000, sessions: 1 }), 'given_name').known[0] ?? 0;
    assert.ok(Math.abs(share - DEFAULT_OPTIONS.answerRate) < 0.05, `${share}`);
    const required = { fields: [textField('given_name', { ask: 'signup', required: true })] };
    assert.equal(field(play({ socialRate: 0, answerRate: 0 }, required), 'given_name').known[0], 1);
  });

  it('gives answers of every type of field', () => {
    const types = ['textarea', 'number', 'date', 'select', 'radio', 'multiselect', 'checkbox', 'rating', 'tel'] as const;
    const all = { fields: types.map((type) => textField(type, { type, options: [{ value: 'x', label: 'X' }] })), pacing: { maxFields: 9 } };
    for (const { known } of play(always, all).fields) assert.equal(known.at(-1), 1);
  });
});

describe('the answers of simulated people', () => {
  /** Shares of people who are asked a question that waits for such an answer to `field`. */
  const asked = (of: ProfilePlan['fields'][number], ...whens: object[]) => {
    const fields = [of, ...whens.map((condition, index) => textField(`when${index}`, { when: { [of.name]: { $exists: true, ...condition } } }))];
    return play({ ...always, socialRate: 0, users: 100, sessions: 4 }, { fields, pacing: { coolDown: 'PT0S', maxFields: 9 } }).fields.slice(1).map((outcome) => outcome.asked);
  };

  for (const [limits, low, high] of [
    [{ type: 'number', min: 10, max: 20 }, 10, 20],
    [{ type: 'rating' }, 1, 5],
    [{ type: 'number', min: 10 }, 10, 14],
  ] as const) {
    it(`are numbers from ${low} to ${high} for ${JSON.stringify(limits)}`, () => {
      const middle = (low + high) / 2;
      const [below, lower, upper, above] = asked(textField('seats', limits), { $lt: low }, { $gt: low, $lt: middle }, { $gt: middle, $lt: high }, { $gt: high });
      assert.deepEqual([below, above], [0, 0]);
      assert.ok(lower! > 0 && upper! > 0, `${lower} and ${upper} in between`);
    });
  }

  it('are among the options, and not always the first of them', () => {
    const options = [{ value: 'x', label: 'X' }, { value: 'y', label: 'Y' }];
    for (const type of ['select', 'radio', 'multiselect'] as const) {
      // By themselves: what the one looks for would be an answer to the other.
      assert.ok(asked(textField('role', { type, options }), { $ne: 'x' })[0]! > 0, `${type}: only the first option`);
      assert.deepEqual(asked(textField('role', { type, options }), { $nin: ['x', 'y'] }), [0]);
    }
    assert.ok(asked(textField('home', { type: 'country' }), { $ne: 'US' })[0]! > 0, 'only one country');
    assert.deepEqual(asked(textField('home', { type: 'country' }), { $nin: ['US', 'GB', 'FR', 'IN', 'BR'] }), [0]);
  });

  it('are what a condition looks for in half of the cases, and never that something is known or not', () => {
    const [two] = asked(textField('team'), { $in: ['a'] });
    assert.ok(two! > 0.3 && two! < 0.7, `${two}`);
    const seats = textField('seats', { type: 'number', min: 5, max: 5 });
    const fields = [seats, textField('other', { when: { seats: { $exists: true, $ne: 5 } } }), textField('none', { when: { seats: null } })];
    assert.equal(field(play(always, { fields }), 'other').asked, 0);
  });

  it('are the value of a hidden field, which is always sent', () => {
    const origin = textField('origin', { type: 'hidden', value: 'web', ask: 'signup' });
    assert.deepEqual(asked(origin, { $ne: 'web' }), [0]);
    assert.equal(field(play({ socialRate: 0, answerRate: 0 }, { fields: [origin] }), 'origin').known[0], 1);
  });

  it('are given at sign-up only by people who see the form', () => {
    assert.equal(field(play({ ...always, socialRate: 1, sessions: 1 }, { fields: [textField('company', { ask: 'signup' })], pacing: { quietFirstSession: true } }), 'company').known[0], 0);
  });
});

describe('the counts of a simulation', () => {
  it('are of people, however often each of them was asked', () => {
    for (const users of [1, 50]) {
      const { asked, snoozed, asksPerUser } = field(play({ users, activityRate: 0, socialRate: 0, answerRate: 0, snoozeRate: 1, declineRate: 0, sessions: 40 }), 'country');
      assert.deepEqual([asked, snoozed, asksPerUser], [1, 1, 3]);
    }
  });

  it('have the session in which half of those who are asked were asked first', () => {
    const { medianSession } = field(play({ ...always, activityRate: 0.2, users: 500, sessions: 20 }, { fields: [textField('a', { ask: { on: 'x' } })] }), 'a');
    assert.ok(medianSession! >= 4 && medianSession! <= 6, `${medianSession}`);
  });
});

describe('the calls of a simulation', () => {
  it('are one read in a session with an ask, and none in the others', () => {
    const { calls, quietSessions, asksPerSession } = play({ slowRate: 0 });
    assert.ok(calls.reads > 0, 'no reads');
    assert.ok(Math.abs(calls.reads + quietSessions - 1) < 1e-9, `${calls.reads} reads, ${quietSessions} quiet`);
    assert.ok(Math.abs(calls.reads - asksPerSession) < 1e-9, 'one ask a session in this plan');
  });

  it('are one more read for each write that comes late', () => {
    const { calls, quietSessions } = play({ slowRate: 1 });
    assert.ok(Math.abs(calls.reads - (1 - quietSessions + calls.writes)) < 1e-9, `${calls.reads} reads, ${calls.writes} writes, ${quietSessions} quiet`);
    const { actionCalls } = play({ slowRate: 1 });
    assert.equal(actionCalls.reads, calls.writes);
  });

  it('are one write for each ask that is answered, put off or declined, none for one that is overlooked', () => {
    assert.equal(play({ answerRate: 0, snoozeRate: 0, declineRate: 0 }).calls.writes, 0);
    for (const one of [always, { answerRate: 0, snoozeRate: 1, declineRate: 0 }, { answerRate: 0, snoozeRate: 0, declineRate: 1 }]) {
      const { calls, asksPerSession } = play(one);
      assert.equal(calls.writes, asksPerSession);
    }
  });

  it('are a read in every session the naive way', () => {
    const { calls, naiveCalls } = play();
    assert.deepEqual(naiveCalls, { reads: 1, writes: calls.writes });
  });

  it('are none for a plan that asks nothing', () => {
    const { calls, quietSessions } = play({}, { fields: [] });
    assert.deepEqual([calls.reads, calls.writes, quietSessions], [0, 0, 1]);
  });

  it('tell asks apart by session', () => {
    const { asksBySession, asksPerSession } = play({ socialRate: 0 });
    assert.equal(asksBySession.length, 12);
    assert.equal(asksBySession[0], 0);
    const mean = asksBySession.reduce((total, asks) => total + asks, 0) / 12;
    assert.ok(Math.abs(mean - asksPerSession) < 1e-9, `${mean} of ${asksPerSession}`);
  });
});

describe('measured rates', () => {
  it('hold for the fields that have them, the general ones for the others', () => {
    const two: ProfilePlan = { fields: [textField('often', { ask: { page: '/a' } }), textField('never', { ask: { page: '/b' } })] };
    const { fields } = play({ ...always, activityRate: 0.9, rates: { never: { answer: 0, snooze: 0, decline: 1 } } }, two);
    assert.ok(fields[0]!.known.at(-1)! > 0.9, 'often');
    assert.equal(fields[1]!.known.at(-1), 0);
  });

  it('are the mean of those of fields that are asked together', () => {
    const rates = { a: { answer: 0.8, snooze: 0, decline: 0 }, b: { answer: 0, snooze: 0, decline: 0 } };
    const { known } = field(play({ socialRate: 0, users: 1000, sessions: 2, rates }, { fields: [textField('a'), textField('b')] }), 'a');
    assert.ok(Math.abs(known[1]! - 0.4) < 0.08, `${known[1]}`);
  });
});

describe('experiments', () => {
  const tried: ProfilePlan = { ...plan, experiments: [{ name: 'pace', variants: [{ name: 'slow', changes: { pacing: { coolDown: 'P30D' } } }, { name: 'quick', changes: { pacing: { coolDown: 'PT0S', asksPerSession: 3 } } }] }] };

  it('are played with the people of each variant, who are asked as it says', () => {
    const { variants } = play({}, tried);
    assert.deepEqual(variants.map(({ variant }) => variant).sort(), ['quick', 'slow']);
    const [slow, quick] = ['slow', 'quick'].map((name) => variants.find(({ variant }) => variant === name)!);
    assert.ok(Math.abs(slow!.people - 0.5) < 0.15 && Math.abs(slow!.people + quick!.people - 1) < 1e-9, `${slow!.people}`);
    assert.ok(quick!.known > slow!.known, `${quick!.known} known of the quick, ${slow!.known} of the slow`);
  });

  it('add up to all people, asks and answers', () => {
    const { variants, fields, asksPerSession } = play({}, tried);
    const total = (share: (variant: (typeof variants)[number]) => number) => variants.reduce((sum, variant) => sum + variant.people * share(variant), 0);
    const known = fields.reduce((sum, outcome) => sum + outcome.known.at(-1)!, 0) / fields.length;
    assert.ok(Math.abs(total((variant) => variant.asksPerUser) - 12 * asksPerSession) < 1e-9, 'asks');
    assert.ok(Math.abs(total((variant) => variant.known) - known) < 1e-9, 'answers');
  });

  it('leave a plan without any as it was', () => assert.deepEqual(play().variants, []));
});
