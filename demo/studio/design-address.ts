import type { Design } from './design.ts';
import { fromHash, toHash } from './design-link.ts';

/** How long the address waits after the last change. */
const PAUSE_MS = 300;

export interface AddressListener {
  /** Called if the address contains a design. */
  handleDesign(design: Design): void;
  /** `message` is written for the person. */
  handleProblem(message: string): void;
}

/** Stores the design in the page's address, so that a reload or a copied address restores it. */
export class DesignAddress {
  readonly #listener: AddressListener;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest: Design | undefined;
  /** Grows with each read and write. One that finishes after a newer one began is ignored. */
  #turn = 0;
  /** The hash that was last read or written. A different hash comes from outside. */
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

  /** Writes `design` to the address. Returns whether the address contains it now. */
  async write(design: Design): Promise<boolean> {
    this.#latest = design;
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    try {
      const hash = await toHash(design);
      // A link may have been opened, and its event has not been dispatched yet.
      if (turn !== this.#turn || location.hash !== this.#ownHash) return false;
      if (hash !== location.hash) history.replaceState(history.state, '', hash);
      this.#ownHash = location.hash;
      return true;
    } catch (error) {
      // Nested too deep for JSON, or longer than the browser allows for addresses.
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
