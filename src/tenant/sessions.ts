import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cookieScope } from './cookies.ts';
import type { StateFile } from './state-file.ts';
import { randomToken } from './tickets.ts';

/** A person's session with the tenant, for all applications. */
export interface Session {
  id: string;
  userId: string;
  connection: string;
  /** Epoch milliseconds of the login with credentials. */
  authenticatedAt: number;
  /** Epoch milliseconds. */
  lastActiveAt: number;
}

/** The sessions in the tenant's state. */
export interface SessionState {
  /** By session id. */
  sessions: Record<string, Session>;
}

const HOUR_MS = 3_600_000;
const IDLE_MS = 72 * HOUR_MS;
const LONGEST_MS = 168 * HOUR_MS;

/** Sessions by cookie, with Auth0's default time limits. */
export class Sessions {
  readonly #file: StateFile<SessionState>;
  readonly #cookie: string;
  readonly #now: () => Date;

  /** Different for each tenant on a host, because cookies ignore ports. */
  constructor(file: StateFile<SessionState>, port: number, now: () => Date) {
    this.#file = file;
    this.#cookie = `auth0_${port}`;
    this.#now = now;
  }

  start(c: Context, userId: string, connection: string): Session {
    this.#forget(getCookie(c, this.#cookie));
    const now = this.#now().getTime();
    const session = { id: randomToken(), userId, connection, authenticatedAt: now, lastActiveAt: now };
    this.#file.state.sessions[session.id] = session;
    this.#file.save();
    setCookie(c, this.#cookie, session.id, {
      ...cookieScope(c),
      httpOnly: true,
      maxAge: IDLE_MS / 1000,
    });
    return session;
  }

  current(c: Context): Session | undefined {
    const id = getCookie(c, this.#cookie);
    const { sessions } = this.#file.state;
    const session = id !== undefined && Object.hasOwn(sessions, id) ? sessions[id] : undefined;
    if (!session) return undefined;
    const now = this.#now().getTime();
    if (now - session.lastActiveAt > IDLE_MS || now - session.authenticatedAt > LONGEST_MS) {
      delete sessions[session.id];
      return undefined;
    }
    session.lastActiveAt = now;
    return session;
  }

  end(c: Context): void {
    this.#forget(getCookie(c, this.#cookie));
    deleteCookie(c, this.#cookie, cookieScope(c));
  }

  /** Signs everyone out, or one person everywhere. */
  clear(userId?: string): void {
    const { sessions } = this.#file.state;
    for (const [id, session] of Object.entries(sessions)) {
      if (userId === undefined || session.userId === userId) delete sessions[id];
    }
    this.#file.save();
  }

  #forget(id: string | undefined): void {
    if (id === undefined) return;
    delete this.#file.state.sessions[id];
    this.#file.save();
  }
}
