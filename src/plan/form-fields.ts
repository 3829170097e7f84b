import type { ProfileField } from './plan.ts';

/** The form's shared variable (`vars`) that exists if the form has to ask for the field. */
export function formVariable({ name }: Pick<ProfileField, 'name'>): string {
  return `ask_${name}`;
}
