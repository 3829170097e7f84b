/** Counts a session of a person. The token and this browser tell about sign-ups and logins. */
import { emptyLedger, mergeLedgers, recordSession, type Ledger } from '../plan/ledger.ts';
import type { ProfileClaim } from '../plan/profile-claim.ts';
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import type { Claims } from './claims.ts';

export interface SessionBegin {
  user: Claims;
  claim: ProfileClaim | undefined;
  /** The sessions that this browser has counted before. */
  seen: number;
  now: Date;
  /** When the person signed up with the form (epoch milliseconds), if that is not counted yet. */
  signedUpAt: unknown;
}

export function countSession(ledger: Ledger, begin: SessionBegin): Ledger {
  const { claim, seen, now, signedUpAt, user } = begin;
  const facts = { logins_count: claim?.logins, created_at: claim?.created, ...user };
  if (!claim || claim.ledger.n <= seen) return countHere(ledger, facts, now, signedUpAt);
  // The Action has counted this sign-in, but only this page knows whether the sign-up form was shown.
  const hadForm = typeof signedUpAt === 'number' && now.getTime() - signedUpAt <= SESSION_TIMEOUT_MS;
  return hadForm ? mergeLedgers(ledger, { ...emptyLedger(), u: ledger.n }) : ledger;
}

function countHere(ledger: Ledger, user: Claims, now: Date, signedUpAt: unknown): Ledger {
  const logins = typeof user.logins_count === 'number' ? user.logins_count : undefined;
  const createdAt = typeof user.created_at === 'string' ? new Date(user.created_at) : undefined;
  if (typeof signedUpAt !== 'number') return recordSession(ledger, { now, logins, createdAt });
  const signedUp = new Date(signedUpAt);
  const first = recordSession(ledger, { now: signedUp, signUp: true, logins, createdAt: createdAt ?? signedUp });
  // People who had to confirm their address may return much later, in another session.
  return now.getTime() - signedUpAt > SESSION_TIMEOUT_MS ? recordSession(first, { now, logins, createdAt }) : first;
}
