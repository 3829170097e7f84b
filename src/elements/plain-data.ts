/** `undefined` for what JSON cannot hold: functions that fetch options, circles, getters that throw. */
export function toJson(input: unknown): string | undefined {
  try {
    return JSON.stringify(input, (_key, value: unknown) => {
      if (typeof value === 'function') throw new TypeError('A function is not JSON.');
      return value;
    });
  } catch {
    return undefined;
  }
}

/**
 * Whether the one reads otherwise than the other: pages make objects anew in every rendering, and only another content is
 * a change. What is no plain data is other where it is not the very same.
 */
export function isOther(one: unknown, other: unknown): boolean {
  if (one === other) return false;
  const text = toJson(one);
  return text === undefined || text !== toJson(other);
}
