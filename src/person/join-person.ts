/** The people of this page. Each is opened once for all parts of the page, and closed when the last of them leaves. */
import type { PersonClient } from './person-clients.ts';
import { Person } from './person.ts';
import { PersonStorage } from './person-storage.ts';

const people = new Set<Person>();

/** The person of `client`, shared with it until `signal` is aborted; `undefined`: it was aborted meanwhile. */
export async function joinPerson(client: PersonClient, signal: AbortSignal): Promise<Person | undefined> {
  // Its own, so that it notices what other parts of the page store.
  const storage = await PersonStorage.open(client.user.sub, client.clientId);
  if (signal.aborted) return undefined;
  const person = [...people].find((one) => one.isFor(storage, client.store)) ?? new Person(client, storage);
  people.add(person);
  person.signal.addEventListener('abort', () => people.delete(person), { once: true });
  person.join(client, signal);
  return person;
}
