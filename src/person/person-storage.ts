/**
 * One person's data in this browser. Its keys contain a hash of the user ID, never the ID itself, so that two people share
 * nothing and the storage identifies no one.
 */

import { digestOf } from '../platform/digest.ts';
import { later } from '../platform/later.ts';
import { tryStorage } from '../platform/try-storage.ts';

/** The part of the Web Storage API that is used: `localStorage`, or anything that behaves like it. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'progressive-lock';

/** The names of pending answers begin with this. */
export const OUTBOX_PREFIX = 'outbox/';

/** The copy of the profile. */
export const PROFILE_ITEM = 'profile';

/** The ledger: what was asked, answered and declined. */
export const LEDGER_ITEM = 'ledger';

/** The profile's ledger as it was last seen. What `LEDGER_ITEM` has beyond it, this browser has added. */
export const SEEN_LEDGER_ITEM = 'seen-ledger';

/** Answers that are not in the profile, because it contains other ones and their order is unknown. */
export const OTHER_ANSWERS_ITEM = 'other-answers';

/** The questions on the screen. */
export const OPEN_ASK_ITEM = 'open-ask';

/** The person has hidden the `<profile-meter>`. */
export const METER_ITEM = 'meter';

/** The items that a sign-out keeps: ledgers (hashed names of fields, and dates), and the hidden meter. */
const KEPT_ITEMS = [LEDGER_ITEM, SEEN_LEDGER_ITEM, METER_ITEM];

/** When the person last signed out here. Other tabs notice a sign-out by it. */
export const SIGN_OUT_ITEM = 'signed-out';

/** Stores items for this visit only, for browsers that block storage. */
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

// One for the page, so that several elements share their data if storage is blocked.
const pageMemory = new MemoryStorage();
/** Items that the browser did not store, or must not, by person. */
const memories = new Map<string, MemoryStorage>();

function memoryOf(personHash: string): MemoryStorage {
  const memory = memories.get(personHash) ?? new MemoryStorage();
  memories.set(personHash, memory);
  return memory;
}

/** Returns `localStorage` if the page may use it, otherwise memory. */
export function openBrowserStorage(): KeyValueStorage {
  // A full storage can still be read and emptied. Only a blocked one throws here.
  const canRead = tryStorage(() => localStorage.getItem(PREFIX)) !== undefined;
  return canRead ? localStorage : pageMemory;
}

/** A change to a person's items by another tab, or by another part of this page. */
export interface StorageChange {
  /** The item; `undefined` if all of them may have changed. */
  item: string | undefined;
  isRemoved: boolean;
  /** This page has made the change. Browsers report only those of other tabs. */
  isLocal: boolean;
}

interface Watcher {
  storage: PersonStorage;
  handleChange: (change: StorageChange) => void;
  /** The items that this page has written before the listener was added. */
  written?: Set<string>;
}

/** The watchers of all people on this page. They share one listener. */
const watchers = new Set<Watcher>();

function handleStorageEvent({ key, newValue }: StorageEvent): void {
  for (const { storage, handleChange } of [...watchers]) {
    const start = storage.key('');
    if (key !== null && !key.startsWith(start)) continue;
    handleChange({ item: key?.slice(start.length), isRemoved: newValue === null, isLocal: false });
  }
}

/**
 * JSON values of one person in one application. If the browser's storage is full, values are kept in this page's memory.
 * Reading and removing always reach both.
 */
export class PersonStorage {
  readonly #disk: KeyValueStorage;
  readonly #memory: MemoryStorage;
  readonly #prefix: string;
  /**
   * This key exists while answers may be pending, so that the whole storage need not be searched for them. Each answer has its
   * own key, so that tabs that write at the same time cannot lose one.
   */
  readonly #pendingKey: string;
  /** The answers that this page has stored. They are found even if another tab has removed `#pendingKey`. */
  readonly #ownAnswers = new Set<string>();

  constructor(disk: KeyValueStorage, personHash: string) {
    this.#disk = disk;
    this.#memory = memoryOf(personHash);
    this.#prefix = `${PREFIX}:${personHash}:`;
    this.#pendingKey = `${PREFIX}:pending:${personHash}`;
  }

  /** Opens the storage of `userId` (an OIDC `sub`) in the application `clientId`. */
  static async open(userId: string, clientId: string, disk = openBrowserStorage()): Promise<PersonStorage> {
    const person = JSON.stringify([clientId, userId]);
    const digest = await digestOf(person);
    // Without a digest, everything stays in memory, because a plain ID must not be stored.
    return digest ? new PersonStorage(disk, digest) : new PersonStorage(pageMemory, person);
  }

  /** Whether answers are pending. */
  get hasPending(): boolean {
    return this.list(OUTBOX_PREFIX).length > 0;
  }

  /** When the person last signed out here, as text to compare. */
  get signedOutAt(): string {
    return String(this.read(SIGN_OUT_ITEM));
  }

  /** Whether the person has signed out since `signedOutAt` was `before`. Without the item, the page has cleared its storage. */
  hasSignedOutSince(before: string): boolean {
    return this.read(SIGN_OUT_ITEM) !== undefined && this.signedOutAt !== before;
  }

  /** The storage key of an item, for `storage` events and lock names. */
  key(item: string): string {
    return this.#prefix + item;
  }

