/** What `work` with a storage of the browser returns; `undefined` where the page may not use it, or it is full. */
export function tryStorage<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
