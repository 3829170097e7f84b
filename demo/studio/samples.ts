/** Made-up people and answers for previews. */
import type { Claims } from '../../src/person/claims.ts';
import { ratingScale } from '../../src/plan/field-types.ts';
import type { FieldValue, ProfileField } from '../../src/plan/plan.ts';
import type { Moment } from './design.ts';

/** The claims of the ID token of who came that way. */
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

/** A believable answer to `field`. */
export function sampleAnswer(field: ProfileField): FieldValue {
  const { type = 'text', name, options, min, max } = field;
  const [first] = Array.isArray(options) ? options : [];
  switch (type) {
    case 'select':
    case 'radio':
      return first?.value ?? 'first';
    case 'multiselect':
      return [first?.value ?? 'first'];
    case 'checkbox':
      return true;
    case 'rating':
      return ratingScale(field).at(-2) ?? 4;
    case 'number':
      return Number(min ?? max ?? 12);
    case 'date':
      return String(min ?? max ?? '1990-12-10');
    case 'country':
      return 'DE';
    case 'email':
      return 'ada@example.com';
    case 'tel':
      return '+49 30 1234567';
    case 'hidden':
      return field.value ?? '';
    case 'url':
      return 'https://example.com';
    default:
      return TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'Analytical engines';
  }
}
