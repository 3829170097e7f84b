/**
 * Random histories of one person's devices. `HISTORIES=100000` runs more of them, `HISTORY_SEED=…` repeats those of a failure.
 */
import { after, before, it, mock } from 'node:test';
import fc from 'fast-check';
import { runInThread } from '../run-in-thread.ts';
import { FIELDS, World, type Act } from './world.ts';

const HISTORIES = Number(process.env.HISTORIES ?? 10_000);
const SEED = process.env.HISTORY_SEED === undefined ? undefined : Number(process.env.HISTORY_SEED);

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const YEAR = 365 * DAY;

const ACTS: Act['type'][] = ['answer', 'answer', 'answer', 'answer', 'change', 'erase', 'undo', 'undo', 'decline', 'allow', 'silence', 'unsilence', 'snooze'];

const step = fc.record({
  // Most happens on one device, and to one field.
  device: fc.constantFrom(0, 0, 0, 1, 2),
  // What was read within the last minute counts as what the profile holds: then no other device acts.
  gap: fc.constantFrom(61 * SECOND, HOUR, DAY),
  shortGap: fc.constantFrom(0, SECOND, 20 * SECOND, 61 * SECOND),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('act' as const), type: fc.constantFrom(...ACTS), field: fc.constantFrom('company', ...FIELDS) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('network' as const), isOnline: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('visit' as const), signsIn: fc.boolean(), planIndex: fc.constantFrom(0, 0, 1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('tab' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock' as const), offset: fc.constantFrom(0, YEAR, -YEAR, HOUR, -10 * MINUTE) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('refusal' as const), field: fc.constantFrom(...FIELDS), isOn: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('disk' as const), isFull: fc.boolean() }) },
  ),
});
const history = fc.record({ endpoints: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), steps: fc.array(step, { minLength: 2, maxLength: 12 }) });
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

export const START = Date.parse('2026-05-01T10:00:00Z');

/** The Web Locks of browsers, which Node 20 does not have. */
class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as () => Promise<unknown>;
    const run = (this.#last.get(name) ?? Promise.resolve()).then(work);
    this.#last.set(name, run.catch(() => undefined));
    return run;
  }
}

async function live({ endpoints, steps }: History, hasRightClocks: boolean): Promise<void> {
  mock.timers.setTime(START);
  const world = new World(endpoints, Date.now);
  let last: number | undefined;
  try {
    for (const { device: index, gap, shortGap, what } of steps) {
      mock.timers.setTime(Date.now() + (index === last ? shortGap : gap));
      last = index;
      const device = world.devices[index]!;
      if (what.kind === 'act') await world.act(device, what.type, what.field);
      else if (what.kind === 'visit') await world.visit(device, what);
      else if (what.kind === 'read') await world.read(device);
      else if (what.kind === 'tab') world.switchTab(device);
      else if (what.kind === 'network') {
        device.isOnline = what.isOnline;
        await world.flush(device);
      } else if (what.kind === 'clock') device.offset = hasRightClocks ? 0 : what.offset;
      else if (what.kind === 'refusal') world.refused[what.isOn ? 'add' : 'delete'](what.field);
      else device.disk.isFull = what.isFull;
    }
    mock.timers.setTime(Date.now() + HOUR);
    await world.comeTogether();
    world.check(hasRightClocks);
  } finally {
    world.close();
  }
}

/** The clock of the histories: it moves when it is told to. */
export function useHistoryClock(): void {
  before(startHistoryClock);
  after(() => {
    mock.timers.reset();
    Reflect.deleteProperty(performance, 'now');
  });
}

export function startHistoryClock(): void {
  mock.timers.enable({ apis: ['Date'], now: START });
  Object.defineProperty(performance, 'now', { value: () => Date.now(), configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true, locks: new Locks() }, configurable: true });
}

/** Half of the histories; the seed of one that fails is printed. */
export function testHistories(what: string, hasRightClocks: boolean): void {
  it(what, { timeout: 600_000 }, ({ signal }) => runInThread(new URL('history-thread.ts', import.meta.url), hasRightClocks, signal));
}

/** Plays them on the clock that is running. Rejects with the first that loses something. */
export function playHistories(hasRightClocks: boolean): Promise<void> {
  return fc.assert(
    fc.asyncProperty(history, (one) => live(one, hasRightClocks)),
    { numRuns: Math.ceil(HISTORIES / 2), seed: SEED, includeErrorInReport: true },
  );
}
