import type { Claims } from '../person/claims.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { ProfilePlan } from '../plan/plan.ts';

/** The person, plan and store of a run. */
export interface AskSubject {
  user: Claims;
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  /** Identifies the plan. Without it, no quiet period can be stored. */
  planDigest?: string;
  /** The person has just signed in, as opposed to returning with a session. */
  isNewSignIn?: boolean;
}
