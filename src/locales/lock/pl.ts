import hints from '../../plan/hints/pl.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Wczytywanie…',
    failed: 'Logowanie jest w tej chwili niemożliwe. Spróbuj ponownie później.',
    'login-failed': 'Logowanie nie powiodło się. Spróbuj ponownie.',
    plan: 'Nie udało się wczytać niektórych pytań. Mimo to możesz się zalogować.',
    retry: 'Spróbuj ponownie',
    close: 'Zamknij',
    dialog: 'Zaloguj się lub załóż konto',
  },
};

export default texts;
