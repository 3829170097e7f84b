/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { StoreError } from '../../src/person/store-error.ts';
import type { Person } from '../../src/person/person.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { LEDGER_KEY, emptyLedger, recordAnswered, recordDeclined, recordSession, recordShown } from '../../src/plan/ledger.ts';
import { explain, nextAsk } from '../../src/plan/next-ask.ts';
import { PREFER_NOT_TO_SAY } from '../../src/plan/stored-text.ts';
import type { ProfilePlan, UserMetadata } from '../../src/plan/plan.ts';
import { MemoryStore } from '../elements/memory-store.ts';
import { openPerson } from './open-person.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company' },
    { name: 'salary', label: 'Salary', sensitive: true },
    { name: 'team', label: 'Team', type: 'select', options: [{ value: 'ops', label: 'Operations' }] },
  ],
};
const MINUTE = 60_000;
const noon = Date.parse('2026-05-01T12:00:00Z');

let people = 0;

async function open(sub: string, store: MemoryStore, time: number): Promise<Person> {
  return openPerson({
    user: { sub },
    clientId: 'app',
    store,
    plan,
    now: () => new Date(time),
    handleSaved: () => {},
    handleFailure: () => {},
  });
}

/** Answers without a network at noon, and comes back an hour later. */
async function answeredOffline(sub: string, store: MemoryStore): Promise<void> {
  const person = await open(sub, store, noon);
  store.failure = new StoreError('network');
  const outbox = (await person.outbox())!;
  person.storeAnswers({ company: 'From the train' });
  await outbox.flush().catch(() => {});
  person.close();
  store.failure = undefined;
}

describe('an answer that waited for a network', () => {
  for (const [what, minutes, expected] of [
    ['stays out of the way of one that was given later on another device', 30, 'From the office'],
    ['replaces one that was given earlier on another device', -30, 'From the train'],
  ] as const) {
    it(what, async () => {
      const sub = `auth0|person-${++people}`;
      const store = new MemoryStore();
      await answeredOffline(sub, store);
      const ledger = recordAnswered(plan, emptyLedger(), ['company'], new Date(noon + minutes * MINUTE));
      store.metadata = { company: 'From the office', other: 'untouched', [LEDGER_KEY]: ledger };
      const person = await open(sub, store, noon + 60 * MINUTE);
      expect(person.hasPending).to.equal(true);
      await (await person.outbox())!.flush();
      expect(store.metadata.company).to.equal(expected);
      expect(store.metadata.other).to.equal('untouched');
      expect(person.hasPending).to.equal(false);
      expect(person.metadata.company).to.equal(expected);
      person.close();
    });
  }
});

describe('a session', () => {
  it('is counted once for all tabs, and anew after half an hour of silence or a new sign-in', async () => {
    const sub = `auth0|person-${++people}`;
    const store = new MemoryStore();
    const tabs = await Promise.all([open(sub, store, noon), open(sub, store, noon), open(sub, store, noon)]);
    const begun = await Promise.all(tabs.map((tab) => tab.observe()));
    expect(begun.filter(Boolean)).to.have.length(1);
    expect(tabs[2].ledger.n).to.equal(1);
    const still = await open(sub, store, noon + 29 * MINUTE);
    expect(await still.observe()).to.equal(false);
    const later = await open(sub, store, noon + 60 * MINUTE);
    expect(await later.observe()).to.equal(true);
    expect(await later.observe(true)).to.equal(true);
    expect(later.ledger.n).to.equal(3);
  });

  it('does not last for ever because the clock was ahead once', async () => {
    const sub = `auth0|person-${++people}`;
    const store = new MemoryStore();
    await (await open(sub, store, noon + 10_000 * MINUTE)).observe();
    expect(await (await open(sub, store, noon)).observe()).to.equal(false);
    expect(await (await open(sub, store, noon + 31 * MINUTE)).observe()).to.equal(true);
  });
});

