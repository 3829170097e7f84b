import hints from '../../plan/hints/fr.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Chargement…',
    failed: 'La connexion est impossible pour le moment. Veuillez réessayer plus tard.',
    'login-failed': 'La connexion n’a pas abouti. Veuillez réessayer.',
    plan: 'Certaines questions n’ont pas pu être chargées. Vous pouvez quand même vous connecter.',
    retry: 'Réessayer',
    close: 'Fermer',
    dialog: 'Se connecter ou s’inscrire',
  },
};

export default texts;
