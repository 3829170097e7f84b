import type { ManagementStoreOptions } from './management-calls.ts';
import { lazyStore } from './lazy-store.ts';
import type { ProfileStore } from '../person/profile-store.ts';

/** Saves answers in `user_metadata` with `Management.patchUserMetadata` of auth0-js, which the first call loads. */
export function managementStore(options: ManagementStoreOptions): ProfileStore {
  return lazyStore(() => import('./management-calls.ts').then(({ managementCalls }) => () => managementCalls(options)));
}
