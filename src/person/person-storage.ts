/**
 * One person's data in this browser. Its keys contain a hash of the subject, never the plain ID, so that two people on one
 * browser share nothing and the storage identifies no one.
 */

import { digestOf } from '../platform/digest.ts';
import { later } from '../platform/later.ts';
import { tryStorage } from '../platform/try-storage.ts';

/** The part of the Web Storage API that is used; `localStorage`, or anything that behaves like it. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'progressive-lock';

/** How the names of the items begin that hold answers on their way (outbox.ts): is there any, there is work left. */
export const OUTBOX_PREFIX = 'outbox/';

/** The item of the profile's copy. */
export const PROFILE_ITEM = 'profile';

/** The item of what was asked and what came of it. */
export const LEDGER_ITEM = 'ledger';

/** The item of the profile's ledger as it was last seen: what the other one has beyond it was said here. */
export const SEEN_LEDGER_ITEM = 'seen-ledger';

/** The item of answers that lost against others, though nothing tells which was given later. */
export const OTHER_ANSWERS_ITEM = 'other-answers';

/** The item of what is on the screen. */
export const OPEN_ASK_ITEM = 'open-ask';

/** The item that says that they want to see no `<profile-meter>`. */
export const METER_ITEM = 'meter';

/** What a sign-out leaves: hashed names of fields and dates, and what the person does not want to see. */
const KEPT_ITEMS = [LEDGER_ITEM, SEEN_LEDGER_ITEM, METER_ITEM];

/** The item of when the person last signed out here: it is how other tabs learn of it. */
export const SIGN_OUT_ITEM = 'signed-out';

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
/** What the browser did not take, or may not have, by person. */
const memories = new Map<string, MemoryStorage>();

function memoryOf(personHash: string): MemoryStorage {
  const memory = memories.get(personHash) ?? new MemoryStorage();
  memories.set(personHash, memory);
  return memory;
}

/** This browser's `localStorage` if pages may use it, else memory for the visit. */
export function openBrowserStorage(): KeyValueStorage {
  // A full storage can still be read and emptied; only a blocked one throws here.
  const canRead = tryStorage(() => localStorage.getItem(PREFIX)) !== undefined;
  return canRead ? localStorage : pageMemory;
}

/** Something was written about a person by another tab, or by another part of this page. */
export interface StorageChange {
  /** The item; `undefined`: perhaps all of them. */
  item: string | undefined;
  isRemoved: boolean;
  /** This page wrote it; browsers tell only other tabs. */
  isLocal: boolean;
}

interface Watcher {
  storage: PersonStorage;
  handleChange: (change: StorageChange) => void;
  /** What this page has written before the watch could be told of it. */
  written?: Set<string>;
}

/** Of this page, for all people. They share one listener. */
const watchers = new Set<Watcher>();

function handleStorageEvent({ key, newValue }: StorageEvent): void {
  for (const { storage, handleChange } of [...watchers]) {
    const start = storage.key('');
    if (key !== null && !key.startsWith(start)) continue;
    handleChange({ item: key?.slice(start.length), isRemoved: newValue === null, isLocal: false });
  }
}

/**
 * JSON values of one person in one application. What the browser does not take (its storage is full) is kept in this
 * page's memory instead, and read from there; reading and removing always reach both.
 */
