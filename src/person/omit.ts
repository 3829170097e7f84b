import type { UserMetadata } from '../plan/plan.ts';

/** `values` without `names`. */
export function omit(values: UserMetadata, names: readonly string[]): UserMetadata {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
