import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { PersonLedger } from '../../src/person/person-ledger.ts';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { QUIET_PERIOD_KEY } from '../../src/person/quiet-period.ts';
import { emptyLedger, historyOfName, recordAnswered, recordDeclined, recordSession, recordShown, recordSilenced, type Ledger } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

const noon = new Date('2026-05-01T12:00:00Z');
const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }, { name: 'role', label: 'Role' }] };

let storage: PersonStorage;
let ledger: PersonLedger;

beforeEach(() => {
  storage = new PersonStorage(new MemoryStorage(), 'ann');
  ledger = new PersonLedger(storage);
});

const sessions = (count: number): Ledger => Array.from({ length: count }).reduce<Ledger>((before) => recordSession(before, { now: noon }), emptyLedger());
const isDeclined = (name: string, one = ledger.current) => historyOfName(plan, one, name).isDeclined;
/** What it writes while `act` runs. */
function writes(act: () => void): string[] {
  const items: string[] = [];
  const write = storage.write.bind(storage);
  storage.write = (item, value) => {
    items.push(item);
    return write(item, value);
  };
  act();
  return items;
}

describe('the ledger of a person in this browser', () => {
  it('comes together with that of the profile, and is written only where that has news', () => {
    ledger.change((before) => recordDeclined(plan, before, ['company'], noon));
    const theirs = recordDeclined(plan, emptyLedger(), ['role'], noon);
    assert.deepEqual(writes(() => ledger.join(theirs)), ['ledger']);
    assert.deepEqual([isDeclined('company'), isDeclined('role')], [true, true]);
    ledger.noteSeen(theirs);
    assert.deepEqual(writes(() => ledger.join(theirs)), []);
  });

  it('counts this session after those of other devices, with its own asks', () => {
    ledger.change(() => recordShown(plan, sessions(1), ['company'], noon));
    ledger.join(sessions(1));
    assert.deepEqual([ledger.own.n, ledger.own.c], [1, 1]);
    ledger.join(sessions(4));
    assert.deepEqual([ledger.own.n, ledger.own.c], [5, 1]);
  });

  it('takes over what a token says of fields and of silence, and not its sessions, which it may have counted itself', () => {
    ledger.change(() => sessions(1));
    const declined = recordDeclined(plan, sessions(3), ['role'], noon);
    ledger.joinClaimed(declined);
    const stored = new PersonLedger(storage);
    assert.deepEqual([isDeclined('role', stored.own), stored.own.n], [true, 1]);
    assert.equal(isDeclined('role', ledger.seen), true);
    ledger.joinClaimed(recordSilenced(declined, noon));
    assert.ok(stored.own.q > 0, 'expected the silence');
  });

  it('writes nothing, and ends no quiet period, where a token says nothing new', () => {
    const declined = recordDeclined(plan, sessions(1), ['role'], noon);
    ledger.joinClaimed(declined);
    storage.write(QUIET_PERIOD_KEY, { key: 'k', began: [] });
    assert.deepEqual(writes(() => ledger.joinClaimed(declined)), []);
    ledger.noteSeen(recordAnswered(plan, declined, ['company'], noon));
    assert.ok(storage.read(QUIET_PERIOD_KEY), 'expected the quiet period to last');
    ledger.change((before) => recordAnswered(plan, before, ['company'], noon));
    assert.equal(storage.read(QUIET_PERIOD_KEY), undefined);
  });

  it('counts the sessions of a quiet period, also once that is over', () => {
    ledger.change(() => sessions(1));
    storage.write(QUIET_PERIOD_KEY, { key: 'k', began: [noon.getTime(), noon.getTime()] });
    assert.equal(ledger.own.n, 3);
    ledger.endQuietPeriod();
    assert.deepEqual([ledger.own.n, storage.read(QUIET_PERIOD_KEY)], [3, undefined]);
  });
});
