import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Rellene este campo.',
  'required-checkbox': 'Marque esta casilla.',
  type: 'Revise esta respuesta.',
  'type-email': 'Escriba una dirección de correo, por ejemplo nombre@example.com.',
  'type-tel': 'Escriba un número de teléfono.',
  'type-url': 'Escriba una dirección web que empiece por https://.',
  'type-number': 'Escriba un número con cifras, por ejemplo 4.5 (con punto).',
  'type-date': 'Escriba la fecha como AAAA-MM-DD, por ejemplo 2026-05-01.',
  'too-short': 'Escribe al menos {limit, plural, one {# carácter} other {# caracteres}}.',
  'too-long': 'Escribe como máximo {limit, plural, one {# carácter} other {# caracteres}}.',
  'too-early': 'La fecha más temprana es {limit}.',
  'too-late': 'La fecha más tardía es {limit}.',
  pattern: 'Revise el formato.',
  'too-small': 'El número más pequeño es {limit}.',
  'too-large': 'El número más grande es {limit}.',
  step: 'Use pasos de {limit}.',
  option: 'Elija una opción de la lista.',
  markup: 'Quite el carácter «<» y códigos como «&amp;».',
  'prefer-not-to-say': 'Prefiero no decirlo',
  optional: 'opcional',
  'date-format': 'AAAA-MM-DD',
};
export default hints;
