/** Counts sessions in one tab at a time, where the browser has a way to say so. */
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
    // Where a page may keep nothing (blocked cookies, a sandboxed frame), it may not have locks either.
    if (hasBegun) throw error;
    return begin();
  }
}
