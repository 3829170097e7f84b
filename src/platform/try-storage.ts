/** Returns the result of `work` with a storage of the browser; `undefined` if the page may not use it, or if it is full. */
export function tryStorage<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
