import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Vul dit in.',
  'required-checkbox': 'Vink dit vakje aan.',
  type: 'Controleer dit antwoord.',
  'type-email': 'Vul een e-mailadres in, bijvoorbeeld naam@example.com.',
  'type-tel': 'Vul een telefoonnummer in.',
  'type-url': 'Vul een webadres in dat met https:// begint.',
  'type-number': 'Vul een getal in cijfers in, bijvoorbeeld 4.5 (met een punt).',
  'type-date': 'Schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2026-05-01.',
  'too-short': 'Gebruik minstens {limit, plural, one {# teken} other {# tekens}}.',
  'too-long': 'Gebruik hoogstens {limit, plural, one {# teken} other {# tekens}}.',
  'too-early': 'De vroegste datum is {limit}.',
  'too-late': 'De laatste datum is {limit}.',
  pattern: 'Controleer de notatie.',
  'too-small': 'Het kleinste getal is {limit}.',
  'too-large': 'Het grootste getal is {limit}.',
  step: 'Gebruik stappen van {limit}.',
  option: 'Kies een optie uit de lijst.',
  markup: 'Laat het teken “<” en codes zoals “&amp;” weg.',
  'prefer-not-to-say': 'Zeg ik liever niet',
  optional: 'optioneel',
  'date-format': 'JJJJ-MM-DD',
};
export default hints;
