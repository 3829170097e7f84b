/** Runs in the pages of the fault matrix: the real session, store and outbox, with functions that the test calls. */
import { endpointStore } from '../../src/auth0/endpoint-store.ts';
import { managementStore } from '../../src/auth0/management-store.ts';
import type { GetToken } from '../../src/person/profile-store.ts';
import { Auth0Session } from '../../src/auth0/session.ts';
import type { Claims } from '../../src/person/claims.ts';
import type { StoreError } from '../../src/person/store-error.ts';
import { MANAGEMENT_SCOPE, managementAudience } from '../../src/auth0/tenant-address.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';
import { WritingOutbox, type WritingOutboxOptions } from '../person/writing-outbox.ts';

export interface Entry {
  tenant: string;
  clientId: string;
  /** Result of a login, instead of a session that is restored. */
  login?: { accessToken: string; idToken: string; expiresIn: number; scope: string };
  /** A token of the host's own, instead of the session's. */
  token?: string;
  /** Whose outbox it is, where a token of the host's own is used. */
  userId?: string;
  /** Save through this endpoint instead of the Management API. */
  endpoint?: { url: string; audience: string };
  sensitive?: string[];
  /** Look at the profile before answers are sent that had to wait. */
  reconciles?: boolean;
  /** Of a save. */
  timeoutMs?: number;
  /** Of a silent request for a token. */
  silentMs?: number;
}

export interface PageState {
  pending: UserMetadata;
  problem?: { code: string; message: string; isTemporary: boolean; needsSignIn: boolean };
  saved: string[];
  /** The codes of all failures so far. */
  failures: string[];
  /** Everything in browser storage. */
  stored: string;
}

/** Back-off in hundredths of its real time: the matrix waits for what happens, not for how long it takes. */
const HASTE = 100;

export class Visit {
  readonly #outbox: WritingOutbox;
  readonly #saved: string[] = [];
  readonly #failures: string[] = [];

  private constructor(storage: PersonStorage, entry: Entry, userId: string, getToken: GetToken) {
    const { tenant, endpoint, timeoutMs = 8000 } = entry;
    const store = endpoint ? endpointStore({ ...endpoint, getToken, timeoutMs }) : managementStore({ domain: tenant, getToken, timeoutMs });
    const merge: WritingOutboxOptions['merge'] = async (answers, signal) => {
      if (answers.some(({ isLate }) => isLate)) await store.read(userId, { signal });
      return Object.fromEntries(answers.map(({ name, value }) => [name, value]));
    };
    this.#outbox = new WritingOutbox({
      storage,
      store,
      userId,
      sensitive: new Set(entry.sensitive),
      merge: entry.reconciles ? merge : undefined,
      later: (run, ms) => {
        const timer = setTimeout(run, ms / HASTE);
        return () => clearTimeout(timer);
      },
      onFailure: ({ code }) => this.#failures.push(code),
      onSaved: (names) => void this.#saved.push(...names),
    });
    this.#outbox.start();
    // As a person does, for as long as the page is there.
    storage.watch((change) => this.#outbox.handleWrite(change), new AbortController().signal);
  }

  static async begin(entry: Entry): Promise<Visit> {
    const { tenant, clientId, login, token, silentMs = 6000 } = entry;
    const session = new Auth0Session({
      domain: tenant,
      clientId,
      audience: entry.endpoint?.audience ?? managementAudience(tenant),
      scope: `openid profile email ${MANAGEMENT_SCOPE}`,
      redirectUrl: `${location.origin}/`,
      timeoutMs: silentMs,
    });
    const restore = (): Promise<Claims> => (login ? Promise.resolve(session.accept(login)) : session.restore());
    const userId = token ? entry.userId! : (await restore()).sub;
    const getToken: GetToken = token ? () => Promise.resolve(token) : (request) => session.getToken(request);
    return new Visit(await PersonStorage.open(userId, clientId), entry, userId, getToken);
  }

  put(patch: UserMetadata): void {
    this.#outbox.put(patch);
  }

  /** Answers the error's code, or nothing when all is saved. */
  async flush(): Promise<string | undefined> {
    try {
      await this.#outbox.flush();
      return undefined;
    } catch (error) {
      return (error as StoreError).code;
    }
  }

  clear(): void {
    this.#outbox.clear();
  }

  get state(): PageState {
    const { pending, problem } = this.#outbox;
    return {
      pending,
      problem: problem && {
        code: problem.code,
        message: `${problem.message} ${problem.cause instanceof Error ? problem.cause.message : ''}`,
        isTemporary: problem.isTemporary,
        needsSignIn: problem.needsSignIn,
      },
      saved: [...this.#saved],
      failures: [...this.#failures],
      stored: readStorage(),
    };
  }
}

function readStorage(): string {
  try {
    return JSON.stringify({ ...localStorage });
  } catch {
    // Blocked, which is what a row is about.
    return '';
  }
}

declare global {
  interface Window {
    begin(entry: Entry): Promise<void>;
    visit: Visit | undefined;
  }
}

window.begin = async (entry) => {
  window.visit = await Visit.begin(entry);
};
