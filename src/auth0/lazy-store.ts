import type { ProfileStore, StoreCallOptions } from '../person/profile-store.ts';
import { StoreError } from '../person/store-error.ts';

/**
 * A store whose code is loaded by its first call, so that pages that neither read nor save skip it.
 * @param load loads the code, which then creates the store
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
  const openFor = async ({ signal }: StoreCallOptions = {}): Promise<ProfileStore> => {
    const opened = await open();
    if (signal?.aborted) throw new StoreError('aborted');
    return opened;
  };
  return {
    ...facts,
    prepare: async () => (await open()).prepare?.(),
    read: async (userId, options) => (await openFor(options)).read(userId, options),
    save: async (userId, patch, options) => (await openFor(options)).save(userId, patch, options),
  };
}
