import hints from '../../plan/hints/pt-BR.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Carregando…',
    failed: 'Não é possível entrar no momento. Tente novamente mais tarde.',
    'login-failed': 'Não foi possível entrar. Tente novamente.',
    cookies: 'Seu navegador não permite entrar nesta página. Vá para a página de login.',
    interaction: 'Confirme sua identidade na página de login.',
    clock: 'O relógio deste dispositivo parece estar errado. Corrija a data e a hora e tente novamente.',
    redirect: 'Ir para a página de login',
    plan: 'Algumas perguntas não puderam ser carregadas. Você pode entrar mesmo assim.',
    retry: 'Tentar novamente',
    close: 'Fechar',
    dialog: 'Entrar ou criar conta',
  },
};

export default texts;