describe('a second device', () => {
  it('goes on after the sessions of the first, with its own asks to come', async () => {
    let theirs = emptyLedger();
    for (let day = 0; day < 7; day++) theirs = recordSession(theirs, { now: new Date(noon - (20 - day) * 1440 * MINUTE) });
    theirs = recordShown(plan, theirs, ['company'], new Date(noon - 14 * 1440 * MINUTE));
    const person = await open(`auth0|person-${++people}`, new MemoryStore({ [LEDGER_KEY]: theirs }), noon);
    await person.observe();
    await person.read();
    expect(person.ledger.n).to.equal(8);
    const moment = { profile: person.profile(undefined), ledger: person.ledger, now: new Date(noon) };
    expect(nextAsk(plan, moment)?.fields.map(({ name }) => name)).to.deep.equal(['company', 'salary']);
  });
});

describe('a page that may use neither storage nor locks', () => {
  it('works for the visit', async () => {
    const { request } = navigator.locks;
    navigator.locks.request = () => Promise.reject(new DOMException('Denied.', 'SecurityError'));
    try {
      const store = new MemoryStore();
      const person = await open(`auth0|person-${++people}`, store, noon);
      expect(await person.observe()).to.equal(true);
      const outbox = (await person.outbox())!;
      person.storeAnswers({ company: 'ACME' });
      await outbox.flush();
      expect(store.metadata.company).to.equal('ACME');
    } finally {
      navigator.locks.request = request;
    }
  });
});

describe('the copy of the profile', () => {
  it('is not written again by what was under way when the person left', async () => {
    const sub = `auth0|person-${++people}`;
    let answer: (metadata: UserMetadata) => void = () => {};
    const store = new MemoryStore();
    store.read = () => new Promise((resolve) => (answer = resolve));
    const person = await open(sub, store, noon);
    const reading = person.read();
    person.forget();
    answer({ company: 'Secret-4471 Ltd' });
    await reading;
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Secret-4471');
  });

  it('saves the next visit a read, and holds no sensitive value, but that there is one', async () => {
    const sub = `auth0|person-${++people}`;
    const store = new MemoryStore({ company: 'ACME', salary: 'Xq9-secret' });
    await (await open(sub, store, noon)).read();
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Xq9-secret');
    const next = await open(sub, store, noon);
    expect(next.profile(undefined)).to.deep.equal({ company: { value: 'ACME', source: 'user' } });
    expect(next.known.isConcealed('salary')).to.equal(true);
    await next.read();
    expect(next.known.isConcealed('salary')).to.equal(false);
    expect(next.profile(undefined).salary?.value).to.equal('Xq9-secret');
  });

  it('holds no value that is sensitive in one of the page’s plans', async () => {
    const store = new MemoryStore({ company: 'Xq8-secret' });
    const person = await open(`auth0|person-${++people}`, store, noon);
    const secret: ProfilePlan = { fields: [{ name: 'company', label: 'Company', sensitive: true }] };
    person.join({ user: person.user, clientId: 'app', store, plan: secret, now: () => new Date(noon), handleSaved: () => {}, handleFailure: () => {} }, person.signal);
    await person.read();
    expect(person.profile(undefined).company?.value).to.equal('Xq8-secret');
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Xq8-secret');
    person.close();
  });

  it('is not taken back by a read that began before an answer was saved, and ends after it', async () => {
    const store = new MemoryStore({ company: 'Old Ltd' });
    const person = await open(`auth0|person-${++people}`, store, noon);
    const { metadata } = store;
    let answer!: (metadata: UserMetadata) => void;
    const read = store.read.bind(store);
    store.read = () => new Promise((resolve) => (answer = resolve));
    const reading = person.read();
    store.read = read;
    person.storeAnswers({ company: 'New Ltd' });
    await (await person.outbox())!.flush();
    answer(metadata);
    await reading;
    expect(person.profile(undefined).company?.value).to.equal('New Ltd');
    person.storeAnswers({ company: 'Old Ltd' }, { company: ['New Ltd'] });
    await (await person.outbox())!.flush();
    expect(store.metadata.company).to.equal('Old Ltd');
    person.close();
  });
});

