/** What must hold of an ask whatever happens to it, in whichever order. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openState, transition, type AskEffect, type AskEvent, type AskState } from '../../src/ask/ask-state.ts';
import type { ListedField } from '../../src/ask/listed-fields.ts';

const fieldsOf = (count: number): ListedField[] => Array.from({ length: count }, (_, index) => ({ name: `f${index}`, label: 'F', sensitive: index === 1 }));

type Shown = Exclude<AskState, { phase: 'ended' }>;

/** What a person, the page and the tenant can do; the answers are those of the step on the screen. */
const kinds = ['answered', 'failed', 'taken-back', 'noticed', 'snoozed', 'declined', 'closed', 'timed-out', 'back', 'ended'] as const;

function eventOf(kind: (typeof kinds)[number], state: AskState): AskEvent {
  if (kind === 'noticed') return { type: kind, notice: 'offline' };
  if (kind === 'timed-out') return { type: kind, isBeingUsed: false };
  if (kind === 'back') return { type: kind, drafts: { f0: 'typed' } };
  if (kind !== 'answered') return { type: kind };
  const names = state.phase === 'ended' ? ['f0'] : state.steps[state.index - 1]!.map(({ name }) => name);
  const values = Object.fromEntries(names.map((name) => [name, 'yes']));
  return { type: kind, answers: values, undo: { values, saved: Object.fromEntries(names.map((name) => [name, [values[name]]])), patch: Object.fromEntries(names.map((name) => [name, null])) } };
}

function play(state: AskState, events: readonly (typeof kinds)[number][]): { states: AskState[]; effects: AskEffect[][] } {
  const states = [state];
  const effects: AskEffect[][] = [];
  for (const kind of events) {
    const next = transition(states.at(-1)!, eventOf(kind, states.at(-1)!));
    states.push(next.state);
    effects.push(next.effects);
  }
  return { states, effects };
}

const types = (effects: readonly AskEffect[]) => effects.map(({ type }) => type);
const open = (count: number) => openState(fieldsOf(count), { f0: 'draft' }, ['f0']);

