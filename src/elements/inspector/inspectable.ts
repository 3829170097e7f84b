import type { ReactiveElement } from '@lit/reactive-element';
import type { Run } from '../../ask/run.ts';
import type { Claims } from '../../person/claims.ts';
import type { ProfileStore } from '../../person/profile-store.ts';
import type { Explanation } from '../../plan/decide.ts';
import type { Profile } from '../../plan/plan.ts';
import type { LockState } from '../lock-host.ts';
import type { Placement } from '../panel/panel-state.ts';

/** The part of a `<tell-us-more>` that the inspector uses. */
export interface InspectableAsker extends ReactiveElement {
  debug: boolean;
  readonly off: boolean;
  readonly redirect: boolean;
  readonly placement: Placement;
  readonly user: Claims | null | undefined;
  readonly store: ProfileStore | undefined;
  readonly clientId: string;
  readonly run: Run | undefined;
  readonly activity: string | undefined;
  readonly profile: Profile;
  now: (() => Date) | undefined;
  explain(): Explanation[];
  ask(): Promise<unknown>;
}

/** The part of a `<progressive-lock>` that the inspector uses. */
export interface InspectableLock extends ReactiveElement {
  debug: boolean;
  readonly state: LockState;
}

/** The elements that have `debug`. */
export type Inspectable = InspectableAsker | InspectableLock;
