/** Makes sure that an answer is the profile it should be: a 200 alone proves nothing. */
import { includesLedger, LEDGER_KEY, readLedger } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import { isUserId } from '../plan/user-id.ts';
import { storeError } from '../person/store-failure.ts';

/**
 * The `user_metadata` in what a server answered, which must be the profile of `userId` and hold all of `patch`.
 * Throws `StoreError` of code `unverified` (an HTML page, nothing, another person's profile, other values).
 */
export function savedProfile(userId: string, patch: UserMetadata, answer: unknown): UserMetadata {
  const { user_id: id, user_metadata: metadata = {} } = Object(answer) as Record<string, unknown>;
  if (id !== userId) throw storeError('unverified', { detail: 'It is not the profile of this person.' });
  const saved = (metadata ?? {}) as UserMetadata;
  const missing = Object.keys(patch).filter((name) => !isSaved(name, patch[name], ownValue(saved, name)));
  if (missing.length) throw storeError('unverified', { detail: `Not as sent: ${missing.join(', ')}.` });
  return saved;
}

/** Refuses what must never be sent: Auth0 takes `{}` as "erase everything". */
export function checkPatch(patch: UserMetadata): void {
  // What JSON leaves out is not sent.
  if (Object.values(patch).every((value) => value === undefined)) throw storeError('empty-patch');
}

/** A user id can be sent as one segment of a path. */
export function encodeUserId(userId: string): string {
  if (!isUserId(userId)) throw storeError('invalid', { detail: 'It is no id of a user.' });
  return encodeURIComponent(userId);
}

/** A server may merge the ledger that was sent with the one it had. */
function isSaved(name: string, sent: unknown, saved: unknown): boolean {
  if (sent === undefined || isSameJson(sent, saved)) return true;
  return name === LEDGER_KEY && includesLedger(readLedger(saved), readLedger(sent));
}

/** Erased and never said are the same. */
function ownValue(metadata: UserMetadata, name: string): unknown {
  return Object.hasOwn(metadata, name) ? metadata[name] : null;
}
