import hints from '../../plan/hints/de.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Wird geladen …',
    failed: 'Die Anmeldung ist im Moment nicht möglich. Bitte versuchen Sie es später noch einmal.',
    'login-failed': 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    plan: 'Einige Fragen konnten nicht geladen werden. Sie können sich trotzdem anmelden.',
    retry: 'Noch einmal versuchen',
    close: 'Schließen',
    dialog: 'Anmelden oder registrieren',
  },
};

export default texts;
