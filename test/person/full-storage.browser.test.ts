/// <reference types="mocha" />
/** The browser's storage is full: what is there can still be read and removed, and what is new is kept in this page. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { MemoryStore } from '../elements/memory-store.ts';
import { waitUntil } from '../wait-until.ts';

const plan: ProfilePlan = {
  fields: ['illness', 'company'].map((name) => ({ name, label: name, ask: { after: { sessions: 1 } } })),
  pacing: { maxFields: 1, coolDown: 'PT1S' },
};

let people = 0;

/** What this package has written down. */
const written = () => JSON.stringify(Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('progressive-lock:')));

function fillStorage(): void {
  let count = 0;
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) localStorage.setItem(`other-app-${count++}`, 'x'.repeat(size));
    } catch {
      // Not so much any more.
    }
  }
}

async function signedIn(sub: string, store: MemoryStore): Promise<TellUsMoreElement> {
  return fixture<TellUsMoreElement>(html`<tell-us-more .plan=${plan} .user=${{ sub }} .store=${store} client-id="full"></tell-us-more>`);
}

const part = <T extends HTMLElement>(element: TellUsMoreElement, name: string) => element.shadowRoot!.querySelector<T>(`[part~="${name}"]`);

async function answer(element: TellUsMoreElement, text: string): Promise<void> {
  await waitUntil(() => part(element, 'input')?.checkVisibility({ visibilityProperty: true }), 'expected a question');
  const input = part<HTMLInputElement>(element, 'input')!;
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  part(element, 'save')!.click();
  await waitUntil(() => part(element, 'thanks'), 'expected thanks');
}

describe('where the storage of the browser is full', () => {
  afterEach(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith('other-app-')) localStorage.removeItem(key);
  });

  it('an answer of an earlier visit is sent, and forget() removes everything', async () => {
    const sub = `auth0|full-${++people}`;
    const store = new MemoryStore();
    const first = await signedIn(sub, store);
    await waitUntil(() => part(first, 'input'), 'expected a question');
    store.failure = new StoreError('network');
    await answer(first, 'Diabetes');
    first.remove();
    expect(written()).to.contain('Diabetes');
    fillStorage();
    store.failure = undefined;
    const second = await signedIn(sub, store);
    await waitUntil(() => store.metadata.illness === 'Diabetes', 'expected the answer to be sent');
    await waitUntil(() => second.profile.illness, 'expected it to be known');
    await second.forget();
    expect(written()).not.to.contain('Diabetes');
    expect(written()).to.contain('signed-out');
  });

  it('a new answer is kept in this page, which the person is told', async () => {
    const sub = `auth0|full-${++people}`;
    const store = new MemoryStore();
    const element = await signedIn(sub, store);
    await waitUntil(() => part(element, 'input'), 'expected a question');
    store.failure = new StoreError('network');
    fillStorage();
    await answer(element, 'Asthma');
    await waitUntil(() => part(element, 'notice')?.textContent?.includes('this tab only'), 'expected a notice');
    expect(written()).not.to.contain('Asthma');
    store.failure = undefined;
    const saved = oneEvent(element, 'saved');
    dispatchEvent(new Event('online'));
    await saved;
    expect(store.metadata.illness).to.equal('Asthma');
    await waitUntil(() => !part(element, 'notice'), 'expected no notice any more');
  });
});
