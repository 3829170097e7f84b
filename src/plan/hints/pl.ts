import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Wypełnij to pole.',
  'required-checkbox': 'Zaznacz to pole.',
  type: 'Sprawdź tę odpowiedź.',
  'type-email': 'Podaj adres e-mail, na przykład imie@example.com.',
  'type-tel': 'Podaj numer telefonu.',
  'type-url': 'Podaj adres internetowy zaczynający się od https://.',
  'type-number': 'Podaj liczbę cyframi, na przykład 4.5 (z kropką).',
  'type-date': 'Zapisz datę jako RRRR-MM-DD, na przykład 2026-05-01.',
  'too-short': 'Wpisz co najmniej {limit, plural, one {# znak} few {# znaki} many {# znaków} other {# znaku}}.',
  'too-long': 'Wpisz co najwyżej {limit, plural, one {# znak} few {# znaki} many {# znaków} other {# znaku}}.',
  'too-early': 'Najwcześniejsza data to {limit}.',
  'too-late': 'Najpóźniejsza data to {limit}.',
  pattern: 'Sprawdź format.',
  'too-small': 'Najmniejsza liczba to {limit}.',
  'too-large': 'Największa liczba to {limit}.',
  step: 'Użyj kroku {limit}.',
  option: 'Wybierz pozycję z listy.',
  markup: 'Usuń znak „<” i kody takie jak „&amp;”.',
  'prefer-not-to-say': 'Wolę nie podawać',
  optional: 'opcjonalnie',
  'date-format': 'RRRR-MM-DD',
};
export default hints;
