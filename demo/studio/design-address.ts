import type { Design } from './design.ts';
import { fromHash, toHash } from './design-link.ts';

/** How long the address waits for the hands to rest. */
const PAUSE_MS = 300;

export interface AddressListener {
  /** The address came with a design. */
  handleDesign(design: Design): void;
  /** In words for the person. */
  handleProblem(message: string): void;
}

/** Keeps the page's address at the design, so that a reload or a copied address brings it back. */
export class DesignAddress {
  readonly #listener: AddressListener;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest: Design | undefined;
  /** Grows with each reading and writing: one that is still being packed or unpacked must not come after the next. */
  #turn = 0;
  /** The hash as it was read or written last: another one comes from outside. */
  #ownHash = '';

  constructor(listener: AddressListener) {
    this.#listener = listener;
  }

  /** Reads the address now, and after each change from outside. */
  connect(): void {
    addEventListener('hashchange', this.#handleHashChange);
    void this.#read(location.hash);
  }

  disconnect(): void {
    removeEventListener('hashchange', this.#handleHashChange);
    clearTimeout(this.#timer);
  }

  writeSoon(design: Design): void {
    this.#latest = design;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.write(design), PAUSE_MS);
  }

  /** Answers whether the address holds `design` now. */
  async write(design: Design): Promise<boolean> {
    this.#latest = design;
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    try {
      const hash = await toHash(design);
      // A link may have come whose event is still to come.
      if (turn !== this.#turn || location.hash !== this.#ownHash) return false;
      if (hash !== location.hash) history.replaceState(history.state, '', hash);
      this.#ownHash = location.hash;
      return true;
    } catch (error) {
      // Nested too deep for JSON, or longer than the browser's addresses.
      console.warn(error);
      this.#listener.handleProblem('The design does not fit into a link. Export the plan instead.');
      return false;
    }
  }

  readonly #handleHashChange = (): void => {
    const { hash } = location;
    if (hash === this.#ownHash) return;
    clearTimeout(this.#timer);
    void this.#read(hash);
  };

  async #read(hash: string): Promise<void> {
    const turn = ++this.#turn;
    this.#ownHash = hash;
    try {
      const design = await fromHash(hash);
      if (turn !== this.#turn) return;
      if (design) this.#listener.handleDesign(design);
      else if (this.#latest) this.writeSoon(this.#latest);
    } catch (error) {
      if (turn === this.#turn) this.#listener.handleProblem((error as Error).message);
    }
  }
}