  /** Calls `handleChange` after each write that another object or tab has made, until `signal` is aborted. */
  watch(handleChange: (change: StorageChange) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const written = new Set<string>();
    const watcher: Watcher = { storage: this, handleChange, written };
    watchers.add(watcher);
    const look = () => new Map([PROFILE_ITEM, OPEN_ASK_ITEM, SIGN_OUT_ITEM, ...this.list(OUTBOX_PREFIX)].map((item) => [item, JSON.stringify(this.read(item))]));
    let before = look();
    const catchUp = () => {
      for (const [item, text] of look()) {
        if (text !== before.get(item) && !watcher.written?.has(item)) handleChange({ item, isRemoved: text === undefined, isLocal: false });
      }
    };
    // Later, because Chromium opens both areas of Web Storage for the first listener, which takes as long as drawing the panel.
    const timer = later(() => {
      addEventListener('storage', handleStorageEvent);
      catchUp();
      watcher.written = undefined;
      // WebKit sends no storage events to pages in the back/forward cache.
      addEventListener('pagehide', () => (before = look()), { signal });
      addEventListener('pageshow', ({ persisted }) => persisted && catchUp(), { signal });
    });
    const handleAbort = () => {
      clearTimeout(timer);
      watchers.delete(watcher);
      if (!watchers.size) removeEventListener('storage', handleStorageEvent);
    };
    signal.addEventListener('abort', handleAbort, { once: true });
  }

  /** Returns the names of all items that begin with `start`. */
  list(start: string): string[] {
    const isOnDisk = !start.startsWith(OUTBOX_PREFIX) || this.#mayHaveAnswers;
    const areas = isOnDisk ? this.#areas : [this.#memory];
    const keys = new Set(areas.flatMap((area) => keysOf(area, this.key(start))));
    return [...keys].map((key) => key.slice(this.#prefix.length));
  }

  /** Returns the item's value; `undefined` if there is none or it is not valid JSON. */
  read(item: string): unknown {
    return this.readAll(item)[0];
  }

  /** Returns the value in this page's memory, which is newer, then the one in the browser's storage. */
  readAll(item: string): unknown[] {
    return this.#areas.flatMap((area) => {
      try {
        const text = area.getItem(this.key(item));
        return text === null ? [] : [JSON.parse(text) as unknown];
      } catch {
        // Another script has overwritten the item.
        return [];
      }
    });
  }

  /** Writes a value. Returns true if it is in the browser's storage, and not only in memory. */
  write(item: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    const isAnswer = item.startsWith(OUTBOX_PREFIX);
    this.#announce(item, false);
    try {
      if (isAnswer) this.#disk.setItem(this.#pendingKey, '1');
      this.#disk.setItem(this.key(item), text);
      // Another tab may have found no answers and removed the key meanwhile.
      if (isAnswer && this.#disk.getItem(this.#pendingKey) === null) this.#disk.setItem(this.#pendingKey, '1');
      if (isAnswer) this.#ownAnswers.add(item);
    } catch {
      this.#memory.setItem(this.key(item), text);
      return false;
    }
    this.#memory.removeItem(this.key(item));
    return this.#disk !== pageMemory;
  }

  /** Writes a value that must not be in the browser's storage. */
  writeToMemory(item: string, value: unknown): void {
    this.#announce(item, false);
    this.#memory.setItem(this.key(item), JSON.stringify(value));
  }

  /** Whether leaving this page would lose the item. */
  isInMemory(item: string): boolean {
    return this.#disk === pageMemory || this.#memory.getItem(this.key(item)) !== null;
  }

  remove(item: string): void {
    this.#announce(item, true);
    // If storage has become blocked, nothing can be read from it either.
    for (const area of this.#areas) tryStorage(() => area.removeItem(this.key(item)));
    if (item.startsWith(OUTBOX_PREFIX)) this.#handleRemoved(item);
  }

  /**
   * Removes answers, profile and drafts after a sign-out. The ledgers (hashed names of fields, and dates) stay: without them,
   * signing out and in again would undo "Not now". Stores the time of the sign-out for other tabs.
   */
  forget(): void {
    for (const item of this.list('')) if (!KEPT_ITEMS.includes(item)) this.remove(item);
    this.write(SIGN_OUT_ITEM, Date.now());
  }

  /** Reports a write to other parts of the page, once it is done. */
  #announce(item: string, isRemoved: boolean): void {
    for (const watcher of watchers) {
      if (watcher.storage.#prefix !== this.#prefix) continue;
      watcher.written?.add(item);
      if (watcher.storage === this) continue;
      queueMicrotask(() => {
        if (watchers.has(watcher)) watcher.handleChange({ item, isRemoved, isLocal: true });
      });
    }
  }

  /** Whether answers may be pending. Restores the key if another tab has removed it too early. */
  get #mayHaveAnswers(): boolean {
    try {
      if (this.#disk.getItem(this.#pendingKey) !== null) return true;
      if (![...this.#ownAnswers].some((item) => this.#disk.getItem(this.key(item)) !== null)) return false;
      this.#disk.setItem(this.#pendingKey, '1');
    } catch {
      // The storage is full or blocked, so it is searched.
    }
    return true;
  }

  /** Removes the key with the last answer. */
  #handleRemoved(item: string): void {
    this.#ownAnswers.delete(item);
    const hasAnswers = () => keysOf(this.#disk, this.key(OUTBOX_PREFIX)).length > 0;
    // If that fails, the key stays and costs a search.
    tryStorage(() => {
      if (this.#disk.getItem(this.#pendingKey) === null || hasAnswers()) return;
      this.#disk.removeItem(this.#pendingKey);
      // Another tab may have stored an answer after the search.
      if (hasAnswers()) this.#disk.setItem(this.#pendingKey, '1');
    });
  }

  get #areas(): KeyValueStorage[] {
    return [this.#memory, this.#disk];
  }
}

function keysOf(area: KeyValueStorage, start: string): string[] {
  // If storage has become blocked, nothing can be read from it.
  const keys = tryStorage(() => Array.from({ length: area.length }, (_, index) => area.key(index))) ?? [];
  return keys.filter((key) => key !== null).filter((key) => key.startsWith(start));
}
