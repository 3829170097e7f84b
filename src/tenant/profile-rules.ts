/** Auth0's limits on what a profile may hold: https://auth0.com/docs/manage-users/user-accounts/metadata */
export type Metadata = Record<string, unknown>;

export const MAX_PROFILE_BYTES = 10 * 1024;

/** Rejects texts that cannot be an email address. */
export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

const MAX_SIGN_UP_PROPERTIES = 10;
const MAX_SIGN_UP_NAME_LENGTH = 100;
const MAX_SIGN_UP_VALUE_LENGTH = 500;

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function profileBytes(profile: object): number {
  return Buffer.byteLength(JSON.stringify(profile));
}

/** Returns why a sign-up cannot have this `user_metadata`, if there is a reason. */
export function signUpMetadataProblem(metadata: unknown): string | undefined {
  if (!isPlainObject(metadata)) return `Expected type object but found type ${jsonType(metadata)}`;
  const entries = Object.entries(metadata);
  if (entries.length > MAX_SIGN_UP_PROPERTIES) {
    return `Too many properties defined (${entries.length}), maximum allowed is ${MAX_SIGN_UP_PROPERTIES}`;
  }
  for (const [name, value] of entries) {
    if (name.length > MAX_SIGN_UP_NAME_LENGTH) {
      return `Property name is too long (${name.length} chars), maximum ${MAX_SIGN_UP_NAME_LENGTH}`;
    }
    if (typeof value !== 'string') return `Expected type string but found type ${jsonType(value)} on property ${name}`;
    if (value.length > MAX_SIGN_UP_VALUE_LENGTH) {
      return `String is too long (${value.length} chars), maximum ${MAX_SIGN_UP_VALUE_LENGTH} on property ${name}`;
    }
  }
  return keyProblem(metadata);
}

/** Finds names with `.` or `$`, which Auth0's store does not allow, also in nested objects. */
export function keyProblem(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstProblem(value);
  if (!isPlainObject(value)) return undefined;
  const name = Object.keys(value).find((key) => /[.$]/.test(key));
  if (name !== undefined) return `Property names must not contain "." or "$", but found ${JSON.stringify(name)}`;
  return firstProblem(Object.values(value));
}

function firstProblem(values: unknown[]): string | undefined {
  for (const value of values) {
    const problem = keyProblem(value);
    if (problem) return problem;
  }
  return undefined;
}

/**
 * Merges like Auth0: only root keys are merged, `null` removes one, and an empty patch erases everything.
 * Built from entries, so that a key called `__proto__` stays a key.
 */
export function mergeMetadata(before: Metadata | undefined, patch: Metadata): Metadata {
  if (Object.keys(patch).length === 0) return {};
  const merged = new Map(Object.entries(before ?? {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
