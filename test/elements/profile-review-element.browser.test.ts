/// <reference types="mocha" />
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import { StoreError } from '../../src/person/store-error.ts';
import { PersonStorage, SIGN_OUT_ITEM } from '../../src/person/person-storage.ts';
import type { FailureEvent } from '../../src/ask/events.ts';
import type { ProfileReviewElement } from '../../src/elements/profile-review-element.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import { LEDGER_KEY, emptyLedger, recordAnswered } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { untilLater } from '../platform/until-later.ts';
import { waitUntil } from '../wait-until.ts';
import { countListeners } from './count-listeners.ts';
import { MemoryStore } from './memory-store.ts';
import { expectAccessible } from './expect-accessible.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'given_name', label: 'First name' },
    { name: 'team', label: 'Team', ask: { after: { sessions: 1 } } },
    { name: 'campaign', label: 'Campaign', type: 'hidden', value: 'spring', ask: 'signup' },
  ],
};

let people = 0;

async function review(store: MemoryStore, sub = `auth0|reviewed-${++people}`): Promise<ProfileReviewElement> {
  const element = await fixture<ProfileReviewElement>(html`
    <profile-review .plan=${plan} .user=${{ sub, given_name: 'Ada' }} .store=${store} client-id="app"></profile-review>
  `);
  await waitUntil(() => element.shadowRoot!.querySelector('.review'), 'expected the review');
  return element;
}

const shown = (element: ProfileReviewElement) => element.shadowRoot!.querySelector('.review')!.textContent.replaceAll(/\s+/g, ' ');

function press(element: ProfileReviewElement, name: string, text: string): void {
  const entry = element.shadowRoot!.querySelector(`[data-name="${name}"]`)!;
  const button = [...entry.querySelectorAll('button')].find((candidate) => candidate.textContent.trim().startsWith(text));
  if (!button) throw new Error(`Expected a button "${text}" in ${entry.textContent}`);
  button.click();
}

