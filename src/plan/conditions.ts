/** Which fields the conditions of a plan speak of. */
import { LOGIC_OPERATORS } from './limits.ts';
import type { Condition } from './plan.ts';

/** Calls `visit` for every field that `condition` names, with the path to it; also for what is used as a name. */
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

/** The names of the fields that `condition` speaks of. */
export function namesIn(condition: Condition): Set<string> {
  const names = new Set<string>();
  visitConditionKeys(condition, (name) => names.add(name));
  return names;
}

/** For each field with a condition, the fields it names. */
export type Needs = Map<string, Set<string>>;

/** What is left of `needs` once every field is taken out whose condition can be decided: circles, and what waits for one. */
export function findUndecidable(needs: Needs): Needs {
  const open: Needs = new Map(needs);
  let size;
  do {
    size = open.size;
    for (const [name, names] of open) if (![...names].some((other) => open.has(other))) open.delete(name);
  } while (open.size < size);
  return open;
}

/** The names of the fields whose conditions go round in a circle. */
export function findCircular(needs: Needs): Set<string> {
  const open = findUndecidable(needs);
  // The same the other way round takes out what only waits for a circle.
  const neededBy: Needs = new Map([...open.keys()].map((name) => [name, new Set<string>()]));
  for (const [name, names] of open) for (const other of names) neededBy.get(other)?.add(name);
  return new Set(findUndecidable(neededBy).keys());
}
