import type { ProfileField } from './plan.ts';

/** The shared variable of a form (`vars`) that is there if the form has to ask for the field. */
export function formVariable({ name }: Pick<ProfileField, 'name'>): string {
  return `ask_${name}`;
}
