/// <reference types="mocha" />
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import type { ProfileChangedEvent } from '../../src/ask/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { QUIET_PERIOD_KEY, type StoredQuietPeriod } from '../../src/person/quiet-period.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { nextTask } from '../../src/platform/next-task.ts';
import { noon, plan } from '../person/quiet-plan.ts';
import { untilLater } from '../platform/until-later.ts';
import { waitUntil } from '../wait-until.ts';
import { MemoryStore } from './memory-store.ts';

let people = 0;
const somebody = () => ({ sub: `auth0|resting-${++people}` });

describe('<tell-us-more> in a quiet period', () => {
  const page = (user: object, store: MemoryStore, known?: object) =>
    fixture<TellUsMoreElement>(html`<tell-us-more .plan=${plan} .user=${user} .store=${store} .known=${known} client-id="app"></tell-us-more>`);

  /** Comes back to a page on which nothing was asked before; answers what is told of the profile at once. */
  async function resting(user = somebody(), known?: object): Promise<{ element: TellUsMoreElement; user: { sub: string }; told: string[] }> {
    const store = new MemoryStore();
    const first = await page(user, store, known);
    await waitUntil(async () => (await PersonStorage.open(user.sub, 'app')).read(QUIET_PERIOD_KEY), 'expected a quiet period');
    first.remove();
    const element = document.createElement('tell-us-more');
    const isUserProvided = oneEvent<ProfileChangedEvent>(element, 'profile-changed');
    Object.assign(element, { plan, user, store, known, clientId: 'app' });
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    return { element, user, told: (await isUserProvided).detail.names };
  }

  const isDecided = (element: TellUsMoreElement) => oneEvent(element, 'profile-changed');

  it('tells what is known and why nothing is asked, at once, and goes on resting', async () => {
    const user = somebody();
    const { element, told } = await resting(user, { company: 'ACME' });
    expect(told).to.deep.equal(['company']);
    let more = 0;
    element.addEventListener('profile-changed', () => more++);
    expect(element.profile).to.deep.equal({ company: { value: 'ACME', source: 'app' } });
    expect(element.explain().map(({ reason }) => reason)).to.deep.equal(['known', 'not-due']);
    await element.updateComplete;
    expect((await PersonStorage.open(user.sub, 'app')).read(QUIET_PERIOD_KEY)).to.include.keys('key');
    expect(more).to.equal(0);
  });

  it('writes no sensitive value down', async () => {
    const user = somebody();
    const secret: ProfilePlan = { fields: [{ name: 'salary', label: 'Salary', sensitive: true }] };
    const element = document.createElement('tell-us-more');
    Object.assign(element, { plan: secret, user, store: new MemoryStore(), known: { salary: 'Xq9-secret' }, clientId: 'app' });
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    await waitUntil(async () => (await PersonStorage.open(user.sub, 'app')).read(QUIET_PERIOD_KEY), 'expected a quiet period');
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Xq9-secret');
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

  it('takes over at once what another tab found out since', async () => {
    const { element, user } = await resting();
    const storage = await PersonStorage.open(user.sub, 'app');
    storage.write(QUIET_PERIOD_KEY, { ...(storage.read(QUIET_PERIOD_KEY) as StoredQuietPeriod), activities: ['invoice'] });
    const decided = isDecided(element);
    dispatchEvent(new Event('pageshow'));
    await decided;
    expect(element.explain()).to.have.length(2);
  });

  it('counts the sessions of pages on which nothing was decided', async () => {
    const user = somebody();
    await resting(user, { company: 'ACME' });
    const storage = await PersonStorage.open(user.sub, 'app');
    storage.write(QUIET_PERIOD_KEY, { ...(storage.read(QUIET_PERIOD_KEY) as StoredQuietPeriod), began: [Date.now()] });
    await untilLater();
    dispatchEvent(new StorageEvent('storage', { key: null }));
    await waitUntil(() => (storage.read('ledger') as { n: number }).n === 2, 'expected the session in the ledger');
  });

  it('takes the quiet period of another tab for no news of the person', async () => {
    const { element, user } = await resting();
    const decided = isDecided(element);
    await untilLater();
    dispatchEvent(new StorageEvent('storage', { key: null }));
    await decided;
    const storage = await PersonStorage.open(user.sub, 'app');
    let told = 0;
    element.addEventListener('profile-changed', () => told++);
    storage.write('profile', { values: { company: 'ACME' }, concealed: [], fields: ['company'] });
    for (const item of [QUIET_PERIOD_KEY, 'profile']) dispatchEvent(new StorageEvent('storage', { key: storage.key(item), newValue: '{}' }));
    expect(told).to.equal(1);
  });

  it('watches nobody any more whom it was taken away from, however often it was taken out before', async () => {
    const [one, other] = [somebody(), somebody()];
    for (const user of [one, other]) (await resting(user, { company: 'ACME' })).element.remove();
    const [visitOfOne, visitOfOther] = await Promise.all([one, other].map(({ sub }) => PersonStorage.open(sub, 'app')));
    const element = document.createElement('tell-us-more');
    let told = 0;
    element.addEventListener('profile-changed', () => told++);
    Object.assign(element, { plan, user: one, store: new MemoryStore(), known: { company: 'ACME' }, clientId: 'app' });
    const place = await fixture<HTMLElement>(html`<div></div>`);
    place.append(element);
    await waitUntil(() => told === 1, 'expected a beginning');
    // It begins again each time, before it is through with the time before.
    for (let tasks = 0; tasks < 4; tasks++) {
      element.remove();
      await nextTask();
      place.prepend(element);
      for (let task = 0; task < tasks; task++) await nextTask();
    }
    await waitUntil(() => told === 2, 'expected one more, after the last time');
    element.user = other;
    await waitUntil(() => told === 3, 'expected the other person');
    for (const storage of [visitOfOne!, visitOfOther!]) storage.remove('visit');
    dispatchEvent(new Event('pageshow'));
    // Both would wait for the same lock, in this order.
    await waitUntil(() => visitOfOther!.read('visit'), 'expected a look at the other person');
    expect(visitOfOne!.read('visit')).to.equal(undefined);
  });

  it('forgets the person, all but the ledger, the sessions that it does not have yet, and when they left', async () => {
    const { element, user } = await resting(somebody(), { company: 'ACME' });
    const storage = await PersonStorage.open(user.sub, 'app');
    storage.write(QUIET_PERIOD_KEY, { ...(storage.read(QUIET_PERIOD_KEY) as StoredQuietPeriod), began: [noon] });
    await element.forget();
    expect(storage.list('').sort()).to.deep.equal(['ledger', QUIET_PERIOD_KEY, 'signed-out']);
    expect(storage.read(QUIET_PERIOD_KEY)).to.deep.equal({ began: [noon] });
  });
});
