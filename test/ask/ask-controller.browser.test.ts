import { expect } from '@open-wc/testing';
import { AskController, type AskControllerOptions } from '../../src/ask/ask-controller.ts';
import type { AskHost } from '../../src/ask/ask-host.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { FieldOption, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { PretendStore } from '../person/pretend-store.ts';
import { waitUntil } from '../wait-until.ts';

const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 1 } } }] };

let people = 0;
let end: AbortController;
let host: AskHost & HTMLElement;

/** A part of the page that asks in `placement` once it is started. */
function controller(placement: string, options: Partial<AskControllerOptions> = {}): AskController {
  host = Object.assign(document.createElement('div'), { placement, requestUpdate: () => undefined, updateComplete: Promise.resolve(), isBeingUsed: () => false }) as AskHost & HTMLElement;
  document.body.append(host);
  const user = { sub: `auth0|asked-${++people}` };
  return new AskController({ host, user, clientId: 'app', store: new PretendStore(), plan, prepareView: () => Promise.resolve(), signal: end.signal, reported: {}, ...options });
}

function input(kind: string): HTMLElement {
  const element = document.createElement(kind);
  if (kind === 'div') element.setAttribute('contenteditable', '');
  return element;
}

let part: HTMLElement;

beforeEach(() => {
  end = new AbortController();
  part = document.createElement('div');
  document.body.append(part);
});

afterEach(() => {
  end.abort();
  part.remove();
  host.remove();
});

describe('a dialog', () => {
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

describe('a question whose choices are loading', () => {
  /** What has been told of it, and what ends the loading. */
  interface Loading {
    asks: AskController;
    told: string[];
    load(): Promise<void>;
  }

  /** One of `placement` that is due on this page, and nothing before its choices have come. */
  async function loading(placement: string): Promise<Loading> {
    let begin = () => {};
    let finish: (options: FieldOption[]) => void = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const list = new Promise<FieldOption[]>((resolve) => (finish = resolve));
    const options = () => {
      begin();
      return list;
    };
    const field: ProfileField = { name: 'role', label: 'Role', type: 'select', options, ask: { after: { sessions: 1 }, page: location.pathname } };
    const asks = controller(placement, { plan: { fields: [field] } });
    const told: string[] = [];
    for (const type of ['asked', 'error']) host.addEventListener(type, () => told.push(type));
    const starting = asks.start();
    await begun;
    const load = () => {
      finish([{ value: 'dev', label: 'Developer' }]);
      return starting;
    };
    return { asks, told, load };
  }

  const isAsked = ({ asks }: Loading) => waitUntil(() => asks.current?.phase === 'asking', 'expected the question');
  const isNotAsked = ({ asks, told }: Loading) => expect([asks.current, told]).to.deep.equal([undefined, []]);

  it('does not come over a dialog that the page has opened meanwhile, but after it', async () => {
    const question = await loading('corner');
    const dialog = document.createElement('dialog');
    part.append(dialog);
    dialog.showModal();
    await question.load();
    isNotAsked(question);
    dialog.close();
    await isAsked(question);
  });

  it('does not take the focus from a person who has begun to type', async () => {
    const question = await loading('dialog');
    const typed = input('input');
    part.append(typed);
    typed.focus();
    await question.load();
    isNotAsked(question);
    typed.blur();
    await isAsked(question);
  });

  it('does not come in a part of the page that is hidden meanwhile, but once it is shown', async () => {
    const question = await loading('dialog');
    host.hidden = true;
    await question.load();
    isNotAsked(question);
    host.hidden = false;
    await isAsked(question);
  });

  it('does not come on another page, but once the person is back', async () => {
    const question = await loading('corner');
    const { href } = location;
    const goTo = (address: string) => {
      history.pushState(null, '', address);
      // WebKit (GTK 2.50) has no Navigation API; there the address is looked at twice a second, and with this event.
      dispatchEvent(new PopStateEvent('popstate'));
    };
    goTo('/elsewhere');
    try {
      await question.load();
      isNotAsked(question);
    } finally {
      goTo(href);
    }
    await isAsked(question);
  });

  it('does not come once the person wants no questions', async () => {
    const question = await loading('corner');
    await question.asks.optOut(true);
    await question.load();
    isNotAsked(question);
  });
});

describe('a question that what shows it does not come for', () => {
  const failing = (isFailing: (steps?: number) => boolean): Partial<AskControllerOptions> => ({
    prepareView: (_, steps) => (isFailing(steps) ? Promise.reject(new Error('not loaded')) : Promise.resolve()),
  });

  it('is not told, does not count as shown, and comes with the next occasion', async () => {
    let isOffline = true;
    // Only what shows its steps is missing.
    const asks = controller('corner', failing((steps) => isOffline && steps !== undefined));
    const told: string[] = [];
    for (const type of ['asked', 'error']) host.addEventListener(type, () => told.push(type));
    await asks.start();
    expect([asks.current, told]).to.deep.equal([undefined, ['error']]);
    await asks.ask(['company']).then(() => expect.fail('expected it to reject'), (error: Error) => expect(error.message).to.equal('not loaded'));
    isOffline = false;
    asks.track('anything');
    await waitUntil(() => told.at(-1) === 'asked', 'expected the question');
  });

  it('comes back once it can be shown, if it was on the screen before', async () => {
    const options = { user: { sub: `auth0|asked-${++people}` } };
    const page = new AbortController();
    await controller('corner', { ...options, signal: page.signal }).start();
    page.abort();
    host.remove();
    let isOffline = true;
    const asks = controller('corner', { ...options, ...failing(() => isOffline) });
    await asks.start();
    expect(asks.current).to.equal(undefined);
    isOffline = false;
    asks.track('anything');
    await waitUntil(() => asks.current?.phase === 'asking', 'expected the question');
  });
});

describe('an answer in a part of the page', () => {
  it('is saved, also where nothing renews the token', async () => {
    const asks = controller('inline');
    const told: string[] = [];
    for (const type of ['saved', 'error']) host.addEventListener(type, () => told.push(type));
    await asks.start();
    asks.open!.answer({ company: 'ACME' });
    await waitUntil(() => told.length, 'expected it to be told');
    await asks.readProfile();
    expect(told).to.deep.equal(['saved']);
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
