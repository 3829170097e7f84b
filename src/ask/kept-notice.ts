import type { StoreError } from '../person/store-error.ts';
import type { Person } from '../person/person.ts';

/** What to tell the person after a try to save failed; `undefined`: nothing, because nothing waits to be sent. */
export function keptNotice({ code }: StoreError, person: Person | undefined): 'offline' | 'kept' | 'keptHere' | 'refused' | undefined {
  if (code === 'answered-elsewhere') return undefined;
  // The profile is full, or takes no such answer: it is not sent again by itself.
  if (code === 'invalid' || code === 'too-large') return 'refused';
  if (person?.isVolatile) return 'keptHere';
  return navigator.onLine ? 'kept' : 'offline';
}
