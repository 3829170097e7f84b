/**
 * What `<progressive-lock>` does next: restores, shows Lock, asks. The session, what is drawn and the element that asks are
 * played here, so that nothing has to be waited for but the turns of the event loop; the journeys show the real ones.
 */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { loginError, silentError } from '../../src/auth0/sign-in-error.ts';
import type { LockFormListener, LockSessionOptions, SignedIn } from '../../src/elements/lock-session.ts';
import type { LockViewHandlers, LockViewState } from '../../src/elements/lock-view.ts';
import type { ProgressiveLockElement } from '../../src/elements/progressive-lock-element.ts';

// What needs a browser, or what the build makes: here stands what the test plays.
const parts = {
  '/lock-session.ts': 'export const LockSession = class { constructor(...given) { return globalThis.played.openSession(...given) } }',
  '/lock-view.ts': 'export const LockView = class { constructor(...given) { return globalThis.played.openView(...given) } }',
  '/tell-us-more-element.ts': 'export const TellUsMoreElement = class {}',
  '/plan-source.ts': 'export const loadPlan = () => globalThis.played.loadPlan()',
  '/lock-words.ts': "export const loadLockTexts = async (language) => ({ hints: { language }, words: { terms: 'Terms', privacy: 'Privacy', 'login-failed': 'No.' } })",
  '/redirect-result.ts': 'export const handOverResult = (hash) => globalThis.played.handOver(hash)',
};
const resolve = `const parts = ${JSON.stringify(parts)}; export const resolve = (name, context, next) => { const part = Object.keys(parts).find((end) => name.endsWith(end)); return part ? { url: 'data:text/javascript,' + encodeURIComponent(parts[part]), shortCircuit: true } : next(name, context); }`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);
const { LockFlow } = await import('../../src/elements/lock-flow.ts');

type Call = [name: string, ...args: unknown[]];
type Result = Partial<SignedIn> | Error | null;

let calls: Call[];
const note = (name: string) => (...args: unknown[]) => void calls.push([name, ...args]);
const heard = (name: string) => calls.filter(([called]) => called === name).map(([, ...args]) => args);
const names = () => calls.map(([name]) => name);

/** As much of an element as is used here. */
class PlayedElement extends EventTarget {
  [key: string]: unknown;
  readonly children: PlayedElement[] = [];
  parent: PlayedElement | undefined;
  readonly dataset: Record<string, string> = {};
  readonly attributes: Record<string, string> = {};
  constructor(readonly tag: string) {
    super();
  }
  closest(): null {
    return null;
  }
  append(child: PlayedElement): void {
    child.parent = this;
    this.children.push(child);
  }
  remove(): void {
    this.parent?.children.splice(this.parent.children.indexOf(this), 1);
    this.parent = undefined;
  }
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  /** Of Lock's form: it waits for an answer. */
  isBusy = false;
  querySelector(): object | null {
    return this.isBusy ? {} : null;
  }
  querySelectorAll(): PlayedElement[] {
    return this.children.filter(({ slot }) => slot === 'lock');
  }
}

/** What the element that asks is told. */
class PlayedAsker extends PlayedElement {
  track = note('track');
  forget = async () => {
    calls.push(['forget asker']);
    await nextTurn();
    calls.push(['forgot asker']);
  };
}

class PlayedSession {
  user: object | null = null;
  listener!: LockFormListener;
  /** What the tenant says. */
  restored: Promise<Result> = Promise.resolve(result);
  mayShow!: () => boolean;
  closeLock = note('close lock');
  getToken = async (request: unknown) => Promise.resolve(['token', request]);
  createStore = () => ({ made: true });
  continueFrom = note('continue from');
  signInByRedirect = async () => Promise.resolve(note('redirect')());
  constructor(readonly options: LockSessionOptions) {
    sessions.push(this);
  }
  async restore(hash: string, mayShow: () => boolean): Promise<Result> {
    calls.push(['restore', hash]);
    this.mayShow = mayShow;
    const restored = await this.restored;
    if (restored instanceof Error) throw restored;
    this.user = restored?.user ?? null;
    return restored;
  }
  openLock(form: unknown, listener: LockFormListener): Promise<void> {
    calls.push(['open lock', form]);
    this.listener = listener;
    return Promise.resolve();
  }
  forget(): void {
    calls.push(['forget session']);
    this.user = null;
  }
  end(returnTo: string): Promise<void> {
    calls.push(['end session', returnTo]);
    return Promise.resolve();
  }
}

