import type { Claims } from '../person/claims.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { ProfilePlan } from '../plan/plan.ts';

/** What a run is about. */
export interface AskSubject {
  user: Claims;
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  /** Identifies the plan. Without it, every page decides again. */
  planDigest?: string;
  /** The person has just signed in, as opposed to coming back signed in. */
  isNewSignIn?: boolean;
}
