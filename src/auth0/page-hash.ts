/**
 * The hash of the page's address when the script started. A hash router reads the result of a login as an unknown route, and replaces
 * it before code that is loaded later can read it.
 */
const { progressiveLock, location } = globalThis as { progressiveLock?: { hash?: string }; location?: Location };
export const pageHash: string = progressiveLock?.hash ?? location?.hash ?? '';
