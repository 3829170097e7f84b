/** Returns JSON; `undefined` for functions, circles, and getters that throw. */
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

/** The JSON of each object when it was set, because a page may change it later. */
const given = new WeakMap<object, string | undefined>();

/**
 * Lit's `hasChanged` for properties of plain data. Pages recreate objects on every render, so objects with the same content are
 * equal. Values that are not plain data are equal only if they are identical.
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

/** Whether the contents of the two differ now. */
export function isDifferent(one: unknown, other: unknown): boolean {
  return one !== other && differ(toJson(one), toJson(other));
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || one !== other;
}
