import hints from '../../plan/hints/en.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Loading…',
    failed: 'Signing in is not possible at the moment. Please try again later.',
    'login-failed': 'Signing in did not work. Please try again.',
    cookies: 'Your browser does not allow signing in on this page. Please go to the sign-in page.',
    interaction: 'Please confirm on the sign-in page that it is you.',
    clock: 'The clock of this device seems to be wrong. Please correct the date and time, and try again.',
    redirect: 'Go to the sign-in page',
    plan: 'Some questions could not be loaded. You can sign in all the same.',
    retry: 'Try again',
    close: 'Close',
    dialog: 'Sign in or sign up',
  },
};

export default texts;
