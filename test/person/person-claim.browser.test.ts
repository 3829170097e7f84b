/// <reference types="mocha" />
/** What a page makes of the claim that the post-login Action puts into the ID token. */
import { expect } from '@open-wc/testing';
import type { Person } from '../../src/person/person.ts';
import { saveAnswers } from '../../src/person/save-answers.ts';
import { emptyLedger, recordAnswered, recordSession, recordShown, recordSnoozed, recordUndone, type Ledger } from '../../src/plan/ledger.ts';
import { explain } from '../../src/plan/next-ask.ts';
import type { Profile, ProfilePlan } from '../../src/plan/plan.ts';
import { claimName, writeProfileClaim } from '../../src/plan/profile-claim.ts';
import { MemoryStore } from '../elements/memory-store.ts';
import { openPerson } from './open-person.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company' },
    // Conditions need the value of the company, not only that there is one.
    { name: 'role', label: 'Role', when: { company: { $ne: 'none' } } },
    { name: 'salary', label: 'Salary', sensitive: true },
    { name: 'team', label: 'Team', confirm: true, knownFrom: ['enrichment.team'] },
    { name: 'first_name', label: 'First name', knownFrom: ['given_name'] },
    { name: 'title', label: 'Title', confirm: true, knownFrom: ['id_token.title'] },
  ],
};
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const noon = Date.parse('2026-05-01T12:00:00Z');
const CLAIM = claimName('https://acme.example');

let people = 0;
const newSub = () => `auth0|claimed-${++people}`;

/** The claims of a token that was written at `time`. */
function token(sub: string, time: number, profile: Profile = {}, { ledger = emptyLedger(), logins = 3 } = {}) {
  return { sub, [CLAIM]: writeProfileClaim(plan, CLAIM, { profile, ledger, logins, created: '2026-01-01T00:00:00.000Z', now: new Date(time) }) };
}

async function open(user: { sub: string }, { store = new MemoryStore(), time = noon } = {}): Promise<Person> {
  return openPerson({ user, clientId: 'app', store, plan, now: () => new Date(time), handleSaved: () => {}, handleFailure: () => {} });
}

const valuesOf = (person: Person) => Object.fromEntries(Object.entries(person.profile(undefined)).map(([name, { value }]) => [name, value]));
const reasonsOf = (person: Person) =>
  Object.fromEntries(explain(plan, { profile: person.profile(undefined), ledger: person.ledger, now: new Date(noon) }).map(({ name, reason }) => [name, reason]));

describe('a claim that tells all', () => {
  it('makes a read needless, and gives values with their sources', async () => {
    const store = new MemoryStore({ company: 'must not be read' });
    const profile: Profile = { company: { value: 'ACME', source: 'user' }, team: { value: 'Ops', source: 'enrichment' } };
    const person = await open(token(newSub(), noon, profile), { store });
    expect(person.known.mustReadFor(['role', 'team'])).to.equal(false);
    expect(person.profile(undefined)).to.deep.equal(profile);
    expect(store.calls).to.deep.equal([]);
  });

  it('of an earlier session is not enough: another device may have answered since', async () => {
    const profile: Profile = { company: { value: 'ACME', source: 'user' } };
    for (const [minutes, mustRead] of [[30, false], [31, true]] as const) {
      const person = await open(token(newSub(), noon - minutes * 60_000, profile));
      expect(person.known.mustReadFor(['role'])).to.equal(mustRead);
    }
  });

  it('only names what is sensitive, or known from elsewhere with nothing to confirm', async () => {
    const profile: Profile = { salary: { value: 'Xq9-secret', source: 'user' }, first_name: { value: 'Grace-77', source: 'idp' } };
    const user = token(newSub(), noon, profile);
    expect(JSON.stringify(user)).not.to.match(/Xq9-secret|Grace-77/);
    const store = new MemoryStore({ salary: 'Xq9-secret' });
    const person = await open(user, { store });
    expect(valuesOf(person)).to.deep.equal({});
    expect(['salary', 'first_name', 'company'].map((name) => person.known.isConcealed(name))).to.deep.equal([true, true, false]);
    expect([['salary'], ['company', 'first_name'], ['company']].map((names) => person.known.mustReadFor(names))).to.deep.equal([true, true, false]);
    await person.read();
    expect(valuesOf(person)).to.deep.equal({ salary: 'Xq9-secret' });
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Xq9-secret');
  });
});

describe('a claim with values from the identity provider', () => {
  it('gives those to confirm and those that conditions need, in place of what was looked up, and not of what was answered', async () => {
    const user = token(newSub(), noon, { title: { value: 'Dr.', source: 'idp' }, company: { value: 'ACME', source: 'idp' }, team: { value: 'Ops', source: 'enrichment' } });
    (user[CLAIM] as { idp: Record<string, string> }).idp.team = 'Sales';
    const person = await open(user);
    expect(person.profile(undefined)).to.deep.equal({
      title: { value: 'Dr.', source: 'idp' },
      company: { value: 'ACME', source: 'idp' },
      team: { value: 'Sales', source: 'idp' },
    });
    expect([person.known.isConcealed('company'), person.known.mustReadFor(['company', 'title', 'team'])]).to.deep.equal([false, false]);
    saveAnswers(person, { patch: { title: 'Prof.' }, record: (ledger) => recordAnswered(plan, ledger, ['title'], new Date(noon)) });
    expect(person.profile(undefined).title).to.deep.equal({ value: 'Prof.', source: 'user' });
  });
});

