/** A clock that moves only when a test moves it. */
export class HandClock {
  time = Date.parse('2026-03-01T09:00:00Z');
  #timers: { at: number; run: () => void }[] = [];

  /** By how much somebody has set it. */
  set = 0;

  readonly now = () => this.time + this.set;

  readonly uptime = () => this.time;

  readonly later = (run: () => void, ms: number) => {
    const timer = { at: this.time + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** How long until each timer, in milliseconds. */
  get waits(): number[] {
    return this.#timers.map(({ at }) => at - this.time).sort((a, b) => a - b);
  }

  /** Moves on and runs what has become due. */
  advance(ms: number): void {
    this.time += ms;
    const due = this.#timers.filter(({ at }) => at <= this.time);
    this.#timers = this.#timers.filter(({ at }) => at > this.time);
    for (const { run } of due) run();
  }
}
