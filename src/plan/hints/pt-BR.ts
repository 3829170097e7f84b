import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Preencha este campo.',
  'required-checkbox': 'Marque esta caixa.',
  type: 'Confira esta resposta.',
  'type-email': 'Digite um endereço de e-mail, por exemplo nome@example.com.',
  'type-tel': 'Digite um número de telefone.',
  'type-url': 'Digite um endereço da web que comece com https://.',
  'type-number': 'Digite um número em algarismos, por exemplo 4.5 (com ponto).',
  'type-date': 'Escreva a data como AAAA-MM-DD, por exemplo 2026-05-01.',
  'too-short': 'Escreva pelo menos {limit, plural, one {# caractere} other {# caracteres}}.',
  'too-long': 'Escreva no máximo {limit, plural, one {# caractere} other {# caracteres}}.',
  'too-early': 'A data mais antiga possível é {limit}.',
  'too-late': 'A data mais tardia possível é {limit}.',
  pattern: 'Confira o formato.',
  'too-small': 'O menor número é {limit}.',
  'too-large': 'O maior número é {limit}.',
  step: 'Use intervalos de {limit}.',
  option: 'Escolha um item da lista.',
  markup: 'Retire o caractere “<” e códigos como “&amp;”.',
  'prefer-not-to-say': 'Prefiro não dizer',
  optional: 'opcional',
  'date-format': 'AAAA-MM-DD',
};
export default hints;
