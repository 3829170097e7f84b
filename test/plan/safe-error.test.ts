import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { StoreError } from '../../src/person/store-error.ts';
import { storeErrorOf } from '../../src/person/store-failure.ts';
import { redact, safeError } from '../../src/plan/safe-error.ts';
import { Problem } from '../../src/server/problem.ts';

const SECRETS = {
  'a JWT': 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
  "a refresh token of Auth0's": 'v1.MjQ4NzY1NDMyMTAtYWJjZGVmZ2hpams',
  'an opaque token': 'opaque_5fKq0x7Yt2LwZ9',
  'an access token of 32 letters': 'abcdefghijklmnopqrstuvwxyzABCDEF',
  'a user id': 'auth0|507f1f77bcf86cd799439020',
};

/** What axios, ky and superagent throw. */
const httpError = (secret: string) =>
  Object.assign(new Error(`Request failed with status code 500: ${secret}`), {
    name: 'AxiosError',
    status: 500,
    config: { headers: { Authorization: `Bearer ${secret}` }, data: '{"illness":"gout"}' },
    response: { data: { secret }, headers: { 'set-cookie': secret } },
    request: { path: `/?token=${secret}` },
    cause: new Error(secret),
  });

describe('an error that may be told', () => {
  for (const [what, secret] of Object.entries(SECRETS)) {
    it(`holds nothing of ${what}, wherever it stood`, () => {
      for (const error of [safeError(httpError(secret)), storeErrorOf(httpError(secret)), storeErrorOf(new StoreError('server', { cause: httpError(secret) })), new Problem({ status: 500, code: 'server', detail: 'x', cause: httpError(secret) })]) {
        const text = inspect(error, { depth: 9, showHidden: true });
        assert.ok(!text.includes(secret) && !text.includes('gout'), text);
        assert.match(text, /AxiosError: Request failed with status code 500: \[token\]/);
      }
    });
  }

  it('keeps name, message and status', () => {
    const { name, message, status } = safeError(httpError('')) as Error & { status?: number };
    assert.deepEqual([name, message, status], ['AxiosError', 'Request failed with status code 500: ', 500]);
  });

  it('keeps a text that was thrown, and nothing of a name or status that is none', () => {
    assert.equal(safeError('No network').message, 'No network');
    for (const name of [undefined, 5, 'Bearer abc', ' Error', 'x'.repeat(41)]) assert.equal(safeError({ name, message: 'x' }).name, 'Error');
    assert.equal(safeError({ name: 'x'.repeat(40), message: 'x' }).name, 'x'.repeat(40));
    for (const thrown of [new Error('x'), { message: 'x', status: '500 abc' }]) assert.ok(!('status' in safeError(thrown)), 'a status');
  });

  it('leaves out what was to be saved, where the store repeats it', () => {
    const { cause } = storeErrorOf(new Error('Bad body: {"illness":"gout","signs":["a cough"],"age":41}'), ['gout', ['a cough'], 41, null]);
    assert.equal((cause as Error).message, 'Bad body: {"illness":"[value]","signs":["[value]"],"age":41}');
  });

  it('comes of anything, and in bounded time', () => {
    const trap = new Proxy({}, { get: () => { throw new Error('trap'); } });
    for (const thrown of [undefined, null, 0, Symbol('s'), () => 1, trap, { message: { toString: 1 } }, { get message(): string { throw new Error('no'); } }]) {
      assert.equal(safeError(thrown).message, 'unknown error');
    }
    assert.ok(safeError('x '.repeat(1e6)).message.length < 1000, 'a message of over 1000 characters');
    fc.assert(fc.property(fc.anything(), (thrown) => safeError(thrown) instanceof Error));
  });
});

describe('redact', () => {
  for (const [text, safe] of [
    ['refresh_token=v1.Mabc&x=1', 'refresh_token=[token]&x=1'],
    ['{"access_token":"abc","password": "pw"}', '{"access_token":"[token]","password": "[token]"}'],
    ['Authorization: Bearer abc', 'Authorization: [token] [token]'],
    ['bearer abc is refused', 'bearer [token] is refused'],
    ['No account ada@acme.example here', 'No account [email] here'],
    ['login_required: Login required', 'login_required: Login required'],
    ['GET https://api.acme.example/people/7?page=2 answered 500', 'GET https://api.acme.example/people/7?page=2 answered 500'],
    ["Cannot read properties of undefined (reading 'user_metadata')", "Cannot read properties of undefined (reading 'user_metadata')"],
    // What no person writes is a token; words, versions and numbers are none.
    ['v1.Mabcdefghij is refused', '[token] is refused'],
    ['eyJhbGciOiJI is refused', '[token] is refused'],
    ['Library v1.2.3-beta by heyJude_and_others failed', 'Library v1.2.3-beta by heyJude_and_others failed'],
    ['internationalization of 1234567890123456 in sha256', 'internationalization of 1234567890123456 in sha256'],
    ['abcdefghijklm12 but not abcdefghijklm123', 'abcdefghijklm12 but not [token]'],
    [`${'x'.repeat(31)} but not ${'x'.repeat(32)}`, `${'x'.repeat(31)} but not [token]`],
    ['The plan basic: 5 seats', 'The plan basic: 5 seats'],
  ] as const) {
    it(`makes ${JSON.stringify(safe)}`, () => assert.equal(redact(text), safe));
  }

  it('leaves out the values that it is given, unless they are so short that they are part of any word', () => {
    assert.equal(redact('Ada lives at home, in OH', ['Ada', ['home'], 'OH', 5, null]), '[value] lives at [value], in OH');
  });
});
