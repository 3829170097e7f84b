import type { StateFile } from './state-file.ts';

/** The tenant's time: the machine's, plus the time that was skipped. */
export class TenantClock {
  readonly #file: StateFile<{ aheadMs?: number }>;
  readonly #base: () => Date;

  constructor(file: StateFile<{ aheadMs?: number }>, base: () => Date) {
    this.#file = file;
    this.#base = base;
  }

  /** Bound, so that it can be handed on. */
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

  /** Back to the time of the machine. */
  reset(): void {
    this.#file.state.aheadMs = 0;
    this.#file.save();
  }
}

/** A hundred years: what a person may type. */
const MAX_AHEAD_MS = 100 * 365 * 86_400_000;
