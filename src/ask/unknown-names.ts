/** Tells developers of names that the plan does not have. Loaded once there seems to be one. */
import type { ProfilePlan } from '../plan/plan.ts';

/** What this page was warned of. */
const warned = new Set<string>();
/** A page that tracks everything would fill the console. */
const MAX_WARNINGS = 10;

/** Warns of those of `names` that `plan` does not have: of each once. */
export function warnOfUnknown(what: 'activities' | 'fields', names: readonly string[], plan: ProfilePlan): void {
  const known = what === 'fields' ? plan.fields.map(({ name }) => name) : activitiesOf(plan);
  const expected = what === 'fields' ? 'ask() to name fields' : 'track() to name an activity';
  for (const name of names) {
    if (known.includes(name) || warned.has(expected + name) || warned.size >= MAX_WARNINGS) continue;
    // A click is reported to every element of the page, each with its own plan.
    if (what === 'activities' && document.querySelector(`[data-tell-us-more="${CSS.escape(name)}"]`)) continue;
    warned.add(expected + name);
    console.warn(`Expected ${expected} of the plan (${known.join(', ') || 'it has none'}), got "${name}". Correct the name, or add it to the plan.`);
  }
}

/** What the fields wait for, for people with one variant or another. */
function activitiesOf({ fields, experiments = [] }: ProfilePlan): string[] {
  const changed = experiments.flatMap(({ variants }) => variants.flatMap(({ changes }) => Object.values(changes?.fields ?? {})));
  return [...new Set([...fields, ...changed].flatMap(({ ask }) => (typeof ask === 'object' ? [ask.on ?? []].flat() : [])))];
}
