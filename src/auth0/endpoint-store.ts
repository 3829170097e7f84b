import { lazyStore } from './lazy-store.ts';
import type { GetToken, ProfileStore } from '../person/profile-store.ts';

export interface EndpointStoreOptions {
  /** Where the handler of `progressive-lock/server` answers. */
  url: string;
  /** Gives an access token for the host's own API. */
  getToken: GetToken;
  /** Handed to `getToken`: the identifier of the host's API. */
  audience?: string;
  /** Handed to `getToken`. */
  scope?: string;
  /** For a whole read or save, its token included. Default: 20 seconds. */
  timeoutMs?: number;
}

/**
 * Answers are kept by an endpoint of the host's own. `GET` answers `{user_id, user_metadata}`; `PATCH` takes that with
 * the answers to merge (`null` erases) and answers it with the whole. The id is in it so that nothing is saved to
 * even if the token belongs to someone else.
 */
export function endpointStore(options: EndpointStoreOptions): ProfileStore {
  return lazyStore(() => import('./endpoint-calls.ts').then(({ endpointCalls }) => () => endpointCalls(options)), { mergesLedger: true });
}
