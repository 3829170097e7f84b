import hints from '../../plan/hints/es.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Cargando…',
    failed: 'No es posible iniciar sesión en este momento. Inténtelo más tarde.',
    'login-failed': 'No se ha podido iniciar sesión. Inténtelo de nuevo.',
    plan: 'Algunas preguntas no se han podido cargar. Puede iniciar sesión igualmente.',
    retry: 'Intentar de nuevo',
    close: 'Cerrar',
    dialog: 'Iniciar sesión o registrarse',
  },
};

export default texts;
