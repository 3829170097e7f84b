/** A session ends after this time without activity, as in web analytics. An account is new for the same time. */
export const SESSION_TIMEOUT_MS = 30 * 60_000;