const ada: Partial<SignedIn> = { user: { sub: 'auth0|ada' }, isNewSignIn: false };
let result: Result | Promise<Result>;
let sessions: PlayedSession[];
let views: { handlers: LockViewHandlers; states: LockViewState[] }[];
let loaded: { plan: object; error?: Error };
let cannotOpen: Error | undefined;
let documentRoot: EventTarget & { createElement(tag: string): PlayedElement; getElementById(id: string): object | null };
let host: PlayedElement & { state?: string };
let root: PlayedElement;
let flow: InstanceType<typeof LockFlow>;

const session = () => sessions.at(-1)!;
const shown = () => views[0]?.states.at(-1);
const container = () => host.children.find(({ slot }) => slot === 'lock');
const asker = () => root.children[0] as PlayedAsker | undefined;
const form = () => heard('open lock').at(-1)![0] as Record<string, unknown>;
const events = () => names().filter((name) => name.startsWith('event '));

/**
 * Until nothing more happens by itself. With a hook Node asks another thread at every `import()`, in order: what is asked for
 * here is answered after what the flow asked for before.
 */
async function settle(): Promise<void> {
  for (let quiet = 0, before = -1; quiet < 3; quiet += 1) {
    await import('../../src/elements/lock-view.ts');
    for (let turns = 0; turns < 5; turns += 1) await nextTurn();
    const now = calls.length + views.reduce((sum, { states }) => sum + states.length, 0);
    if (now !== before) quiet = 0;
    before = now;
  }
}

async function start(): Promise<void> {
  flow.restart();
  await settle();
}

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(console, 'error', note('console'));
  [calls, sessions, views, result, loaded, cannotOpen] = [[], [], [], null, { plan: { fields: [] } }, undefined];
  const openSession = (options: LockSessionOptions) => {
    if (cannotOpen) throw cannotOpen;
    return new PlayedSession(options);
  };
  const openView = (_root: unknown, handlers: LockViewHandlers) => {
    const view = { handlers, states: [] as LockViewState[], update: (state: LockViewState) => void view.states.push(state) };
    views.push(view);
    return view;
  };
  const played = { openSession, openView, loadPlan: () => Promise.resolve(loaded), handOver: note('hand over') };
  documentRoot = Object.assign(new EventTarget(), { createElement: (tag: string) => (tag === 'tell-us-more' ? new PlayedAsker(tag) : new PlayedElement(tag)), getElementById: () => null });
  const listeners = new EventTarget();
  class MutationObserver {
    observe(): void {}
    disconnect(): void {}
  }
  const globals = {
    played,
    MutationObserver,
    document: documentRoot,
    location: { origin: 'https://app.example', pathname: '/page' },
    navigator: { languages: ['en'] },
    customElements: { get: () => undefined, define: note('define') },
    addEventListener: listeners.addEventListener.bind(listeners),
    removeEventListener: listeners.removeEventListener.bind(listeners),
    dispatchEvent: listeners.dispatchEvent.bind(listeners),
  };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  root = new PlayedElement('#shadow');
  host = Object.assign(new PlayedElement('progressive-lock'), {
    renderRoot: root, getRootNode: () => documentRoot, domain: 'acme.eu.auth0.com', clientId: 'app', plan: '/plan.json', language: 'de', manual: false,
    fallback: 'redirect', lockStyle: 'page', passwordless: false, placement: 'bar', known: { company: 'ACME' }, dictionary: { save: 'OK' },
  });
  for (const name of ['signed-in', 'signed-out', 'signed-up', 'error']) host.addEventListener(name, (event) => calls.push([`event ${name}`, event]));
  flow = new LockFlow(host as unknown as ProgressiveLockElement, '#the=hash');
});
afterEach(() => {
  flow.stop();
  mock.timers.reset();
  mock.restoreAll();
});