describe('<profile-review>', () => {
  it('shows what is known, with where it comes from, and nothing else', async () => {
    const element = await review(new MemoryStore({ company: 'ACME', something_else: 'hidden' }));
    expect(shown(element)).to.contain('ACME').and.not.to.contain('You told us');
    expect(shown(element)).to.contain('Ada').and.to.contain('From the account');
    expect(shown(element)).not.to.contain('hidden').and.not.to.contain('Team');
    await expectAccessible(element);
  });

  it('shows at once what is answered in another part of the page', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const sub = `auth0|reviewed-${++people}`;
    const element = await review(store, sub);
    const asker = await fixture<TellUsMoreElement>(html`<tell-us-more .plan=${plan} .user=${{ sub }} .store=${store} client-id="app"></tell-us-more>`);
    await oneEvent(asker, 'asked');
    const input = asker.shadowRoot!.querySelector<HTMLInputElement>('input')!;
    input.value = 'Blue';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    asker.shadowRoot!.querySelector<HTMLButtonElement>('[part~="save"]')!.click();
    await waitUntil(() => shown(element).includes('Blue'), 'expected the answer in the review');
  });

  it('leaves no listener behind after many mounts', async () => {
    const counts = countListeners();
    try {
      const parent = await fixture<HTMLElement>(html`<div></div>`);
      const element = document.createElement('profile-review');
      const sub = `auth0|reviewed-${++people}`;
      Object.assign(element, { plan, store: new MemoryStore({ company: 'a' }), user: { sub }, clientId: 'app' });
      for (let mount = 0; mount < 30; mount++) {
        parent.append(element);
        await (mount % 3 ? element.updateComplete : waitUntil(() => element.shadowRoot?.querySelector('.review')));
        element.user = { sub, iat: mount };
        element.remove();
      }
      await waitUntil(() => counts.alive() === 0, `expected no listener, got ${counts.names()}`);
    } finally {
      counts.restore();
    }
  });

  it('changes an answer', async () => {
    const store = new MemoryStore({ company: 'ACME', something_else: 'kept' });
    const element = await review(store);
    press(element, 'company', 'Edit');
    await waitUntil(() => element.shadowRoot!.querySelector('[data-name="company"] input'));
    const input = element.shadowRoot!.querySelector<HTMLInputElement>('[data-name="company"] input')!;
    input.value = 'Globex';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const saved = oneEvent(element, 'saved');
    press(element, 'company', 'Save');
    await saved;
    expect(store.metadata.company).to.equal('Globex');
    expect(store.metadata.something_else).to.equal('kept');
    await waitUntil(() => shown(element).includes('Globex'));
  });

  it('erases an answer, after which it is not asked for again', async () => {
    const sub = `auth0|reviewed-${++people}`;
    const store = new MemoryStore({ company: 'ACME', team: 'Ops' });
    const element = await review(store, sub);
    press(element, 'company', 'Erase');
    const erased = oneEvent(element, 'erased');
    await waitUntil(() => shown(element).includes('Erase “Company”?'));
    press(element, 'company', 'Erase');
    await erased;
    await waitUntil(() => !('company' in store.metadata));
    await waitUntil(() => !shown(element).includes('ACME'));
    const asker = await fixture<TellUsMoreElement>(html`
      <tell-us-more .plan=${plan} .user=${{ sub }} .store=${store} client-id="app"></tell-us-more>
    `);
    await waitUntil(() => asker.explain().length > 0);
    expect(asker.explain()[0]?.reason).to.equal('declined');
  });

  it('keeps a change that cannot be saved, and says so', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const element = await review(store);
    store.failure = new StoreError('network');
    press(element, 'company', 'Erase');
    await waitUntil(() => shown(element).includes('Erase “Company”?'));
    press(element, 'company', 'Erase');
    await waitUntil(() => shown(element).includes('on this device'));
    expect(shown(element)).not.to.contain('ACME');
  });

  it('says "Saved." and "Erased." once it is so, and not before', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const { save } = store;
    let land!: () => void;
    store.save = async (...call) => {
      await new Promise<void>((resolve) => (land = resolve));
      return save.apply(store, call);
    };
    const element = await review(store);
    const status = () => element.shadowRoot!.querySelector('[role=status]')!.textContent.trim();
    press(element, 'company', 'Erase');
    await waitUntil(() => shown(element).includes('Erase “Company”?'));
    const erased = oneEvent(element, 'erased');
    press(element, 'company', 'Erase');
    await erased;
    await waitUntil(() => land);
    expect(status()).to.equal('');
    const saved = oneEvent(element, 'saved');
    land();
    await saved;
    await waitUntil(() => status() === 'Erased.');
  });

  it('says nothing of a change of one person to another, who is shown once it is saved', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const element = await review(store);
    let isSaved = () => {};
    const save = store.save.bind(store);
    store.save = async (...call) => {
      await new Promise<void>((resolve) => (isSaved = resolve));
      return save(...call);
    };
    press(element, 'company', 'Erase');
    await waitUntil(() => shown(element).includes('Erase “Company”?'));
    press(element, 'company', 'Erase');
    await waitUntil(() => !shown(element).includes('ACME'), 'expected it to be erased');
    element.store = new MemoryStore({ company: 'Umbrella' });
    element.user = { sub: `auth0|reviewed-${++people}` };
    await waitUntil(() => shown(element).includes('Umbrella'), 'expected the next person');
    const isTold = oneEvent(element, 'saved');
    isSaved();
    await isTold;
    await untilLater();
    expect(shown(element)).not.to.match(/Saved|Erased/);
  });

  it('lets go of a person who signs out in another tab', async () => {
    const sub = `auth0|reviewed-${++people}`;
    const element = await review(new MemoryStore({ company: 'ACME' }), sub);
    const storage = await PersonStorage.open(sub, 'app');
    await untilLater();
    storage.write(SIGN_OUT_ITEM, 1);
    dispatchEvent(new StorageEvent('storage', { key: storage.key(SIGN_OUT_ITEM), newValue: '1' }));
    expect(element.user).to.equal(null);
    await waitUntil(() => !element.shadowRoot!.querySelector('.review'));
  });

  it('says so when it cannot save because the person has signed out', async () => {
    const sub = `auth0|reviewed-${++people}`;
    const store = new MemoryStore({ company: 'ACME' });
    const element = await review(store, sub);
    press(element, 'company', 'Erase');
    await waitUntil(() => shown(element).includes('Erase “Company”?'));
    // In this tab, of which no storage event tells.
    (await PersonStorage.open(sub, 'app')).forget();
    const failed = oneEvent<FailureEvent>(element, 'error');
    press(element, 'company', 'Erase');
    expect((await failed).error).to.include({ code: 'login-required' });
    expect(element.user).to.equal(null);
    expect(store.metadata).to.deep.equal({ company: 'ACME' });
  });

  it('watches nothing any more once it is removed', async () => {
    const sub = `auth0|reviewed-${++people}`;
    const element = await review(new MemoryStore({ company: 'ACME' }), sub);
    element.remove();
    const storage = await PersonStorage.open(sub, 'app');
    await untilLater();
    storage.write(SIGN_OUT_ITEM, 1);
    dispatchEvent(new StorageEvent('storage', { key: storage.key(SIGN_OUT_ITEM), newValue: '1' }));
    expect(element.user).to.not.equal(null);
  });

  it('shows an answer that lost against another of unknown order, and saves it if the person wants that', async () => {
    const sub = `auth0|reviewed-${++people}`;
    const storage = await PersonStorage.open(sub, 'app');
    // Given without a network, by a device that had not seen what the profile holds, at an earlier time.
    storage.write('outbox/company/1', { name: 'company', value: 'Globex', at: 1, order: { seen: [0], stamp: 5 } });
    const ledger = recordAnswered(plan, emptyLedger(), ['company'], new Date());
    const store = new MemoryStore({ company: 'ACME', [LEDGER_KEY]: ledger });
    const element = await review(store, sub);
    await waitUntil(() => shown(element).includes('You also answered: Globex'));
    expect(store.metadata.company).to.equal('ACME');
    element.shadowRoot!.querySelector<HTMLButtonElement>('[part="use-other"]')!.click();
    await waitUntil(() => store.metadata.company === 'Globex');
    await waitUntil(() => !shown(element).includes('You also answered'));
  });

  it('keeps what is being changed where it is moved in the page, and reads anew after it was removed', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const element = await review(store);
    press(element, 'company', 'Edit');
    await waitUntil(() => element.shadowRoot!.querySelector('[data-name="company"] input'));
    const input = element.shadowRoot!.querySelector<HTMLInputElement>('[data-name="company"] input')!;
    input.value = 'Globex';
    const parent = await fixture<HTMLElement>(html`<div></div>`);
    parent.append(element);
    await untilLater();
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('[data-name="company"] input')?.value).to.equal('Globex');
    element.remove();
    await waitUntil(() => !element.shadowRoot!.querySelector('.review'), 'expected nothing in an element that was removed');
    parent.append(element);
    await waitUntil(() => element.shadowRoot!.querySelector('.review'), 'expected the review');
    expect(element.shadowRoot!.querySelector('[data-name="company"] input')).to.equal(null);
  });

  it('offers all of it as JSON, hidden fields too', async () => {
    const element = await review(new MemoryStore({ company: 'ACME', campaign: 'spring' }));
    expect(shown(element)).not.to.contain('spring');
    let downloaded: Blob | undefined;
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      downloaded = blob as Blob;
      return createObjectURL.call(URL, blob);
    };
    element.shadowRoot!.querySelector<HTMLButtonElement>('[part~="export"]')!.click();
    URL.createObjectURL = createObjectURL;
    expect(JSON.parse(await downloaded!.text())).to.deep.equal({
      company: { value: 'ACME', source: 'user' },
      given_name: { value: 'Ada', source: 'idp' },
      campaign: { value: 'spring', source: 'user' },
    });
  });
});
