import { expect } from '@open-wc/testing';
import { AskController } from '../../src/ask/ask-controller.ts';
import type { AskHost } from '../../src/ask/ask-host.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { PretendStore } from '../person/pretend-store.ts';
import { waitUntil } from '../wait-until.ts';

const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 1 } } }] };

let people = 0;
let end: AbortController;
let host: AskHost & HTMLElement;

/** A part of the page that asks in `placement` once it is started. */
function controller(placement: string): AskController {
  host = Object.assign(document.createElement('div'), { placement, requestUpdate: () => undefined, updateComplete: Promise.resolve(), isBeingUsed: () => false }) as AskHost & HTMLElement;
  const user = { sub: `auth0|asked-${++people}` };
  return new AskController({ host, user, clientId: 'app', store: new PretendStore(), plan, prepareView: () => Promise.resolve(), signal: end.signal });
}

function input(kind: string): HTMLElement {
  const element = document.createElement(kind);
  if (kind === 'div') element.setAttribute('contenteditable', '');
  return element;
}

describe('a dialog', () => {
  let part: HTMLElement;

  beforeEach(() => {
    end = new AbortController();
    part = document.createElement('div');
    document.body.append(part);
  });

  afterEach(() => {
    end.abort();
    part.remove();
  });

  for (const kind of ['input', 'textarea', 'select', 'div']) {
    it(`does not take the focus from a person who types in the page (${kind}), and asks after it`, async () => {
      const typed = input(kind);
      (kind === 'textarea' ? part.attachShadow({ mode: 'open' }) : part).append(typed);
      typed.focus();
      const asks = controller('dialog');
      await asks.start();
      await asks.consider();
      expect(asks.current).to.equal(undefined);
      typed.blur();
      await waitUntil(() => asks.current?.phase === 'asking', 'expected the question');
    });
  }

  it('asks at once while nobody types, and a part of the page always does', async () => {
    const asks = controller('dialog');
    await asks.start();
    expect(asks.current?.phase).to.equal('asking');
    const typed = input('input');
    part.append(typed);
    typed.focus();
    const inline = controller('inline');
    await inline.start();
    expect(inline.current?.phase).to.equal('asking');
  });

  it('waits for no end of typing any more once the person has left', async () => {
    const typed = input('input');
    part.append(typed);
    typed.focus();
    const asks = controller('dialog');
    await asks.start();
    end.abort();
    typed.blur();
    await asks.consider();
    expect(asks.current).to.equal(undefined);
  });
});

describe('an answer in a part of the page', () => {
  it('is saved, also where nothing renews the token', async () => {
    end = new AbortController();
    const asks = controller('inline');
    const told: string[] = [];
    for (const type of ['saved', 'error']) host.addEventListener(type, () => told.push(type));
    await asks.start();
    asks.open!.answer({ company: 'ACME' });
    await waitUntil(() => told.length, 'expected it to be told');
    await asks.readProfile();
    expect(told).to.deep.equal(['saved']);
    end.abort();
  });

  it('is sent before a sign-out, once the tenant is ready again', async () => {
    end = new AbortController();
    const asks = controller('inline');
    const store = asks.store as PretendStore;
    await asks.start();
    store.faults.push(new StoreError('rate-limited', { retryAfterMs: 100 }));
    asks.open!.answer({ company: 'ACME' });
    await waitUntil(() => store.patches.length, 'expected a try');
    await asks.forget(3000);
    expect(store.profile(asks.user.sub).company).to.equal('ACME');
    end.abort();
  });

  it('is not waited for at a sign-out if the tenant wants to be left alone for longer', async () => {
    end = new AbortController();
    const asks = controller('inline');
    const store = asks.store as PretendStore;
    await asks.start();
    store.faults.push(new StoreError('rate-limited', { retryAfterMs: 3_600_000 }));
    asks.open!.answer({ company: 'ACME' });
    await waitUntil(() => store.patches.length, 'expected a try');
    await asks.forget(60_000);
    expect(store.patches.length).to.equal(1);
    end.abort();
  });
});
