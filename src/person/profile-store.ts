import type { UserMetadata } from '../plan/plan.ts';

export interface StoreCallOptions {
  /** Ends the call; the promise then rejects with a `StoreError` of code `aborted`. */
  signal?: AbortSignal;
}

/** Reads and saves answers. The package has two stores (`managementStore`, `endpointStore`); you can implement your own. */
export interface ProfileStore {
  /**
   * The server merges a saved ledger (`progressive_lock`) with its own, using `mergeLedgers`. If false, the profile is read
   * before a save unless it was read within the last minute. Default: `false`.
   */
  readonly mergesLedger?: boolean;
  /** Loads the code that the calls need. Called before a question appears, because there may be no network later. */
  prepare?(): Promise<unknown>;
  /** The person's whole `user_metadata`. Called only right before something would be asked. */
  read(userId: string, options?: StoreCallOptions): Promise<UserMetadata>;
  /**
   * Merges `patch` into the person's `user_metadata` by root keys (`null` removes a key) and resolves with the `user_metadata`
   * of the server's answer. Rejects with a `StoreError` if the answer does not contain what was sent.
   */
  save(userId: string, patch: UserMetadata, options?: StoreCallOptions): Promise<UserMetadata>;
}

/**
 * Returns an access token. `fresh`: the last one was rejected, so do not return a cached one. With auth0-spa-js:
 * `({audience, scope, fresh}) => client.getTokenSilently({authorizationParams: {audience, scope}, cacheMode: fresh ? 'off' : 'on'})`.
 */
export type GetToken = (request: { audience: string; scope: string; fresh?: boolean }) => Promise<string | undefined>;
