/** What a login through Lock, by redirect or by a session of before leads to. Lock and auth0-js are played here; the journeys show the real ones. */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { handOverResult } from '../../src/auth0/redirect-result.ts';
import type { SessionError } from '../../src/auth0/sign-in-error.ts';
import { LockSession, type LockForm, type LockFormListener, type LockSessionOptions } from '../../src/elements/lock-session.ts';
import { hints } from '../../src/locales/languages/en.ts';
import { hasLoginBegun } from '../../src/person/login-age.ts';
import { LOGIN_NOTE_KEY } from '../../src/person/login-note.ts';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { noteSigningUp, takeSigningUp } from '../../src/person/sign-up-note.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { FakeLock } from '../auth0/fake-lock.ts';

// The chunk of auth0-js is made by the build, and the patches want a document: here stands what the test plays.
const chunks = {
  '/chunks/web-auth.ts': 'export const WebAuth = class { constructor() { return globalThis.played; } }',
  '/lock-patches.ts': 'export const patchLockAccessibility = (...args) => globalThis.played.patch(...args)',
};
const resolve = `const chunks = ${JSON.stringify(chunks)}; export const resolve = (name, context, next) => { const chunk = Object.keys(chunks).find((end) => name.endsWith(end)); return chunk ? { url: 'data:text/javascript,' + encodeURIComponent(chunks[chunk]), shortCircuit: true } : next(name, context); }`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);

type Done = (error: object | null, result: object | null) => void;
type Call = [name: string, ...args: unknown[]];

const NOW = Date.parse('2026-05-01T10:00:00Z');
const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', autocomplete: 'organization', ask: 'signup' },
    { name: 'homepage', label: 'Homepage', type: 'url', ask: 'signup' },
    { name: 'terms', type: 'checkbox', label: 'I agree', link: { text: 'Terms', url: 'https://acme.example/terms' }, ask: 'signup' },
    { name: 'tools', type: 'multiselect', label: 'Tools', options: [{ value: 'a', label: 'A' }], ask: 'signup' },
    { name: 'later', label: 'Later', ask: { after: { sessions: 1 } } },
  ],
};
const OPTIONS: LockSessionOptions = { domain: 'acme.eu.auth0.com', clientId: 'app', redirectUrl: 'https://app.acme.example/', hasOwnStore: false };

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const loginOf = (sub: unknown) => ({ accessToken: 'token', idToken: `${encode({ alg: 'RS256' })}.${encode({ sub })}.signature`, expiresIn: 3600 });
const signedUpAt = async (sub: string) => (await PersonStorage.open(sub, 'app')).read('signed-up');

/** What the tenant says to the next silent request, or to the result of a redirect. */
let answer: [object | null, object | null];
let calls: Call[];
let form: LockForm;
let session: LockSession;
let listener: LockFormListener;
/** Lock shows an error, without a code that tells which. */
let showMessage: () => void;

const note = (name: string) => (...args: unknown[]) => void calls.push([name, ...args]);
const heard = (name: string) => calls.filter(([called]) => called === name).map(([, ...args]) => args);
const error = (name: string) => heard(name)[0]?.[0] as SessionError | undefined;

async function until(isSo: () => unknown): Promise<void> {
  for (const end = performance.now() + 10_000; !isSo(); await nextTurn()) assert.equal(performance.now() < end, true, `waited for ${isSo.toString()}`);
}

