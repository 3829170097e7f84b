import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { describeAuth0Error, isUserProvidedByLock, loginError, SessionError, silentError, type Auth0Error } from '../../src/auth0/sign-in-error.ts';

const LATE = 'Expiration Time (exp) claim error in the ID token; current time is after expiration time';

describe('an error of a session', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'location'));

  it('tells what to do, with the page’s origin', () => {
    Object.defineProperty(globalThis, 'location', { value: { origin: 'https://app.example' }, configurable: true });
    assert.match(silentError({ error: 'timeout' }).message, /^timeout\. .*https:\/\/app\.example is probably missing.*--origin https:\/\/app\.example`/);
    Reflect.deleteProperty(globalThis, 'location');
    assert.match(silentError({ error: 'timeout' }).message, /ORIGIN is probably missing/);
    assert.equal(silentError({ error: 'other', description: 'Said so.' }).message, 'Said so (other)');
  });

  it('has the code of the tenant, of Lock, or none that is known', () => {
    const codes = [{ error: 'a', code: 'b' }, { code: 'b' }, {}].map((error) => silentError(error).code);
    assert.deepEqual(codes, ['a', 'b', 'unknown']);
    assert.equal(silentError({ error: 'a' }).isLogin, false);
  });

  it('tells of a clock that is wrong', () => {
    for (const claim of ['exp', 'iat', 'nbf']) assert.equal(silentError({ error: 'invalid_token', description: LATE.replace('exp', claim) }).code, 'clock_wrong');
    for (const description of [LATE.replace('current time', 'x'), LATE.replace('(exp)', '(aud)'), undefined]) assert.equal(silentError({ error: 'invalid_token', description }).code, 'invalid_token');
    assert.deepEqual([loginError({ error: 'invalid_token', errorDescription: LATE }).code, loginError({ error: 'login_required' }).code], ['clock_wrong', 'cookies_blocked']);
  });

  it('of a login has the tenant’s reason where access was denied, and only there', () => {
    for (const code of ['access_denied', 'unauthorized', 'rule_error', 'invalid_user_password']) assert.equal(loginError({ code, description: 'No entry.' }).reason, 'No entry.');
    const other = loginError({ error: 'server_error', error_description: 'No entry.' });
    assert.deepEqual([other.reason, other.isLogin], [undefined, true]);
  });

  it('tells who is signed out, and what the tenant’s own page can mend', () => {
    const of = (error: string) => new SessionError({ error });
    assert.deepEqual([of('login_required').isSignedOut, of('timeout').isSignedOut], [true, false]);
    const mended = ['cookies_blocked', 'interaction_required', 'consent_required', 'requires_verification', 'login_required', 'timeout'].filter((code) => of(code).isMendedByRedirect);
    assert.deepEqual(mended, ['cookies_blocked', 'interaction_required', 'consent_required', 'requires_verification']);
  });

  it('keeps no token', () => {
    const token = `${'eyJhbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxIn0'}.c2lnbmF0dXJl`;
    const error = silentError({ error: 'invalid_token', description: `Bearer ${token}` });
    assert.doesNotMatch(`${error.message} ${JSON.stringify(error.cause)} ${String(error.cause)}`, /eyJ/);
  });
});

describe('Lock’s form has its own words', () => {
  const isProvided = (code: string, reason?: string) => isUserProvidedByLock(new SessionError({ code }, { reason }));

  it('for a wrong password, unless an Action gave a reason', () => {
    assert.deepEqual([isProvided('invalid_user_password'), isProvided('invalid_user_password', 'Members only')], [true, false]);
    for (const reason of ['Wrong email or password.', 'wrong e-mail', 'Wrong user name', 'Wrong phone number', 'Wrong verification code']) assert.equal(isProvided('invalid_user_password', reason), true, reason);
    assert.equal(isProvided('invalid_user_password', 'Not the wrong email'), false);
  });

  it('for its own codes, and not for the tenant’s', () => {
    const codes = ['lock.network', 'too_many_attempts', 'password_leaked', 'hrd.not_matching_email', 'access_denied', 'unlock.it'];
    assert.deepEqual(codes.map((code) => isProvided(code)), [true, true, true, true, false, false]);
  });
});

it('an error of Auth0 is one sentence', () => {
  const errors: (Auth0Error | Error)[] = [new Error('As it is'), { description: 'Said.', code: 'a', error: 'b' }, { error_description: 'Said.' }, { error: 'b' }, {}];
  assert.deepEqual(errors.map(describeAuth0Error), ['As it is', 'Said (a)', 'Said', 'b', 'unknown error']);
});
