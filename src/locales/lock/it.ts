import hints from '../../plan/hints/it.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Caricamento…',
    failed: 'Al momento non è possibile accedere. Riprovi più tardi.',
    'login-failed': 'L’accesso non è riuscito. Riprovi.',
    cookies: 'Il browser non consente di accedere da questa pagina. Vai alla pagina di accesso.',
    interaction: 'Conferma la tua identità nella pagina di accesso.',
    clock: 'L’orologio di questo dispositivo non sembra corretto. Correggi data e ora e riprova.',
    redirect: 'Vai alla pagina di accesso',
    plan: 'Non è stato possibile caricare alcune domande. Può accedere comunque.',
    retry: 'Riprova',
    close: 'Chiudi',
    dialog: 'Accedi o registrati',
  },
};

export default texts;
