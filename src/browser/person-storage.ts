/**
 * What is kept in this browser about one person: under a hash of the subject, never the plain id,
 * so that two people on one browser share nothing and a look into storage names nobody.
 */

import { digestOf } from './digest.ts';

/** The part of the Web Storage API that is used; `localStorage`, or anything that behaves like it. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'progressive-lock';

/** How the names of the drawers begin that hold answers on their way (outbox.ts): is there any, there is work left. */
export const OUTBOX_DRAWER = 'outbox/';

/** The drawer of what was asked and what came of it. */
export const LEDGER_DRAWER = 'ledger';

/** The drawer of when the person last signed out here: it is how other tabs learn of it. */
export const SIGN_OUT_DRAWER = 'signed-out';

/** Keeps things for this visit only: the fallback where storage is blocked. */
export class MemoryStorage implements KeyValueStorage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

// One for the page, so that several elements see the same things where storage is blocked.
const pageMemory = new MemoryStorage();

/** This browser's `localStorage` if it can be written, else memory for the visit. */
export function openBrowserStorage(): KeyValueStorage {
  try {
    const probe = `${PREFIX}:probe`;
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    // Blocked by a setting, a sandboxed frame, or full: all of them throw here.
    return pageMemory;
  }
}

/** JSON drawers of one person in one application. */
export class PersonStorage {
  readonly #storage: KeyValueStorage;
  readonly #personHash: string;
  readonly #prefix: string;

  constructor(storage: KeyValueStorage, personHash: string) {
    this.#storage = storage;
    this.#personHash = personHash;
    this.#prefix = `${PREFIX}:${personHash}:`;
  }

  /** The same person's drawers in this page's memory: for what may not, or cannot, be written down. */
  inMemory(): PersonStorage {
    return new PersonStorage(pageMemory, this.#personHash);
  }

  /** Opens the drawers of `userId` (an OIDC `sub`) in the application `clientId`. */
  static async open(userId: string, clientId: string, storage = openBrowserStorage()): Promise<PersonStorage> {
    const person = JSON.stringify([clientId, userId]);
    const digest = await digestOf(person);
    // A plain id must not be written down: without a digest it is kept to memory.
    return digest ? new PersonStorage(storage, digest) : new PersonStorage(pageMemory, person);
  }

  /** Whether answers wait to be sent. */
  get hasPending(): boolean {
    return [this, this.inMemory()].some((place) => place.list(OUTBOX_DRAWER).length > 0);
  }

  /** The storage key of a drawer, for `storage` events and lock names. */
  key(drawer: string): string {
    return this.#prefix + drawer;
  }

  /** The names of all drawers that begin with `start`. */
  list(start: string): string[] {
    const whole = this.key(start);
    try {
      const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index));
      return keys.filter((key) => key?.startsWith(whole)).map((key) => key!.slice(this.#prefix.length));
    } catch {
      // Storage that became blocked holds nothing that could be read.
      return [];
    }
  }

  /** The drawer's JSON value; `undefined` if there is none or it cannot be read as JSON. */
  read(drawer: string): unknown {
    try {
      const text = this.#storage.getItem(this.key(drawer));
      return text === null ? undefined : JSON.parse(text);
    } catch {
      // A drawer that somebody else wrote over is as good as none.
      return undefined;
    }
  }

  /** Writes a JSON value; answers whether it is kept (a full storage refuses). */
  write(drawer: string, value: unknown): boolean {
    try {
      this.#storage.setItem(this.key(drawer), JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  remove(drawer: string): void {
    try {
      this.#storage.removeItem(this.key(drawer));
    } catch {
      // Storage that became blocked holds nothing that could be read either.
    }
  }

  /**
   * Forgets the person after sign-out: answers, profile and drafts. The ledger stays, which holds hashed names of fields
   * and dates: without it, signing out and in again would undo "not now". And the time of it, for other tabs.
   */
  forget(): void {
    for (const place of [this, this.inMemory()]) {
      for (const drawer of place.list('')) if (drawer !== LEDGER_DRAWER) place.remove(drawer);
    }
    this.write(SIGN_OUT_DRAWER, Date.now());
  }
}
