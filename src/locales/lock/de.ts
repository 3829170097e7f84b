import hints from '../../plan/hints/de.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Wird geladen …',
    failed: 'Die Anmeldung ist im Moment nicht möglich. Bitte versuchen Sie es später noch einmal.',
    'login-failed': 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    cookies: 'Ihr Browser lässt die Anmeldung auf dieser Seite nicht zu. Bitte wechseln Sie zur Anmeldeseite.',
    interaction: 'Bitte bestätigen Sie auf der Anmeldeseite, dass Sie es sind.',
    clock: 'Die Uhr dieses Geräts scheint falsch zu gehen. Bitte stellen Sie Datum und Uhrzeit richtig ein und versuchen Sie es noch einmal.',
    redirect: 'Zur Anmeldeseite',
    plan: 'Einige Fragen konnten nicht geladen werden. Sie können sich trotzdem anmelden.',
    retry: 'Noch einmal versuchen',
    close: 'Schließen',
    dialog: 'Anmelden oder registrieren',
  },
};

export default texts;
