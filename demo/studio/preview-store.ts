/** A profile in memory, with a network that can be offline. */
import type { ProfileStore } from '../../src/person/profile-store.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

export class PreviewStore implements ProfileStore {
  #metadata: UserMetadata;
  readonly #isOffline: boolean;

  constructor(metadata: UserMetadata, isOffline: boolean) {
    this.#metadata = metadata;
    this.#isOffline = isOffline;
  }

  /** Also works offline: a returning person's profile was read before the network failed. */
  read(): Promise<UserMetadata> {
    return Promise.resolve(structuredClone(this.#metadata));
  }

  save(_userId: string, patch: UserMetadata): Promise<UserMetadata> {
    if (this.#isOffline) return Promise.reject(new StoreError('network'));
    const merged = Object.entries({ ...this.#metadata, ...patch }).filter(([, value]) => value !== null);
    this.#metadata = Object.fromEntries(merged);
    return this.read();
  }
}