describe('an ask', () => {
  it('comes in steps of three at most, all of them of nearly the same length', () => {
    const lengths = (count: number) => (open(count) as Shown).steps.map((step) => step.length);
    assert.deepEqual([1, 3, 4, 7].map(lengths), [[1], [3], [2, 2], [3, 3, 1]]);
  });

  it('goes through its steps, gives thanks and settles, once', () => {
    const { states, effects } = play(open(4), ['answered', 'answered', 'timed-out']);
    assert.deepEqual(states.map((state) => (state.phase === 'ended' ? 'ended' : `${state.phase} ${state.index}`)), ['asking 1', 'asking 2', 'thanking 2', 'ended']);
    assert.deepEqual(effects.map(types), [['forget-drafts', 'tell'], ['forget-drafts', 'tell', 'keep-open', 'settle', 'time-thanks'], ['end']]);
  });

  it('goes back to the step before, with its answers and what was typed since, and no further', () => {
    const { states } = play(open(4), ['answered', 'back', 'back']);
    const [, second, first, still] = states as Shown[];
    assert.deepEqual([second!.index, first!.index, still], [2, 1, first]);
    assert.deepEqual([first!.values, first!.drafted], [{ f0: 'typed', f1: 'yes' }, ['f0']]);
    const again = play(first!, ['answered', 'answered']).states.at(-1) as Shown;
    assert.deepEqual([again.phase, again.undo?.patch], ['thanking', { f0: null, f1: null, f2: null, f3: null }]);
  });

  it('puts off, declines and forgets what answers have brought along with the rest, and begins the next step without', () => {
    const followUps = fieldsOf(5).slice(4).map((field) => ({ field, below: 'f0' }));
    const follow = (state: AskState) => transition(state, { type: 'followed', followUps }).state;
    const one = follow(open(1));
    for (const kind of ['snoozed', 'declined'] as const) {
      const [record] = transition(one, { type: kind }).effects.filter(({ type }) => type === 'record');
      assert.deepEqual(record, { type: 'record', kind, names: ['f0', 'f4'] });
    }
    assert.deepEqual(transition(one, eventOf('answered', one)).effects[0], { type: 'forget-drafts', names: ['f0', 'f4'] });
    const kept = play(follow(open(4)), ['answered', 'back']).states.map((state) => (state as Shown).followUps.length);
    assert.deepEqual(kept, [1, 0, 0]);
  });

  it('says whether trying again can help', () => {
    const notice = (isFinal?: boolean) => (transition(open(1), { type: 'failed', isFinal }).state as Shown).notice;
    assert.deepEqual([notice(), notice(true)], ['failed', 'refused']);
  });

  it('keeps the thanks while the person is at them', () => {
    const thanking = play(open(1), ['answered']).states.at(-1)!;
    const { state, effects } = transition(thanking, { type: 'timed-out', isBeingUsed: true });
    assert.equal(state, thanking);
    assert.deepEqual(types(effects), ['time-thanks']);
  });

  it('asks all of it again after an undo, with the answers filled in, and no sensitive one in the drafts', () => {
    const { states, effects } = play(open(4), ['answered', 'answered', 'taken-back']);
    const again = states.at(-1) as Shown;
    assert.deepEqual([again.phase, again.index, again.undo, again.values], ['asking', 1, undefined, { f0: 'yes', f1: 'yes', f2: 'yes', f3: 'yes' }]);
    assert.deepEqual(effects.at(-1), [
      { type: 'keep-drafts', values: { f0: 'yes', f2: 'yes', f3: 'yes' } },
      { type: 'keep-open', names: ['f0', 'f1', 'f2', 'f3'] },
    ]);
  });

  it('takes back to what was there before the first of several answers', () => {
    const first = transition(open(1), { type: 'answered', answers: { f0: 'a' }, undo: { values: { f0: 'a' }, saved: { f0: ['a'] }, patch: { f0: 'old' } } });
    assert.deepEqual((first.state as Shown).undo, { values: { f0: 'a' }, saved: { f0: ['a'] }, patch: { f0: 'old' } });
  });

  it('takes back all that was saved of a question, also what was changed after "Back"', () => {
    const answer = (text: string): AskEvent => ({ type: 'answered', answers: { f0: text }, undo: { values: { f0: text }, saved: { f0: [text] }, patch: { f0: text === 'a' ? null : 'a' } } });
    const back = transition(transition(open(4), answer('a')).state, { type: 'back', drafts: {} });
    const again = transition(back.state, answer('b')).state as Shown;
    assert.deepEqual(again.undo, { values: { f0: 'b' }, saved: { f0: ['a', 'b'] }, patch: { f0: null } });
  });

  it('puts off this step and those after it, and declines only what is on the screen', () => {
    const second = play(open(7), ['answered']).states.at(-1)!;
    const said = (event: AskEvent) => transition(second, event).effects.find(({ type }) => type === 'record');
    assert.deepEqual(said({ type: 'snoozed' }), { type: 'record', kind: 'snoozed', names: ['f3', 'f4', 'f5', 'f6'] });
    assert.deepEqual(said({ type: 'declined' }), { type: 'record', kind: 'declined', names: ['f3', 'f4', 'f5'] });
  });

  it('records a refusal before anybody hears of it, and sends it last', () => {
    for (const type of ['snoozed', 'declined'] as const) {
      const done = types(transition(open(1), { type }).effects).filter((effect) => effect !== 'forget-drafts');
      assert.deepEqual(done, ['record', 'keep-open', 'tell', 'settle', 'end', 'send-ledger']);
    }
  });

  it('whatever happens: settles at most once, ends once, and does nothing afterwards but tell of an answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.constantFrom(...kinds), { maxLength: 30 }), (count, events) => {
        const before = open(count);
        const frozen = JSON.stringify(before);
        const { states, effects } = play(before, events);
        assert.equal(JSON.stringify(before), frozen, 'a state was changed in place');
        let isSettled = false;
        for (const [index, done] of effects.entries()) {
          const [from, to] = [states[index]!, states[index + 1]!];
          if (to.phase !== 'ended') assert.ok(to.index >= 1 && to.index <= to.steps.length, 'a step that is not there');
          if (from.phase === 'ended') {
            assert.equal(to.phase, 'ended', 'came back after its end');
            assert.ok(types(done).every((type) => type === 'tell'), `${types(done).join()} after the end`);
            continue;
          }
          assert.equal(types(done).includes('end'), to.phase === 'ended', 'ends, and says so');
          assert.equal(types(done).includes('time-thanks'), from.phase !== 'thanking' && to.phase === 'thanking', 'thanks are timed');
          // Thanks that were taken back are asked again, and whoever called ask() has the answer already.
          if (types(done).includes('settle') && !isSettled) isSettled = true;
          if (to.phase === 'ended') assert.ok(isSettled, 'ended, and the caller of ask() still waits');
          if (to.phase === 'thanking') assert.ok(to.undo, 'thanks that cannot be taken back');
        }
      }),
      { numRuns: 2000 },
    );
  });
});
