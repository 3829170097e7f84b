/**
 * How a row of the fault matrix ends, checked at the tenant. Either the answer is in the right profile and nothing else has
 * changed, or the answer is kept, the page knows the reason, and it arrives after the fault ends.
 */
import assert from 'node:assert/strict';
import type { Fault } from '../../src/tenant/tenant.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';
import { PATIENCE_MS } from '../e2e/harness.ts';
import type { Entry } from './page.ts';
import { BEFORE, type Person, type Stage, type Tab } from './world.ts';

export interface Row {
  what: string;
  /** How it ended, in words; throws where an answer is lost, misplaced or in trouble that nobody is told of. */
  run(stage: Stage): Promise<string>;
}

export const ANSWER = { company: 'Ajax' };

/** The answer is in the profile, with nothing else changed, and nothing of it is left on the device. */
export async function saved(stage: Stage, tab: Tab, answers: UserMetadata = ANSWER, person: Person = stage.ann): Promise<string> {
  await tab.whenSaved();
  assertProfiles(stage, answers, person);
  const { stored, problem } = await tab.state();
  assert.doesNotMatch(stored, /outbox\//, 'Something is left in browser storage.');
  assert.equal(problem, undefined);
  const last = stage.patches.at(-1);
  assert.equal(last, 200);
  return 'saved';
}

/** The answer is not in any profile, but kept, and the page knows why. */
export async function kept(stage: Stage, tab: Tab, code: string, { isWritten = true } = {}): Promise<string> {
  await tab.whenProblem(code);
  const { pending, stored, problem } = await tab.state();
  assert.deepEqual(pending, ANSWER);
  assert.equal(stored.includes('outbox/company'), isWritten);
  assert.doesNotMatch(problem!.message, /Ajax|eyJ/, 'The error tells secrets.');
  assertProfiles(stage, {});
  return `kept (${code})`;
}

/** Kept, and saved once the trouble is over. */
export async function keptThenSaved(stage: Stage, tab: Tab, code: string, heal: () => unknown = () => undefined): Promise<string> {
  const ending = await kept(stage, tab, code);
  stage.tenant.faults.clear();
  await heal();
  // Whatever comes of this try: what passes by itself is tried again.
  await tab.flush();
  return `${ending}, then ${await saved(stage, tab)}`;
}

export function assertProfiles(stage: Stage, answers: UserMetadata, person: Person = stage.ann): void {
  const untouched = { [stage.ann.user_id]: BEFORE as UserMetadata, [stage.bob.user_id]: {} };
  for (const one of [stage.ann, stage.bob]) {
    const expected = { ...untouched[one.user_id], ...(one === person ? answers : {}) };
    assert.deepEqual(stage.profile(one), expected, `The profile of ${one.email} is not as it should be.`);
  }
}

/** The trouble passes by itself: the answer arrives without anybody doing anything. */
export function passes(what: string, faults: Fault | Fault[], entry: Partial<Entry> = {}): Row {
  return {
    what,
    async run(stage) {
      const tab = await stage.openAsAnn(entry);
      stage.tenant.faults.add(...[faults].flat());
      await tab.put(ANSWER);
      const ending = await saved(stage, tab);
      assert.deepEqual(stage.tenant.faults.pending, [], 'The fault did not happen.');
      return ending;
    },
  };
}

/** The trouble stays until somebody does something about it. */
export function stays(what: string, fault: Fault, code: string, entry: Partial<Entry> = {}): Row {
  return {
    what,
    async run(stage) {
      const tab = await stage.openAsAnn(entry);
      stage.tenant.faults.add({ ...fault, times: 'always' });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, code);
    },
  };
}

const users = '/api/v2/users/*';
export const patch = (does: Fault['does'], more: Partial<Fault> = {}): Fault => ({ method: 'PATCH', path: users, ...more, does });
export const answered = (status: number, more: object = {}): Fault => patch({ kind: 'answer', status, ...more });
export const authorize = (does: Fault['does']): Fault => ({ method: 'GET', path: '/authorize', does });
/** Waits until a request hangs at the tenant. */
export async function untilHanging(stage: Stage, count = 1): Promise<void> {
  for (const start = Date.now(); stage.tenant.faults.hanging < count; ) {
    if (Date.now() - start > PATIENCE_MS) throw new Error('No request came to hang.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
export const expiredLogin = async (stage: Stage): Promise<Partial<Entry>> => ({
  login: { ...(await stage.signIn(stage.ann)), expiresIn: 0 },
});
