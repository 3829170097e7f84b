import { SessionError } from '../auth0/sign-in-error.ts';
import type { LockMessage } from './lock-view.ts';

/** The message that the person sees for an error; none if the error concerns only the developer. */
export function wordsForError(error: Error): LockMessage | undefined {
  if (!(error instanceof SessionError)) return { notice: 'login-failed' };
  const { code, reason, isMendedByRedirect, isLogin } = error;
  if (reason) return { notice: 'login-failed', reason };
  if (code === 'clock_wrong') return { notice: 'clock' };
  if (isMendedByRedirect) return { notice: code === 'cookies_blocked' ? 'cookies' : 'interaction', offersRedirect: true };
  return isLogin ? { notice: 'login-failed' } : undefined;
}
