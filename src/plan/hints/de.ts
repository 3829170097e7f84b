import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Bitte ausfüllen.',
  'required-checkbox': 'Bitte ankreuzen.',
  type: 'Bitte diese Angabe prüfen.',
  'type-email': 'Bitte eine E-Mail-Adresse eingeben, zum Beispiel name@example.com.',
  'type-tel': 'Bitte eine Telefonnummer eingeben.',
  'type-url': 'Bitte eine Internetadresse eingeben, die mit https:// beginnt.',
  'type-number': 'Bitte eine Zahl in Ziffern eingeben, zum Beispiel 4.5 (mit Punkt).',
  'type-date': 'Bitte das Datum als JJJJ-MM-TT schreiben, zum Beispiel 2026-05-01.',
  'too-short': 'Bitte mindestens {limit} Zeichen eingeben.',
  'too-long': 'Bitte höchstens {limit} Zeichen eingeben.',
  'too-early': 'Das früheste Datum ist {limit}.',
  'too-late': 'Das späteste Datum ist {limit}.',
  pattern: 'Bitte das Format prüfen.',
  'too-small': 'Die kleinste Zahl ist {limit}.',
  'too-large': 'Die größte Zahl ist {limit}.',
  step: 'Bitte Schritte von {limit} verwenden.',
  option: 'Bitte einen Eintrag aus der Liste wählen.',
  markup: 'Bitte das Zeichen „<“ und Kürzel wie „&amp;“ weglassen.',
  'prefer-not-to-say': 'Keine Angabe',
  optional: 'freiwillig',
  'date-format': 'JJJJ-MM-TT',
};
export default hints;
