/** The session between a login and auth0-js, whose calls are played here; the journeys show it with the real one. */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Auth0Session } from '../../src/auth0/session.ts';
import { SessionError } from '../../src/auth0/sign-in-error.ts';

// The chunk of auth0-js is made by the build: here stands what the test plays.
const resolve = `export const resolve = (name, context, next) => name.endsWith('/chunks/web-auth.ts') ? { url: 'data:text/javascript,' + encodeURIComponent('export const WebAuth = class { constructor(options) { return globalThis.played.make(options); } }'), shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);

type Done = (error: object | null, result: object | null) => void;
interface Call {
  name: string;
  options: Record<string, unknown>;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const idTokenOf = (sub: unknown) => `${encode({ alg: 'RS256' })}.${encode({ sub })}.signature`;
const loginOf = (sub: unknown, more: object = {}) => ({ accessToken: `token of ${String(sub)}`, idToken: idTokenOf(sub), expiresIn: 3600, scope: 'openid read:it', ...more });

const calls: Call[] = [];
let answers: [object | null, object | null][] = [];
const played = {
  failsToLoad: false,
  make: (made: object) => {
    if (played.failsToLoad) throw new Error('offline');
    calls.push({ name: 'made', options: made as Record<string, unknown> });
    const ask = (name: string) => (options: Record<string, unknown>, done?: Done) => {
      calls.push({ name, options });
      const [error, result] = (done && answers.shift()) ?? [null, null];
      done?.(error, result);
    };
    return { parseHash: ask('parseHash'), checkSession: ask('checkSession'), authorize: ask('authorize'), logout: ask('logout') };
  },
};

const OPTIONS = { domain: 'acme.eu.auth0.com', clientId: 'app', audience: 'https://api.acme.example/', scope: 'openid profile', redirectUrl: 'https://app.acme.example/' };
const ANOTHER = { audience: 'https://other.example/', scope: 'write:it' };
const asked = () => calls.filter(({ name }) => name === 'checkSession').map(({ options }) => options);
const codeIs = (code: string, isLogin = false) => (error: unknown) => error instanceof SessionError && error.code === code && error.isLogin === isLogin;

let session: Auth0Session;
beforeEach(() => {
  Object.assign(globalThis, { played });
  mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-05-01T10:00:00Z') });
  Object.defineProperty(globalThis, 'location', { value: { hostname: 'app.example.com' }, configurable: true });
  Object.defineProperty(globalThis, 'document', { value: { cookie: '' }, configurable: true });
  calls.length = 0;
  answers = [];
  session = new Auth0Session(OPTIONS);
});
afterEach(() => mock.timers.reset());

describe('a login', () => {
  it('is taken over, with the token that came with it', async () => {
    const claims = session.accept(loginOf('ann'));
    assert.equal(claims.sub, 'ann');
    assert.equal(session.user, claims);
    assert.equal(await session.getToken({ audience: OPTIONS.audience, scope: 'read:it' }), 'token of ann');
    assert.deepEqual(calls, [], 'auth0-js is not even loaded');
  });

  it('is refused without a subject, and without a token', () => {
    for (const sub of [undefined, '', 7]) assert.throws(() => session.accept(loginOf(sub)), /"sub"/);
    assert.throws(() => session.accept(loginOf('ann', { accessToken: undefined })), /access token/);
  });

  it('by redirect is read by auth0-js', async () => {
    answers = [[null, loginOf('ann')]];
    assert.equal((await session.acceptRedirect('id_token=x')).sub, 'ann');
    assert.deepEqual(calls.at(-1), { name: 'parseHash', options: { hash: 'id_token=x' } });
    assert.deepEqual(calls[0]?.options, { domain: OPTIONS.domain, clientID: 'app', redirectUri: OPTIONS.redirectUrl, responseType: 'token id_token' });
  });

  it('by redirect that is refused is told as a login', async () => {
    answers = [[{ error: 'access_denied', errorDescription: 'No entry' }, null], [null, { accessToken: 'x' }]];
    await assert.rejects(session.acceptRedirect('error=access_denied'), codeIs('access_denied', true));
    await assert.rejects(session.acceptRedirect('access_token=x'), codeIs('invalid_token'));
    assert.equal(session.user, null);
  });
});

describe('a session', () => {
  it('is restored silently, within 15 s or what is given', async () => {
    answers = [[null, loginOf('ann')], [null, loginOf('ann')]];
    assert.equal((await session.restore()).sub, 'ann');
    await new Auth0Session({ ...OPTIONS, timeoutMs: 50 }).restore();
    const { audience, scope } = OPTIONS;
    assert.deepEqual(asked(), [{ audience, scope, timeout: 15_000 }, { audience, scope, timeout: 50 }]);
  });

  it('is left alone when the answer is not wanted any more', async () => {
    answers = [[null, loginOf('ann')]];
    assert.equal(await session.restore(() => false), null);
    assert.equal(session.user, null);
  });

  it('goes on in another one, tokens included', async () => {
    session.accept(loginOf('ann'));
    const next = new Auth0Session({ ...OPTIONS, scope: 'openid' });
    next.continueFrom(session);
    assert.equal(next.user?.sub, 'ann');
    assert.equal(await next.getToken({ audience: OPTIONS.audience, scope: 'read:it' }), 'token of ann');
    assert.deepEqual([next.audience, next.scope], [OPTIONS.audience, 'openid']);
  });

  it('ends here and at the tenant', async () => {
    session.accept(loginOf('ann'));
    await session.endAtTenant('https://app.acme.example/bye');
    assert.equal(session.user, null);
    assert.deepEqual(calls.at(-1), { name: 'logout', options: { returnTo: 'https://app.acme.example/bye', clientID: 'app' } });
    await assert.rejects(session.getToken({ audience: OPTIONS.audience, scope: 'read:it' }), SessionError);
  });

  it('begins on the tenant’s own page with what it asks for', async () => {
    await session.signInByRedirect();
    assert.deepEqual(calls.at(-1), { name: 'authorize', options: { audience: OPTIONS.audience, scope: OPTIONS.scope } });
  });

  it('loads auth0-js anew after it did not load', async () => {
    played.failsToLoad = true;
    await assert.rejects(session.restore(), /offline/);
    played.failsToLoad = false;
    answers = [[null, loginOf('ann')]];
    assert.equal((await session.restore()).sub, 'ann');
  });
});

describe('a token', () => {
  it('is asked for once for an audience, with an ID token that tells whose it is', async () => {
    session.accept(loginOf('ann'));
    answers = [[null, loginOf('ann', { accessToken: 'another', scope: undefined })]];
    assert.equal(await session.getToken(ANOTHER), 'another');
    assert.equal(await session.getToken(ANOTHER), 'another');
    assert.deepEqual(asked().map(({ audience, scope }) => [audience, scope]), [[ANOTHER.audience, 'openid write:it']]);
    assert.equal(await session.getToken({ audience: OPTIONS.audience, scope: '' }), 'token of ann', 'the first is kept beside it');
  });

  it('is asked for anew when another scope is wanted, when it is refused, and in its last half minute', async () => {
    session.accept(loginOf('ann', { expiresIn: 60 }));
    const { audience } = OPTIONS;
    answers = ['one', 'two', 'three'].map((accessToken) => [null, loginOf('ann', { accessToken, expiresIn: 60 })]);
    assert.equal(await session.getToken({ audience, scope: 'read:it more' }), 'one');
    assert.equal(await session.getToken({ audience, scope: 'read:it', fresh: true }), 'two');
    mock.timers.setTime(Date.now() + 29_000);
    assert.equal(await session.getToken({ audience, scope: 'read:it' }), 'two');
    mock.timers.setTime(Date.now() + 1000);
    assert.equal(await session.getToken({ audience, scope: 'read:it' }), 'three');
  });

  it('of somebody else is not given, nor one after a sign-out', async () => {
    session.accept(loginOf('ann'));
    answers = [[null, loginOf('bob')], [null, loginOf('ann')]];
    await assert.rejects(session.getToken(ANOTHER), codeIs('login_required'));
    const late = session.getToken(ANOTHER);
    session.forget();
    await assert.rejects(late, codeIs('login_required'));
    answers = [[null, loginOf('ann')]];
    await assert.rejects(session.getToken(ANOTHER), codeIs('login_required'));
  });

  it('of the person before is forgotten when somebody else signs in', async () => {
    session.accept(loginOf('ann'));
    answers = [[null, loginOf('ann', { accessToken: 'of ann elsewhere', scope: undefined })], [null, loginOf('bob', { accessToken: 'of bob elsewhere' })]];
    await session.getToken(ANOTHER);
    session.accept(loginOf('bob'));
    assert.equal(await session.getToken(ANOTHER), 'of bob elsewhere');
  });

  it('of the same person is kept when they sign in again, and asked for with nothing but an ID token', async () => {
    session.accept(loginOf('ann'));
    answers = [[null, loginOf('ann', { accessToken: 'elsewhere' })]];
    await session.getToken({ ...ANOTHER, scope: '' });
    session.accept(loginOf('ann'));
    assert.equal(await session.getToken({ ...ANOTHER, scope: '' }), 'elsewhere');
    assert.deepEqual(asked().map(({ scope }) => scope), ['openid']);
  });

  it('that is refused right after a login from another site tells of cookies; else the plain error is given', async () => {
    const refuse = () => (answers = [[{ error: 'login_required' }, null]]);
    session.accept(loginOf('ann'));
    refuse();
    await assert.rejects(session.getToken(ANOTHER), codeIs('cookies_blocked', true));
    answers = [[{ error: 'consent_required' }, null]];
    await assert.rejects(session.getToken(ANOTHER), codeIs('consent_required'));
    Object.defineProperty(globalThis, 'location', { value: { hostname: 'app.auth0.com' }, configurable: true });
    refuse();
    await assert.rejects(session.getToken(ANOTHER), codeIs('login_required'));
    Object.defineProperty(globalThis, 'location', { value: { hostname: 'app.example.com' }, configurable: true });
    answers = [[null, loginOf('ann')], [{ error: 'login_required' }, null]];
    const restored = new Auth0Session(OPTIONS);
    await restored.restore();
    await assert.rejects(restored.getToken(ANOTHER), codeIs('login_required'));
    session.forget();
    answers = [[null, loginOf('ann')], [{ error: 'login_required' }, null]];
    await session.restore();
    await assert.rejects(session.getToken(ANOTHER), codeIs('login_required'));
  });
});
