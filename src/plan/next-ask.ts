/** What to ask now, and why not the rest: `decide.ts`, with what evaluates conditions. */
import { matchesCondition } from './condition.ts';
import { decideAsk, decideRequest, explainDecision, type AskMoment, type Explanation, type RequestedMoment } from './decide.ts';
import type { Ask, ProfilePlan } from './plan.ts';
import { detailOf } from './reason-detail.ts';

export type { AskMoment, DecidingRule, Explanation, ReasonDetail, RequestedMoment } from './decide.ts';

/**
 * What to ask now, the most urgent first; `null`: nothing. Never throws for whatever a profile, ledger or date holds;
 * what makes no sense leads to silence.
 */
export function nextAsk(plan: ProfilePlan, moment: AskMoment): Ask | null {
  return decideAsk(plan, { matchesCondition, ...moment });
}

/** The reason for each field, in plan order, with its numbers. `asked` are exactly the fields of `nextAsk`. */
export function explain(plan: ProfilePlan, moment: AskMoment): Explanation[] {
  const rows = explainDecision(plan, { matchesCondition, ...moment });
  return rows.map((row, index) => (row.reason === 'asked' ? row : { ...row, detail: detailOf(plan, moment, plan.fields[index]!, row.reason) }));
}

/**
 * What to show when the page asks (`element.ask(names)`): no pacing. Named fields are shown all at once,
 * without regard to conditions, because the host knows what it needs; without names it is at most `maxFields` of those
 * that matter here and now. No field that is known or was declined, unless `evenIfKnown` or `evenIfDeclined`.
 */
export function requestedAsk(plan: ProfilePlan, moment: RequestedMoment): Ask | null {
  return decideRequest(plan, { matchesCondition, ...moment });
}
