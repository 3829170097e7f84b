/**
 * Answers that are written down and not yet saved. Each has a storage key of its own, so that tabs that write at the same
 * time cannot lose each other's; sensitive ones are kept in this page's memory, and gone with it.
 */
import type { StoreErrorCode } from './store-error.ts';
import type { AnswerOrder } from '../plan/merge-answers.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { OUTBOX_PREFIX, type PersonStorage } from './person-storage.ts';

/** A refusal for good, written down beside the answer. */
interface Refusal {
  code: StoreErrorCode;
  at: number;
  tries: number;
}

/** An answer that is written down. */
export interface Entry {
  name: string;
  value: unknown;
  /** When it was given, in epoch milliseconds; of two for one name the later counts. */
  at: number;
  /** What the ledger says of its order among other answers to the field. */
  order?: AnswerOrder;
  /** The value that this takes back. */
  takesBack?: unknown;
  /** Values that the unsent answers which this one replaces took back. */
  tookBack?: unknown[];
  refused?: Refusal;
}

export interface StoredAnswer extends Entry {
  item: string;
}

export class PendingAnswers {
  readonly #storage: PersonStorage;
  readonly #sensitive: ReadonlySet<string>;
  readonly #now: () => number;

  /** `sensitive`: names that must not touch browser storage. `now`: epoch milliseconds. */
  constructor(storage: PersonStorage, sensitive: ReadonlySet<string>, now: () => number) {
    this.#storage = storage;
    this.#sensitive = sensitive;
    this.#now = now;
  }

  all(): StoredAnswer[] {
    return this.#storage.list(OUTBOX_PREFIX).flatMap((item) => {
      const entry = this.#storage.read(item);
      return isEntry(entry) ? [{ ...entry, item }] : [];
    });
  }

  /** The one that counts, for each name. */
  newest(): StoredAnswer[] {
    const byName = new Map<string, StoredAnswer>();
    for (const entry of this.all()) {
      const other = byName.get(entry.name);
      if (!other || other.at < entry.at) byName.set(entry.name, entry);
    }
    return [...byName.values()];
  }

  /**
   * Writes answers down; once it returns they survive a reload (unless they are sensitive or the browser keeps nothing).
   * Later answers replace earlier ones by root key; `null` erases. `takesBack`: values that these answers take back, by
   * root key. Returns the storage keys of what is new.
   */
  put(patch: UserMetadata, takesBack: UserMetadata = {}, orderOf?: (name: string) => AnswerOrder | undefined): string[] {
    // A copy as JSON: later changes of the page's object must not be sent.
    const answers = Object.entries(JSON.parse(JSON.stringify(patch)) as UserMetadata);
    if (!answers.length) return [];
    const newest = this.newest();
    const held = this.all();
    return answers.flatMap(([name, value]) => {
      const waiting = newest.find((entry) => entry.name === name && !entry.refused);
      // A second click: the same answer is on its way already.
      if (waiting && JSON.stringify(waiting.value) === JSON.stringify(value)) return [];
      const older = held.filter((entry) => entry.name === name);
      return [this.#replace({ name, value, order: orderOf?.(name), takesBack: takesBack[name] ?? undefined }, older)];
    });
  }

  /** The newest of them by root key. They override what is known. */
  get patch(): UserMetadata {
    return Object.fromEntries(this.newest().map(({ name, value }) => [name, value]));
  }

  /** Whether some of them are gone once this page is left. */
  get isVolatile(): boolean {
    return this.#storage.list(OUTBOX_PREFIX).some((item) => this.#storage.isInMemory(item));
  }

  /** In the place of `older`, answers to the same field. Returns the storage key. */
  #replace(answer: Omit<Entry, 'at' | 'refused'>, older: StoredAnswer[]): string {
    const item = `${OUTBOX_PREFIX}${answer.name}/${Math.random().toString(36).slice(2)}`;
    // Later than what it replaces, even where the clock was set back in between.
    const tookBack = older.flatMap((one) => [one.takesBack, ...(one.tookBack ?? [])]).filter((value) => value !== undefined);
    const entry: Entry = { ...answer, ...(tookBack.length && { tookBack }), order: orderAfter(answer.order, older), at: Math.max(this.#now(), ...older.map(({ at }) => at + 1)) };
    const isWritten = this.write({ ...entry, item });
    older.forEach((one) => this.remove(one));
    // What was removed may have made the room that was missing.
    if (!isWritten) this.write({ ...entry, item });
    return item;
  }

  remove({ item }: StoredAnswer): void {
    this.#storage.remove(item);
  }

  /** Returns whether it is stored where it belongs. */
  write({ item, ...entry }: StoredAnswer): boolean {
    if (!this.#sensitive.has(entry.name)) return this.#storage.write(item, entry);
    this.#storage.writeToMemory(item, entry);
    return true;
  }
}

/** An answer has seen what those that it replaces had seen. */
function orderAfter(order: AnswerOrder | undefined, older: StoredAnswer[]): AnswerOrder | undefined {
  const before = older.flatMap((one) => one.order ? [{ ...one.order, value: one.value }] : []);
  if (!order || !before.length) return order;
  return { ...order, seen: before.flatMap(({ seen }) => seen), replaces: before.flatMap(({ replaces = [], stamp, value }) => [...replaces, { stamp, value }]) };
}

function isEntry(value: unknown): value is Entry {
  const { name, at, order, tookBack = [] } = Object(value) as Partial<Entry>;
  const { replaces = [] } = Object(order) as Partial<AnswerOrder>;
  const hasOrder = order === undefined || (Number.isFinite(order?.stamp) && Array.isArray(order.seen) && Array.isArray(replaces) && replaces.every(Boolean));
  return typeof name === 'string' && Number.isFinite(at) && 'value' in Object(value) && hasOrder && Array.isArray(tookBack);
}
