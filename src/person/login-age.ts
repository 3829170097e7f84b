import { tryStorage } from '../platform/try-storage.ts';
import { LOGIN_NOTE_KEY } from './login-note.ts';

/** A login that takes longer has also expired at the tenant. */
const LOGIN_MS = 3_600_000;

/** Whether a login has been noted recently. Apart from the note, because few pages need it. */
export function hasLoginBegun(now: number): boolean {
  const age = now - Number(tryStorage(() => localStorage.getItem(LOGIN_NOTE_KEY)) ?? NaN);
  return age >= 0 && age < LOGIN_MS;
}
