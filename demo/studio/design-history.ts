/** Undo and redo of a design. The view is not part of it. */
import type { Design } from './design.ts';

export type Made = Pick<Design, 'plan' | 'dictionaries' | 'look' | 'moment'>;

const MAX_STEPS = 100;
/** Changes in the same place with shorter pauses than this are undone together. */
const PAUSE_MS = 1000;

export class DesignHistory {
  #past: Made[] = [];
  #future: Made[] = [];
  #lastPlace = '';
  #lastAt = 0;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Stores the design before a change.
   * @param place what is changed. Changes of one place that follow each other quickly are one step. `''`: a separate step.
   */
  remember({ plan, dictionaries, look, moment }: Made, place: string): void {
    const now = Date.now();
    const goesOn = place !== '' && place === this.#lastPlace && now - this.#lastAt <= PAUSE_MS;
    if (!goesOn) this.#past = [...this.#past, { plan, dictionaries, look, moment }].slice(-MAX_STEPS);
    this.#future = [];
    this.#lastPlace = place;
    this.#lastAt = now;
  }

  undo(current: Made): Made | undefined {
    return this.#step(this.#past, this.#future, current);
  }

  redo(current: Made): Made | undefined {
    return this.#step(this.#future, this.#past, current);
  }

  #step(from: Made[], to: Made[], { plan, dictionaries, look, moment }: Made): Made | undefined {
    const made = from.pop();
    if (made) to.push({ plan, dictionaries, look, moment });
    this.#lastPlace = '';
    return made;
  }
}
