import type { StateFile } from './state-file.ts';

/** The tenant's time: that of the machine, plus the skipped time. */
export class TenantClock {
  readonly #file: StateFile<{ aheadMs?: number }>;
  readonly #base: () => Date;

  constructor(file: StateFile<{ aheadMs?: number }>, base: () => Date) {
    this.#file = file;
    this.#base = base;
  }

  /** Bound, so that it can be passed on. */
  readonly now = (): Date => new Date(this.#base().getTime() + this.aheadMs);

  get aheadMs(): number {
    return this.#file.state.aheadMs ?? 0;
  }

  /** Advances by `ms` milliseconds. Throws a `RangeError` if that is not forward, or too far for a date. */
  travel(ms: number): void {
    if (!(ms > 0) || this.aheadMs + ms > MAX_AHEAD_MS) throw new RangeError(`Expected 1 to ${MAX_AHEAD_MS} milliseconds in all, got ${ms} more.`);
    this.#file.state.aheadMs = this.aheadMs + ms;
    this.#file.save();
  }

  /** Returns to the time of the machine. */
  reset(): void {
    this.#file.state.aheadMs = 0;
    this.#file.save();
  }
}

/** The limit of a typed time: a hundred years. */
const MAX_AHEAD_MS = 100 * 365 * 86_400_000;
