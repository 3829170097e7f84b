import { SessionError } from '../auth0/sign-in-error.ts';
import type { LockMessage } from './lock-view.ts';

/** What the person is told of an error; nothing of one that is for the developer alone. */
export function wordsForError(error: Error): LockMessage | undefined {
  if (!(error instanceof SessionError)) return { notice: 'login-failed' };
  const { code, reason, isMendedByRedirect, isLogin } = error;
  if (reason) return { notice: 'login-failed', reason };
  if (code === 'clock_wrong') return { notice: 'clock' };
  if (isMendedByRedirect) return { notice: code === 'cookies_blocked' ? 'cookies' : 'interaction', offersRedirect: true };
  return isLogin ? { notice: 'login-failed' } : undefined;
}