describe('a claim and the copy in this browser', () => {
  const company = (value: string): Profile => ({ company: { value, source: 'user' } });

  /** A visit in which the profile is read. */
  async function visitAndRead(sub: string, value: string): Promise<void> {
    await (await open(token(sub, noon, company('ACME')), { store: new MemoryStore({ company: value, role: 'dev' }) })).read();
  }

  it('the claim wins when it was written later', async () => {
    const sub = newSub();
    await visitAndRead(sub, 'ACME');
    expect(valuesOf(await open(token(sub, noon + DAY, company('Elsewhere Ltd'))))).to.deep.equal({ company: 'Elsewhere Ltd' });
  });

  it('takes away what was erased on another device', async () => {
    const sub = newSub();
    await visitAndRead(sub, 'ACME');
    expect(valuesOf(await open(token(sub, noon + DAY)))).to.deep.equal({});
  });

  it('keeps a value of which the claim only says that it is there still', async () => {
    const sub = newSub();
    await visitAndRead(sub, 'ACME');
    const person = await open(token(sub, noon + DAY, { role: { value: 'dev', source: 'user' } }));
    expect(valuesOf(person)).to.deep.equal({ role: 'dev' });
    expect(person.known.isConcealed('role')).to.equal(false);
  });

  it('makes the profile be read before an answer is shown to be changed, unless the claim has it: it may be another one by now', async () => {
    const sub = newSub();
    await visitAndRead(sub, 'ACME');
    const profile: Profile = { ...company('ACME'), role: { value: 'ops', source: 'user' } };
    const person = await open(token(sub, noon + DAY, profile), { store: new MemoryStore({ company: 'ACME', role: 'ops' }), time: noon + DAY });
    expect([['company', 'team'], ['role']].map((names) => person.known.mustReadFor(names))).to.deep.equal([false, true]);
    await person.read();
    expect(valuesOf(person)).to.deep.equal({ company: 'ACME', role: 'ops' });
  });

  it('the copy wins over a token that was there before', async () => {
    const sub = newSub();
    await visitAndRead(sub, 'Newer Ltd');
    expect(valuesOf(await open(token(sub, noon, company('ACME'))))).to.deep.equal({ company: 'Newer Ltd', role: 'dev' });
  });
});

describe('what was saved here', () => {
  it('is not taken away by a token that is newer than the copy, and older than the answer', async () => {
    const sub = newSub();
    // Two tokens: this one is at hand while the person answers, the other was made a little later.
    const person = await open(token(sub, noon), { time: noon + 10 * MINUTE });
    saveAnswers(person, { patch: { company: 'ACME' }, record: (ledger) => recordAnswered(plan, ledger, ['company'], new Date(noon + 10 * MINUTE)) });
    await (await person.outbox())!.flush();
    const other = await open(token(sub, noon + 5 * MINUTE), { time: noon + 15 * MINUTE });
    expect(valuesOf(other)).to.deep.equal({ company: 'ACME' });
    expect(reasonsOf(other).company).to.equal('known');
  });

  it('gives way to what a later token says was erased elsewhere', async () => {
    const sub = newSub();
    const person = await open({ sub }, { time: noon });
    saveAnswers(person, { patch: { company: 'ACME' }, record: (ledger) => recordAnswered(plan, ledger, ['company'], new Date(noon)) });
    await (await person.outbox())!.flush();
    const erased = recordUndone(plan, person.ledger, ['company'], new Date(noon + MINUTE));
    expect(valuesOf(await open(token(sub, noon + DAY, {}, { ledger: erased })))).to.deep.equal({});
  });
});

describe('a claim that was made from another plan', () => {
  it('has the profile read before a field is asked that it does not know of', async () => {
    const sub = newSub();
    const yesterday: ProfilePlan = { fields: plan.fields.filter(({ name }) => name !== 'team') };
    const claim = writeProfileClaim(yesterday, CLAIM, { profile: { role: { value: 'dev', source: 'user' } }, ledger: emptyLedger(), now: new Date(noon) });
    await (await open({ sub }, { store: new MemoryStore({ team: 'Ops', role: 'dev' }) })).read();
    const store = new MemoryStore({ team: 'Ops', role: 'dev' });
    const person = await open({ sub, [CLAIM]: claim }, { store, time: noon + DAY });
    expect(person.known.mustReadFor(['company'])).to.equal(true);
    expect(valuesOf(person)).to.deep.equal({ team: 'Ops', role: 'dev' });
  });
});

