import type { ReactiveElement } from '@lit/reactive-element';
import type { PlanSource } from '../ask/plan-source.ts';
import type { Words } from '../locales/words.ts';
import type { Claims } from '../person/claims.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { UserMetadata } from '../plan/plan.ts';

/** The element of a review. `ProfileReviewElement` documents the properties. */
export interface ReviewHost extends ReactiveElement {
  readonly for: string | undefined;
  readonly plan: PlanSource;
  user: Claims | null | undefined;
  readonly store: ProfileStore | undefined;
  readonly known: UserMetadata | undefined;
  readonly clientId: string;
  readonly language: string | undefined;
  readonly dictionary: Partial<Words> | undefined;
}
