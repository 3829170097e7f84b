import { tryStorage } from '../platform/try-storage.ts';

/**
 * A note that a login began in this browser. The page that asks during a login can require it (`own-logins`), so that a link
 * into another person's login shows no question.
 */
export const LOGIN_NOTE_KEY = 'progressive-lock:login-began';

/** Call it when a login begins on this origin without `<progressive-lock>`, before you send the browser to the tenant. */
export function noteLogin(): void {
  // If nothing can be stored, the page that asks says that the login did not begin here.
  tryStorage(() => localStorage.setItem(LOGIN_NOTE_KEY, String(Date.now())));
}
