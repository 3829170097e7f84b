import type { StoreError } from '../person/store-error.ts';
import type { Person } from '../person/person.ts';

/** Returns the notice after a failed attempt to save; `undefined` if nothing is pending. */
export function keptNotice({ code }: StoreError, person: Person | undefined): 'offline' | 'kept' | 'keptHere' | 'refused' | undefined {
  if (code === 'answered-elsewhere') return undefined;
  // The profile is full, or rejects the answer, which is not retried.
  if (code === 'invalid' || code === 'too-large') return 'refused';
  if (person?.isVolatile) return 'keptHere';
  return navigator.onLine ? 'kept' : 'offline';
}
