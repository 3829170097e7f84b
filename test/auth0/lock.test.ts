/** What Lock is made with, and what becomes of its events. Lock and its container are played here; the journeys show the real ones. */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { openLock, type LockListener, type LockSetup } from '../../src/auth0/lock.ts';
import { FakeLock } from './fake-lock.ts';

// The chunk of Lock is made by the build, and the patches want a document: here stands what the test plays.
const chunks = {
  '/chunks/lock.ts': "export const { Auth0Lock, Auth0LockPasswordless, lockLanguage, loadDictionary } = globalThis.played;",
  '/lock-patches.ts': 'export const patchLockAccessibility = (...args) => globalThis.played.patch(...args); export const styleLock = () => globalThis.played.styleLock()',
};
const resolve = `const chunks = ${JSON.stringify(chunks)}; export const resolve = (name, context, next) => { const chunk = Object.keys(chunks).find((end) => name.endsWith(end)); return chunk ? { url: 'data:text/javascript,' + encodeURIComponent(chunks[chunk]), shortCircuit: true } : next(name, context); }`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);

class PasswordlessLock extends FakeLock {}
class OwnLock extends FakeLock {}

const DICTIONARIES: Record<string, object> = { en: { signUpTerms: 'I agree:' }, de: { signUpTerms: 'Ich <stimme> zu:', error: { login: { 'lock.network': 'Kein Netz.', too_many_attempts: 'Zu oft.' } } } };
const registered = mock.fn();
const played = {
  Auth0Lock: FakeLock,
  Auth0LockPasswordless: PasswordlessLock,
  lockLanguage: (language: string) => language.slice(0, 2),
  loadDictionary: (name: string) => (DICTIONARIES[name] ? Promise.resolve(DICTIONARIES[name]) : Promise.reject(new Error('offline'))),
  endPatching: mock.fn(),
  patch: mock.fn((..._: unknown[]) => played.endPatching),
  styleLock: mock.fn(),
};
const setup: LockSetup = {
  domain: 'acme.eu.auth0.com',
  clientId: 'app',
  container: 'lock',
  screen: 'signUp',
  language: 'de',
  signUpFields: [{ name: 'company', type: 'text', placeholder: 'Company' }],
  redirectUrl: 'https://app.acme.example/',
  audience: 'https://api.acme.example/',
  scope: 'openid profile',
};

let events: unknown[][];
let listener: LockListener;
let container: ReturnType<typeof makeContainer> | null;
let observers: { callback(): void }[];

function makeContainer() {
  const classes: string[] = [];
  const styles: Record<string, string> = {};
  return { lang: '', dir: '', classes, styles, classList: { add: (name: string) => classes.push(name) }, dataset: {}, style: { setProperty: (name: string, value: string) => (styles[name] = value) }, querySelector: (_selector: string): object | null => null, contains: () => false };
}

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  for (const fn of [played.endPatching, played.patch, played.styleLock, registered]) fn.mock.resetCalls();
  observers = [];
  class MutationObserver {
    constructor(readonly callback: () => void) {}
    observe(): void {
      observers.push(this);
    }
    disconnect(): void {
      observers = observers.filter((one) => one !== this);
    }
  }
  container = makeContainer();
  Object.assign(globalThis, { played, MutationObserver, window: { Auth0: { registerLanguageDictionary: registered } }, document: { getElementById: () => container } });
  events = [];
  const names = ['handleReady', 'handleSigningUp', 'handleSignedUp', 'handleAuthenticated', 'handleLoginError', 'handleFailure'];
  listener = Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => void events.push([name, ...args])])) as unknown as LockListener;
});
afterEach(() => mock.timers.reset());

async function open(more: Partial<LockSetup> = {}) {
  const close = await openLock({ ...setup, ...more }, listener);
  const lock = FakeLock.last;
  const dictionary = lock.options.languageDictionary as Record<string, unknown> & { error: { login: Record<string, string> } };
  return { close, lock, options: lock.options, dictionary };
}

