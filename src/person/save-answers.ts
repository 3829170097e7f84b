/** Stores and sends what a person says: in the ledger, then as pending answers, then in the copy for other pages. */
import type { Ledger } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { TakenBack } from './pending-answers.ts';
import type { PersonClient } from './person-clients.ts';
import type { Person } from './person.ts';

export interface Statement {
  /** Encoded answers by root key; `null` erases. Left out for what only the ledger records ("Not now"). */
  patch?: UserMetadata;
  /** The values that `patch` takes back, by root key. It is saved only while the profile contains one of them. */
  takesBack?: TakenBack;
  /** Other changes to the ledger. Answers get into the ledger once they are saved. */
  record?: (ledger: Ledger) => Ledger;
  /** Receives events about saving. */
  client?: PersonClient;
}

/**
 * Stores a statement and starts to send it. Once this returns, it survives a reload. Returns false if the person has signed out
 * meanwhile: nothing may be stored then.
 */
export function saveAnswers(person: Person, { patch = {}, takesBack, record, client }: Statement): boolean {
  if (person.isSignedOut) return false;
  if (record) person.changeLedger(record);
  // An undo does not choose between other answers.
  if (!takesBack) person.dropOtherAnswers(Object.keys(patch));
  person.storeAnswers(patch, takesBack, client);
  person.copyProfile();
  return true;
}
