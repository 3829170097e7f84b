import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JWK } from 'jose';
import type { Consent, RefreshGrant } from './grants.ts';
import type { Session } from './sessions.ts';
import type { TenantUser } from './users.ts';

/** All that outlives a restart. Plain JSON; the stores change it in place and then call `save`. */
export interface TenantState {
  version: 1;
  /** The private signing key. */
  key?: JWK;
  /** How far the tenant's clock is ahead, in milliseconds. */
  aheadMs?: number;
  /** The secret of the application that `TenantOptions.machineClientId` names. */
  machineSecret?: string;
  /** By user id. */
  users: Record<string, StoredUser>;
  /** By session id. */
  sessions: Record<string, Session>;
  consents: Consent[];
  /** Ids of applications whose people must consent even where consent is skipped: it was revoked. */
  revokedConsents: string[];
  /** By refresh token. */
  refreshGrants: Record<string, RefreshGrant>;
}

export interface StoredUser {
  profile: TenantUser;
  passwordHash?: string;
}

const SAVE_AFTER_MS = 100;

/** Keeps the tenant's state, in memory alone or in a JSON file too. */
export class StateFile {
  readonly state: TenantState;
  readonly #path: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string | undefined, state: TenantState) {
    this.#path = path;
    this.state = state;
  }

  /** Reads the file, or starts empty when there is none yet. Rejects when it holds something else. */
  static async open(path: string | undefined): Promise<StateFile> {
    return new StateFile(path, (path && (await read(path))) || emptyState());
  }

  /** Writes soon; changes in quick succession are written once. */
  save(): void {
    if (!this.#path || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.flush().catch((error: unknown) => console.error('The tenant could not save its state:', error));
    }, SAVE_AFTER_MS);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    const path = this.#path;
    if (!path || !this.#timer) return this.#writing;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = JSON.stringify(this.state, null, 2);
    // A failed write must not keep the next one from being tried.
    this.#writing = this.#writing.then(
      () => writeWhole(path, text),
      () => writeWhole(path, text),
    );
    return this.#writing;
  }
}

function emptyState(): TenantState {
  return { version: 1, users: {}, sessions: {}, consents: [], revokedConsents: [], refreshGrants: {} };
}

async function read(path: string): Promise<TenantState | undefined> {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let state: Partial<TenantState> | null;
  try {
    state = JSON.parse(text) as Partial<TenantState> | null;
  } catch (cause) {
    throw new Error(`Expected the tenant's data in ${path}, but it is not JSON. Delete it to start afresh.`, { cause });
  }
  if (state?.version !== 1) {
    throw new Error(`Expected the tenant's data (version 1) in ${path}, but it is something else.`);
  }
  return { ...emptyState(), ...state };
}

/** Never leaves half a file behind. */
async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}
