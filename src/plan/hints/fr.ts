import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Veuillez remplir ce champ.',
  'required-checkbox': 'Veuillez cocher cette case.',
  type: 'Veuillez vérifier cette réponse.',
  'type-email': 'Veuillez saisir une adresse e-mail, par exemple nom@example.com.',
  'type-tel': 'Veuillez saisir un numéro de téléphone.',
  'type-url': 'Veuillez saisir une adresse web commençant par https://.',
  'type-number': 'Veuillez saisir un nombre en chiffres, par exemple 4.5 (avec un point).',
  'type-date': 'Veuillez écrire la date sous la forme AAAA-MM-JJ, par exemple 2026-05-01.',
  'too-short': 'Veuillez saisir au moins {limit, plural, one {# caractère} other {# caractères}}.',
  'too-long': 'Veuillez ne pas dépasser {limit, plural, one {# caractère} other {# caractères}}.',
  'too-early': 'La date la plus ancienne possible est le {limit}.',
  'too-late': 'La date la plus tardive possible est le {limit}.',
  pattern: 'Veuillez vérifier le format.',
  'too-small': 'Le nombre minimal est {limit}.',
  'too-large': 'Le nombre maximal est {limit}.',
  step: 'Veuillez procéder par pas de {limit}.',
  option: 'Veuillez choisir un élément de la liste.',
  markup: 'Veuillez retirer le caractère « < » et les codes comme « &amp; ».',
  'prefer-not-to-say': 'Je préfère ne pas répondre',
  optional: 'facultatif',
  'date-format': 'AAAA-MM-JJ',
};
export default hints;
