/** Runs work in one tab of this browser at a time. */
import type { PersonStorage } from './person-storage.ts';

export interface TabLockOptions {
  /** Stores the lease, in browsers without Web Locks. */
  storage: PersonStorage;
  /** Ends the waiting. */
  signal: AbortSignal;
  /** Default: the browser's. `null`: use the lease. */
  locks?: LockManager | null;
}

/** A lease ends after this time, because its tab may be closed. The time limits of the work are shorter. */
const LEASE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/** Runs `work` while no other tab runs work under the same name. Closing a tab frees its lock. */
export async function withTabLock<T>(
  name: string,
  work: () => Promise<T>,
  { storage, signal, locks = globalThis.navigator?.locks }: TabLockOptions,
): Promise<T> {
  // Missing in Safari before 15.4 and in insecure contexts.
  if (!locks) return withLease(name, work, storage, signal);
  let hasBegun = false;
  try {
    return await locks.request(storage.key(name), { signal }, () => {
      hasBegun = true;
      return work();
    });
  } catch (error) {
    // Pages that may not store anything (blocked cookies, a sandboxed frame) may not use locks either.
    if (hasBegun || signal.aborted) throw error;
    return withLease(name, work, storage, signal);
  }
}

interface Lease {
  by: string;
  until: number;
}

async function withLease<T>(name: string, work: () => Promise<T>, storage: PersonStorage, signal: AbortSignal): Promise<T> {
  const by = String(Math.random());
  const read = () => storage.read(name) as Lease | undefined;
  for (;;) {
    signal.throwIfAborted();
    const left = (read()?.until ?? 0) - Date.now();
    const isHeld = left > 0 && left <= LEASE_MS;
    // If nothing can be stored, tabs cannot coordinate. Saving the same answer twice does no harm.
    if (!isHeld && !storage.write(name, { by, until: Date.now() + LEASE_MS } satisfies Lease)) break;
    // Two tabs may have written at the same time. The later one gets the lease.
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS * (1 + Math.random())));
    if (read()?.by === by) break;
  }
  try {
    return await work();
  } finally {
    if (read()?.by === by) storage.remove(name);
  }
}
