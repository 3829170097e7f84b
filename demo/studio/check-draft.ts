import { parsePlan, PlanError, type PlanProblem } from '../../src/plan/parse-plan.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { planWarnings } from '../../src/plan/plan-warnings.ts';

export interface CheckedPlan {
  /** The plan, or its valid part. */
  plan: ProfilePlan;
  problems: PlanProblem[];
  /** What is allowed, but probably not intended. */
  warnings: PlanProblem[];
}

export function checkDraft(draft: unknown): CheckedPlan {
  try {
    const plan = parsePlan(draft);
    return { plan, problems: [], warnings: planWarnings(plan) };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { plan: error.usable, problems: error.problems, warnings: [] };
  }
}

/** Returns the problems at `path` and below it, as one text. It is blank if there are none. */
export function problemsAt(problems: readonly PlanProblem[], path: string): string {
  const below = problems.filter((problem) => problem.path === path || /^[.[]/.test(problem.path.slice(path.length)) && problem.path.startsWith(path));
  return below.map(({ message }) => message).join(' ');
}
