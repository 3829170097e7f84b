/**
 * The place for one question on the screen of one person: of several elements on a page, and of several tabs, one asks at
 * a time. Web Locks free it when a tab dies; without them (insecure contexts, Safari before 15.4) it is for this page only.
 */

/** Keys whose place is taken in this page, with what to call once it is free. */
const taken = new Map<string, Set<() => void>>();

/** Takes the place named `key`; resolves with what frees it, or with `undefined` if it is taken. */
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

/** Calls back once the place is free, unless `signal` is aborted before. */
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
  // Another tab has it. Called back once this request has let go of it, too.
  locks()?.request(key, { signal }, () => undefined).then(handleFree, () => undefined);
}

/** Resolves with what frees the lock; `undefined`: another tab has it. */
function requestLock(key: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    const noLock = () => resolve(() => undefined);
    const manager = locks();
    if (!manager) return noLock();
    const hold = (lock: Lock | null) => {
      if (lock) return new Promise<void>((free) => resolve(free));
      return resolve(undefined);
    };
    // Where a page may keep nothing (blocked cookies, a sandboxed frame), it may not have locks either.
    manager.request(key, { ifAvailable: true }, hold).catch(noLock);
  });
}

function locks(): LockManager | undefined {
  return globalThis.navigator?.locks;
}
