/** The questions on the screen and what was typed there. Both survive a reload. */
import type { FieldValue, ProfilePlan } from '../plan/plan.ts';
import { omit } from './omit.ts';
import type { PersonLedger } from './person-ledger.ts';
import { OPEN_ASK_ITEM, type PersonStorage } from './person-storage.ts';

/** Questions on the screen. They come back after a reload. */
export interface StoredAsk {
  names: string[];
  /** The person has minimised the panel. */
  isSmall?: boolean;
}

const DRAFTS_ITEM = 'drafts';

export class OpenAsks {
  readonly #storage: PersonStorage;
  readonly #ledger: PersonLedger;

  constructor(storage: PersonStorage, ledger: PersonLedger) {
    this.#storage = storage;
    this.#ledger = ledger;
  }

  /** Returns the questions of `plan` on the screen. */
  find({ id = '' }: ProfilePlan): StoredAsk | undefined {
    const ask = this.#asks[id] as Partial<StoredAsk> | undefined;
    return Array.isArray(ask?.names) ? (ask as StoredAsk) : undefined;
  }

  keep({ id = '' }: ProfilePlan, ask: StoredAsk | undefined): void {
    const others = omit(this.#asks, [id]);
    if (ask) this.#ledger.write(OPEN_ASK_ITEM, { ...others, [id]: ask });
    else if (Object.keys(others).length) this.#storage.write(OPEN_ASK_ITEM, others);
    else this.clear();
  }

  clear(): void {
    this.#storage.remove(OPEN_ASK_ITEM);
  }

  /** Typed values that were not submitted, by field name. */
  get drafts(): Record<string, FieldValue> {
    const drafts = this.#storage.read(DRAFTS_ITEM);
    return typeof drafts === 'object' && drafts ? { ...(drafts as Record<string, FieldValue>) } : {};
  }

  setDraft(name: string, value: FieldValue | undefined): void {
    const drafts = this.drafts;
    if (value === undefined) delete drafts[name];
    else drafts[name] = value;
    if (Object.keys(drafts).length) this.#storage.write(DRAFTS_ITEM, drafts);
    else this.#storage.remove(DRAFTS_ITEM);
  }

  /** By the plan's `id`. Earlier versions stored the questions of a plan without `id` directly. */
  get #asks(): Record<string, unknown> {
    const stored = Object(this.#storage.read(OPEN_ASK_ITEM)) as Record<string, unknown>;
    return Array.isArray(stored.names) ? { '': stored } : stored;
  }
}