beforeEach(() => {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: NOW });
  mock.method(console, 'warn', () => undefined);
  calls = [];
  answer = [{ error: 'login_required' }, null];
  const reply = (name: string) => (asked: unknown, done: Done) => {
    calls.push([name, asked]);
    done(...answer);
  };
  const patch = (_: unknown, notes: unknown) => {
    calls.push(['patch', notes]);
    return () => undefined;
  };
  const played = { checkSession: reply('checkSession'), parseHash: reply('parseHash'), authorize: note('authorize'), logout: note('logout'), patch };
  const message = { querySelector: () => null };
  const container = { querySelector: (): object | null => null };
  const handles: (() => void)[] = [];
  showMessage = () => {
    container.querySelector = () => message;
    for (const handle of handles) handle();
    mock.timers.tick(100);
  };
  class MutationObserver {
    constructor(handle: () => void) {
      handles.push(handle);
    }
    observe(): void {}
    disconnect(): void {}
  }
  const location = { hash: '', pathname: '/', search: '', hostname: 'app.acme.example' };
  const globals = { played, MutationObserver, location, window: { location }, document: { cookie: 'com.auth0.auth.here={}', getElementById: () => container }, history: { replaceState: () => undefined }, localStorage: new MemoryStorage(), sessionStorage: new MemoryStorage() };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  handOverResult('');
  const names = ['handleReady', 'handleSignedUp', 'handleSignedIn', 'handleLoginError', 'handleFailure', 'handleProblem'];
  listener = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as LockFormListener;
  form = { container: 'lock', screen: 'login', language: 'en', hints, plan, lockStyle: 'none', loadLock: () => Promise.resolve(FakeLock as never) };
  session = new LockSession(OPTIONS);
});
afterEach(() => {
  session.closeLock();
  mock.timers.reset();
  mock.restoreAll();
});

async function openLock(): Promise<FakeLock> {
  await session.openLock(form, listener);
  FakeLock.last.emit('show');
  return FakeLock.last;
}

describe('the session of an element', () => {
  it('wants a domain and a client ID', () => {
    assert.throws(() => new LockSession({ ...OPTIONS, domain: '' }), /`domain`/);
    assert.throws(() => new LockSession({ ...OPTIONS, clientId: '' }), /`client-id`/);
  });

  for (const [what, options, audience, scope] of [
    ['of the Management API, where answers are saved there', {}, 'https://acme.eu.auth0.com/api/v2/', 'openid profile email read:current_user update:current_user_metadata'],
    ['of the Management API of the tenant behind a custom domain', { domain: 'id.acme.example', tenantDomain: 'acme.eu.auth0.com' }, 'https://acme.eu.auth0.com/api/v2/', undefined],
    ['of none, where the page saves answers itself', { hasOwnStore: true }, undefined, 'openid profile email'],
    ['of the page’s API', { audience: 'https://api.acme.example/', hasOwnStore: true, scope: 'read:it' }, 'https://api.acme.example/', 'openid profile email read:it'],
  ] as const) {
    it(`asks for a token ${what}`, async () => {
      session = new LockSession({ ...OPTIONS, ...options });
      const { params } = (await openLock()).options.auth ?? {};
      assert.equal(params?.audience, audience);
      if (scope) assert.equal(params?.scope, scope);
    });
  }

  it('goes on from another one of the same application only', async () => {
    (await openLock()).emit('authenticated', loginOf('auth0|ann'));
    const others = [{ scope: 'read:it' }, { clientId: 'other' }, { domain: 'other.eu.auth0.com' }].map((other) => new LockSession({ ...OPTIONS, ...other }));
    for (const other of others) other.continueFrom(session);
    assert.deepEqual(others.map(({ user }) => user?.sub), ['auth0|ann', undefined, undefined]);
  });

  it('forgets the person', async () => {
    (await openLock()).emit('authenticated', loginOf('auth0|ann'));
    session.forget();
    assert.equal(session.user, null);
  });

  it('gives the token of the login, and ends at the tenant', async () => {
    (await openLock()).emit('authenticated', loginOf('auth0|ann'));
    assert.equal(await session.getToken({}), 'token');
    assert.deepEqual(heard('checkSession'), []);
    await session.end('https://app.acme.example/bye');
    assert.deepEqual(heard('logout'), [[{ returnTo: 'https://app.acme.example/bye', clientID: 'app' }]]);
    assert.equal(session.user, null);
  });
});

