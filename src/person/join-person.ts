/** The people of this page. All parts of a page share one `Person`, which the last of them closes. */
import type { PersonClient } from './person-clients.ts';
import { Person } from './person.ts';
import { PersonStorage } from './person-storage.ts';

const people = new Set<Person>();

/** Returns the person of `client`, shared until `signal` is aborted; `undefined` if it was aborted meanwhile. */
export async function joinPerson(client: PersonClient, signal: AbortSignal): Promise<Person | undefined> {
  // A storage object of its own notices what other parts of the page store.
  const storage = await PersonStorage.open(client.user.sub, client.clientId);
  if (signal.aborted) return undefined;
  const person = [...people].find((one) => one.isFor(storage, client.store)) ?? new Person(client, storage);
  people.add(person);
  person.signal.addEventListener('abort', () => people.delete(person), { once: true });
  person.join(client, signal);
  return person;
}