describe('Lock is made with', () => {
  it('what the element depends on, whatever the page says', async () => {
    const auth = { autoParseHash: true, responseType: 'code', params: { scope: 'openid more', audience: 'theirs', prompt: 'login' } };
    const { lock, options } = await open({ lockOptions: { auth, language: 'fr', container: 'theirs', initialScreen: 'login', additionalSignUpFields: [] } });
    assert.deepEqual([lock.clientId, lock.domain], ['app', 'acme.eu.auth0.com']);
    const { language, initialScreen, additionalSignUpFields } = options;
    assert.deepEqual({ language, initialScreen, additionalSignUpFields, container: options.container }, { language: 'de', initialScreen: 'signUp', additionalSignUpFields: setup.signUpFields, container: 'lock' });
    assert.deepEqual(options.auth, {
      sso: false,
      redirectUrl: setup.redirectUrl,
      autoParseHash: false,
      responseType: 'token id_token',
      params: { prompt: 'login', scope: 'openid profile more', audience: setup.audience },
    });
  });

  it('options that are `null` or `undefined`, as if they were not there', async () => {
    const { options: plain } = await open();
    const unset = { avatar: undefined, theme: { logo: undefined }, auth: { redirectUrl: undefined, sso: undefined } };
    for (const lockOptions of [null, { auth: null, theme: null, languageDictionary: null }, { auth: { params: null } }, unset]) {
      const { options } = await open({ lockOptions: lockOptions as never });
      assert.deepEqual([options.auth, options.theme, options.avatar], [plain.auth, plain.theme, plain.avatar]);
    }
  });

  it('each scope once, and only those that are text', async () => {
    const scopes = [];
    for (const theirs of ['profile  more', 7, undefined]) scopes.push((await open({ lockOptions: { auth: { params: { scope: theirs } } } })).options.auth?.params?.scope);
    assert.deepEqual(scopes, ['openid profile more', 'openid profile', 'openid profile']);
  });

  it('what asks no one else, unless the page says so', async () => {
    const { avatar, rememberLastLogin, autofocus, theme } = (await open()).options;
    assert.deepEqual({ avatar, rememberLastLogin, autofocus, color: theme?.primaryColor }, { avatar: null, rememberLastLogin: false, autofocus: false, color: '#b8431a' });
    assert.match(String(theme?.logo), /^data:/);
    const own = (await open({ lockOptions: { rememberLastLogin: true, theme: { logo: '/logo.svg', primaryColor: '#000' }, auth: { redirectUrl: '/back', sso: true } } })).options;
    assert.deepEqual([own.rememberLastLogin, own.theme, own.auth?.redirectUrl, own.auth?.sso], [true, { logo: '/logo.svg', primaryColor: '#000' }, '/back', true]);
  });

  it('no `autofocus`, with which it goes blank', async () => {
    for (const given of [{ isDialog: true }, { lockOptions: { autofocus: true } }]) assert.equal((await open(given)).options.autofocus, false);
  });

  it('the element’s accent, before the colour of its options, also where Lock keeps its own look', async () => {
    const theme = { primaryColor: '#000' };
    const colours = [{ accent: 'teal' }, { accent: 'teal', lockOptions: { theme } }, { accent: 'teal', lockStyle: 'none' as const }, { lockOptions: { theme } }];
    const shown = [];
    for (const setup of colours) shown.push((await open(setup)).options.theme?.primaryColor);
    assert.deepEqual(shown, ['teal', 'teal', 'teal', '#000']);
    assert.equal('primaryColor' in ((await open({ lockStyle: 'none' })).options.theme ?? {}), false);
  });

  it('what password managers need', async () => {
    const { allowAutocomplete, allowPasswordAutocomplete, allowShowPassword } = (await open()).options;
    assert.deepEqual([allowAutocomplete, allowPasswordAutocomplete, allowShowPassword], [true, true, true]);
  });

  it('the addresses and the issuer of a local tenant, and of no other', async () => {
    const { configurationBaseUrl, languageBaseUrl, overrides } = (await open({ domain: 'http://localhost:4400' })).options;
    assert.deepEqual({ configurationBaseUrl, languageBaseUrl, overrides }, { configurationBaseUrl: 'http://localhost:4400', languageBaseUrl: 'http://localhost:4400', overrides: { __token_issuer: 'http://localhost:4400/' } });
    assert.equal('configurationBaseUrl' in (await open()).options, false);
  });
});

