/** Invented people and answers for previews. */
import type { Claims } from '../../src/person/claims.ts';
import { ratingScale, type AnswerTypes } from '../../src/plan/field-types.ts';
import type { FieldType, FieldValue, ProfileField } from '../../src/plan/plan.ts';
import type { Moment } from './design.ts';

/** The ID token's claims of a person who came in this way. */
export const CLAIMS: Record<Moment['origin'], Claims> = {
  form: { sub: 'auth0|ada', email: 'ada@example.com' },
  earlier: { sub: 'auth0|ada', email: 'ada@example.com' },
  google: {
    sub: 'google-oauth2|1815',
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    given_name: 'Ada',
    family_name: 'Lovelace',
    locale: 'en',
    picture: 'https://example.com/ada.png',
  },
  enterprise: { sub: 'samlp|acme|ada', email: 'ada@example.com', name: 'Ada Lovelace' },
};

const TEXTS: readonly [RegExp, string][] = [
  [/company|organi[sz]ation|employer/, 'ACME'],
  [/last|family|surname/, 'Lovelace'],
  [/name/, 'Ada'],
  [/vat/, 'DE123456789'],
  [/post|zip/, '10115'],
  [/city/, 'Berlin'],
];

const sampleChoice = ({ options }: ProfileField): string => (Array.isArray(options) && options[0]?.value) || 'first';
const sampleText = ({ name }: ProfileField): string => TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'Analytical engines';

const SAMPLES: { [Type in FieldType]: (field: ProfileField) => AnswerTypes[Type] } = {
  text: sampleText,
  textarea: sampleText,
  email: () => 'ada@example.com',
  tel: () => '+49 30 1234567',
  url: () => 'https://example.com',
  number: ({ min, max }) => Number(min ?? max ?? 12),
  date: ({ min, max }) => String(min ?? max ?? '1990-12-10'),
  select: sampleChoice,
  radio: sampleChoice,
  multiselect: (field) => [sampleChoice(field)],
  checkbox: () => true,
  rating: (field) => ratingScale(field).at(-2) ?? 4,
  country: () => 'DE',
  hidden: ({ value }) => value ?? '',
};

/** Returns a realistic answer to `field`. */
export function sampleAnswer(field: ProfileField): FieldValue {
  return SAMPLES[field.type ?? 'text'](field);
}
