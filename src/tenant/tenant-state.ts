import type { JWK } from 'jose';
import type { GrantState } from './grants.ts';
import type { SessionState } from './sessions.ts';
import type { UserState } from './users.ts';

/** All that outlives a restart, as plain JSON. */
export interface TenantState extends UserState, SessionState, GrantState {
  version: 1;
  /** The private signing key. */
  key?: JWK;
  /** How far the tenant's clock is ahead, in milliseconds. */
  aheadMs?: number;
  /** The secret of the application that `TenantOptions.machineClientId` names. */
  machineSecret?: string;
}

export function emptyState(): TenantState {
  return { version: 1, users: {}, sessions: {}, consents: [], revokedConsents: [], refreshGrants: {} };
}
