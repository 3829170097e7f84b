import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_OPTIONS, simulate, type SimulationOptions, type SimulationResult } from '../../src/plan/simulation.ts';
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
    assert.match(first ?? '', /^In \d+ % of the sessions something is asked; in the end 1 of 3 fields are known of half of the people or more\.$/);
    assert.deepEqual(rest.slice(0, -1), [
      'Known of fewer: refused (0 %).',
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

  it('leave a plan without any as it was', () => assert.deepEqual(play().variants, []));
});
