/** Finds questions that appear because of an answer that is on the screen and not saved yet. */
import { namesIn } from './conditions.ts';
import type { KnownValues } from './condition.ts';
import { openEligibilityCheck, type AskMoment, type AskRequest } from './decide.ts';
import { indexPlan } from './plan-index.ts';
import type { ProfileField, ProfilePlan } from './plan.ts';

export interface FoundFollowUp {
  field: ProfileField;
  /** The name of the field below which it appears, one of those that were asked first. */
  below: string;
}

/**
 * Returns the eligible fields whose `when` names an answered one of `shown`, or a follow-up of it. Together with `shown`, they are
 * at most one more than `maxFields`. The pacing does not apply, because they are part of the same ask. `moment`: the input of the
 * decision that found `shown`. `request`: the page's request, if the page has asked.
 */
export function findFollowUps(plan: ProfilePlan, moment: AskMoment, shown: readonly string[], answers: KnownValues, request?: AskRequest): FoundFollowUp[] {
  const matchesCondition: AskMoment['matchesCondition'] = (condition, values) =>
    moment.matchesCondition?.(condition, Object.assign(Object.create(null), values, answers) as KnownValues) ?? false;
  const checkEligibility = openEligibilityCheck(plan, { ...moment, matchesCondition }, request);
  const { fields, maxFields } = indexPlan(plan);
  const places = new Map(shown.map((name) => [name, name]));
  const found: FoundFollowUp[] = [];
  for (let size = 0; size !== places.size; ) {
    size = places.size;
    for (const entry of fields) {
      const { field } = entry;
      if (places.size > maxFields || !field.when || places.has(field.name)) continue;
      const cause = [...namesIn(field.when)].find((name) => places.has(name) && Object.hasOwn(answers, name));
      const reason = checkEligibility(entry);
      if (cause === undefined || (reason && reason !== 'cool-down' && reason !== 'session-limit')) continue;
      const below = places.get(cause)!;
      places.set(field.name, below);
      found.push({ field, below });
    }
  }
  return found;
}