describe('Lock says', () => {
  it('its English in sentence case, unless it keeps its own look, and no other language', async () => {
    assert.equal((await open({ language: 'en' })).dictionary.loginLabel, 'Log in');
    assert.equal((await open({ language: 'en', lockStyle: 'none' })).dictionary.loginLabel, undefined);
    assert.equal((await open()).dictionary.loginLabel, undefined);
    const own = { title: 'Acme', loginLabel: 'Enter' };
    const { dictionary } = await open({ language: 'en', lockOptions: { languageDictionary: own } });
    assert.deepEqual([dictionary.title, dictionary.signUpTitle, dictionary.loginLabel], ['Acme', 'Acme', 'Enter']);
    for (const title of ['', 7]) assert.equal((await open({ lockOptions: { languageDictionary: { title } } })).dictionary.signUpTitle, undefined);
  });

  it('what the site’s pages are called, as text', async () => {
    const terms = [{ text: '<b>AGB</b>', url: 'https://acme.example/?a="b"' }, { text: 'Datenschutz', url: '/privacy' }];
    assert.equal(
      (await open({ terms })).dictionary.signUpTerms,
      'Ich &#60;stimme&#62; zu: <a href="https://acme.example/?a=&#34;b&#34;" target="_blank" rel="noopener">&#60;b&#62;AGB&#60;/b&#62;</a> · <a href="/privacy" target="_blank" rel="noopener">Datenschutz</a>',
    );
    assert.equal('signUpTerms' in (await open()).dictionary, false);
    const { dictionary } = await open({ terms: terms.slice(1), loadLock: () => Promise.resolve(OwnLock as never) });
    assert.equal(dictionary.signUpTerms, '<a href="/privacy" target="_blank" rel="noopener">Datenschutz</a>');
  });

  it('why a login failed with the code, in the page’s words before its own', async () => {
    const languageDictionary = { error: { login: { too_many_attempts: 'Slow down.' }, signUp: { weak: 'Weak.' } } };
    assert.deepEqual((await open({ captchaText: 'Captcha & more', lockOptions: { languageDictionary } })).dictionary.error, {
      signUp: { weak: 'Weak.' },
      login: {
        requires_verification: '<span data-code="requires_verification">Captcha &#38; more</span>',
        'lock.network': '<span data-code="lock.network">Kein Netz.</span>',
        too_many_attempts: '<span data-code="too_many_attempts">Slow down.</span>',
      },
    });
  });

  it('it in a language that is registered with it, and English where that does not come', async () => {
    await open();
    await open({ language: 'fr' });
    assert.deepEqual(registered.mock.calls.map((call): unknown[] => call.arguments), [['de', DICTIONARIES.de], ['fr', DICTIONARIES.en]]);
  });

  it('it in another form without passwords', async () => {
    assert.equal((await open({ passwordless: true })).lock.constructor, PasswordlessLock);
    assert.equal((await open()).lock.constructor, FakeLock);
  });

  it('it in a Lock of the page’s own, whose words are not known', async () => {
    const { lock, options, dictionary } = await open({ language: 'de-AT', loadLock: () => Promise.resolve(OwnLock as never) });
    assert.deepEqual([lock.constructor, options.language, dictionary.error.login, registered.mock.callCount()], [OwnLock, 'de-AT', {}, 0]);
  });
});

