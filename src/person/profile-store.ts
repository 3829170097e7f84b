import type { UserMetadata } from '../plan/plan.ts';

export interface StoreCallOptions {
  /** Ends the call; the promise then rejects with a `StoreError` of code `aborted`. */
  signal?: AbortSignal;
}

/**
 * The port through which answers are read and saved. The product has two stores
 * (`managementStore`, `endpointStore`); a host may bring any other.
 */
export interface ProfileStore {
  /**
   * The server merges the ledger (`progressive_lock`) that is saved with the one it has, by `mergeLedgers`. Without it, the
   * profile is read before a save unless it was read within the last minute. Default: `false`.
   */
  readonly mergesLedger?: boolean;
  /** Fetches the code that the calls need. Called when something is about to be asked: later there may be no network. */
  prepare?(): Promise<unknown>;
  /** The person's whole `user_metadata`. Called only right before something would be asked. */
  read(userId: string, options?: StoreCallOptions): Promise<UserMetadata>;
  /**
   * Merges `patch` into the person's `user_metadata` by root keys (`null` removes a key) and resolves with
   * the `user_metadata` that the server answered. Rejects with `StoreError` unless what was sent is there.
   */
  save(userId: string, patch: UserMetadata, options?: StoreCallOptions): Promise<UserMetadata>;
}

/** `getToken` as hosts give it; auth0-spa-js: `({audience, scope}) => client.getTokenSilently({authorizationParams: {audience, scope}})`. */
export type GetToken = (request: { audience: string; scope: string; fresh?: boolean }) => Promise<string | undefined>;
