/** Finds the fields that the conditions of a plan name. */
import { LOGIC_OPERATORS } from './limits.ts';
import type { Condition } from './plan.ts';

/** Calls `visit` for every field that `condition` names, with the path to it. Also called for unknown names. */
export function visitConditionKeys(
  condition: Condition,
  visit: (key: string, path: (string | number)[]) => void,
  path: (string | number)[] = [],
): void {
  // An unchecked plan may contain anything here.
  for (const [key, value] of Object.entries((condition as Condition | null) ?? {})) {
    if (!LOGIC_OPERATORS.includes(key)) visit(key, [...path, key]);
    else if (Array.isArray(value)) {
      value.forEach((inner, index) => visitConditionKeys(inner as Condition, visit, [...path, key, index]));
    }
  }
}

/** Returns the names of the fields in `condition`. */
export function namesIn(condition: Condition): Set<string> {
  const names = new Set<string>();
  visitConditionKeys(condition, (name) => names.add(name));
  return names;
}

/** Returns for each field with a condition the fields that it names. */
export type Needs = Map<string, Set<string>>;

/** Removes from `needs` all fields whose condition can be decided. Circles remain, and fields that depend on one. */
export function findUndecidable(needs: Needs): Needs {
  const open: Needs = new Map(needs);
  let size;
  do {
    size = open.size;
    for (const [name, names] of open) if (![...names].some((other) => open.has(other))) open.delete(name);
  } while (open.size < size);
  return open;
}

/** Returns the names of the fields whose conditions form a circle. */
export function findCircular(needs: Needs): Set<string> {
  const open = findUndecidable(needs);
  // The same in the other direction removes fields that only depend on a circle.
  const neededBy: Needs = new Map([...open.keys()].map((name) => [name, new Set<string>()]));
  for (const [name, names] of open) for (const other of names) neededBy.get(other)?.add(name);
  return new Set(findUndecidable(neededBy).keys());
}
