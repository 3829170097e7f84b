/**
 * What auth0-js, superagent and Lock use of `qs`, which they load for it: 15 kB (brotli) with its polyfills, where
 * browsers have `URLSearchParams`. The vendor build puts this in its place.
 */

interface StringifyOptions {
  /** `false`: names and values are not encoded. */
  encode?: boolean;
  delimiter?: string;
}

/** The names and values of a query or hash, without `?` or `#`. */
export function parse(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** `undefined` is left out, `null` is blank, what is nested gets its names in brackets. */
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