describe('a visit of nobody', () => {
  it('shows Lock in a container of its own', async () => {
    await start();
    assert.equal(host.state, 'signed-out');
    assert.deepEqual(heard('restore'), [['#the=hash']]);
    const { id, tag } = container()!;
    assert.match(String(id), /^progressive-lock-\d+$/);
    assert.equal(tag, 'div');
    const { container: place, screen, language, hints, terms, isDialog, lockStyle } = form();
    assert.deepEqual([place, screen, language, hints, terms, isDialog, lockStyle], [id, 'login', 'de', { language: 'de' }, [], false, 'page']);
    assert.deepEqual([shown()?.notice, shown()?.isOpen], ['loading', true]);
    session().listener.handleReady();
    await settle();
    assert.deepEqual([shown()?.notice, shown()?.isOpen, shown()?.hasFallback], [undefined, true, true]);
    assert.equal(views.length, 1);
  });

  it('takes an id that the page does not have', async () => {
    let taken: string | undefined;
    documentRoot.getElementById = (id: string) => ((taken ??= id) === id ? {} : null);
    await start();
    assert.ok(taken, 'the document was asked');
    assert.notEqual(container()!.id, taken);
  });

  it('shows nothing of Lock with `manual`, before it is asked to', async () => {
    Object.assign(host, { manual: true, fallback: 'none' });
    await start();
    assert.deepEqual([host.state, heard('open lock').length, shown()?.isOpen, shown()?.hasFallback], ['signed-out', 0, false, false]);
    void flow.openLock('signUp');
    await settle();
    assert.deepEqual([form().screen, form().isDialog], ['signUp', true]);
    views[0]!.handlers.handleClose();
    assert.equal(container(), undefined);
    assert.equal(names().at(-1), 'close lock');
  });

  it('opens Lock in the words of its options, with the links of the plan', async () => {
    Object.assign(host, { language: undefined, lockOptions: { language: 'ar', theme: { primaryColor: 'red' } } });
    loaded = { plan: { fields: [], privacyUrl: 'https://app.example/privacy' } };
    await start();
    assert.equal(form().language, 'ar');
    assert.deepEqual(form().terms, [{ text: 'Privacy', url: 'https://app.example/privacy' }]);
  });

  it('gives Lock the element’s accent', async () => {
    Object.assign(host, { accent: 'rebeccapurple' });
    await start();
    assert.equal(form().accent, 'rebeccapurple');
  });

  it('opens one Lock, the last that was asked for', async () => {
    host.manual = true;
    await start();
    void flow.openLock('login');
    void flow.openLock('signUp');
    await settle();
    assert.deepEqual([host.children.length, heard('open lock').length, form().screen], [1, 1, 'signUp']);
  });

  it('has nobody to tell what changes', async () => {
    await start();
    flow.willUpdate(new Map());
    assert.equal(flow.asker, undefined);
    flow.stop();
    assert.equal(flow.isRunning, false);
  });

  it('makes another form of what has changed, unless somebody types in this one or a dialog is open', async () => {
    await start();
    Object.assign(host, { language: 'fr', accent: 'teal' });
    flow.willUpdate(new Map([['placement', 'corner']]));
    assert.equal(heard('open lock').length, 1);
    flow.willUpdate(new Map([['language', 'de']]));
    await settle();
    assert.deepEqual([host.children.length, heard('open lock').length, form().language, form().accent], [1, 2, 'fr', 'teal']);
    host.children[0]!.dispatchEvent(new Event('input'));
    flow.willUpdate(new Map([['language', 'fr']]));
    await settle();
    assert.equal(heard('open lock').length, 2);
    flow.stop();
    host.manual = true;
    await start();
    flow.willUpdate(new Map([['manual', false]]));
    assert.equal(host.children.length, 0);
    void flow.openLock('login');
    await settle();
    flow.willUpdate(new Map([['language', 'fr']]));
    await settle();
    assert.deepEqual([host.children.length, heard('open lock').length], [1, 3]);
  });

  it('begins another session where logins return to another page', async () => {
    await start();
    const before = session();
    (host as { redirectUrl?: string }).redirectUrl = 'https://app.example/in';
    flow.willUpdate(new Map([['redirectUrl', undefined]]));
    await settle();
    assert.notEqual(session(), before);
  });

  it('does not take away a form that somebody types in, or a dialog, because logins return to another page', async () => {
    await start();
    const before = session();
    const changeRedirectUrl = async (redirectUrl: string) => {
      Object.assign(host, { redirectUrl });
      flow.willUpdate(new Map([['redirectUrl', undefined]]));
      await settle();
    };
    host.children[0]!.dispatchEvent(new Event('input'));
    await changeRedirectUrl('https://app.example/in');
    assert.deepEqual([session() === before, host.children.length], [true, 1]);
    flow.stop();
    host.manual = true;
    await start();
    void flow.openLock('login');
    await settle();
    const dialog = session();
    await changeRedirectUrl('https://app.example/elsewhere');
    assert.deepEqual([session() === dialog, host.children.length], [true, 1]);
    views[0]!.handlers.handleClose();
    void flow.openLock('signUp');
    await settle();
    assert.equal(session().options.redirectUrl, 'https://app.example/elsewhere');
    assert.deepEqual([host.children.length, form().screen], [1, 'signUp']);
  });

  it('begins another session after a sign-out if logins return to another page since', async () => {
    result = ada;
    await start();
    Object.assign(host, { redirectUrl: 'https://app.example/in' });
    flow.willUpdate(new Map([['redirectUrl', undefined]]));
    await settle();
    assert.equal(sessions.length, 1);
    result = null;
    (asker()!.handleSignOut as () => void)();
    await settle();
    assert.deepEqual([sessions.length, session().options.redirectUrl, host.children.length], [2, 'https://app.example/in', 1]);
  });

  it('removes the Lock of a copied page', async () => {
    host.append(Object.assign(new PlayedElement('div'), { slot: 'lock', id: 'copied' }));
    await start();
    assert.deepEqual(host.children.map(({ id }) => id === 'copied'), [false]);
  });

  it('resolves the opening with the form, or when it is closed', async () => {
    await start();
    const opened = flow.openLock('login').then(note('opened'));
    await settle();
    assert.deepEqual(heard('opened'), []);
    session().listener.handleReady();
    await opened;
    const again = flow.openLock('login');
    await settle();
    flow.stop();
    await again;
    assert.equal(container(), undefined);
  });

  it('opens nothing inside of a shadow root, where Lock finds no container', async () => {
    host.getRootNode = () => root;
    await start();
    assert.deepEqual([host.state, shown()?.notice, container()], ['failed', 'failed', undefined]);
    assert.match(String(heard('console')[0]?.[0]), /shadow root/);
  });
});

