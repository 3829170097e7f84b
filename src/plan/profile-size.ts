/** The size of a profile, which Auth0 limits to 10 KB: what an answer adds, and the worst case of a plan. */
import { maxLength, ratingScale } from './field-types.ts';
import { byteLength } from './json.ts';
import { MAX_NAME } from './limits.ts';
import type { FieldOption, FieldType, ProfileField, ProfilePlan, UserMetadata } from './plan.ts';

/** Bytes of a whole profile as JSON in UTF-8: the smaller meaning of Auth0's "10 KB". */
export const MAX_PROFILE_BYTES = 10_000;

/** Bytes for other parts of the profile: identities, email address, picture and other root attributes. */
const OWN_PROFILE_BYTES = 2000;
/** Bytes of one field in the ledger, which is also in `user_metadata`. */
const LEDGER_BYTES_PER_FIELD = 26;
/** In UTF-8, a character takes at most three bytes for each unit of a string's length. */
const BYTES_PER_CHARACTER = 3;

/** Thrown for an answer that would make the profile larger than Auth0 accepts. */
export class ProfileSizeError extends Error {
  override readonly name = 'ProfileSizeError';
  /** The size that the profile would have, in bytes. */
  readonly bytes: number;
  /** The allowed size, in bytes. */
  readonly limit: number;

  constructor(bytes: number, limit: number) {
    super(`The profile would have ${bytes} bytes with this answer, but Auth0 accepts at most ${limit}. Shorten the answer or erase others.`);
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** A user as Auth0's Management API returns it, or the part of it that is known. */
export interface SizedUser {
  user_metadata?: UserMetadata;
  [attribute: string]: unknown;
}

/** Returns the bytes that `patch` (of `encodeAnswers`) adds to `userMetadata`; negative if it becomes smaller. */
export function addedBytes(userMetadata: UserMetadata, patch: UserMetadata): number {
  return byteLength(patched(userMetadata, patch)) - byteLength(userMetadata);
}

/**
 * Throws if `patch` would make the user's profile larger than Auth0's limit. A patch that adds nothing always passes, because a
 * profile that is already too large must be able to shrink. If only `user_metadata` is given, some bytes are reserved for the rest
 * of the profile.
 * @throws {ProfileSizeError}
 */
export function checkProfileSize(user: SizedUser, patch: UserMetadata, limit = MAX_PROFILE_BYTES): void {
  const { user_metadata: userMetadata = {}, ...rest } = user;
  const own = Object.keys(rest).length > 0 ? byteLength(rest) : OWN_PROFILE_BYTES;
  const bytes = own + byteLength(patched(userMetadata, patch));
  if (bytes > limit && addedBytes(userMetadata, patch) > 0) throw new ProfileSizeError(bytes, limit);
}

/** The size of a profile in which every question has the longest answer it allows. */
export interface ProfileSizeEstimate {
  /** The whole profile, with Auth0's own attributes and the ledger. */
  bytes: number;
  limit: number;
  /** The fields, largest first. */
  fields: { name: string; bytes: number }[];
}

/** Returns the worst case of `plan`. Lists that are not loaded count with their longest possible values. */
export function estimateProfileSize(plan: ProfilePlan): ProfileSizeEstimate {
  const fields = plan.fields
    .map((field) => ({ name: field.name, bytes: byteLength(field.name) + VALUE_BYTES[field.type ?? 'text'](field) + 2 }))
    .sort((one, other) => other.bytes - one.bytes);
  const bytes = fields.reduce((sum, field) => sum + field.bytes, OWN_PROFILE_BYTES) + fields.length * LEDGER_BYTES_PER_FIELD;
  return { bytes, limit: MAX_PROFILE_BYTES, fields };
}

const textBytes = (field: ProfileField): number => maxLength(field) * BYTES_PER_CHARACTER + 2;
/** Returns a text of one byte per character. */
const plainBytes = (field: ProfileField): number => maxLength(field) + 2;
const choiceBytes = (field: ProfileField): number => Math.max(0, ...optionBytes(field));

/** Returns the bytes of the longest answer. */
const VALUE_BYTES: Record<FieldType, (field: ProfileField) => number> = {
  text: textBytes,
  textarea: textBytes,
  email: plainBytes,
  tel: textBytes,
  url: plainBytes,
  number: () => byteLength(-Number.MAX_VALUE),
  date: () => byteLength('2026-05-01'),
  select: choiceBytes,
  radio: choiceBytes,
  multiselect: (field) => optionBytes(field).reduce((sum, bytes) => sum + bytes + 1, 2),
  checkbox: () => 'false'.length,
  rating: (field) => Math.max(...ratingScale(field).map(byteLength)),
  country: () => byteLength('DE'),
  hidden: ({ value }) => byteLength(value ?? ''),
};

/** How many choices of an unknown list are counted. */
const UNKNOWN_CHOICES = 10;

function optionBytes({ options }: ProfileField): number[] {
  if (Array.isArray(options)) return options.map(({ value }: FieldOption) => byteLength(value));
  return Array.from({ length: UNKNOWN_CHOICES }, () => MAX_NAME * BYTES_PER_CHARACTER);
}

function patched(userMetadata: UserMetadata, patch: UserMetadata): UserMetadata {
  return Object.fromEntries(Object.entries({ ...userMetadata, ...patch }).filter(([, value]) => value !== null));
}
