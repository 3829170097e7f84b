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
  /** The last activity, in epoch milliseconds. */
  activeAt: number;
  /** Identifies the sign-in, for example by the `sid` claim. */
  signIn?: string;
}

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
    const at = now.getTime();
    const last = this.#read();
    const isNew = this.isNew(now, signIn);
    // If the clock was set back, the session must not stay open until it has caught up.
    if (isNew || !last || Math.abs(at - last.activeAt) > COARSE_MS || last.signIn !== signIn) {
      this.#storage.write('visit', { activeAt: at, signIn: signIn ?? last?.signIn } satisfies Visit);
    }
    return isNew;
  }

  /** Whether activity now would begin a session. */
  isNew(now: Date, signIn?: string): boolean {
    const last = this.#read();
    if (!last) return true;
    const isNewSignIn = signIn !== undefined && last.signIn !== undefined && signIn !== last.signIn;
    return isNewSignIn || now.getTime() - last.activeAt > SESSION_TIMEOUT_MS;
  }

  /** Makes the next activity begin a session, because the person has signed in or out. */
  end(): void {
    this.#storage.remove('visit');
  }

  #read(): Visit | undefined {
    const visit = this.#storage.read('visit') as Partial<Visit> | null | undefined;
    return typeof visit?.activeAt === 'number' ? { activeAt: visit.activeAt, signIn: visit.signIn } : undefined;
  }
}
