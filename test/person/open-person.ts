import type { PersonClient } from '../../src/person/person-clients.ts';
import { Person } from '../../src/person/person.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';

/** Opens a person as a separate page does. The parts of one page share their person. */
export async function openPerson(client: PersonClient): Promise<Person> {
  return new Person(client, await PersonStorage.open(client.user.sub, client.clientId));
}
