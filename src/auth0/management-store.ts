import { lazyStore } from './lazy-store.ts';
import type { GetToken, ProfileStore } from '../person/profile-store.ts';

export interface ManagementStoreOptions {
  /** Where the Management API is reached: the tenant's domain, or a custom one. */
  domain: string;
  /** The tenant's own domain where `domain` is a custom one: tokens are made for `https://TENANT_DOMAIN/api/v2/`. */
  tenantDomain?: string;
  /** Gives a token for the Management API of the tenant. */
  getToken: GetToken;
  /** For a whole read or save, its token included. Default: 20 seconds. */
  timeoutMs?: number;
}

/** Answers are kept in `user_metadata` by `Management.patchUserMetadata` of auth0-js, which is loaded with the first call. */
export function managementStore(options: ManagementStoreOptions): ProfileStore {
  return lazyStore(() => import('./management-calls.ts').then(({ managementCalls }) => () => managementCalls(options)));
}
