/** What TypeScript knows of `ask()` and `track()` with a plan of `definePlan`, and of the tags in JSX. The compiler is what tests it; see `npm run types`. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { createProfiler } from '../../src/ask/profiler.ts';
import type { ProfilerOptions } from '../../src/ask/profiler-options.ts';
import type { ProgressiveLockFor, TellUsMoreFor } from '../../src/elements/planned-elements.ts';
import type { ProgressiveLockElement } from '../../src/elements/progressive-lock-element.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import { definePlan, type Activity } from '../../src/plan/index.ts';
import type { FieldValue } from '../../src/plan/plan.ts';
import type { JsxElements } from '../../src/jsx.ts';
import type { MeterWords } from '../../src/profile-meter.ts';
import type { useProfiler, UseProfilerOptions } from '../../src/use-profiler.ts';
import type { useTellUsMore as useInReact } from '../../src/use-tell-us-more.ts';
import type { useTellUsMore as useInVue } from '../../src/vue.ts';

const plan = definePlan({
  fields: [
    { name: 'team_size', label: 'Team size', type: 'number' },
    { name: 'role', label: 'Role', type: 'radio', options: [{ value: 'dev', label: 'Developer' }, { value: 'ops', label: 'Operations' }] },
    { name: 'vat_id', label: 'VAT', ask: { on: 'checkout' } },
    { name: 'phone', label: 'Phone', type: 'tel', ask: { on: ['checkout', 'support'], urgent: true } },
  ],
});
type Plan = typeof plan;

type Is<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
/** Says nothing at run time, and is wrong for the compiler where the two types differ. */
const resolves = <Expected>() => <Given>(_given: (...all: never[]) => Promise<Given>, ..._same: Is<Given, Expected> extends true ? [] : [Given]) => undefined;
const isActivity: Is<Activity<Plan>, 'checkout' | 'support'> = true;

interface Asks {
  element: TellUsMoreFor<Plan>;
  lock: ProgressiveLockFor<Plan>;
  profiler: ReturnType<typeof createProfiler<Plan>>;
  hook: ReturnType<typeof useProfiler<Plan>>;
}

/** Never called: only its types matter. */
function askAll({ element, lock, profiler, hook }: Asks): void {
  for (const asker of [element, lock, profiler, hook]) {
    resolves<{ team_size: number } | null>()(() => asker.ask(['team_size']));
    resolves<{ role: 'dev' | 'ops' } | null>()(() => asker.ask(['role']));
    resolves<{ team_size?: number; vat_id?: string } | null>()(() => asker.ask(['team_size', 'vat_id']));
    resolves<{ team_size?: number; role?: 'dev' | 'ops'; vat_id?: string; phone?: string } | null>()(() => asker.ask());
    // @ts-expect-error no such field
    void asker.ask(['team_sise']);
    // @ts-expect-error one of them is no field
    void asker.ask(['team_size', 'rol']);
    asker.track('support');
    asker.track(undefined);
    // @ts-expect-error no such activity
    asker.track('chekout');
  }
  void profiler.answer({ team_size: 3 });
  // @ts-expect-error no such field
  void profiler.answer({ teamsize: 3 });
  profiler.draft('role', 'dev');
  // @ts-expect-error no such field
  profiler.draft('rol', 'dev');
}

/** Elements and profilers of any plan, as they were before. */
function askUntyped(element: TellUsMoreElement, lock: ProgressiveLockElement, names: string[]): void {
  resolves<{ [name: string]: FieldValue | undefined } | null>()(() => element.ask(names));
  resolves<{ [name: string]: FieldValue | undefined } | null>()(() => lock.ask(['vat_id']));
  element.track('anything');
}

/** An element of a plan is one of any plan: in a `ref`, or where a function takes one. */
function passOn({ element, lock }: Asks): void {
  askUntyped(element, lock, []);
  const found = document.querySelector<TellUsMoreFor<Plan>>('tell-us-more');
  resolves<{ role: 'dev' | 'ops' } | null | undefined>()(async () => found?.ask(['role']));
}

const options = (more: Pick<ProfilerOptions, 'store'>) => ({ ...more, plan, clientId: 'app' });
function infer(create: typeof createProfiler, use: typeof useProfiler, more: Pick<UseProfilerOptions, 'store' | 'user'>): void {
  resolves<{ team_size: number } | null>()(() => create(options(more)).ask(['team_size']));
  resolves<{ team_size: number } | null>()(() => use({ ...options(more), user: more.user }).ask(['team_size']));
  resolves<{ team_size: FieldValue } | null>()(() => create({ ...options(more), plan: '/plan.json' }).ask(['team_size']));
}

/** The frameworks' `track()` ends an activity, too. */
function endActivity(...all: (ReturnType<typeof useInReact> | ReturnType<typeof useInVue>)[]): void {
  for (const { track } of all) track(undefined);
}

const words: Partial<MeterWords> = { hideMeter: 'Hide' };
/** Every tag with what a page sets and hears; `progress` of the meter is there to be read. */
const tags: Pick<JsxElements, 'profile-review' | 'profile-meter'> = {
  'profile-review': { for: 'lock', onerased: ({ detail }) => detail.names },
  'profile-meter': { for: 'lock', dictionary: words, onerror: ({ detail }) => detail.error },
};
// @ts-expect-error it cannot be set
tags['profile-meter'].progress = undefined;

it('is what the compiler says', () => {
  assert.ok(isActivity, 'the activities of the plan');
  assert.deepEqual([askAll, passOn, infer, endActivity].map(({ name }) => name), ['askAll', 'passOn', 'infer', 'endActivity']);
});