export class PersonStorage {
  readonly #disk: KeyValueStorage;
  readonly #memory: MemoryStorage;
  readonly #prefix: string;
  /**
   * The key that says whether answers may be written down: without it the storage is not searched for them. Each answer still
   * has a key of its own, so tabs that write at the same time cannot lose one.
   */
  readonly #pendingKey: string;
  /** Answers that this page has written down: they are found even where another tab took the mark away. */
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
    // A plain ID must not be stored: without a digest, everything stays in memory.
    return digest ? new PersonStorage(disk, digest) : new PersonStorage(pageMemory, person);
  }

  /** Whether answers wait to be sent. */
  get hasPending(): boolean {
    return this.list(OUTBOX_PREFIX).length > 0;
  }

  /** When the person last signed out here, as text: other tabs compare it. */
  get signedOutAt(): string {
    return String(this.read(SIGN_OUT_ITEM));
  }

  /** Whether the person has signed out since that was `before`. If it is gone, the page has cleared its storage. */
  hasSignedOutSince(before: string): boolean {
    return this.read(SIGN_OUT_ITEM) !== undefined && this.signedOutAt !== before;
  }

  /** The storage key of an item, for `storage` events and lock names. */
  key(item: string): string {
    return this.#prefix + item;
  }

  /** Calls back after each write that was not made by this object, until `signal` is aborted. */
  watch(handleChange: (change: StorageChange) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const written = new Set<string>();
    const watcher: Watcher = { storage: this, handleChange, written };
    watchers.add(watcher);
    const look = () => new Map([PROFILE_ITEM, OPEN_ASK_ITEM, SIGN_OUT_ITEM, ...this.list(OUTBOX_PREFIX)].map((item) => [item, JSON.stringify(this.read(item))]));
    const before = look();
    // For the first listener, Chromium opens both areas of Web Storage and waits for them, as long as the panel takes to draw.
    const timer = later(() => {
      addEventListener('storage', handleStorageEvent);
      for (const [item, text] of look()) {
        if (text !== before.get(item) && !written.has(item)) handleChange({ item, isRemoved: text === undefined, isLocal: false });
      }
      watcher.written = undefined;
    });
    const handleAbort = () => {
      clearTimeout(timer);
      watchers.delete(watcher);
      if (!watchers.size) removeEventListener('storage', handleStorageEvent);
    };
    signal.addEventListener('abort', handleAbort, { once: true });
  }

  /** The names of all items that begin with `start`. */
  list(start: string): string[] {
    const isOnDisk = !start.startsWith(OUTBOX_PREFIX) || this.#mayHaveAnswers;
    const areas = isOnDisk ? this.#areas : [this.#memory];
    const keys = new Set(areas.flatMap((area) => keysOf(area, this.key(start))));
    return [...keys].map((key) => key.slice(this.#prefix.length));
  }

  /** The item's JSON value; `undefined` if there is none or it cannot be read as JSON. */
  read(item: string): unknown {
    return this.readAll(item)[0];
  }

  /** The newest value first: that of this page's memory, then what is written down, by this tab or another. */
  readAll(item: string): unknown[] {
    return this.#areas.flatMap((area) => {
      try {
        const text = area.getItem(this.key(item));
        return text === null ? [] : [JSON.parse(text) as unknown];
      } catch {
        // An item that another script wrote over is as good as none.
        return [];
      }
    });
  }

  /** Writes a JSON value; answers whether it is written down, and not only kept in memory. */
  write(item: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    const isAnswer = item.startsWith(OUTBOX_PREFIX);
    this.#announce(item, false);
    try {
      if (isAnswer) this.#disk.setItem(this.#pendingKey, '1');
      this.#disk.setItem(this.key(item), text);
      // Another tab may have found nothing and taken the mark away in between.
      if (isAnswer && this.#disk.getItem(this.#pendingKey) === null) this.#disk.setItem(this.#pendingKey, '1');
      if (isAnswer) this.#ownAnswers.add(item);
    } catch {
      this.#memory.setItem(this.key(item), text);
      return false;
    }
    this.#memory.removeItem(this.key(item));
    return this.#disk !== pageMemory;
  }

  /** Keeps a JSON value in this page only: for what must not be written down. */
  writeToMemory(item: string, value: unknown): void {
    this.#announce(item, false);
    this.#memory.setItem(this.key(item), JSON.stringify(value));
  }

  /** Whether the item is gone once this page is left. */
  isInMemory(item: string): boolean {
    return this.#disk === pageMemory || this.#memory.getItem(this.key(item)) !== null;
  }

  remove(item: string): void {
    this.#announce(item, true);
    // Storage that became blocked holds nothing that could be read either.
    for (const area of this.#areas) tryStorage(() => area.removeItem(this.key(item)));
    if (item.startsWith(OUTBOX_PREFIX)) this.#handleRemoved(item);
  }

  /**
   * Forgets the person after sign-out: answers, profile and drafts. The ledgers stay, which hold hashed names of fields
   * and dates: without them, signing out and in again would undo "not now". And the time of it, for other tabs.
   */
  forget(): void {
    for (const item of this.list('')) if (!KEPT_ITEMS.includes(item)) this.remove(item);
    this.write(SIGN_OUT_ITEM, Date.now());
  }

  /** Tells the rest of the page, once the write is done. */
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

  /** Whether answers may be written down. Puts a mark back that another tab took away too early. */
  get #mayHaveAnswers(): boolean {
    try {
      if (this.#disk.getItem(this.#pendingKey) !== null) return true;
      if (![...this.#ownAnswers].some((item) => this.#disk.getItem(this.key(item)) !== null)) return false;
      this.#disk.setItem(this.#pendingKey, '1');
    } catch {
      // Full or blocked: looking finds what is there.
    }
    return true;
  }

  /** Takes the mark away with the last answer. */
  #handleRemoved(item: string): void {
    this.#ownAnswers.delete(item);
    const hasAnswers = () => keysOf(this.#disk, this.key(OUTBOX_PREFIX)).length > 0;
    // Where that fails, a mark too many costs a look, nothing else.
    tryStorage(() => {
      if (this.#disk.getItem(this.#pendingKey) === null || hasAnswers()) return;
      this.#disk.removeItem(this.#pendingKey);
      // Another tab may have written one down after the look.
      if (hasAnswers()) this.#disk.setItem(this.#pendingKey, '1');
    });
  }

  get #areas(): KeyValueStorage[] {
    return [this.#memory, this.#disk];
  }
}

function keysOf(area: KeyValueStorage, start: string): string[] {
  // Storage that became blocked holds nothing that could be read.
  const keys = tryStorage(() => Array.from({ length: area.length }, (_, index) => area.key(index))) ?? [];
  return keys.filter((key) => key !== null).filter((key) => key.startsWith(start));
}
