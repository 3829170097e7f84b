/** Checks that a response is the expected profile, because a status of 200 alone proves nothing. */
import type { UserMetadata } from '../plan/plan.ts';
import { isUserId } from '../plan/user-id.ts';
import { checkSaved } from '../person/check-saved.ts';
import { storeError } from '../person/store-failure.ts';

/**
 * The `user_metadata` in what a server answered, which must be the profile of `userId` and hold all of `patch`.
 * Throws `StoreError` of code `unverified` (an HTML page, nothing, another person's profile, other values).
 */
export function savedProfile(userId: string, patch: UserMetadata, answer: unknown): UserMetadata {
  const { user_id: id, user_metadata: metadata = {} } = Object(answer) as Record<string, unknown>;
  if (id !== userId) throw storeError('unverified', { detail: 'It is not the profile of this person.' });
  return checkSaved(patch, (metadata ?? {}) as UserMetadata);
}

/** Throws for an empty patch, because Auth0 takes `{}` as "erase everything". */
export function checkPatch(patch: UserMetadata): void {
  // JSON leaves out `undefined`, so it is not sent.
  if (Object.values(patch).every((value) => value === undefined)) throw storeError('empty-patch');
}

/** Encodes a user ID as one segment of a path. */
export function encodeUserId(userId: string): string {
  if (!isUserId(userId)) throw storeError('invalid', { detail: 'It is no id of a user.' });
  return encodeURIComponent(userId);
}
