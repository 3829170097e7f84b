import { tryStorage } from '../platform/try-storage.ts';
import { LOGIN_NOTE_KEY } from './login-note.ts';

/** The tenant also ends a login after this time. */
const LOGIN_MS = 3_600_000;

/** Whether a login has been noted recently. In a file of its own, because few pages need it. */
export function hasLoginBegun(now: number): boolean {
  const age = now - Number(tryStorage(() => localStorage.getItem(LOGIN_NOTE_KEY)) ?? NaN);
  return age >= 0 && age < LOGIN_MS;
}
