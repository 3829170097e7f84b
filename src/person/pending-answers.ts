/**
 * Answers that are stored and not yet saved. Each has its own storage key, so that tabs that write at the same time keep each
 * other's answers. Sensitive answers are in this page's memory only.
 */
import type { StoreErrorCode } from './store-error.ts';
import type { AnswerOrder, ReplacedAnswer } from '../plan/merge-answers.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { includesJson, isSameJson } from '../plan/same-json.ts';
import { OUTBOX_PREFIX, type PersonStorage } from './person-storage.ts';

/** The store has rejected the answer. Stored with it. */
interface Refusal {
  code: StoreErrorCode;
  at: number;
  tries: number;
}

/** The values that an undo takes back, by root key. */
export type TakenBack = Readonly<Record<string, readonly unknown[]>>;

/** A stored answer. */
export interface Entry {
  name: string;
  value: unknown;
  /** When it was given, in epoch milliseconds. Of two answers for one name, the later counts. */
  at: number;
  /** Its order among other answers to the field, for the ledger. */
  order?: AnswerOrder;
  /** The values that this undo takes back. */
  takesBack?: readonly unknown[];
  /** The unsent answers that this one replaces. */
  replaces?: readonly ReplacedAnswer[];
  refused?: Refusal;
}

/** `isAnswer`: an answer, as opposed to an undo. */
export type OrderOf = (name: string, isAnswer: boolean) => AnswerOrder | undefined;

export interface StoredAnswer extends Entry {
  item: string;
}

export class PendingAnswers {
  readonly #storage: PersonStorage;
  readonly #sensitive: ReadonlySet<string>;
  readonly #now: () => number;

  /** `sensitive`: fields whose values must not be stored in the browser. `now`: epoch milliseconds. */
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

  /** Returns the latest answer for each name. */
  newest(): StoredAnswer[] {
    const byName = new Map<string, StoredAnswer>();
    for (const entry of this.all()) {
      const other = byName.get(entry.name);
      if (!other || other.at < entry.at) byName.set(entry.name, entry);
    }
    return [...byName.values()];
  }

  /**
   * Stores answers. Once it returns, they survive a reload (unless they are sensitive, or the browser stores nothing). Later
   * answers replace earlier ones by root key; `null` erases. An undo is ignored if another tab has stored a later answer.
   * Returns the storage keys of new answers.
   */
  put(patch: UserMetadata, takesBack: TakenBack = {}, orderOf?: OrderOf): string[] {
    // A copy, because later changes of the page's object must not be sent.
    const answers = Object.entries(JSON.parse(JSON.stringify(patch)) as UserMetadata);
    return answers.flatMap(([name, value]) => {
      const isOfName = (entry: Entry) => entry.name === name;
      const waiting = this.newest().find(isOfName);
      const taken = Object.hasOwn(takesBack, name) ? takesBack[name] : undefined;
      if (waiting && taken && !includesJson(taken, waiting.value)) return [];
      // After a second click, the same answer is pending already.
      if (waiting && !waiting.refused && isSameJson([waiting.value, waiting.takesBack], [value, taken])) return [];
      const older = this.all().filter(isOfName);
      const replaces = older.flatMap((one) => [...(one.replaces ?? []), { value: one.value, stamp: one.order?.stamp, takesBack: one.takesBack }]);
      // An undo may restore an answer that is not saved either. That answer is then pending again, like any other.
      const isAnswer = !taken || replaces.some((one) => !one.takesBack && isSameJson(one.value, value));
      const order = orderAfter(orderOf?.(name, isAnswer), older);
      return [this.#replace({ name, value, order, takesBack: isAnswer ? undefined : taken, replaces }, older)];
    });
  }

  /** The stamps that the ledger gets once the latest answers are saved. */
  get stamps(): Record<string, number> {
    return Object.fromEntries(this.newest().flatMap(({ name, order }) => (order ? [[name, order.stamp]] : [])));
  }

  /** The latest answers by root key. They override the known profile. */
  get patch(): UserMetadata {
    return Object.fromEntries(this.newest().map(({ name, value }) => [name, value]));
  }

  /** Whether leaving this page would lose some of them. */
  get isVolatile(): boolean {
    return this.#storage.list(OUTBOX_PREFIX).some((item) => this.#storage.isInMemory(item));
  }

  /** Stores `answer` instead of `older`, which are answers to the same field. Returns the storage key. */
  #replace(answer: Omit<Entry, 'at' | 'refused'>, older: StoredAnswer[]): string {
    const item = `${OUTBOX_PREFIX}${answer.name}/${Math.random().toString(36).slice(2)}`;
    // Later than the answers it replaces, also if the clock was set back meanwhile.
    const entry: Entry = { ...answer, at: Math.max(this.#now(), ...older.map(({ at }) => at + 1)) };
    const isWritten = this.write({ ...entry, item });
    older.forEach((one) => this.remove(one));
    // Removing the older answers may have freed the space that was missing.
    if (!isWritten) this.write({ ...entry, item });
    return item;
  }

  remove({ item }: StoredAnswer): void {
    this.#storage.remove(item);
  }

  /** Returns true if it is stored where it belongs: in the browser, or in memory if it is sensitive. */
  write({ item, ...entry }: StoredAnswer): boolean {
    if (!this.#sensitive.has(entry.name)) return this.#storage.write(item, entry);
    this.#storage.writeToMemory(item, entry);
    return true;
  }
}

/** An answer keeps the stamps that the answers it replaces had seen. */
function orderAfter(order: AnswerOrder | undefined, older: StoredAnswer[]): AnswerOrder | undefined {
  const seen = older.flatMap((one) => one.order?.seen ?? []);
  return order && seen.length ? { ...order, seen } : order;
}

function isEntry(value: unknown): value is Entry {
  const { name, at, order, takesBack = [], replaces = [] } = Object(value) as Partial<Entry>;
  const hasOrder = order === undefined || (Number.isFinite(order?.stamp) && Array.isArray(order.seen));
  return typeof name === 'string' && Number.isFinite(at) && 'value' in Object(value) && hasOrder && [takesBack, replaces].every(Array.isArray) && replaces.every(Boolean);
}
