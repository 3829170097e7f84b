import hints from '../../plan/hints/en.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Loading…',
    failed: 'Signing in is not possible at the moment. Please try again later.',
    'login-failed': 'Signing in did not work. Please try again.',
    plan: 'Some questions could not be loaded. You can sign in all the same.',
    retry: 'Try again',
    close: 'Close',
    dialog: 'Sign in or sign up',
  },
};

export default texts;