describe('a claim that was made for one of two plans on a page', () => {
  it('has the profile read for the fields of the other only', async () => {
    const user = token(newSub(), noon);
    const person = await open(user);
    const other = { user, clientId: 'app', store: new MemoryStore(), plan: { fields: [{ name: 'pet', label: 'Pet' }] }, now: () => new Date(noon), handleSaved: () => {}, handleFailure: () => {} };
    const end = new AbortController();
    person.join(other, end.signal);
    expect([person.known.mustReadFor(['company']), person.known.mustReadFor(['pet'])]).to.deep.equal([false, true]);
    end.abort();
  });
});

describe('a token that was just made', () => {
  const answer = (person: Person, time: number) =>
    saveAnswers(person, { patch: { company: 'ACME' }, record: (ledger) => recordAnswered(plan, ledger, ['company'], new Date(time)) });

  it('saves the read before an answer is saved, if this browser knows the whole ledger', async () => {
    const store = new MemoryStore();
    const time = noon + 30_000;
    const person = await open(token(newSub(), noon), { store, time });
    answer(person, time);
    await (await person.outbox())!.flush();
    expect(store.calls).to.deep.equal(['save']);
  });

  it('does not if the ledger has something that it leaves out, or if it is older', async () => {
    const full = recordAnswered(plan, emptyLedger(), ['salary'], new Date(noon - DAY));
    for (const [ledger, time] of [[full, noon + 30_000], [emptyLedger(), noon + 2 * MINUTE], [emptyLedger(), noon - 2 * MINUTE]] as const) {
      const store = new MemoryStore();
      const person = await open(token(newSub(), noon, { salary: { value: 1, source: 'user' } }, { ledger }), { store, time });
      answer(person, time);
      await (await person.outbox())!.flush();
      expect(store.calls).to.deep.equal(['read', 'save']);
    }
  });
});

describe('a claim that was cut off', () => {
  it('makes the profile be read, and takes nothing away', async () => {
    const sub = newSub();
    await (await open({ sub }, { store: new MemoryStore({ role: 'dev' }) })).read();
    // Longer than a claim may be.
    const user = token(sub, noon + DAY, { company: { value: 'x'.repeat(2000), source: 'user' } });
    const store = new MemoryStore({ company: 'ACME', role: 'dev' });
    const person = await open(user, { store, time: noon + DAY });
    expect(person.known.mustReadFor(['team'])).to.equal(true);
    expect(valuesOf(person)).to.deep.equal({ role: 'dev' });
    await person.read();
    expect(store.calls).to.deep.equal(['read']);
    expect(valuesOf(person)).to.deep.equal({ company: 'ACME', role: 'dev' });
  });
});

describe('the ledger of a claim', () => {
  /** Two sessions on other devices. */
  function theirs(): Ledger {
    const first = recordSession(emptyLedger(), { now: new Date(noon - 9 * DAY) });
    return recordSession(recordAnswered(plan, recordShown(plan, first, ['salary'], new Date(noon - 9 * DAY)), ['salary'], new Date(noon - 9 * DAY)), { now: new Date(noon) });
  }

  it('comes together with what this browser has noted', async () => {
    const sub = newSub();
    const before = await open({ sub }, { time: noon - DAY });
    before.changeLedger((ledger) => recordSnoozed(plan, ledger, ['company'], new Date(noon - DAY)));
    const person = await open(token(sub, noon, {}, { ledger: recordSnoozed(plan, theirs(), ['team'], new Date(noon - DAY)) }));
    const { company, team } = reasonsOf(person);
    expect([company, team]).to.deep.equal(['snoozed', 'snoozed']);
    expect(person.ledger.n).to.equal(2);
  });

  it('has counted the sign-in already: it is one session, not two', async () => {
    const person = await open(token(newSub(), noon, {}, { ledger: theirs() }));
    expect(await person.observe(true)).to.equal(true);
    expect(person.ledger.n).to.equal(2);
    const later = await open(person.user, { time: noon + 60 * MINUTE });
    expect(await later.observe()).to.equal(true);
    expect(later.ledger.n).to.equal(3);
  });

  it('counts no session for a token that was renewed', async () => {
    const sub = newSub();
    const person = await open(token(sub, noon, {}, { ledger: theirs() }));
    await person.observe(true);
    const renewed = await open(token(sub, noon + MINUTE, {}, { ledger: theirs() }), { time: noon + MINUTE });
    expect(await renewed.observe()).to.equal(false);
    expect(renewed.ledger.n).to.equal(2);
  });
});

describe('something else under the name of the claim', () => {
  for (const claim of [null, 'text', [], { v: 2, known: ['company'] }, { v: 1, known: 'company' }]) {
    it(`is as good as none: ${JSON.stringify(claim)}`, async () => {
      const person = await open({ sub: newSub(), [CLAIM]: claim });
      expect(person.known.mustReadFor(['company'])).to.equal(true);
      expect(valuesOf(person)).to.deep.equal({});
    });
  }
});
