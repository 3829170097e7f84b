/** Warns developers about names that the plan does not have. Loaded when there may be one. */
import type { ProfilePlan } from '../plan/plan.ts';

/** The names that this page was warned about. */
const warned = new Set<string>();
/** A limit, because a page that tracks everything would fill the console. */
const MAX_WARNINGS = 10;

/** Warns once about each of `names` that `plan` does not have. */
export function warnOfUnknown(what: 'activities' | 'fields', names: readonly string[], plan: ProfilePlan): void {
  const known = what === 'fields' ? plan.fields.map(({ name }) => name) : activitiesOf(plan);
  const expected = what === 'fields' ? 'ask() to name fields' : 'track() to name an activity';
  for (const name of names) {
    if (known.includes(name) || warned.has(expected + name) || warned.size >= MAX_WARNINGS) continue;
    // A click is reported to every element of the page, and each has its own plan.
    if (what === 'activities' && document.querySelector(`[data-tell-us-more="${CSS.escape(name)}"]`)) continue;
    warned.add(expected + name);
    console.warn(`Expected ${expected} of the plan (${known.join(', ') || 'it has none'}), got "${name}". Correct the name, or add it to the plan.`);
  }
}

/** The activities of the plan, also those of variants. */
function activitiesOf({ fields, experiments = [] }: ProfilePlan): string[] {
  const changed = experiments.flatMap(({ variants }) => variants.flatMap(({ changes }) => Object.values(changes?.fields ?? {})));
  return [...new Set([...fields, ...changed].flatMap(({ ask }) => (typeof ask === 'object' ? [ask.on ?? []].flat() : [])))];
}
