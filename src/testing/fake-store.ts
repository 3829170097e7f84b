/** A profile store for tests, in memory. It behaves like Auth0. */
import { LEDGER_KEY } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { ProfileStore, StoreCallOptions } from '../person/profile-store.ts';
import { StoreError, type StoreErrorCode } from '../person/store-error.ts';

/** A call of a `FakeStore`. */
export interface StoreCall {
  kind: 'read' | 'save';
  userId: string;
  /** For a save: the root keys that were sent, including the ledger (`progressive_lock`). */
  patch?: UserMetadata;
}

/**
 * One person's profile. A save merges root keys, and `null` removes one. Each call returns a copy of the profile, as if it had
 * come over the network.
 */
export class FakeStore implements ProfileStore {
  /** The profile's contents. */
  userMetadata: UserMetadata;
  /** All calls so far, failed ones included. */
  readonly calls: StoreCall[] = [];
  readonly #failures: StoreErrorCode[] = [];
  #gate: Promise<void> | undefined;

  constructor(userMetadata: UserMetadata = {}) {
    this.userMetadata = structuredClone(userMetadata);
  }

  /** The profile's contents without the ledger. */
  get answers(): UserMetadata {
    return Object.fromEntries(Object.entries(this.userMetadata).filter(([key]) => key !== LEDGER_KEY));
  }

  /** Makes the next calls fail: `fail('network')`, `fail('rate-limited', 2)`. */
  fail(code: StoreErrorCode, times = 1): void {
    for (let time = 0; time < times; time++) this.#failures.push(code);
  }

  /** Makes calls wait until you call the returned function. */
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
