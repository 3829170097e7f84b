/** The one way of what a person says to the profile: the ledger first, then the outbox, then the copy for other pages. */
import type { Ledger } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { TakenBack } from './pending-answers.ts';
import type { PersonClient } from './person-clients.ts';
import type { Person } from './person.ts';

export interface Statement {
  /** Answers in the stored form, by root key; `null` erases. Left out for what only the ledger records ("not now"). */
  patch?: UserMetadata;
  /** Values that `patch` takes back, by root key: it counts only while the profile holds one of them. */
  takesBack?: TakenBack;
  /** What else is said. The answers themselves get into the ledger once they are saved. */
  record?: (ledger: Ledger) => Ledger;
  /** Receives the progress of saving. */
  client?: PersonClient;
}

/**
 * Writes a statement down and starts to send it; once this returns, it survives a reload. Returns `false` if the person has
 * signed out meanwhile: nothing may be written down then.
 */
export function saveAnswers(person: Person, { patch = {}, takesBack, record, client }: Statement): boolean {
  if (person.hasLeft) return false;
  if (record) person.changeLedger(record);
  // Taking an answer back does not choose between others.
  if (!takesBack) person.dropOtherAnswers(Object.keys(patch));
  person.writeDown(patch, takesBack, client);
  person.copyProfile();
  return true;
}
