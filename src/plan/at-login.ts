import type { ProfileField } from './plan.ts';

/** Whether the field is asked during a login, on a page of the site. */
export function isAtLogin({ required, ask, type, storage }: ProfileField): boolean {
  return required === true && typeof ask === 'object' && ask.atLogin === true && type !== 'hidden' && storage !== 'root';
}
