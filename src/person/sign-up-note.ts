/**
 * Remembers in this tab that a sign-up form was submitted. The login that follows does not say that it belongs to a sign-up, and
 * a redirect may leave the page before Lock has told whose sign-up it was.
 */
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import { tryStorage } from '../platform/try-storage.ts';

const keyOf = (clientId: string) => `progressive-lock:${clientId}:signing-up`;

/** Stores the note at once, before a redirect can leave the page. */
export function noteSigningUp(clientId: string): void {
  // If nothing can be stored, the sign-up is known only if Lock reports it before the redirect.
  tryStorage(() => sessionStorage.setItem(keyOf(clientId), String(Date.now())));
}

/** Returns when the form was submitted (epoch milliseconds), if that was in this session, and removes the note. */
export function takeSigningUp(clientId: string): number | undefined {
  const at = Number(tryStorage(() => sessionStorage.getItem(keyOf(clientId))));
  tryStorage(() => sessionStorage.removeItem(keyOf(clientId)));
  return at > 0 && Date.now() - at < SESSION_TIMEOUT_MS ? at : undefined;
}
