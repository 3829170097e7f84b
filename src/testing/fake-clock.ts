/** A clock for tests. */
import { parseDuration } from '../plan/duration.ts';

/** Stays at the same time until the test changes it. */
export class FakeClock {
  #time: number;

  /** @param start the first time. Default: now */
  constructor(start: Date | string | number = Date.now()) {
    this.#time = timeOf(start);
  }

  /** Returns the current time. Bound, so you can pass it: `createProfiler({ now: clock.now })`. */
  readonly now = (): Date => new Date(this.#time);

  /**
   * Advances the clock.
   * @param duration ISO 8601, as in a plan's `pacing`: `PT31M`, `P1D`
   * @throws {TypeError} if it is not such a duration
   */
  advance(duration: string): void {
    const milliseconds = parseDuration(duration);
    if (milliseconds === undefined) throw new TypeError(`Expected an ISO 8601 duration such as "PT31M" or "P1D", got "${duration}".`);
    this.#time += milliseconds;
  }

  /** Sets the time. @throws {TypeError} if `time` is not a time */
  set(time: Date | string | number): void {
    this.#time = timeOf(time);
  }
}

function timeOf(time: Date | string | number): number {
  const milliseconds = new Date(time).getTime();
  if (Number.isNaN(milliseconds)) throw new TypeError(`Expected a time such as "2026-05-01T09:00:00Z", got "${String(time)}".`);
  return milliseconds;
}
