import type { FieldType } from '../../src/plan/plan.ts';

/** The designers' names for the types of fields. */
export const TYPE_WORDS: Record<FieldType, string> = {
  text: 'Short text',
  textarea: 'Long text',
  email: 'Email address',
  tel: 'Phone number',
  url: 'Web address',
  number: 'Number',
  date: 'Date',
  select: 'Drop-down list',
  radio: 'One of several',
  multiselect: 'Several of many',
  checkbox: 'Checkbox',
  rating: 'Rating',
  country: 'Country',
  hidden: 'Hidden value',
};