describe('Lock’s form', () => {
  it('asks the fields of the plan for sign-up, and says which it leaves for later', async () => {
    const { options } = await openLock();
    assert.deepEqual((options.additionalSignUpFields as { name: string }[]).map(({ name }) => name), ['company', 'homepage', 'terms']);
    const warnings = (console.warn as unknown as { mock: { calls: { arguments: string[] }[] } }).mock.calls.map((call) => call.arguments[0]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /"tools" later/);
  });

  it('gets what Lock has no option for', async () => {
    await openLock();
    const notes = heard('patch')[0]?.[0] as Map<string, object>;
    const { required } = hints;
    assert.deepEqual([...notes], [
      ['company', { label: 'Company (optional)', autocomplete: 'organization', inputMode: undefined, required, link: undefined }],
      ['homepage', { label: 'Homepage (optional)', autocomplete: undefined, inputMode: 'url', required, link: undefined }],
      ['terms', { label: 'I agree', autocomplete: undefined, inputMode: undefined, required, link: { text: 'Terms', url: 'https://acme.example/terms' } }],
    ]);
  });

  it('comes without a field whose choices do not come', async () => {
    form.plan = { fields: [{ name: 'team', type: 'select', label: 'Team', options: () => Promise.reject(new Error('offline')), ask: 'signup' }] };
    const { options } = await openLock();
    assert.deepEqual(options.additionalSignUpFields, []);
    assert.match(error('handleProblem')?.message ?? '', /choices of "team"/);
  });

  it('tells when it is ready, and that it failed', async () => {
    const lock = await openLock();
    lock.emit('signin ready');
    lock.emit('unrecoverable_error', { code: 'broken' });
    assert.equal(heard('handleReady').length, 1);
    assert.match(error('handleFailure')?.message ?? '', /broken/);
  });

  it('is removed when it closes, and when another one opens', async () => {
    const [first, second] = [await openLock(), await openLock()];
    assert.deepEqual([first, second].map(({ history }) => history.includes('hide')), [true, false]);
    second.emit('signin ready');
    session.closeLock();
    session.closeLock();
    assert.equal(second.history.at(-1), 'destroy');
  });

  it('is removed when it was closed while it opened', async () => {
    class ClosingLock extends FakeLock {
      override show(): void {
        super.show();
        session.closeLock();
      }
    }
    form.loadLock = () => Promise.resolve(ClosingLock as never);
    await session.openLock(form, listener);
    assert.deepEqual(FakeLock.last.history, ['show', 'hide']);
  });

  it('does not open when it was closed while it loaded', async () => {
    const made = FakeLock.last;
    const load = mock.fn(() => {
      session.closeLock();
      return Promise.resolve(FakeLock as never);
    });
    form.loadLock = load;
    await session.openLock(form, listener);
    assert.equal(load.mock.callCount(), 1);
    const opening = session.openLock(form, listener);
    session.closeLock();
    await opening;
    assert.equal(load.mock.callCount(), 1, 'Lock is not even loaded');
    assert.equal(FakeLock.last, made);
  });
});

