import hints from '../../plan/hints/es.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Cargando…',
    failed: 'No es posible iniciar sesión en este momento. Inténtelo más tarde.',
    'login-failed': 'No se ha podido iniciar sesión. Inténtelo de nuevo.',
    cookies: 'Su navegador no permite iniciar sesión en esta página. Vaya a la página de inicio de sesión.',
    interaction: 'Confirme su identidad en la página de inicio de sesión.',
    clock: 'Parece que el reloj de este dispositivo no es correcto. Corrija la fecha y la hora e inténtelo de nuevo.',
    redirect: 'Ir a la página de inicio de sesión',
    plan: 'Algunas preguntas no se han podido cargar. Puede iniciar sesión igualmente.',
    retry: 'Intentar de nuevo',
    close: 'Cerrar',
    dialog: 'Iniciar sesión o registrarse',
  },
};

export default texts;
