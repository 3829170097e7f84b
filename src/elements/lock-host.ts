import type { ReactiveElement } from '@lit/reactive-element';
import type { PlanSource } from '../ask/plan-source.ts';
import type { LoadLock, LockOptions } from '../auth0/lock.ts';
import type { Words } from '../locales/words.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { Placement } from './panel/panel-state.ts';

/** What the element shows: nothing yet, Lock (or its place), only questions, or why it cannot continue. */
export type LockState = 'loading' | 'signed-out' | 'signed-in' | 'failed';

/** What signing in reads and sets of its element; `ProgressiveLockElement` describes each. */
export interface LockHost extends ReactiveElement {
  readonly domain: string;
  readonly tenantDomain: string | undefined;
  readonly clientId: string;
  readonly plan: PlanSource;
  readonly language: string | undefined;
  readonly manual: boolean;
  readonly fallback: 'redirect' | 'none';
  readonly lockStyle: 'page' | 'none';
  readonly passwordless: boolean;
  readonly redirectUrl: string | undefined;
  readonly audience: string | undefined;
  readonly scope: string | undefined;
  readonly placement: Placement;
  readonly accent: string | undefined;
  readonly lockOptions: LockOptions | undefined;
  readonly loadLock: LoadLock | undefined;
  readonly store: ProfileStore | undefined;
  readonly known: UserMetadata | undefined;
  readonly dictionary: Partial<Words> | undefined;
  readonly debug: boolean;
  readonly refresh: (() => Promise<void> | void) | undefined;
  state: LockState;
}
