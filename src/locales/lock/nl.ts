import hints from '../../plan/hints/nl.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Laden…',
    failed: 'Inloggen is op dit moment niet mogelijk. Probeer het later opnieuw.',
    'login-failed': 'Inloggen is niet gelukt. Probeer het opnieuw.',
    cookies: 'Uw browser staat inloggen op deze pagina niet toe. Ga naar de inlogpagina.',
    interaction: 'Bevestig op de inlogpagina dat u het bent.',
    clock: 'De klok van dit apparaat lijkt niet goed te staan. Corrigeer datum en tijd en probeer het opnieuw.',
    redirect: 'Naar de inlogpagina',
    plan: 'Sommige vragen konden niet worden geladen. U kunt toch inloggen.',
    retry: 'Opnieuw proberen',
    close: 'Sluiten',
    dialog: 'Inloggen of registreren',
  },
};

export default texts;
