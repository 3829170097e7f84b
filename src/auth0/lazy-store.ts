import type { ProfileStore } from './profile-store.ts';
import { StoreError } from './store-error.ts';

/** A store whose code comes with its first call: pages on which nothing is read or saved do without. */
export function lazyStore(load: () => Promise<ProfileStore>): ProfileStore {
  let loading: Promise<ProfileStore> | undefined;
  const open = async (): Promise<ProfileStore> => {
    try {
      return await (loading ??= load());
    } catch (cause) {
      loading = undefined;
      throw new StoreError('network', { detail: 'The script that saves did not load.', cause });
    }
  };
  return {
    read: async (...call) => (await open()).read(...call),
    save: async (...call) => (await open()).save(...call),
  };
}