describe('a tenant that is slow', () => {
  let answer: (restored: Result) => void;
  beforeEach(async () => {
    result = new Promise((settled) => (answer = settled));
    await start();
    result = null;
  });

  it('is waited for two seconds, then Lock is there', async () => {
    assert.deepEqual([host.state, heard('open lock').length], ['loading', 0]);
    mock.timers.tick(1999);
    await settle();
    assert.equal(heard('open lock').length, 0);
    mock.timers.tick(1);
    await settle();
    assert.deepEqual([host.state, heard('open lock').length], ['signed-out', 1]);
    answer(null);
    await settle();
    assert.equal(heard('open lock').length, 1, 'the Lock that is there stays');
  });

  it('may still sign in, unless the person is typing', async () => {
    mock.timers.tick(2000);
    await settle();
    assert.equal(session().mayShow(), true);
    container()!.dispatchEvent(new Event('input'));
    assert.equal(session().mayShow(), false);
    answer(ada);
    await settle();
    assert.deepEqual([host.state, container(), shown()?.isOpen], ['signed-in', undefined, false]);
  });

  it('says late what went wrong in the Lock that is there', async () => {
    mock.timers.tick(2000);
    await settle();
    answer(silentError({ error: 'consent_required' }));
    await settle();
    assert.deepEqual([heard('open lock').length, shown()?.notice, shown()?.offersRedirect], [1, 'interaction', true]);
  });

  it('has two seconds anew when the element starts again', async () => {
    mock.timers.tick(1000);
    flow.restart();
    const ready = flow.ready().then(note('ready'));
    await settle();
    mock.timers.tick(1999);
    await settle();
    assert.deepEqual([host.state, heard('open lock').length, heard('ready')], ['loading', 0, []]);
    mock.timers.tick(1);
    await settle();
    assert.equal(heard('open lock').length, 1);
    answer(ada);
    await ready;
    assert.equal(heard('restore').length, 1, 'it is the same session');
  });

  it('is no matter any more once the element has started again', async () => {
    const earlier = session();
    host.clientId = 'other';
    flow.restart();
    await settle();
    assert.deepEqual(heard('continue from'), [], 'the result of a redirect can be read only once');
    answer(ada);
    await settle();
    assert.deepEqual(heard('continue from'), [[earlier]]);
    assert.deepEqual([sessions.length, events(), heard('restore').length], [2, [], 2]);
    assert.equal(session().options.clientId, 'other');
  });
});