describe('a sign-up in Lock’s form', () => {
  for (const event of ['signin submit', 'federated login', 'sso login', 'socialOrEmail submit', 'socialOrPhoneNumber submit']) {
    it(`is not what begins with "${event}", but a login is`, async () => {
      const lock = await openLock();
      lock.emit('signup submit');
      localStorage.removeItem(LOGIN_NOTE_KEY);
      lock.emit(event);
      assert.equal(takeSigningUp('app'), undefined);
      assert.equal(hasLoginBegun(NOW), true);
    });
  }

  it('is noted in the tab when it is submitted, until the person signs in another way', async () => {
    const lock = await openLock();
    assert.equal(hasLoginBegun(NOW), false);
    lock.emit('signup submit');
    assert.equal(hasLoginBegun(NOW), true);
    assert.equal(takeSigningUp('app'), NOW);
    lock.emit('signup submit');
    lock.emit('signin submit');
    assert.equal(takeSigningUp('app'), undefined);
  });

  for (const [id, sub] of [['1', 'auth0|1'], ['custom|2', 'custom|2']] as const) {
    it(`is written down for "${sub}" as soon as Lock says "${id}"`, async () => {
      const lock = await openLock();
      lock.emit('signup submit');
      lock.emit('signup success', { Id: id });
      assert.deepEqual(heard('handleSignedUp'), [[['company', 'homepage', 'terms']]]);
      await until(() => sessionStorage.length === 0);
      assert.equal(await signedUpAt(sub), NOW);
    });
  }

  it('is known with what was told there, before anything is read; sensitive answers are not written down', async () => {
    const fields = ['company', 'team_size', 'homepage', 'health'].map((name) => ({ name, label: name, ask: 'signup' as const, ...(name === 'health' && { sensitive: true }) }));
    form.plan = { fields };
    const lock = await openLock();
    lock.emit('signup submit');
    lock.emit('signup success', { Id: '9', userMetadata: { company: 'ACME', teamSize: '5', homepage: '', health: 'secret', other: 'x' } });
    await until(() => heard('handleSignedUp').length && localStorage.length >= 2);
    const storage = await PersonStorage.open('auth0|9', 'app');
    assert.deepEqual(storage.read('profile'), { values: { company: 'ACME', team_size: '5' }, concealed: ['health'], fields: ['company', 'team_size', 'homepage', 'health'] });
    assert.equal(storage.read('signed-up'), NOW);
  });

  it('changes nothing of what is known of the person already', async () => {
    const storage = await PersonStorage.open('auth0|8', 'app');
    const known = { values: { company: 'ACME' }, concealed: [], fields: ['company'] };
    storage.write('profile', known);
    const lock = await openLock();
    lock.emit('signup submit');
    lock.emit('signup success', { Id: '8', userMetadata: { company: 'Other' } });
    await until(() => storage.read('signed-up'));
    assert.deepEqual(storage.read('profile'), known);
  });

  it('that Lock does not name is written down at the login, before that is told', async () => {
    const lock = await openLock();
    lock.emit('signup submit');
    lock.emit('signup success', {});
    mock.timers.setTime(NOW + 5000);
    const written = mock.method(localStorage, 'setItem');
    listener.handleSignedIn = () => calls.push(['handleSignedIn', written.mock.callCount()]);
    lock.emit('authenticated', loginOf('auth0|ann'));
    await until(() => heard('handleSignedIn').length);
    assert.deepEqual(heard('handleSignedIn'), [[1]]);
    assert.equal(await signedUpAt('auth0|ann'), NOW);
    assert.equal(takeSigningUp('app'), undefined);
  });

  it('is of a database connection: another login is none', async () => {
    noteSigningUp('app');
    (await openLock()).emit('authenticated', loginOf('google-oauth2|ann'));
    await until(() => heard('handleSignedIn').length);
    assert.equal(await signedUpAt('google-oauth2|ann'), undefined);
  });
});

