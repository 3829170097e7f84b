import { lazyStore } from './lazy-store.ts';
import type { GetToken, ProfileStore } from '../person/profile-store.ts';

export interface EndpointStoreOptions {
  /** The URL of the handler of `progressive-lock/server`. */
  url: string;
  /** Returns an access token for your own API. */
  getToken: GetToken;
  /** Passed to `getToken`: the identifier of your API. */
  audience?: string;
  /** Passed to `getToken`. */
  scope?: string;
  /** The time limit of a whole read or save, including its token, in milliseconds. Default: 20 seconds. */
  timeoutMs?: number;
}

/**
 * Saves answers with your own endpoint. `GET` returns `{user_id, user_metadata}`. `PATCH` accepts the same with the answers to
 * merge (`null` erases) and returns the whole. The ID prevents saving to another person's profile if the token belongs to
 * someone else.
 */
export function endpointStore(options: EndpointStoreOptions): ProfileStore {
  return lazyStore(() => import('./endpoint-calls.ts').then(({ endpointCalls }) => () => endpointCalls(options)), { mergesLedger: true });
}