describe('Lock’s container', () => {
  it('has the language and direction of Lock’s words', async () => {
    const languages = [];
    for (const language of ['de-AT', 'fa', 'sv']) {
      await open({ language });
      languages.push([container?.lang, container?.dir]);
    }
    assert.deepEqual(languages, [['de', 'ltr'], ['fa', 'rtl'], ['sv', 'ltr']]);
  });

  it('gets the look of the page, without the header that would say "Auth0"', async () => {
    await open();
    assert.deepEqual([container?.classes, container?.dataset, container?.styles, played.styleLock.mock.callCount()], [['progressive-lock-styled'], { header: 'none', logo: 'none' }, { '--lock-primary': '#b8431a' }, 1]);
  });

  it('keeps a header with a logo or a title', async () => {
    await open({ lockOptions: { theme: { logo: '/logo.svg' } } });
    assert.deepEqual(container?.dataset, {});
    container = makeContainer();
    await open({ lockOptions: { languageDictionary: { title: 'Acme' } } });
    assert.deepEqual(container.dataset, { logo: 'none' });
  });

  it('keeps Lock’s own look if it has to, but is patched for keyboards and screen readers', async () => {
    const { close } = await open({ lockStyle: 'none' });
    assert.deepEqual([container?.classes, container?.dataset, played.styleLock.mock.callCount()], [[], {}, 0]);
    assert.deepEqual(played.patch.mock.calls[0]?.arguments, [container, new Map([['company', { label: 'Company' }]])]);
    close();
    assert.equal(played.endPatching.mock.callCount(), 1);
  });

  it('that the page does not have is not patched', async () => {
    container = null;
    (await open()).close();
    assert.deepEqual([played.patch.mock.callCount(), played.styleLock.mock.callCount()], [0, 0]);
  });

  it('may have gone: nothing is made then', async () => {
    const before = FakeLock.last;
    const close = await openLock({ ...setup, signal: AbortSignal.abort() }, listener);
    close();
    assert.equal(FakeLock.last, before);
  });

  for (const [what, given, isFocused] of [
    ['of a dialog gets', { isDialog: true }, true],
    ['in the page does not take', {}, false],
    ['in the page gets, if the page says so,', { lockOptions: { autofocus: true } }, true],
    ['of a dialog does not take, if the page says so,', { isDialog: true, lockOptions: { autofocus: false } }, false],
  ] as const) {
    it(`${what} the focus once its first input can be seen`, async () => {
      const input = { isConnected: true, isVisible: false, checkVisibility: (how: object) => (assert.deepEqual(how, { visibilityProperty: true }), input.isVisible), focus: mock.fn() };
      const frames: (() => void)[] = [];
      Object.assign(globalThis, { requestAnimationFrame: (frame: () => void) => frames.push(frame) });
      const { lock } = await open(given);
      if (container) container.querySelector = () => input;
      lock.emit('signin ready');
      frames.shift()?.();
      assert.equal(input.focus.mock.callCount(), 0);
      input.isVisible = true;
      frames.shift()?.();
      assert.equal(input.focus.mock.callCount(), isFocused ? 1 : 0);
    });
  }
});

describe('the focus', () => {
  for (const [what, input, hasFocus] of [
    ['in Lock stays where it is', { isConnected: true }, true],
    ['is not given to an input that has gone', { isConnected: false }, false],
    ['stays where it is if Lock has no input', null, false],
  ] as const) {
    it(what, async () => {
      const focus = mock.fn();
      Object.assign(globalThis, { requestAnimationFrame: (frame: () => void) => frame() });
      const { lock } = await open({ isDialog: true });
      if (container) Object.assign(container, { querySelector: () => input && { ...input, checkVisibility: () => true, focus }, contains: () => hasFocus });
      lock.emit('signin ready');
      assert.equal(focus.mock.callCount(), 0);
    });
  }
});

