import type { StoreError } from '../person/store-error.ts';
import type { Person } from '../person/person.ts';

/** What to tell the person after a try to save failed; `undefined`: nothing, because nothing waits to be sent. */
export function keptNotice({ code }: StoreError, person: Person | undefined): 'offline' | 'kept' | 'keptHere' | undefined {
  if (code === 'answered-elsewhere') return undefined;
  if (person?.isVolatile) return 'keptHere';
  return navigator.onLine ? 'kept' : 'offline';
}
