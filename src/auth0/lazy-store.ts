import type { ProfileStore } from './profile-store.ts';
import { StoreError } from './store-error.ts';

/**
 * A store whose code comes with its first call: pages on which nothing is read or saved do without.
 * @param load fetches the code, which then makes the store
 */
export function lazyStore(load: () => Promise<() => ProfileStore>, facts: Pick<ProfileStore, 'mergesLedger'> = {}): ProfileStore {
  let store: ProfileStore | undefined;
  const open = async (): Promise<ProfileStore> => {
    if (store) return store;
    const create = await load().catch((cause: unknown) => {
      throw new StoreError('network', { detail: 'The script that saves did not load.', cause });
    });
    return (store ??= create());
  };
  return {
    ...facts,
    prepare: async () => (await open()).prepare?.(),
    read: async (...call) => (await open()).read(...call),
    save: async (...call) => (await open()).save(...call),
  };
}
