/** Without activity for so long a session ends, as web analytics has it. An account is new for the same time. */
export const SESSION_TIMEOUT_MS = 30 * 60_000;
