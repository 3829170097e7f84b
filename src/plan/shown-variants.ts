import type { ProfilePlan } from './plan.ts';

/**
 * Returns the variants of an assigned plan (see experiments.ts) that concern one of `names`, by experiment; `undefined` if there
 * are none.
 */
export function shownVariants({ experiments = [] }: ProfilePlan, names: readonly string[]): Record<string, string> | undefined {
  const shown: Record<string, string> = {};
  for (const { name, variants } of experiments) {
    const [{ name: variant, changes } = { name: '' }, other] = variants;
    if (!other && (changes?.pacing || names.some((field) => Object.hasOwn(changes?.fields ?? {}, field)))) shown[name] = variant;
  }
  return Object.keys(shown).length ? shown : undefined;
}
