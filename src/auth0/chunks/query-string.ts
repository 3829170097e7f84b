/**
 * Replaces `qs` for auth0-js, superagent and Lock in the vendor build: 15 kB (brotli) with its polyfills, although browsers have
 * `URLSearchParams`.
 */

interface StringifyOptions {
  /** `false`: does not encode names and values. */
  encode?: boolean;
  delimiter?: string;
}

/** Parses a query or hash, without `?` or `#`. */
export function parse(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes a query. Leaves out `undefined`, writes `null` as blank, and nested names in brackets. */
export function stringify(object: object, { encode = true, delimiter = '&' }: StringifyOptions = {}): string {
  const write = encode ? encodeURIComponent : String;
  return Object.entries(object)
    .flatMap(([name, value]) => flatten(name, value))
    .map(([name, value]) => `${write(name)}=${write(value)}`)
    .join(delimiter);
}

function flatten(name: string, value: unknown): [string, string][] {
  if (value === undefined || typeof value === 'function') return [];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}[${key}]`, inner));
  }
  return [[name, value === null ? '' : `${value as string}`]];
}

export default { parse, stringify };
