import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreError } from '../../src/person/store-error.ts';
import { withToken, type TokenCall } from '../../src/auth0/token-source.ts';

const ANN = 'auth0|ann';
const jwt = (claims: object) => ['{"alg":"none"}', JSON.stringify(claims), 'sig'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const call = (getToken: TokenCall['getToken'], more: Partial<TokenCall> = {}): TokenCall => ({
  getToken,
  audience: 'https://acme.auth0.com/api/v2/',
  scope: 'read:current_user',
  userId: ANN,
  timeoutMs: 5000,
  ...more,
});
const never = () => new Promise<never>(() => {});

describe('a call with a token', () => {
  it('asks for the audience and scope it needs', async () => {
    const asked: unknown[] = [];
    const getToken: TokenCall['getToken'] = (request) => {
      asked.push(request);
      return Promise.resolve('opaque');
    };
    assert.equal(await withToken(call(getToken), (token) => Promise.resolve(token)), 'opaque');
    assert.deepEqual(asked, [{ audience: 'https://acme.auth0.com/api/v2/', scope: 'read:current_user', fresh: false }]);
  });

  it('gets one fresh token for one that was refused', async () => {
    const tokens: string[] = [];
    const getToken: TokenCall['getToken'] = ({ fresh }) => Promise.resolve(fresh ? 'fresh' : 'held');
    const result = await withToken(call(getToken), (token) => {
      tokens.push(token);
      return token === 'held' ? Promise.reject(new StoreError('unauthorized')) : Promise.resolve('done');
    });
    assert.deepEqual([result, tokens], ['done', ['held', 'fresh']]);
  });

  it('asks for no fresh token once it is ended', async () => {
    const ending = new AbortController();
    let asked = 0;
    const getToken = () => Promise.resolve(`token ${++asked}`);
    const refuse = () => {
      ending.abort();
      return Promise.reject(new StoreError('unauthorized'));
    };
    await assert.rejects(withToken(call(getToken, { signal: ending.signal }), refuse), { code: 'aborted' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked, 1);
  });

  it('gives up when the fresh one is refused too', async () => {
    let calls = 0;
    const refuse = () => {
      calls += 1;
      return Promise.reject(new StoreError('unauthorized'));
    };
    await assert.rejects(withToken(call(() => Promise.resolve('t')), refuse), { code: 'unauthorized' });
    assert.equal(calls, 2);
  });

  it('does not try again for other reasons', async () => {
    let calls = 0;
    const refuse = () => {
      calls += 1;
      return Promise.reject(new StoreError('missing-scope'));
    };
    await assert.rejects(withToken(call(() => Promise.resolve('t')), refuse), { code: 'missing-scope' });
    assert.equal(calls, 1);
  });

  it('never sends with the token of somebody else', async () => {
    const unreachable = () => assert.fail('It was sent.');
    await assert.rejects(withToken(call(() => Promise.resolve(jwt({ sub: 'auth0|bob' }))), unreachable), { code: 'wrong-person' });
    const mended: TokenCall['getToken'] = ({ fresh }) => Promise.resolve(jwt({ sub: fresh ? ANN : 'auth0|bob' }));
    assert.equal(await withToken(call(mended), () => Promise.resolve('done')), 'done');
  });

  it('has a time limit, also where the token does not come', async () => {
    let signal: AbortSignal | undefined;
    const slow = (_token: string, limit: AbortSignal) => {
      signal = limit;
      return never();
    };
    await assert.rejects(withToken(call(never, { timeoutMs: 5 }), never), { code: 'timeout', message: /Waited 5 ms/ });
    await assert.rejects(withToken(call(() => Promise.resolve('t'), { timeoutMs: 5 }), slow), { code: 'timeout' });
    assert.equal(signal?.aborted, true);
  });

  it('can be ended from outside, before and while it runs', async () => {
    const ending = new AbortController();
    let isEnded = false;
    const running = withToken(call(() => Promise.resolve('t'), { signal: ending.signal }), (_token, limit) => {
      limit.addEventListener('abort', () => (isEnded = true));
      setImmediate(() => ending.abort());
      return never();
    });
    await assert.rejects(running, { code: 'aborted' });
    assert.equal(isEnded, true);
    await assert.rejects(withToken(call(() => assert.fail(), { signal: ending.signal }), never), { code: 'aborted' });
  });

  it('sends nothing when the token comes after the end', async () => {
    const ending = new AbortController();
    let give!: (token: string) => void;
    let isSent = false;
    const getToken = () => new Promise<string>((resolve) => (give = resolve));
    const running = withToken(call(getToken, { signal: ending.signal }), () => {
      isSent = true;
      return never();
    });
    ending.abort();
    give('t');
    await assert.rejects(running, { code: 'aborted' });
    await new Promise(setImmediate);
    assert.equal(isSent, false);
  });
});

it('a call that has ended leaves neither a timer nor a listener behind', async (t) => {
  const listening = new Set<unknown>();
  const { signal } = new AbortController();
  t.mock.method(signal, 'addEventListener', (_type: string, listener: unknown) => listening.add(listener));
  t.mock.method(signal, 'removeEventListener', (_type: string, listener: unknown) => listening.delete(listener));
  const [start, end] = [t.mock.method(globalThis, 'setTimeout').mock, t.mock.method(globalThis, 'clearTimeout').mock];
  await withToken(call(() => Promise.resolve('t'), { signal, timeoutMs: 4321 }), () => Promise.resolve(assert.equal(listening.size, 1)));
  await new Promise(setImmediate);
  const timer = start.calls.find(({ arguments: [, ms] }) => ms === 4321)?.result;
  assert.ok(timer && end.calls.some(({ arguments: [ended] }) => ended === timer), 'Its timer still runs.');
  assert.equal(listening.size, 0);
});

describe('a token that cannot be had', () => {
  const failing = (error: unknown) => withToken(call(() => Promise.reject(error as Error)), never);
  const codes: [unknown, string][] = [
    [{ error: 'login_required', error_description: 'Login required' }, 'login-required'],
    [Object.assign(new Error('Missing Refresh Token'), { error: 'missing_refresh_token' }), 'login-required'],
    [Object.assign(new Error('x'), { error: 'invalid_grant' }), 'login-required'],
    [Object.assign(new Error('Consent required'), { error: 'consent_required' }), 'consent-required'],
    [Object.assign(new Error('x'), { code: 'cookies_blocked' }), 'cookies-blocked'],
    [Object.assign(new Error('Timeout'), { error: 'timeout' }), 'timeout'],
    [new TypeError('Failed to fetch'), 'network'],
    // axios.
    [Object.assign(new Error('Network Error'), { code: 'ERR_NETWORK' }), 'network'],
    // auth0-spa-js, which renews with refresh tokens in a worker.
    [new Error('Failed to fetch'), 'network'],
    [new Error("Timeout when executing 'fetch'"), 'network'],
    [Object.assign(new Error('HTTP error. Unable to fetch https://acme.auth0.com/oauth/token'), { error: 'request_error' }), 'server'],
    [Object.assign(new Error('Global limit has been reached'), { error: 'too_many_requests' }), 'rate-limited'],
    [new TypeError('x is not a function'), 'no-token'],
    [Object.assign(new Error('Unable to fetch'), { error: 'access_denied' }), 'no-token'],
    [undefined, 'no-token'],
  ];
  for (const [error, code] of codes) {
    it(`${JSON.stringify(Object(error))} ${String(error)} is ${code}`, () => assert.rejects(failing(error), { code }));
  }

  it('is told with what was asked for', async () => {
    await assert.rejects(failing({ error: 'login_required' }), /audience "https:\/\/acme\.auth0\.com\/api\/v2\/", scope "read:current_user"/);
  });

  it('is told without secrets', async () => {
    const secret = jwt({ sub: ANN, email: 'ann@example.com' });
    await assert.rejects(failing(new Error(`Bad token ${secret}`)), ({ message, cause }: Error) => {
      assert.ok(!message.includes(secret) && !(cause as Error).message.includes(secret), message);
      assert.match((cause as Error).message, /Bad token \[token\]/);
      return true;
    });
  });

  it('is what a StoreError of the page says it is', async () => {
    const error = new StoreError('conflict');
    assert.equal(await failing(error).catch((reason: unknown) => reason), error);
  });

  it('is told with its name, and without one where it has none', async () => {
    const causes = [{ error: 'a', message: 'Said' }, { message: 'Said' }].map((error) => failing(error).catch(({ cause }: Error) => (cause as Error).message));
    assert.deepEqual(await Promise.all(causes), ['a: Said', 'Said']);
  });

  it('is none without a function that gives one', async () => {
    await assert.rejects(withToken(call('token' as never), never), { code: 'no-token', message: /Expected `getToken`, got string/ });
    await assert.rejects(withToken(call(() => Promise.resolve({} as string)), never), /It gave object/);
  });

  it('is one that is no text', async () => {
    for (const token of ['', undefined, { access_token: 'x' }]) {
      await assert.rejects(withToken(call(() => Promise.resolve(token as string)), never), { code: 'no-token' });
    }
  });
});
