import type { JWK } from 'jose';
import type { GrantState } from './grants.ts';
import type { SessionState } from './sessions.ts';
import type { UserState } from './users.ts';

/** Everything that survives a restart, as JSON. */
export interface TenantState extends UserState, SessionState, GrantState {
  version: 1;
  /** The private signing key. */
  key?: JWK;
  /** How far the tenant's clock is ahead, in milliseconds. */
  aheadMs?: number;
  /** The secret of the application `TenantOptions.machineClientId`. */
  machineSecret?: string;
}

export function emptyState(): TenantState {
  return { version: 1, users: {}, sessions: {}, consents: [], revokedConsents: [], refreshGrants: {} };
}
