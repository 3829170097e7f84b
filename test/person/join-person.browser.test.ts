/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { joinPerson } from '../../src/person/join-person.ts';
import type { PersonClient } from '../../src/person/person-clients.ts';
import type { Person } from '../../src/person/person.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { StoreError } from '../../src/person/store-error.ts';
import { saveAnswers } from '../../src/person/save-answers.ts';
import { readLedger } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { countListeners } from '../elements/count-listeners.ts';
import { untilLater } from '../platform/until-later.ts';
import { MemoryStore } from '../elements/memory-store.ts';
import { waitUntil } from '../wait-until.ts';

const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }] };
const other: ProfilePlan = { fields: [{ name: 'team', label: 'Team' }, { name: 'salary', label: 'Salary', sensitive: true }] };

let people = 0;

describe('a person that parts of a page share', () => {
  let sub: string;
  let store: MemoryStore;
  let told: string[];
  let end: AbortController;

  beforeEach(() => {
    sub = `auth0|joined-${++people}`;
    store = new MemoryStore({ company: 'ACME', team: 'Ops' });
    told = [];
    end = new AbortController();
  });

  afterEach(() => end.abort());

  const client = (name: string, more: Partial<PersonClient> = {}): PersonClient => ({
    user: { sub },
    clientId: 'app',
    store,
    plan,
    now: () => new Date(),
    handleSaved: () => told.push(`${name} saved`),
    handleFailure: () => told.push(`${name} failed`),
    handleChange: ({ from }) => told.push(`${name} ${from}`),
    ...more,
  });

  const join = async (one: PersonClient, { signal } = end): Promise<Person> => (await joinPerson(one, signal))!;

  it('is one, also for parts that come at the same time, and another for another store, application or person', async () => {
    const [one, two] = await Promise.all([join(client('one')), join(client('two'))]);
    expect(one === two).to.equal(true);
    const others = [client('other', { store: new MemoryStore() }), client('other', { clientId: 'else' }), client('other', { user: { sub: `${sub} b` } })];
    for (const each of others) expect((await join(each)) === one).to.equal(false);
  });

  it('is not opened for a part that has left before it could join', async () => {
    const left = new AbortController();
    const joining = joinPerson(client('one'), left.signal);
    left.abort();
    expect(await joining).to.equal(undefined);
    const person = await join(client('two'));
    end.abort();
    expect(person.signal.aborted).to.equal(true);
  });

  it('keeps a sensitive value that it has read when another tab writes the copy, which leaves it out', async () => {
    store.metadata = { company: 'ACME', salary: 'very much' };
    const person = await join(client('one', { plan: { fields: [...plan.fields, ...other.fields] } }));
    await person.read();
    (await PersonStorage.open(sub, 'app')).write('profile', { values: { team: 'Ops' }, concealed: ['salary'], fields: ['company', 'team', 'salary'] });
    await waitUntil(() => told.length, 'expected the copy to be noticed');
    expect(Object.entries(person.profile(undefined)).map(([name, { value }]) => [name, value])).to.deep.equal([['team', 'Ops'], ['salary', 'very much']]);
  });

  it('is read once, for the fields of all plans, of which each part sees its own', async () => {
    const one = await join(client('one'));
    await join(client('two', { plan: other }));
    await one.read();
    expect(await one.read()).to.equal(false);
    expect(store.calls).to.deep.equal(['read']);
    expect(Object.keys(one.profile(undefined, plan))).to.deep.equal(['company']);
    expect(Object.keys(one.profile(undefined, other))).to.deep.equal(['team']);
  });

  it('tells the part that an answer came from how the saving goes, and the others that something has changed', async () => {
    const [one, two] = [client('one'), client('two', { plan: other })];
    const person = await join(one);
    await join(two);
    await person.read();
    await waitUntil(() => told.includes('two page'), 'expected the read to be told');
    told.length = 0;
    saveAnswers(person, { patch: { team: 'Sales' }, record: (ledger) => ledger, client: two });
    await waitUntil(() => told.includes('two saved'), 'expected the answer to be saved');
    expect(told).to.include('one page');
    expect(told).not.to.include('one saved');
    expect(store.metadata).to.include({ company: 'ACME', team: 'Sales' });
  });

  it('keeps sensitive fields of every plan out of the storage', async () => {
    const person = await join(client('one'));
    const two = client('two', { plan: other });
    await join(two);
    saveAnswers(person, { patch: { salary: 'very much' }, record: (ledger) => ledger, client: two });
    expect(JSON.stringify(localStorage)).not.to.contain('very much');
    await waitUntil(() => told.includes('two saved'), 'expected the answer to be saved');
    expect(JSON.stringify(localStorage)).not.to.contain('very much');
  });

  it('counts the session of one sign-in once, whichever part tells of it', async () => {
    const person = await join(client('one'));
    await join(client('two'));
    expect([await person.observe(true), await person.observe(true)]).to.deep.equal([true, false]);
    const storage = await PersonStorage.open(sub, 'app');
    expect(readLedger(storage.read('ledger')).n).to.equal(1);
  });

  it('takes over what a newer token of another part knows', async () => {
    const claim = (at: number, values: object) => ({ 'https://a.example/progressive_lock': { v: 1, at, known: ['company'], values, ledger: {}, plan: 'else' } });
    const person = await join(client('one', { user: { sub, ...claim(1000, { company: 'Old' }) } }));
    expect(person.profile(undefined).company?.value).to.equal('Old');
    await join(client('two', { user: { sub, ...claim(2000, { company: 'New' }) } }));
    expect(person.profile(undefined).company?.value).to.equal('New');
    await join(client('three', { user: { sub, ...claim(1500, { company: 'Between' }) } }));
    expect(person.profile(undefined).company?.value).to.equal('New');
  });

  it('keeps what each plan has on the screen, and takes what an earlier version kept for the plan without an id', async () => {
    const [one, two] = [{ ...plan, id: 'one' }, { ...other, id: 'two' }];
    (await PersonStorage.open(sub, 'app')).write('open-ask', { names: ['company'], isSmall: true });
    const person = await join(client('one'));
    expect(person.openAsks.find(plan)).to.deep.equal({ names: ['company'], isSmall: true });
    person.openAsks.keep(one, { names: ['company'] });
    person.openAsks.keep(two, { names: ['team'] });
    person.openAsks.keep(one, undefined);
    expect([plan, one, two].map((each) => person.openAsks.find(each)?.names)).to.deep.equal([['company'], undefined, ['team']]);
    person.openAsks.keep(two, undefined);
    person.openAsks.keep(plan, undefined);
    expect((await PersonStorage.open(sub, 'app')).read('open-ask')).to.equal(undefined);
  });

  it('ends with the last part that leaves, and leaves no listener behind', async () => {
    const counts = countListeners();
    try {
      const [first, last] = [new AbortController(), new AbortController()];
      const person = await join(client('one'), first);
      await join(client('two'), last);
      await person.outbox();
      first.abort();
      expect(person.signal.aborted).to.equal(false);
      await untilLater();
      dispatchEvent(new StorageEvent('storage', { key: null }));
      expect(told).to.deep.equal(['two tab']);
      last.abort();
      expect(person.signal.aborted).to.equal(true);
      await waitUntil(() => counts.alive() === 0, `expected no listener, got ${counts.names()}`);
      expect((await join(client('three'))) === person).to.equal(false);
    } finally {
      counts.restore();
    }
  });

  it('learns what another tab wrote before the page listens to it', async () => {
    const person = await join(client('one'));
    localStorage.setItem(person.lockName('profile'), JSON.stringify({ values: { company: 'Umbrella' }, concealed: [], fields: ['company'] }));
    expect(told).to.deep.equal([]);
    await untilLater();
    expect(told).to.deep.equal(['one tab']);
    expect(person.profile(undefined)).to.deep.include({ company: { value: 'Umbrella', source: 'user' } });
  });

  it('learns that another tab wrote an answer down before the page listens to it', async () => {
    const person = await join(client('one'));
    const [, hash] = person.lockName('').split(':');
    localStorage.setItem(`progressive-lock:pending:${hash}`, '1');
    localStorage.setItem(person.lockName('outbox/company/1'), JSON.stringify({ name: 'company', value: 'Umbrella', at: Date.now() }));
    await untilLater();
    expect(told).to.deep.equal(['one tab']);
  });

  it('takes its own answers for no news of another tab, so it sends them no sooner', async () => {
    // Nothing else is tried while this test runs.
    store.failure = new StoreError('unauthorized', { retryAfterMs: 60_000 });
    const one = client('one', { plan: other });
    const person = await join(one);
    saveAnswers(person, { patch: { team: 'Dev', salary: 'very much' }, record: (ledger) => ledger, client: one });
    await waitUntil(() => told.includes('one failed'));
    const { length } = store.calls;
    await untilLater();
    expect(told).to.not.include('one tab');
    expect(store.calls).to.have.length(length);
  });

  it('hears nothing when nothing was written', async () => {
    await join(client('one'));
    await untilLater();
    expect(told).to.deep.equal([]);
  });

  it('is another one after a sign-out', async () => {
    const person = await join(client('one'));
    person.forget();
    expect((await join(client('two'))) === person).to.equal(false);
  });
});