describe('an event of Lock', () => {
  for (const [event, ...told] of [
    ['signin ready', 'handleReady', 'login'],
    ['socialOrEmail ready', 'handleReady', 'login'],
    ['socialOrPhoneNumber ready', 'handleReady', 'login'],
    ['signup ready', 'handleReady', 'signUp'],
    ['signup submit', 'handleSigningUp', true],
    ['signin submit', 'handleSigningUp', false],
    ['federated login', 'handleSigningUp', false],
    ['sso login', 'handleSigningUp', false],
  ] as const) {
    it(`"${event}" is ${told.join(' ')}`, async () => {
      (await open()).lock.emit(event);
      assert.deepEqual(events, [told]);
    });
  }

  for (const name of ['Id', 'id', '_id']) {
    it(`tells who signed up as \`${name}\``, async () => {
      const { lock } = await open();
      lock.emit('signup submit');
      lock.emit('signup success', { [name]: '1', userMetadata: { company: 'ACME' } });
      assert.deepEqual(events.at(-1), ['handleSignedUp', '1', { company: 'ACME' }]);
    });
  }

  it('tells a login, and one that failed', async () => {
    const { lock } = await open();
    const [result, error] = [{ idToken: 'x' }, { code: 'unauthorized' }];
    lock.emit('authenticated', result);
    lock.emit('authorization_error', error);
    assert.deepEqual(events, [['handleAuthenticated', result], ['handleLoginError', error, false]]);
  });

  it('ends a sign-up that was refused, and tells only that a captcha is wanted', async () => {
    const { lock } = await open();
    lock.emit('signup submit');
    events = [];
    lock.emit('signup error', { code: 'user_exists' });
    assert.deepEqual(events, [['handleSigningUp', false]]);
    const error = { code: 'requires_verification' };
    lock.emit('signup error', error);
    assert.deepEqual(events.slice(1), [['handleSigningUp', false], ['handleLoginError', error, false]]);
  });

  it('tells that Lock cannot go on, without a token in its words', async () => {
    const { lock } = await open();
    lock.emit('unrecoverable_error', { code: 'broken', description: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl' });
    const [name, error] = events[0] as [string, Error];
    assert.equal(name, 'handleFailure');
    assert.match(error.message, /^Auth0 Lock error: .*\(broken\)\. Is ".+" an application of the tenant .+, and does the tenant answer\? Run `npx progressive-lock check --domain .+ --client-id .+`\.$/);
    assert.doesNotMatch(error.message, /eyJ/);
    assert.ok(error.cause instanceof Error, 'It has a cause.');
    mock.timers.tick(60_000);
    assert.equal(events.length, 1, 'not told again by the time limit');
  });

  it('that an older Lock does not know is not asked for', async () => {
    class OlderLock extends FakeLock {
      override validEvents = ['signin ready', 'signup ready', 'socialOrEmail ready', 'socialOrPhoneNumber ready', 'signup error', 'signup success', 'authenticated', 'authorization_error', 'unrecoverable_error'];
    }
    const { lock } = await open({ loadLock: () => Promise.resolve(OlderLock as never) });
    assert.deepEqual(lock.history, ['show']);
  });

  it('is asked for where Lock does not say which it knows', async () => {
    class SilentLock extends FakeLock {
      override validEvents = undefined;
    }
    const { lock } = await open({ loadLock: () => Promise.resolve(SilentLock as never) });
    lock.emit('signup submit');
    lock.emit('sso login');
    assert.deepEqual(events, [['handleSigningUp', true], ['handleSigningUp', false]]);
  });
});

describe('Lock’s form', () => {
  it('that is not ready within 20 s is a failure that names the application and the tenant', async () => {
    await open();
    mock.timers.tick(19_999);
    assert.equal(events.length, 0);
    mock.timers.tick(1);
    assert.match((events as Error[][])[0]?.[1]?.message ?? '', /within 20 s.*"app".*acme\.eu\.auth0\.com/);
  });

  it('that is ready or closed in time is none', async () => {
    (await open({ readyWithinMs: 50 })).lock.emit('signin ready');
    (await open({ readyWithinMs: 50 })).close();
    mock.timers.tick(60_000);
    assert.deepEqual(events, [['handleReady', 'login']]);
  });

  it('is ready once it is drawn, where Lock has no event for its screen', async () => {
    const { close, lock } = await open();
    let drawn = ['.auth0-lock-content', '.auth0-loading-screen'];
    if (container) container.querySelector = (selector: string) => (selector.split(', ').some((one) => drawn.includes(one)) ? {} : null);
    const draw = (...parts: string[]) => {
      drawn = parts;
      for (const observer of observers) observer.callback();
    };
    draw('.auth0-lock-content', '.auth0-loading-screen');
    draw('.auth0-lock-content', '.auth0-lock-error-pane');
    assert.deepEqual(events, []);
    draw('.auth0-lock-content');
    draw('.auth0-lock-content');
    mock.timers.tick(60_000);
    assert.deepEqual(events, [['handleReady', 'login']]);
    close();
    assert.deepEqual([lock.history, observers], [['show', 'destroy'], []]);
  });

  it('is destroyed once, and at once, when it is ready', async () => {
    const { close, lock } = await open();
    lock.emit('signin ready');
    close();
    close();
    assert.deepEqual(lock.history, ['show', 'signin ready', 'destroy']);
  });

  it('that is not ready is hidden, and destroyed after its requests, which would make it throw', async () => {
    const { close, lock } = await open();
    close();
    mock.timers.tick(29_999);
    assert.deepEqual(lock.history, ['show', 'hide']);
    mock.timers.tick(1);
    assert.deepEqual(lock.history, ['show', 'hide', 'destroy']);
  });
});