describe('somebody who is signed in', () => {
  it('is asked in the element’s accent, before the colour of Lock’s options', async () => {
    result = ada;
    Object.assign(host, { accent: 'rebeccapurple', lockOptions: { theme: { primaryColor: 'red' } } });
    await start();
    assert.equal(asker()?.accent, 'rebeccapurple');
  });

  it('is asked by an element that knows what this one knows', async () => {
    result = ada;
    flow.track('checkout');
    loaded = { plan: { fields: [{ name: 'company' }] } };
    host.lockOptions = { theme: { primaryColor: 'red' } };
    await start();
    assert.deepEqual([host.state, flow.user, heard('open lock').length], ['signed-in', ada.user, 0]);
    const { user, isNewSignIn, plan, clientId, placement, known, dictionary, accent, language, store, attributes } = asker()!;
    assert.deepEqual([user, isNewSignIn, plan, clientId, placement], [ada.user, false, loaded.plan, 'app', 'bar']);
    assert.deepEqual([known, dictionary, accent, language, store], [{ company: 'ACME' }, { save: 'OK' }, 'red', 'de', { made: true }]);
    assert.match(attributes.exportparts!, /^panel,.*,close,refusal$/);
    assert.deepEqual(heard('track'), [['checkout']]);
    assert.deepEqual(heard('define').map(([name]) => name), ['tell-us-more']);
    const [event] = heard('event signed-in')[0] as [CustomEvent];
    assert.deepEqual(event.detail, { user: ada.user, isRestored: true });
    assert.equal(flow.asker, asker());
  });

  it('keeps the store of the login, unless the page has one', async () => {
    result = ada;
    await start();
    const own = asker()!.store;
    host.placement = 'corner';
    flow.willUpdate(new Map());
    assert.deepEqual([asker()!.store === own, asker()!.placement], [true, 'corner']);
    host.store = { read: true };
    flow.willUpdate(new Map());
    assert.equal(asker()!.store, host.store);
    (host as { refresh?: () => string }).refresh = () => 'renewed';
    assert.equal((asker()!.refresh as () => string)(), 'renewed');
  });

  it('has signed in just now where a redirect says so, once', async () => {
    result = { ...ada, isNewSignIn: true };
    await start();
    assert.equal(asker()!.isNewSignIn, true);
    assert.equal((heard('event signed-in')[0]![0] as CustomEvent<{ isRestored: boolean }>).detail.isRestored, false);
    await start();
    assert.deepEqual([asker()!.isNewSignIn, root.children.length, sessions.length, heard('restore').length], [false, 1, 1, 1]);
  });

  it('needs no Lock', async () => {
    result = ada;
    await start();
    await flow.openLock('login');
    assert.deepEqual(heard('open lock'), []);
  });

  it('signs out after the answers are sent, and goes where the application says', async () => {
    result = ada;
    await start();
    calls = [];
    await flow.logout();
    assert.deepEqual(names(), ['forget asker', 'forgot asker', 'forget session', 'event signed-out', 'end session']);
    assert.deepEqual(heard('end session'), [['https://app.example/page']]);
    assert.deepEqual([host.state, asker(), flow.asker, flow.user], ['signed-out', undefined, undefined, null]);
    await flow.logout('https://app.example/bye');
    assert.deepEqual(heard('end session').at(-1), ['https://app.example/bye']);
  });

  it('signs out once, however often that is asked for meanwhile', async () => {
    result = ada;
    await start();
    calls = [];
    await Promise.all([flow.logout(), flow.logout()]);
    assert.deepEqual(names(), ['forget asker', 'forgot asker', 'forget session', 'event signed-out', 'end session']);
  });

  it('has gone when another tab signs out, and Lock is there', async () => {
    result = ada;
    await start();
    (asker()!.handleSignOut as () => void)();
    await settle();
    assert.deepEqual([host.state, asker(), heard('forget session').length, heard('open lock').length, events()], ['signed-out', undefined, 1, 1, ['event signed-in', 'event signed-out']]);
  });

  it('finds Lock again after a sign-out when “Back” restores the page', async () => {
    result = ada;
    await start();
    const goBack = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    goBack(true);
    await settle();
    assert.deepEqual([heard('open lock').length, host.state], [0, 'signed-in']);
    await flow.logout();
    goBack(false);
    await settle();
    assert.equal(heard('open lock').length, 0, 'it was loaded anew');
    goBack(true);
    await settle();
    assert.equal(heard('open lock').length, 1);
    goBack(true);
    await settle();
    assert.equal(heard('open lock').length, 1, 'it is there');
    const asked = heard('restore').length;
    session().restored = Promise.resolve(null);
    container()!.isBusy = true;
    goBack(true);
    await settle();
    assert.deepEqual([heard('open lock').length, heard('restore').length, container()!.isBusy], [2, asked + 1, false], 'it waited for the page that the person left');
    flow.stop();
    goBack(true);
    await settle();
    assert.equal(heard('open lock').length, 2, 'the element is gone');
  });

  it('gets tokens', async () => {
    result = ada;
    await start();
    assert.deepEqual(await flow.getToken({ audience: 'api' }), ['token', { audience: 'api' }]);
  });
});

