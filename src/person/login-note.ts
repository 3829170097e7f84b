/**
 * A note that a login began in this browser. The page that asks during a login can require it (`own-logins`), so that a link
 * into another person's login shows no question.
 */
const KEY = 'progressive-lock:login-began';

/** A login that takes longer has also expired at the tenant. */
const LOGIN_MS = 3_600_000;

/** Call it when a login begins on this origin without `<progressive-lock>`, before you send the browser to the tenant. */
export function noteLogin(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // The storage is blocked or full. The page that asks will say that the login did not begin here.
  }
}

/** Whether a login began recently. */
export function hasLoginBegun(now: number): boolean {
  try {
    const age = now - Number(localStorage.getItem(KEY) ?? NaN);
    return age >= 0 && age < LOGIN_MS;
  } catch {
    return false;
  }
}
