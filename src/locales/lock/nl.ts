import hints from '../../plan/hints/nl.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Laden…',
    failed: 'Inloggen is op dit moment niet mogelijk. Probeer het later opnieuw.',
    'login-failed': 'Inloggen is niet gelukt. Probeer het opnieuw.',
    plan: 'Sommige vragen konden niet worden geladen. U kunt toch inloggen.',
    retry: 'Opnieuw proberen',
    close: 'Sluiten',
    dialog: 'Inloggen of registreren',
  },
};

export default texts;