describe('a login in Lock', () => {
  beforeEach(start);

  it('signs in after Lock has rendered', async () => {
    session().user = ada.user!;
    session().listener.handleSignedIn({ user: ada.user!, isNewSignIn: true });
    assert.equal(asker(), undefined, 'Lock is still at it');
    await settle();
    assert.deepEqual([host.state, asker()!.isNewSignIn, container(), events()], ['signed-in', true, undefined, ['event signed-in']]);
  });

  it('brings a store of its own, and one element that asks', async () => {
    session().user = ada.user!;
    const signIn = async () => {
      session().listener.handleSignedIn({ user: ada.user!, isNewSignIn: true });
      await settle();
      return asker()!.store;
    };
    const first = await signIn();
    assert.notEqual(await signIn(), first);
    assert.equal(root.children.length, 1);
  });

  it('tells a sign-up', () => {
    session().listener.handleSignedUp(['company']);
    assert.deepEqual((heard('event signed-up')[0]![0] as CustomEvent).detail, { names: ['company'] });
  });

  it('leaves to Lock what Lock says itself, and tells the page', async () => {
    session().listener.handleLoginError(loginError({ code: 'too_many_attempts' }));
    await settle();
    assert.deepEqual([events(), heard('console'), shown()?.notice, container()!.dataset.reported], [['event error'], [], 'loading', undefined]);
  });

  it('says what Lock does not, until the person goes on', async () => {
    session().listener.handleLoginError(loginError({ error: 'access_denied', error_description: 'Only from Monday' }));
    await settle();
    assert.deepEqual([events(), heard('console').length, shown()?.notice, shown()?.reason, container()!.dataset.reported], [['event error'], 1, 'login-failed', 'Only from Monday', '']);
    container()!.dispatchEvent(new Event('click'));
    assert.equal(container()!.dataset.reported, undefined);
  });

  it('has failed where Lock cannot go on, and can be tried again', async () => {
    session().listener.handleFailure(new Error('no connection'));
    await settle();
    assert.deepEqual([host.state, container(), shown()?.notice, events()], ['failed', undefined, 'failed', ['event error']]);
    views[0]!.handlers.handleRetry();
    await settle();
    assert.deepEqual([host.state, heard('open lock').length, heard('restore').length], ['signed-out', 2, 2]);
  });

  it('can be tried again in the dialog where it failed, which stays, and by the page', async () => {
    host.manual = true;
    void flow.openLock('login');
    await settle();
    for (const tryAgain of [() => views[0]!.handlers.handleRetry(), () => void flow.openLock('login')]) {
      session().listener.handleFailure(new Error('no connection'));
      await settle();
      assert.equal(host.state, 'failed');
      const [opened, seen] = [heard('open lock').length, views[0]!.states.length];
      tryAgain();
      await settle();
      assert.deepEqual([host.state, heard('open lock').length, container() !== undefined], ['signed-out', opened + 1, true]);
      assert.ok(views[0]!.states.slice(seen).every(({ isOpen }) => isOpen), 'the dialog is closed in between');
    }
  });

  it('is not disturbed by an earlier Lock', async () => {
    const earlier = session().listener;
    void flow.openLock('signUp');
    await settle();
    const before = views[0]!.states.length;
    earlier.handleReady();
    earlier.handleLoginError(loginError({ error: 'access_denied' }));
    earlier.handleFailure(new Error('late'));
    await settle();
    assert.deepEqual([views[0]!.states.length, host.state, events()], [before, 'signed-out', []]);
  });

  it('tells a problem that is none of the person’s', () => {
    session().listener.handleProblem(new Error('an option'));
    assert.deepEqual([events(), host.state], [['event error'], 'signed-out']);
  });

  it('goes on at the tenant where the person chooses so', async () => {
    views[0]!.handlers.handleRedirect();
    await settle();
    assert.equal(heard('redirect').length, 1);
    session().signInByRedirect = () => Promise.reject(new Error('offline'));
    views[0]!.handlers.handleRedirect();
    await settle();
    assert.equal(host.state, 'failed');
  });
});

