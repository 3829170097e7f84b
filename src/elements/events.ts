/** The elements' events, except those about questions (src/ask/events.ts). `signed-in` contains the ID token's claims. */
import { shared, type FieldsEvent, type TellUsMoreEventMap } from '../ask/events.ts';

/** A person signed up through Lock. `names`: the fields that the form asked. */
export class SignedUpEvent extends CustomEvent<{ names: string[] }> {
  constructor(names: string[]) {
    super('signed-up', { ...shared, detail: { names } });
  }
}

/** A person is signed in, after a login or because a later visit restored the session. `user`: the ID token's claims. */
export class SignedInEvent extends CustomEvent<{ user: Record<string, unknown>; isRestored: boolean }> {
  constructor(user: Record<string, unknown>, isRestored: boolean) {
    super('signed-in', { ...shared, detail: { user, isRestored } });
  }
}

/** The person was signed out. */
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
