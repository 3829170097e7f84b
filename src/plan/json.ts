/** What is asked of JSON in many places. */

/** True for an object of JSON: neither a list nor `null`. */
export function isData(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many bytes `value` takes as JSON in UTF-8. */
export function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
