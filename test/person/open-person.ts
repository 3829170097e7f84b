import type { PersonClient } from '../../src/person/person-clients.ts';
import { Person } from '../../src/person/person.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';

/** A person as a page of its own has them; pages share theirs between their parts. */
export async function openPerson(client: PersonClient): Promise<Person> {
  return new Person(client, await PersonStorage.open(client.user.sub, client.clientId));
}
