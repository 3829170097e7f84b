/** Copies plain data out of any value. Values from a page may be cyclic or endless, or run code when they are read. */
import { UNSAFE_KEY } from './limits.ts';

const MAX_DEPTH = 24;
/** The number of values in total. A real plan has hundreds. */
const MAX_VALUES = 100_000;
/** The number of members of a list and of keys of an object. */
const MAX_MEMBERS = 10_000;

export type Path = readonly (string | number)[];

/** Why a value cannot be copied. */
export type CopyFault = 'cyclic' | 'deep' | 'large' | 'long' | 'unsafe-key' | 'unreadable' | 'no-data';

/**
 * Returns a copy of `input` that shares only functions with it. Its objects have the prototype `prototype`; with `null`, they
 * have no keys but those of the input. Keys without a value are left out, and so are values that `report` is called for.
 */
export function cleanCopy(
  input: unknown,
  report: (path: Path, fault: CopyFault) => void,
  prototype: object | null = null,
): unknown {
  const path: (string | number)[] = [];
  const ancestors: unknown[] = [];
  let values = 0;

  function refuse(fault: CopyFault): undefined {
    report([...path], fault);
  }

  function copy(value: unknown): unknown {
    values += 1;
    if (values > MAX_VALUES) return values === MAX_VALUES + 1 ? refuse('large') : undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (ancestors.includes(value)) return refuse('cyclic');
    if (ancestors.length >= MAX_DEPTH) return refuse('deep');
    ancestors.push(value);
    const members = Array.isArray(value) ? copyList(value) : copyObject(value);
    ancestors.pop();
    return members;
  }

  function copyList(list: unknown[]): unknown[] {
    if (list.length > MAX_MEMBERS) refuse('long');
    return Array.from({ length: Math.min(list.length, MAX_MEMBERS) }, (_, index) => copyMember(list, index));
  }

  function copyObject(object: object): unknown {
    if (Object.prototype.toString.call(object) !== '[object Object]') return refuse('no-data');
    const keys = Object.keys(object);
    if (keys.length > MAX_MEMBERS) refuse('long');
    const result = Object.create(prototype) as Record<string, unknown>;
    for (const key of keys.slice(0, MAX_MEMBERS)) {
      const value = copyMember(object, key);
      if (value !== undefined) result[key] = value;
    }
    return result;
  }

  function copyMember(parent: object, key: string | number): unknown {
    path.push(key);
    const value = UNSAFE_KEY.test(String(key)) ? refuse('unsafe-key') : guard(() => copy(Reflect.get(parent, key)));
    path.pop();
    return value;
  }

  /** Reading may throw, because of a getter or a Proxy. */
  function guard(read: () => unknown): unknown {
    const { length } = ancestors;
    const depth = path.length;
    try {
      return read();
    } catch {
      ancestors.length = length;
      path.length = depth;
      return refuse('unreadable');
    }
  }

  return guard(() => copy(input));
}
