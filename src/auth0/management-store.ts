import { lazyStore } from './lazy-store.ts';
import type { GetToken, ProfileStore } from '../person/profile-store.ts';

export interface ManagementStoreOptions {
  /** The domain of the Management API: the tenant's domain or a custom one. */
  domain: string;
  /** The tenant's own domain, if `domain` is a custom one. The audience of tokens is `https://TENANT_DOMAIN/api/v2/`. */
  tenantDomain?: string;
  /** Returns an access token for the tenant's Management API. */
  getToken: GetToken;
  /** The time limit of a whole read or save, including its token, in milliseconds. Default: 20 seconds. */
  timeoutMs?: number;
}

/** Saves answers in `user_metadata` with `Management.patchUserMetadata` of auth0-js, which the first call loads. */
export function managementStore(options: ManagementStoreOptions): ProfileStore {
  return lazyStore(() => import('./management-calls.ts').then(({ managementCalls }) => () => managementCalls(options)));
}
