/**
 * That a login began in this browser. The page that asks during a login can demand it (`own-logins`): a link that
 * somebody else sent, into a login of theirs, then leads to no question.
 */
const KEY = 'progressive-lock:login-began';

/** A login that takes longer is over at the tenant, too. */
const LOGIN_MS = 3_600_000;

/** Call it when a login begins on this origin without `<progressive-lock>`, before the browser is led to the tenant. */
export function noteLogin(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Blocked or full: the page that asks will say that the login is not from here.
  }
}

/** Whether one began not long ago. */
export function hasLoginBegun(now: number): boolean {
  try {
    const age = now - Number(localStorage.getItem(KEY) ?? NaN);
    return age >= 0 && age < LOGIN_MS;
  } catch {
    return false;
  }
}
