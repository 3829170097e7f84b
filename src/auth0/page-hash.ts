/**
 * The hash of the page's address as it was when the script began. A router with hashes takes the result of a login for
 * a route that it does not know, and replaces it, before anything that is loaded later could read it.
 */
const { progressiveLock, location } = globalThis as { progressiveLock?: { hash?: string }; location?: Location };
export const pageHash: string = progressiveLock?.hash ?? location?.hash ?? '';
