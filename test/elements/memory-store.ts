/** A profile store that keeps to the port's contract, in memory. */
import type { ProfileStore } from '../../src/auth0/profile-store.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

export class MemoryStore implements ProfileStore {
  readonly calls: string[] = [];
  metadata: UserMetadata;
  failure: Error | undefined;

  constructor(metadata: UserMetadata = {}) {
    this.metadata = metadata;
  }

  async read(): Promise<UserMetadata> {
    this.calls.push('read');
    if (this.failure) throw this.failure;
    return structuredClone(this.metadata);
  }

  async save(_userId: string, patch: UserMetadata): Promise<UserMetadata> {
    this.calls.push('save');
    if (this.failure) throw this.failure;
    const merged = Object.entries({ ...this.metadata, ...patch }).filter(([, value]) => value !== null);
    this.metadata = Object.fromEntries(merged) as UserMetadata;
    return structuredClone(this.metadata);
  }
}
