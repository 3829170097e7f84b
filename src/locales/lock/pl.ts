import hints from '../../plan/hints/pl.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Wczytywanie…',
    failed: 'Logowanie jest w tej chwili niemożliwe. Spróbuj ponownie później.',
    'login-failed': 'Logowanie nie powiodło się. Spróbuj ponownie.',
    cookies: 'Przeglądarka nie pozwala zalogować się na tej stronie. Przejdź na stronę logowania.',
    interaction: 'Potwierdź swoją tożsamość na stronie logowania.',
    clock: 'Zegar tego urządzenia wydaje się błędny. Popraw datę i godzinę, a potem spróbuj ponownie.',
    redirect: 'Przejdź na stronę logowania',
    plan: 'Nie udało się wczytać niektórych pytań. Mimo to możesz się zalogować.',
    retry: 'Spróbuj ponownie',
    close: 'Zamknij',
    dialog: 'Zaloguj się lub załóż konto',
  },
};

export default texts;
