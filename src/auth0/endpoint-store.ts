import type { EndpointStoreOptions } from './endpoint-calls.ts';
import { lazyStore } from './lazy-store.ts';
import type { ProfileStore } from '../person/profile-store.ts';

/**
 * Saves answers with your own endpoint. `GET` returns `{user_id, user_metadata}`. `PATCH` accepts the same with the answers to
 * merge (`null` erases) and returns the whole. The ID prevents saving to another person's profile if the token belongs to
 * someone else.
 */
export function endpointStore(options: EndpointStoreOptions): ProfileStore {
  return lazyStore(() => import('./endpoint-calls.ts').then(({ endpointCalls }) => () => endpointCalls(options)), { mergesLedger: true });
}