describe('what goes wrong before', () => {
  it('in a plan is told, and what is right of it is taken', async () => {
    loaded = { plan: { fields: [{ name: 'right' }] }, error: new Error('a wrong field') };
    await start();
    assert.deepEqual([heard('console').map(String), form().plan], [['Error: a wrong field'], loaded.plan]);
  });

  it('in a restored session is told and said', async () => {
    result = loginError({ error: 'access_denied', error_description: 'Only from Monday' });
    await start();
    assert.deepEqual([events(), host.state, shown()?.isOpen], [['event error'], 'signed-out', true]);
    session().listener.handleReady();
    await settle();
    assert.equal(shown()?.reason, 'Only from Monday');
    result = null;
    session().restored = Promise.resolve(null);
    await start();
    assert.equal(heard('restore').length, 2, 'it is tried anew');
  });

  it('in a restored session opens the dialog of `manual`', async () => {
    host.manual = true;
    result = loginError({ error: 'access_denied' });
    await start();
    assert.deepEqual([shown()?.notice, shown()?.isOpen], ['login-failed', true]);
  });

  it('in the settings makes every call reject', async () => {
    cannotOpen = new Error('Expected a `domain`.');
    await start();
    assert.deepEqual([host.state, shown()?.notice, heard('console').map(String)], ['failed', 'failed', ['Error: Expected a `domain`.']]);
    assert.equal(flow.isRunning, false);
    for (const call of [() => flow.ready(), () => flow.prepared(), () => flow.logout()]) await assert.rejects(async () => call(), /set up/);
    cannotOpen = undefined;
    await start();
    await flow.prepared();
    session().listener.handleReady();
    await flow.ready();
    assert.equal(flow.isRunning, true);
  });
});

it('hands a result over that a router took out of the address', async () => {
  await start();
  flow.resumeAuth('#access_token=x');
  await settle();
  assert.deepEqual(heard('hand over'), [['#access_token=x']]);
  assert.equal(heard('restore').length, 2);
});

it('passes on which tenant, application and token are meant', async () => {
  Object.assign(host, { tenantDomain: 'acme.eu.auth0.com', domain: 'id.acme.example', audience: 'api', scope: 'read', redirectUrl: 'https://app.example/in', store: {} });
  await start();
  assert.deepEqual(session().options, { domain: 'id.acme.example', tenantDomain: 'acme.eu.auth0.com', clientId: 'app', audience: 'api', scope: 'read', redirectUrl: 'https://app.example/in', hasOwnStore: true });
});

it('restores what a login in Lock gets by its own options, and signs out to the page', async () => {
  const auth = { redirectUrl: 'https://app.example/in', params: { scope: 'address read' } };
  Object.assign(host, { scope: 'read', lockOptions: { auth } });
  result = ada;
  await start();
  assert.deepEqual([session().options.scope, session().options.redirectUrl], ['read address', auth.redirectUrl]);
  await flow.logout();
  assert.deepEqual(heard('end session'), [['https://app.example/page']]);
});
