/**
 * Detects when a session begins: with a new sign-in, or with activity after 30 minutes without any. It uses the person's
 * storage, so that all tabs of this browser count a session once.
 */
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import type { Claims } from './claims.ts';
import type { PersonStorage } from './person-storage.ts';

// Writing at every key stroke would keep the storage busy; a minute more or less ends no session.
const COARSE_MS = 60_000;

interface Visit {
  /** When the person last did something, in epoch milliseconds. */
  activeAt: number;
  /** What tells one sign-in from the next: the `sid` claim, say. */
  signIn?: string;
}

/** What tells one sign-in of a person from the next; `undefined` where the claims do not. */
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
   * Notes that the person does something now.
   * @param signIn what tells this sign-in from another; unknown leaves it to the silence
   * @returns whether a session begins with it
   */
  observe(now: Date, signIn?: string): boolean {
    const at = now.getTime();
    const last = this.#read();
    const isNew = this.isNew(now, signIn);
    // A clock that was set back must not keep the session open until it has caught up.
    if (isNew || !last || Math.abs(at - last.activeAt) > COARSE_MS || last.signIn !== signIn) {
      this.#storage.write('visit', { activeAt: at, signIn: signIn ?? last?.signIn } satisfies Visit);
    }
    return isNew;
  }

  /** Whether a session would begin with activity now. */
  isNew(now: Date, signIn?: string): boolean {
    const last = this.#read();
    if (!last) return true;
    const isNewSignIn = signIn !== undefined && last.signIn !== undefined && signIn !== last.signIn;
    return isNewSignIn || now.getTime() - last.activeAt > SESSION_TIMEOUT_MS;
  }

  /** The next activity begins a session: the person signed in or out. */
  end(): void {
    this.#storage.remove('visit');
  }

  #read(): Visit | undefined {
    const visit = this.#storage.read('visit') as Partial<Visit> | null | undefined;
    return typeof visit?.activeAt === 'number' ? { activeAt: visit.activeAt, signIn: visit.signIn } : undefined;
  }
}
