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
  /** The latest design; an older one that is still being packed must not come after it. */
  #latest: Design | undefined;
  /** The hash written last: another one comes from outside. */
  #ownHash = '';

  constructor(listener: AddressListener) {
    this.#listener = listener;
  }

  /** Reads the address now, and whenever somebody else changes it. */
  connect(): void {
    addEventListener('hashchange', this.#handleHashChange);
    void this.#read();
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
    try {
      const hash = await toHash(design);
      if (design !== this.#latest) return false;
      this.#ownHash = hash;
      history.replaceState(history.state, '', hash);
      return true;
    } catch (error) {
      // Nested too deep for JSON, or longer than the browser's addresses.
      console.warn(error);
      this.#listener.handleProblem('The design does not fit into a link. Export the plan instead.');
      return false;
    }
  }

  readonly #handleHashChange = (): void => {
    if (location.hash !== this.#ownHash) void this.#read();
  };

  async #read(): Promise<void> {
    const { hash } = location;
    try {
      const design = await fromHash(hash);
      if (!design) return;
      this.#ownHash = hash;
      this.#listener.handleDesign(design);
    } catch (error) {
      this.#listener.handleProblem((error as Error).message);
    }
  }
}
