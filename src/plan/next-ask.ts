/** Decides what to ask now, and why other fields are not asked: `decide.ts` with the evaluation of conditions. */
import { matchesCondition } from './condition.ts';
import { decideAsk, decideRequest, explainDecision, type AskMoment, type Explanation, type RequestedMoment } from './decide.ts';
import type { Ask, ProfilePlan } from './plan.ts';
import { detailOf } from './reason-detail.ts';

export type { AskMoment, DecidingRule, Explanation, ReasonDetail, RequestedMoment } from './decide.ts';

/**
 * Returns what to ask now, the most urgent fields first; `null` if nothing is due. Never throws, whatever the profile, ledger or
 * date contains. If they make no sense, nothing is asked.
 */
export function nextAsk(plan: ProfilePlan, moment: AskMoment): Ask | null {
  return decideAsk(plan, { matchesCondition, ...moment });
}

/** Returns the reason for each field, in the order of the plan, with numbers. The `asked` fields are exactly those of `nextAsk`. */
export function explain(plan: ProfilePlan, moment: AskMoment): Explanation[] {
  const rows = explainDecision(plan, { matchesCondition, ...moment });
  return rows.map((row, index) => (row.reason === 'asked' ? row : { ...row, detail: detailOf(plan, moment, plan.fields[index]!, row.reason) }));
}

/**
 * Returns what to show for a request of the page (`element.ask(names)`), without pacing. Named fields are all asked, whatever
 * their conditions, because the page knows what it needs. Without names, it returns at most `maxFields` of the fields that are
 * relevant now. Known and declined fields are left out, unless `evenIfKnown` or `evenIfDeclined` is set.
 */
export function requestedAsk(plan: ProfilePlan, moment: RequestedMoment): Ask | null {
  return decideRequest(plan, { matchesCondition, ...moment });
}