describe('a login in Lock’s form', () => {
  it('is taken over', async () => {
    (await openLock()).emit('authenticated', loginOf('auth0|ann'));
    await until(() => heard('handleSignedIn').length);
    assert.deepEqual(heard('handleSignedIn'), [[{ user: { sub: 'auth0|ann' }, isNewSignIn: true }]]);
    assert.equal(session.user?.sub, 'auth0|ann');
    assert.equal(localStorage.length, 0, 'no sign-up is written down');
  });

  it('whose token is of nobody is a failure', async () => {
    (await openLock()).emit('authenticated', loginOf(''));
    assert.match(error('handleFailure')?.message ?? '', /"sub"/);
  });

  it('that Lock says failed is told as one', async () => {
    const lock = await openLock();
    lock.emit('authorization_error', { error: 'access_denied', error_description: 'No entry' });
    const { code, reason, isLogin } = error('handleLoginError') ?? {};
    assert.deepEqual({ code, reason, isLogin }, { code: 'access_denied', reason: 'No entry', isLogin: true });
  });

  it('that failed without a reason is asked for at the tenant, where it may have worked', async () => {
    const lock = await openLock();
    answer = [null, loginOf('auth0|ann')];
    lock.emit('signin submit');
    showMessage();
    await until(() => heard('handleSignedIn').length);
    assert.deepEqual(heard('handleSignedIn'), [[{ user: { sub: 'auth0|ann' }, isNewSignIn: true }]]);
  });

  for (const [what, code, isAfterSignUp, told] of [
    ['which nobody knows', 'login_required', false, 'unknown'],
    ['after a sign-up are blocked cookies', 'login_required', true, 'cookies_blocked'],
    ['which the tenant tells', 'consent_required', false, 'consent_required'],
  ] as const) {
    it(`that failed for a reason ${what}`, async () => {
      const lock = await openLock();
      answer = [{ error: code }, null];
      if (isAfterSignUp) lock.emit('signup submit');
      lock.emit(isAfterSignUp ? 'signup success' : 'signin submit', {});
      showMessage();
      await until(() => heard('handleLoginError').length);
      assert.deepEqual([error('handleLoginError')?.code, error('handleLoginError')?.isLogin], [told, true]);
    });
  }

  it('that the tenant answers with nonsense is a failure', async () => {
    const lock = await openLock();
    answer = [null, loginOf('')];
    lock.emit('signin submit');
    showMessage();
    await until(() => heard('handleFailure').length);
    assert.deepEqual(heard('handleLoginError'), []);
  });
});

describe('a person who comes back', () => {
  const restore = (isWanted = () => true) => session.restore('#id_token=x&state=here', isWanted);

  it('from a redirect that began here is signed in anew, and the sign-up before it is written down', async () => {
    noteSigningUp('app');
    answer = [null, loginOf('auth0|ann')];
    assert.deepEqual(await restore(), { user: { sub: 'auth0|ann' }, isNewSignIn: true });
    assert.deepEqual(heard('parseHash'), [[{ hash: 'id_token=x&state=here' }]]);
    assert.equal(await signedUpAt('auth0|ann'), NOW);
  });

  it('from a redirect that was refused is told so', async () => {
    answer = [{ error: 'access_denied' }, null];
    await assert.rejects(restore(), { code: 'access_denied', isLogin: true });
  });

  it('with a session of before is signed in, but not anew', async () => {
    noteSigningUp('app');
    answer = [null, loginOf('auth0|ann')];
    assert.deepEqual(await session.restore('', () => true), { user: { sub: 'auth0|ann' }, isNewSignIn: false });
    assert.equal(await signedUpAt('auth0|ann'), undefined);
  });

  it('while somebody signs in is not wanted', async () => {
    answer = [null, loginOf('auth0|ann')];
    assert.equal(await session.restore('', () => false), null);
    assert.equal(session.user, null);
  });

  it('without a session is nobody', async () => assert.equal(await session.restore('', () => true), null));

  it('with the result of a login that began elsewhere is not signed in by it', async () => {
    document.cookie = '';
    await assert.rejects(restore(), { code: 'foreign_result', isLogin: true });
    assert.deepEqual(heard('parseHash'), []);
  });

  it('with a session that the tenant does not tell is an error', async () => {
    answer = [{ error: 'consent_required' }, null];
    await assert.rejects(session.restore('', () => true), { code: 'consent_required', isLogin: false });
  });

  it('can go to the tenant’s own page, which begins a login', async () => {
    await session.signInByRedirect();
    assert.equal(hasLoginBegun(NOW), true);
    assert.equal(heard('authorize').length, 1);
  });
});
