import type { ProfilePlan } from '../plan/plan.ts';

export interface LoadedPlan {
  plan: ProfilePlan;
  /** Why the plan is invalid. `plan` then contains its valid fields. */
  error?: Error;
  /** Identifies the plan. Left out if it is invalid, or contains something that JSON cannot represent. */
  digest?: string;
}
