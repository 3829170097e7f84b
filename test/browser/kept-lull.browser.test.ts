/// <reference types="mocha" />
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../src/define.ts';
import { LULL_DRAWER, LullWatch, lullKey, type KeptLull } from '../../src/browser/kept-lull.ts';
import { Person } from '../../src/browser/person.ts';
import { PersonStorage } from '../../src/browser/person-storage.ts';
import type { ProfileChangedEvent } from '../../src/elements/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { MemoryStore } from '../elements/memory-store.ts';

const MINUTE = 60_000;
const noon = Date.parse('2026-05-01T12:00:00Z');

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};

let people = 0;
const somebody = () => ({ sub: `auth0|lull-${++people}` });

describe('a lull that is kept', () => {
  const clientId = 'app';
  const subject = (user: { sub: string }) => ({ user, clientId, known: undefined, planDigest: 'plan' });

  async function openPerson(user: { sub: string }, time: number): Promise<Person> {
    const nothing = () => undefined;
    const store = new MemoryStore();
    return Person.open({ user, clientId, store, plan, now: () => new Date(time), handleSaved: nothing, handleFailure: nothing });
  }

  /** Somebody whose first session began at noon, with a lull of two sessions that ends a day later. */
  async function resting(user = somebody(), lull: Partial<KeptLull> = {}): Promise<Person> {
    const person = await openPerson(user, noon);
    await person.observe();
    const key = (await lullKey(subject(user)))!;
    person.keepLull({ key, until: noon + 24 * 60 * MINUTE, sessions: 2, activities: [], known: [], began: [], ...lull });
    return person;
  }

  const watchAt = (user: { sub: string }, time: number, given = {}) =>
    LullWatch.open({ ...subject(user), ...given }, () => new Date(time)).then((watch) => watch?.observe());

  it('holds for the same claims, whatever their times, and for nothing else', async () => {
    const user = somebody();
    await resting(user);
    expect(await watchAt({ ...user, iat: 7, exp: 8, nonce: 'n' } as typeof user, noon)).not.to.equal(undefined);
    expect(await watchAt({ ...user, locale: 'de' } as typeof user, noon)).to.equal(undefined);
    expect(await watchAt(user, noon, { known: { company: 'ACME' } })).to.equal(undefined);
    expect(await watchAt(user, noon, { planDigest: 'another' })).to.equal(undefined);
    expect(await watchAt(user, noon, { planDigest: undefined })).to.equal(undefined);
    expect(await watchAt(somebody(), noon)).to.equal(undefined);
  });

  it('ends at its time', async () => {
    const user = somebody();
    await resting(user, { until: noon + 10 * MINUTE });
    expect(await watchAt(user, noon + 9 * MINUTE)).not.to.equal(undefined);
    expect(await watchAt(user, noon + 10 * MINUTE)).to.equal(undefined);
  });

  it('counts the sessions that begin in it, for the ledger, and ends with the last of them', async () => {
    const user = somebody();
    const person = await resting(user);
    expect(person.ledger.n).to.equal(1);
    for (const session of [1, 2]) {
      expect(await watchAt(user, noon + session * 31 * MINUTE)).not.to.equal(undefined);
      expect(await watchAt(user, noon + session * 31 * MINUTE + 1000)).not.to.equal(undefined);
      expect(person.ledger.n).to.equal(1 + session);
    }
    const third = noon + 3 * 31 * MINUTE;
    expect(await watchAt(user, third)).to.equal(undefined);
    const later = await openPerson(user, third);
    expect(await later.observe()).to.equal(true);
    expect(later.ledger.n).to.equal(4);
  });

  it('ends with whatever is written about the person', async () => {
    const ends: ((person: Person) => void)[] = [
      (person) => person.changeLedger((ledger) => ledger),
      (person) => person.copyProfile(),
      (person) => (person.openAsk = { names: ['company'] }),
    ];
    for (const end of ends) {
      const user = somebody();
      end(await resting(user));
      expect(await watchAt(user, noon)).to.equal(undefined);
    }
  });

  it('ends with a sign-up, whose session is another', async () => {
    const user = somebody();
    await resting(user);
    (await PersonStorage.open(user.sub, clientId)).write('signed-up', noon);
    expect(await watchAt(user, noon)).to.equal(undefined);
  });
});

describe('<tell-us-more> in a lull', () => {
  const page = (user: object, store: MemoryStore, known?: object) =>
    fixture<TellUsMoreElement>(html`<tell-us-more .plan=${plan} .user=${user} .store=${store} .known=${known} client-id="app"></tell-us-more>`);

  /** Comes back to a page on which nothing was asked before; answers what is told of the profile at once. */
  async function resting(user = somebody(), known?: object): Promise<{ element: TellUsMoreElement; user: { sub: string }; told: string[] }> {
    const store = new MemoryStore();
    const first = await page(user, store, known);
    await waitUntil(async () => (await PersonStorage.open(user.sub, 'app')).read(LULL_DRAWER), 'expected a lull');
    first.remove();
    const element = document.createElement('tell-us-more');
    const isTold = oneEvent<ProfileChangedEvent>(element, 'profile-changed');
    Object.assign(element, { plan, user, store, known, clientId: 'app' });
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    return { element, user, told: (await isTold).detail.names };
  }

  const isDecided = (element: TellUsMoreElement) => oneEvent(element, 'profile-changed');

  it('tells what is known, and gives its values to whoever wants them', async () => {
    const { element, told } = await resting(somebody(), { company: 'ACME' });
    expect(told).to.deep.equal(['company']);
    const decided = isDecided(element);
    expect(element.profile).to.deep.equal({});
    await decided;
    expect(element.profile.company).to.deep.equal({ value: 'ACME', source: 'app' });
    expect(element.explain().map(({ reason }) => reason)).to.deep.equal(['known', 'not-due']);
  });

  it('asks what the person’s doing makes relevant', async () => {
    const { element } = await resting();
    element.track('browsing');
    element.track('checkout');
    await waitUntil(() => element.shadowRoot!.querySelector('input'), 'expected a question');
    expect(element.shadowRoot!.querySelector('label')!.textContent).to.contain('VAT number');
  });

  it('asks what the page wants to know', async () => {
    const { element } = await resting();
    const answers = element.ask(['company']);
    await waitUntil(() => element.shadowRoot!.querySelector('input'), 'expected a question');
    element.shadowRoot!.querySelector<HTMLElement>('[part~="later"]')!.click();
    expect(await answers).to.equal(null);
  });

  it('decides anew with what the page learns, and with another person', async () => {
    const { element } = await resting();
    let decided = isDecided(element);
    element.known = { company: 'ACME' };
    await decided;
    expect(element.profile.company?.value).to.equal('ACME');
    decided = isDecided(element);
    element.user = somebody();
    await decided;
    expect(element.explain()[0]?.reason).to.equal('known');
  });

  it('forgets the person, all but the ledger and the sessions that it does not have yet', async () => {
    const { element, user } = await resting(somebody(), { company: 'ACME' });
    const storage = await PersonStorage.open(user.sub, 'app');
    storage.write(LULL_DRAWER, { ...(storage.read(LULL_DRAWER) as KeptLull), began: [noon] });
    await element.forget();
    expect(storage.list('').sort()).to.deep.equal(['ledger', LULL_DRAWER]);
    expect(storage.read(LULL_DRAWER)).to.deep.equal({ began: [noon] });
  });
});
