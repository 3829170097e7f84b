/**
 * Lets one element at a time ask a person, among all elements of a page and all tabs. Web Locks free the slot when a tab is
 * closed. Without them (insecure contexts, Safari before 15.4), it is limited to this page.
 */

/** The slots that are taken in this page, with the functions to call once they are free. */
const taken = new Map<string, Set<() => void>>();

/** Takes the slot named `key`. Resolves with a function that frees it, or with `undefined` if it is taken. */
export async function takeAskSlot(key: string): Promise<(() => void) | undefined> {
  if (taken.has(key)) return undefined;
  const waiting = new Set<() => void>();
  taken.set(key, waiting);
  const free = () => {
    if (taken.get(key) === waiting) taken.delete(key);
    for (const callBack of [...waiting]) callBack();
  };
  const freeLock = await requestLock(key);
  if (!freeLock) {
    free();
    return undefined;
  }
  return () => {
    freeLock();
    free();
  };
}

/** Calls back once the slot is free, unless `signal` is aborted before. */
export function waitForAskSlot(key: string, callBack: () => void, signal: AbortSignal): void {
  const waiting = taken.get(key);
  const handleFree = () => {
    waiting?.delete(handleFree);
    if (!signal.aborted) callBack();
  };
  if (waiting) {
    waiting.add(handleFree);
    signal.addEventListener('abort', () => waiting.delete(handleFree), { once: true });
    return;
  }
  // Another tab has the slot. This request frees its lock before it calls back.
  locks()?.request(key, { signal }, () => undefined).then(handleFree, () => undefined);
}

/** Resolves with a function that frees the lock, or with `undefined` if another tab has it. */
function requestLock(key: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    const noLock = () => resolve(() => undefined);
    const manager = locks();
    if (!manager) return noLock();
    const hold = (lock: Lock | null) => {
      if (lock) return new Promise<void>((free) => resolve(free));
      return resolve(undefined);
    };
    // Pages that may not store anything (blocked cookies, a sandboxed frame) may not use locks either.
    manager.request(key, { ifAvailable: true }, hold).catch(noLock);
  });
}

function locks(): LockManager | undefined {
  return globalThis.navigator?.locks;
}