describe('tabs with different versions of the plan', () => {
  it('leave each other’s values alone', async () => {
    const sub = `auth0|person-${++people}`;
    const older: ProfilePlan = { fields: plan.fields.filter(({ name }) => name !== 'team') };
    const withPlan = (asks: ProfilePlan, store: MemoryStore) =>
      openPerson({ user: { sub }, clientId: 'app', store, plan: asks, now: () => new Date(noon), handleSaved: () => {}, handleFailure: () => {} });
    const store = new MemoryStore({ company: 'ACME', team: 'ops' });
    const tab = await withPlan(plan, store);
    await tab.read();
    await (await withPlan(older, store)).read();
    tab.reload();
    expect(Object.keys(tab.profile(undefined)).sort()).to.deep.equal(['company', 'team']);
    expect(Object.keys((await withPlan(plan, store)).profile(undefined)).sort()).to.deep.equal(['company', 'team']);
  });
});

describe('a sign-up that had to be confirmed first', () => {
  it('counts the session of the sign-up and the one in which the person comes back', async () => {
    for (const [minutes, sessions] of [[5, 1], [45, 2]] as const) {
      const sub = `auth0|person-${++people}`;
      (await PersonStorage.open(sub, 'app')).write('signed-up', noon);
      const person = await open(sub, new MemoryStore(), noon + minutes * MINUTE);
      expect(await person.observe(true)).to.equal(true);
      expect([person.ledger.n, person.ledger.u]).to.deep.equal([sessions, 1]);
    }
  });
});

describe('“Prefer not to say” in the sign-up form', () => {
  it('counts as “don’t ask again”', async () => {
    const store = new MemoryStore({ team: PREFER_NOT_TO_SAY, company: PREFER_NOT_TO_SAY });
    const person = await open(`auth0|person-${++people}`, store, noon);
    await person.observe();
    await person.read();
    const moment = { profile: person.profile(undefined), ledger: person.ledger, now: new Date(noon) };
    expect(explain(plan, moment).map(({ reason }) => reason)).to.deep.equal(['known', 'not-due', 'declined']);
  });
});

describe('a refusal that another program took out of the profile', () => {
  for (const isLeaving of [false, true]) {
    it(isLeaving ? 'is not written back once the person has signed out' : 'is written back', async () => {
      const ignore = () => undefined;
      const client = { user: { sub: `auth0|person-${++people}` }, clientId: 'app', store: new MemoryStore(), plan, now: () => new Date(noon), handleSaved: ignore, handleFailure: ignore };
      const person = await openPerson(client);
      await person.observe();
      person.changeLedger((ledger) => recordDeclined(plan, ledger, ['company'], new Date(noon)));
      // Called as soon as the profile is read.
      const handleChange = () => isLeaving && person.forget();
      person.join({ ...client, handleChange }, new AbortController().signal);
      await person.read();
      expect(person.hasPending).to.equal(!isLeaving);
      person.close();
    });
  }
});

describe('reading', () => {
  it('has a limit, and waits as long as the server has said', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const signals: unknown[] = [];
    const read = store.read.bind(store);
    Object.assign(store, {
      read(_userId: string, options?: { signal?: AbortSignal }) {
        signals.push(options?.signal instanceof AbortSignal);
        return read();
      },
    });
    const person = await open(`auth0|reading-${++people}`, store, noon);
    store.failure = new StoreError('rate-limited', { retryAfterMs: 60_000 });
    for (let time = 0; time < 3; time++) {
      const error = await person.read().catch((thrown: unknown) => thrown);
      expect((error as StoreError).code).to.equal('rate-limited');
    }
    expect(signals).to.deep.equal([true]);
  });
});

describe('an answer of somebody who once signed out here', () => {
  it('is taken where the page has cleared its storage', async () => {
    const sub = `auth0|cleared-${++people}`;
    (await open(sub, new MemoryStore(), noon)).forget();
    const person = await open(sub, new MemoryStore(), noon);
    localStorage.clear();
    expect(person.isSignedOut).to.equal(false);
  });
});
