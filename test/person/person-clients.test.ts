import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PersonClients, type PersonClient } from '../../src/person/person-clients.ts';

function client(): PersonClient & { told: unknown[] } {
  const told: unknown[] = [];
  return { told, handleSaved: (names: string[]) => told.push(names), handleChange: (change: unknown) => told.push(change) } as unknown as PersonClient & { told: unknown[] };
}

describe('the parts of a page that share a person', () => {
  it('hear of a save of their own answers only', () => {
    const [one, other] = [client(), client()];
    const clients = new PersonClients(one);
    clients.add(one);
    clients.add(other);
    clients.noteAnswers(['company', 'role'], one);
    clients.noteAnswers(['role', 'seats'], other);
    // Whoever spoke last goes on.
    clients.noteAnswers(['team']);
    clients.reportSaved(['company', 'role', 'seats', 'team', 'unheard_of']);
    assert.deepEqual([one.told, other.told], [[['company']], [['role', 'seats', 'team', 'unheard_of']]]);
  });

  it('take over for one that has left, as long as there is another', () => {
    const [one, other] = [client(), client()];
    const clients = new PersonClients(one);
    assert.equal(clients.isEmpty, true);
    clients.add(one);
    clients.add(other);
    assert.equal(clients.listener, one);
    clients.noteAnswers(['company'], one);
    clients.remove(one);
    assert.deepEqual([clients.listener === other, clients.isEmpty], [true, false]);
    clients.reportSaved(['company']);
    assert.deepEqual([one.told, other.told], [[], [['company']]]);
    clients.remove(other);
    assert.deepEqual([clients.listener === one, clients.isEmpty], [true, true]);
  });

  it('all hear of a change, those that want to', () => {
    const [one, other] = [client(), client()];
    const clients = new PersonClients(one);
    clients.add(one);
    clients.add({ ...client(), handleChange: undefined });
    clients.add(other);
    const change = { from: 'tab', item: 'profile' } as const;
    clients.reportChange(change);
    assert.deepEqual([one.told, other.told], [[change], [change]]);
  });
});
