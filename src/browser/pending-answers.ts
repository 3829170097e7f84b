/**
 * Answers that are written down and not yet saved. Each lies in a drawer of its own, so that tabs that write at the same
 * time cannot lose each other's; sensitive ones are kept in this page's memory, and gone with it.
 */
import type { StoreError, StoreErrorCode } from '../auth0/store-error.ts';
import { OUTBOX_DRAWER, type PersonStorage } from './person-storage.ts';

/** A refusal for good, written down beside the answer. */
interface Refusal {
  code: StoreErrorCode;
  status?: number;
  at: number;
  tries: number;
}

/** An answer that is written down. */
export interface Entry {
  name: string;
  value: unknown;
  /** When it was given, in epoch milliseconds; of two for one name the later counts. */
  at: number;
  refused?: Refusal;
}

export interface Held extends Entry {
  drawer: string;
  place: PersonStorage;
}

export class PendingAnswers {
  readonly #storage: PersonStorage;
  /** Of the page: the next outbox of the same person goes on with it. */
  readonly #memory: PersonStorage;
  readonly #sensitive: ReadonlySet<string> | undefined;
  readonly #now: () => number;

  /** `sensitive`: names that must not touch browser storage. `now`: epoch milliseconds. */
  constructor(storage: PersonStorage, sensitive: ReadonlySet<string> | undefined, now: () => number) {
    this.#storage = storage;
    this.#memory = storage.inMemory();
    this.#sensitive = sensitive;
    this.#now = now;
  }

  all(): Held[] {
    return [this.#storage, this.#memory].flatMap((place) =>
      place.list(OUTBOX_DRAWER).flatMap((drawer) => {
        const entry = place.read(drawer);
        return isEntry(entry) ? [{ ...entry, drawer, place }] : [];
      }),
    );
  }

  /** The one that counts, for each name. */
  newest(): Held[] {
    const byName = new Map<string, Held>();
    for (const entry of this.all()) {
      const other = byName.get(entry.name);
      if (!other || other.at < entry.at) byName.set(entry.name, entry);
    }
    return [...byName.values()];
  }

  /** In the place of `older`, answers to the same field. */
  write(name: string, value: unknown, older: Held[]): void {
    const drawer = `${OUTBOX_DRAWER}${name}/${Math.random().toString(36).slice(2)}`;
    // Later than what it replaces, even where the clock was set back in between.
    const entry: Entry = { name, value, at: Math.max(this.#now(), ...older.map(({ at }) => at + 1)) };
    const mayBeWritten = !this.#sensitive?.has(name);
    const isWritten = mayBeWritten && this.#storage.write(drawer, entry);
    older.forEach(remove);
    // What was removed may have made the room that was missing.
    if (!isWritten && !(mayBeWritten && this.#storage.write(drawer, entry))) this.#memory.write(drawer, entry);
  }

  /** What was refused stays, and says so. */
  markRefused({ drawer, place, ...entry }: Held, { code, status }: StoreError): void {
    const refused = { code, status, at: this.#now(), tries: (entry.refused?.tries ?? 0) + 1 };
    // Not if it is gone: taken back, or cleared by another tab.
    if (place.read(drawer) !== undefined) place.write(drawer, { ...entry, refused });
  }
}

export function remove({ place, drawer }: Held): void {
  place.remove(drawer);
}

function isEntry(value: unknown): value is Entry {
  const { name, at } = Object(value) as Partial<Entry>;
  return typeof name === 'string' && Number.isFinite(at) && 'value' in Object(value);
}
