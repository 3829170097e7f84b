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

/** How each object read when it was given: a page may have changed it since. */
const given = new WeakMap<object, string | undefined>();

/**
 * For properties of plain data, as Lit's `hasChanged`: pages recreate objects on every render, and only other contents are a
 * change. Values that are not plain data have changed if they are not identical.
 */
export function hasContentChanged(next: unknown, before: unknown): boolean {
  if (next === before) return false;
  const text = toJson(next);
  if (isObject(next)) given.set(next, text);
  return differ(text, (isObject(before) && given.get(before)) || toJson(before));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether the one reads otherwise than the other now. */
export function isDifferent(one: unknown, other: unknown): boolean {
  return one !== other && differ(toJson(one), toJson(other));
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || one !== other;
}
