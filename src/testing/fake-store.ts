/** A profile store for tests: in memory, and it behaves as Auth0 does. */
import { LEDGER_KEY } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { ProfileStore, StoreCallOptions } from '../person/profile-store.ts';
import { StoreError, type StoreErrorCode } from '../person/store-error.ts';

/** What was asked of a `FakeStore`. */
export interface StoreCall {
  kind: 'read' | 'save';
  userId: string;
  /** Of a save: the root keys that were sent, the ledger (`progressive_lock`) among them. */
  patch?: UserMetadata;
}

/**
 * The profile of one person. Saves merge root keys, `null` removes one, and the answer is what is held then: a copy, as if it
 * had come over the network.
 */
export class FakeStore implements ProfileStore {
  /** What the profile holds. */
  userMetadata: UserMetadata;
  /** All calls so far, failed ones included. */
  readonly calls: StoreCall[] = [];
  readonly #failures: StoreErrorCode[] = [];
  #gate: Promise<void> | undefined;

  constructor(userMetadata: UserMetadata = {}) {
    this.userMetadata = structuredClone(userMetadata);
  }

  /** What the profile holds beside the ledger. */
  get answers(): UserMetadata {
    return Object.fromEntries(Object.entries(this.userMetadata).filter(([key]) => key !== LEDGER_KEY));
  }

  /** Lets the next calls fail: `fail('network')`, `fail('rate-limited', 2)`. */
  fail(code: StoreErrorCode, times = 1): void {
    for (let time = 0; time < times; time++) this.#failures.push(code);
  }

  /** Lets calls wait until the function that it returns is called. */
  hold(): () => void {
    let release!: () => void;
    this.#gate = new Promise((resolve) => (release = resolve));
    return () => {
      this.#gate = undefined;
      release();
    };
  }

  read(userId: string, options?: StoreCallOptions): Promise<UserMetadata> {
    return this.#answer({ kind: 'read', userId }, options);
  }

  save(userId: string, patch: UserMetadata, options?: StoreCallOptions): Promise<UserMetadata> {
    return this.#answer({ kind: 'save', userId, patch: structuredClone(patch) }, options);
  }

  async #answer(call: StoreCall, { signal }: StoreCallOptions = {}): Promise<UserMetadata> {
    this.calls.push(call);
    await this.#gate;
    if (signal?.aborted) throw new StoreError('aborted');
    const failure = this.#failures.shift();
    if (failure) throw new StoreError(failure);
    const kept = Object.entries({ ...this.userMetadata, ...call.patch }).filter(([, value]) => value !== null);
    this.userMetadata = Object.fromEntries(kept);
    return structuredClone(this.userMetadata);
  }
}
