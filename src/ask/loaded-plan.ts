import type { ProfilePlan } from '../plan/plan.ts';

export interface LoadedPlan {
  plan: ProfilePlan;
  /** What is wrong with it; `plan` then holds the fields that are right. */
  error?: Error;
  /** Tells this plan from all others; left out for one that is wrong, or holds what JSON cannot. */
  digest?: string;
}
