/**
 * Detects when a session begins: with a new sign-in, or with activity after 30 minutes without any. It is in the person's
 * storage, so that all tabs count a session once.
 */
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import type { Claims } from './claims.ts';
import type { PersonStorage } from './person-storage.ts';

// Activity is stored once a minute at most, because writing at every key stroke would keep the storage busy.
const COARSE_MS = 60_000;

interface Visit {
  /** The last activity, in epoch milliseconds; `NaN` after `end()`. */
  activeAt: number;
  /** Identifies the last sign-ins in this browser, for example by the `sid` claim; the latest first. */
  signIns: unknown[];
}

/** Tabs may have tokens of different sign-ins, but rarely of more than this. */
const MAX_SIGN_INS = 5;

/** Identifies a sign-in of a person; `undefined` if the claims do not. */
export function signInOf({ sid, auth_time: signedInAt }: Claims): string | undefined {
  if (typeof sid === 'string') return sid;
  return typeof signedInAt === 'number' ? String(signedInAt) : undefined;
}

export class SessionLog {
  readonly #storage: PersonStorage;

  constructor(storage: PersonStorage) {
    this.#storage = storage;
  }

  /**
   * Records activity.
   * @param signIn identifies the sign-in; without it, only inactivity separates sessions
   * @returns whether a session begins with it
   */
  observe(now: Date, signIn?: string): boolean {
    const { activeAt, signIns } = this.#read();
    const isNew = this.isNew(now, signIn);
    const isKnown = !signIn || signIns.includes(signIn);
    // If the clock was set back, the session must not stay open until it has caught up.
    if (isNew || !isKnown || Math.abs(now.getTime() - activeAt) > COARSE_MS) {
      this.#storage.write('visit', { activeAt: now.getTime(), signIns: isKnown ? signIns : [signIn, ...signIns].slice(0, MAX_SIGN_INS) } satisfies Visit);
    }
    return isNew;
  }

  /** Whether activity now would begin a session. A tab with the token of an earlier sign-in does not begin one. */
  isNew(now: Date, signIn?: string): boolean {
    const { activeAt, signIns } = this.#read();
    const isNewSignIn = Boolean(signIn && signIns.length) && !signIns.includes(signIn);
    return isNewSignIn || !(now.getTime() - activeAt <= SESSION_TIMEOUT_MS);
  }

  /** Makes the next activity begin a session, because the person has signed in. */
  end(): void {
    this.#storage.write('visit', { ...this.#read(), activeAt: NaN } satisfies Visit);
  }

  #read(): Visit {
    const { activeAt, signIns } = Object(this.#storage.read('visit')) as Partial<Visit>;
    return { activeAt: Number(activeAt ?? NaN), signIns: [signIns ?? []].flat() };
  }
}
