import hints from '../../plan/hints/it.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Caricamento…',
    failed: 'Al momento non è possibile accedere. Riprovi più tardi.',
    'login-failed': 'L’accesso non è riuscito. Riprovi.',
    plan: 'Non è stato possibile caricare alcune domande. Può accedere comunque.',
    retry: 'Riprova',
    close: 'Chiudi',
    dialog: 'Accedi o registrati',
  },
};

export default texts;
