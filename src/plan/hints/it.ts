import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Compila questo campo.',
  'required-checkbox': 'Seleziona questa casella.',
  type: 'Controlla questa risposta.',
  'type-email': 'Inserisci un indirizzo e-mail, ad esempio nome@example.com.',
  'type-tel': 'Inserisci un numero di telefono.',
  'type-url': 'Inserisci un indirizzo web che inizi con https://.',
  'type-number': 'Inserisci un numero in cifre, ad esempio 4.5 (con il punto).',
  'type-date': 'Scrivi la data come AAAA-MM-GG, ad esempio 2026-05-01.',
  'too-short': 'Scrivi almeno {limit, plural, one {# carattere} other {# caratteri}}.',
  'too-long': 'Scrivi al massimo {limit, plural, one {# carattere} other {# caratteri}}.',
  'too-early': 'La prima data possibile è {limit}.',
  'too-late': 'L’ultima data possibile è {limit}.',
  pattern: 'Controlla il formato.',
  'too-small': 'Il numero più piccolo è {limit}.',
  'too-large': 'Il numero più grande è {limit}.',
  step: 'Usa passi di {limit}.',
  option: 'Scegli una voce dall’elenco.',
  markup: 'Togli il carattere «<» e codici come «&amp;».',
  'prefer-not-to-say': 'Preferisco non rispondere',
  optional: 'facoltativo',
  'date-format': 'AAAA-MM-GG',
};
export default hints;
