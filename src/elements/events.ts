/** The events of the elements beside those of asking (src/ask/events.ts). The claims of the ID token come with `signed-in`. */
import { shared, type FieldsEvent, type TellUsMoreEventMap } from '../ask/events.ts';

/** Somebody signed up through Lock. `names`: the fields that the form asked. */
export class SignedUpEvent extends CustomEvent<{ names: string[] }> {
  constructor(names: string[]) {
    super('signed-up', { ...shared, detail: { names } });
  }
}

/** Somebody is signed in: after a login, or restored on a later visit. `user`: the claims of the ID token. */
export class SignedInEvent extends CustomEvent<{ user: Record<string, unknown>; isRestored: boolean }> {
  constructor(user: Record<string, unknown>, isRestored: boolean) {
    super('signed-in', { ...shared, detail: { user, isRestored } });
  }
}

/** Nobody is signed in any more. */
export class SignedOutEvent extends CustomEvent<null> {
  constructor() {
    super('signed-out', shared);
  }
}

export interface ProgressiveLockEventMap extends TellUsMoreEventMap {
  'signed-up': SignedUpEvent;
  'signed-in': SignedInEvent;
  'signed-out': SignedOutEvent;
}

export interface ProfileReviewEventMap extends Pick<TellUsMoreEventMap, 'answered' | 'saved' | 'error'> {
  erased: FieldsEvent;
}
