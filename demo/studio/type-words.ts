import type { FieldType } from '../../src/plan/plan.ts';

/** What designers call the types of fields. */
export const TYPE_WORDS: Record<FieldType, string> = {
  text: 'Short text',
  textarea: 'Long text',
  email: 'E-mail address',
  tel: 'Phone number',
  url: 'Web address',
  number: 'Number',
  date: 'Date',
  select: 'Drop-down list',
  radio: 'One of several',
  multiselect: 'Several of many',
  checkbox: 'Tick',
  rating: 'Rating',
  country: 'Country',
  hidden: 'Hidden value',
};
