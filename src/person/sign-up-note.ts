/**
 * That the button of a sign-up form was pressed in this tab, and no other way in was taken since. Nothing in the login
 * that follows tells that it belongs to a sign-up, and a redirect may lie between: the page may be left before Lock has
 * told whose sign-up it was.
 */
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import { tryStorage } from '../platform/try-storage.ts';

const keyOf = (clientId: string) => `progressive-lock:${clientId}:signing-up`;

/** Written immediately, before a redirect can leave the page. */
export function noteSigningUp(clientId: string): void {
  // Where that is not possible, Lock has to be quicker than the redirect.
  tryStorage(() => sessionStorage.setItem(keyOf(clientId), String(Date.now())));
}

/** When that was (epoch milliseconds), if it was in this session and has not been dealt with; it is now. */
export function takeSigningUp(clientId: string): number | undefined {
  const at = Number(tryStorage(() => sessionStorage.getItem(keyOf(clientId))));
  tryStorage(() => sessionStorage.removeItem(keyOf(clientId)));
  return at > 0 && Date.now() - at < SESSION_TIMEOUT_MS ? at : undefined;
}
