import hints from '../../plan/hints/pt-BR.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Carregando…',
    failed: 'Não é possível entrar no momento. Tente novamente mais tarde.',
    'login-failed': 'Não foi possível entrar. Tente novamente.',
    plan: 'Algumas perguntas não puderam ser carregadas. Você pode entrar mesmo assim.',
    retry: 'Tentar novamente',
    close: 'Fechar',
    dialog: 'Entrar ou criar conta',
  },
};

export default texts;
