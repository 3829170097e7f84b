/** Whether two values are the same as JSON, in any order of keys. Keys with `undefined` do not count. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [a, b] = [entriesOf(one), entriesOf(other)];
  return a.length === b.length && a.every(([name, value]) => Object.hasOwn(other, name) && isSameJson(value, (other as Record<string, unknown>)[name]));
}

export function includesJson(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => isSameJson(one, value));
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
