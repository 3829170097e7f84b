/** A profile store in memory that follows the port's contract. */
import type { ProfileStore } from '../../src/person/profile-store.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

export class MemoryStore implements ProfileStore {
  readonly calls: string[] = [];
  metadata: UserMetadata;
  failure: Error | undefined;

  constructor(metadata: UserMetadata = {}) {
    this.metadata = metadata;
  }

  read(): Promise<UserMetadata> {
    return this.#answer('read');
  }

  save(_userId: string, patch: UserMetadata): Promise<UserMetadata> {
    const merged = Object.entries({ ...this.metadata, ...patch }).filter(([, value]) => value !== null);
    if (!this.failure) this.metadata = Object.fromEntries(merged);
    return this.#answer('save');
  }

  #answer(call: string): Promise<UserMetadata> {
    this.calls.push(call);
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(structuredClone(this.metadata));
  }
}
