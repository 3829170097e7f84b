/** The one way of what a person says to the profile: the ledger first, then the outbox, then the copy for other pages. */
import { LEDGER_KEY, type Ledger } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { PersonClient } from './person-clients.ts';
import type { Person } from './person.ts';

export interface Statement {
  /** Answers in the stored form, by root key; `null` erases. Left out for what only the ledger records ("not now"). */
  patch?: UserMetadata;
  /** Values that `patch` takes back. */
  takesBack?: UserMetadata;
  record: (ledger: Ledger) => Ledger;
  /** Receives the progress of saving. */
  client?: PersonClient;
}

/**
 * Writes a statement down and starts to send it; once this returns, it survives a reload. Returns `false` if the person has
 * signed out meanwhile: nothing may be written down then.
 */
export function saveAnswers(person: Person, { patch = {}, takesBack, record, client }: Statement): boolean {
  if (person.hasLeft) return false;
  person.changeLedger(record);
  person.dropOtherAnswers(Object.keys(patch));
  person.writeDown({ ...patch, [LEDGER_KEY]: person.ledger }, takesBack, client);
  person.copyProfile();
  return true;
}
