/**
 * Answers that are written down and not yet saved. Each has a storage key of its own, so that tabs that write at the same
 * time cannot lose each other's; sensitive ones are kept in this page's memory, and gone with it.
 */
import type { StoreErrorCode } from './store-error.ts';
import type { AnswerOrder, ReplacedAnswer } from '../plan/merge-answers.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { includesJson, isSameJson } from '../plan/same-json.ts';
import { OUTBOX_PREFIX, type PersonStorage } from './person-storage.ts';

/** A refusal for good, written down beside the answer. */
interface Refusal {
  code: StoreErrorCode;
  at: number;
  tries: number;
}

/** Values that answers take back, by root key. */
export type TakenBack = Readonly<Record<string, readonly unknown[]>>;

/** An answer that is written down. */
export interface Entry {
  name: string;
  value: unknown;
  /** When it was given, in epoch milliseconds; of two for one name the later counts. */
  at: number;
  /** What the ledger says of its order among other answers to the field. */
  order?: AnswerOrder;
  /** The values that this takes back. */
  takesBack?: readonly unknown[];
  /** Unsent answers in whose place this one is. */
  replaces?: readonly ReplacedAnswer[];
  refused?: Refusal;
}

/** `isAnswer`: it does not take one back. */
export type OrderOf = (name: string, isAnswer: boolean) => AnswerOrder | undefined;

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
   * Later answers replace earlier ones by root key; `null` erases. What takes back something else than what waits is passed
   * over: another tab has written down a later answer. Returns the storage keys of what is new.
   */
  put(patch: UserMetadata, takesBack: TakenBack = {}, orderOf?: OrderOf): string[] {
    // A copy as JSON: later changes of the page's object must not be sent.
    const answers = Object.entries(JSON.parse(JSON.stringify(patch)) as UserMetadata);
    return answers.flatMap(([name, value]) => {
      const isOfName = (entry: Entry) => entry.name === name;
      const waiting = this.newest().find(isOfName);
      const taken = Object.hasOwn(takesBack, name) ? takesBack[name] : undefined;
      if (waiting && taken && !includesJson(taken, waiting.value)) return [];
      // A second click: the same answer is on its way already.
      if (waiting && !waiting.refused && isSameJson([waiting.value, waiting.takesBack], [value, taken])) return [];
      const older = this.all().filter(isOfName);
      const replaces = older.flatMap((one) => [...(one.replaces ?? []), { value: one.value, stamp: one.order?.stamp, takesBack: one.takesBack }]);
      // What an undo brings back may not be saved either: then it waits again, like any other answer.
      const isAnswer = !taken || replaces.some((one) => !one.takesBack && isSameJson(one.value, value));
      const order = orderAfter(orderOf?.(name, isAnswer), older);
      return [this.#replace({ name, value, order, takesBack: isAnswer ? undefined : taken, replaces }, older)];
    });
  }

  /** The answer stamps that the ledger gets once the newest of them are saved. */
  get stamps(): Record<string, number> {
    return Object.fromEntries(this.newest().flatMap(({ name, order }) => (order ? [[name, order.stamp]] : [])));
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
    const entry: Entry = { ...answer, at: Math.max(this.#now(), ...older.map(({ at }) => at + 1)) };
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
  const seen = older.flatMap((one) => one.order?.seen ?? []);
  return order && seen.length ? { ...order, seen } : order;
}

function isEntry(value: unknown): value is Entry {
  const { name, at, order, takesBack = [], replaces = [] } = Object(value) as Partial<Entry>;
  const hasOrder = order === undefined || (Number.isFinite(order?.stamp) && Array.isArray(order.seen));
  return typeof name === 'string' && Number.isFinite(at) && 'value' in Object(value) && hasOrder && [takesBack, replaces].every(Array.isArray) && replaces.every(Boolean);
}
