/** Small functions for JSON that many files use. */

/** True for an object of JSON: neither a list nor `null`. */
export function isData(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the size of `value` as JSON in UTF-8, in bytes. */
export function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
