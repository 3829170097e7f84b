import hints from '../../plan/hints/fr.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Chargement…',
    failed: 'La connexion est impossible pour le moment. Veuillez réessayer plus tard.',
    'login-failed': 'La connexion n’a pas abouti. Veuillez réessayer.',
    cookies: 'Votre navigateur ne permet pas de se connecter sur cette page. Veuillez ouvrir la page de connexion.',
    interaction: 'Veuillez confirmer votre identité sur la page de connexion.',
    clock: 'L’horloge de cet appareil semble incorrecte. Veuillez corriger la date et l’heure, puis réessayer.',
    redirect: 'Ouvrir la page de connexion',
    plan: 'Certaines questions n’ont pas pu être chargées. Vous pouvez quand même vous connecter.',
    retry: 'Réessayer',
    close: 'Fermer',
    dialog: 'Se connecter ou s’inscrire',
  },
};

export default texts;
