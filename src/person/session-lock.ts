/** Lets one tab at a time count sessions, in browsers with Web Locks. */
export async function withSessionLock<T>(clientId: string, work: () => T): Promise<T> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return work();
  };
  try {
    return locks ? ((await locks.request(`progressive-lock:${clientId}:session`, begin))) : begin();
  } catch (error) {
    // Pages that may not store anything (blocked cookies, a sandboxed frame) may not use locks either.
    if (hasBegun) throw error;
    return begin();
  }
}
