/** A store in memory that behaves like Auth0: it merges root keys, `null` removes a key, and it returns the resulting content. */
import type { ProfileStore } from '../../src/person/profile-store.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

export class PretendStore implements ProfileStore {
  readonly profiles = new Map<string, UserMetadata>();
  readonly patches: UserMetadata[] = [];
  reads = 0;
  /** What happens instead, one for each save to come. */
  readonly faults: (StoreError | 'lost-reply')[] = [];
  /** Refuses every patch for which this answers an error. */
  refuse: (patch: UserMetadata) => StoreError | undefined = () => undefined;
  /** Saves wait here while it is set. */
  gate: Promise<void> | undefined;

  profile(userId: string): UserMetadata {
    return this.profiles.get(userId) ?? {};
  }

  read(userId: string): Promise<UserMetadata> {
    this.reads += 1;
    return Promise.resolve({ ...this.profile(userId) });
  }

  async save(userId: string, patch: UserMetadata, { signal }: { signal?: AbortSignal } = {}): Promise<UserMetadata> {
    this.patches.push(patch);
    await this.gate;
    if (signal?.aborted) throw new StoreError('aborted');
    const fault = this.faults.shift();
    if (fault instanceof StoreError) throw fault;
    const refusal = this.refuse(patch);
    if (refusal) throw refusal;
    const merged = Object.entries({ ...this.profile(userId), ...patch }).filter(([, value]) => value !== null);
    this.profiles.set(userId, Object.fromEntries(merged));
    if (fault === 'lost-reply') throw new StoreError('timeout');
    return { ...this.profile(userId) };
  }

  /** Closes the gate; the function returned opens it. */
  close(): () => void {
    let open!: () => void;
    this.gate = new Promise((resolve) => {
      open = () => {
        this.gate = undefined;
        resolve();
      };
    });
    return open;
  }
}
