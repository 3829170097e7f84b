import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorFromAnswer } from '../../src/auth0/bad-answer.ts';
import { StoreError, type StoreErrorCode } from '../../src/person/store-error.ts';
import { storeErrorOf } from '../../src/person/store-failure.ts';

const none = () => null;

describe('an answer that is not the profile', () => {
  // What Auth0's Management API, a gateway before it, or progressive-lock/server answers.
  const answers: [number, unknown, StoreErrorCode][] = [
    [200, undefined, 'unverified'],
    [302, undefined, 'unverified'],
    [400, { errorCode: 'invalid_body', message: "Payload validation error: 'Expected type string'" }, 'invalid'],
    [400, { errorCode: 'invalid_body', message: 'The profile would have 10300 bytes' }, 'too-large'],
    [400, { code: 'too-large', detail: 'The tenant refused the answers.' }, 'too-large'],
    [401, { message: 'Invalid token', errorCode: 'invalid_token' }, 'unauthorized'],
    [401, { message: 'Bad audience: https://api.example.com' }, 'wrong-audience'],
    [401, { code: 'wrong-audience' }, 'wrong-audience'],
    [403, { errorCode: 'insufficient_scope', message: 'Insufficient scope, expected any of: …' }, 'missing-scope'],
    [403, { message: 'User to be acted on does not match subject in bearer token.' }, 'wrong-person'],
    [403, { code: 'wrong-person' }, 'wrong-person'],
    [403, '<h1>Forbidden</h1>', 'forbidden'],
    [404, { errorCode: 'inexistent_user' }, 'not-found'],
    [408, null, 'timeout'],
    [409, {}, 'conflict'],
    [413, undefined, 'too-large'],
    [415, undefined, 'invalid'],
    [429, { errorCode: 'too_many_requests' }, 'rate-limited'],
    [500, {}, 'server'],
    [503, undefined, 'server'],
  ];
  for (const [status, body, code] of answers) {
    it(`${status} ${JSON.stringify(body)} is ${code}`, () => {
      const error = errorFromAnswer({ status, body, header: none });
      assert.deepEqual([error.code, error.status], [code, status]);
    });
  }

  it('tells the status and the word for it, and nothing that could quote what was sent', () => {
    const body = { errorCode: 'invalid_body', message: "'Ajax' on property company", detail: 'Ajax' };
    assert.match(errorFromAnswer({ status: 400, body, header: none }).message, /The answer was: 400 invalid_body\./);
    for (const errorCode of ['Ajax was sent', 'x'.repeat(41), { a: 1 }]) {
      assert.match(errorFromAnswer({ status: 400, body: { ...body, errorCode }, header: none }).message, /The answer was: 400\./);
    }
    assert.doesNotMatch(errorFromAnswer({ status: 400, body, header: none }).message, /Ajax/);
  });
});

describe('the time to wait', () => {
  const wait = (headers: Record<string, string>, status = 429) =>
    errorFromAnswer({ status, body: {}, header: (name) => headers[name] }).retryAfterMs;
  const inSeconds = (seconds: number) => String(Math.ceil(Date.now() / 1000) + seconds);

  it('is what retry-after says, which needs no common clock', () => {
    assert.equal(wait({ 'retry-after': '7', 'x-ratelimit-reset': inSeconds(600) }), 7000);
    assert.equal(wait({ 'retry-after': '7' }, 503), 7000);
  });

  it('is up to x-ratelimit-reset otherwise', () => {
    const ms = wait({ 'x-ratelimit-reset': inSeconds(10) })!;
    assert.ok(ms > 9000 && ms <= 11_000, String(ms));
  });

  it('stays within reason where a clock is wrong', () => {
    assert.equal(wait({ 'x-ratelimit-reset': inSeconds(86_400) }), 300_000);
    assert.equal(wait({ 'x-ratelimit-reset': inSeconds(-86_400) }), 1000);
  });

  it('is unknown without a number, and for other answers', () => {
    assert.equal(wait({}), undefined);
    assert.equal(wait({ 'retry-after': 'soon', 'x-ratelimit-reset': '' }), undefined);
    assert.equal(wait({ 'retry-after': '7' }, 400), undefined);
  });
});

describe('StoreError', () => {
  it('knows what passes by itself, what a sign-in heals, and what neither does', () => {
    const facts = (code: StoreErrorCode) => {
      const { isTemporary, needsSignIn } = new StoreError(code);
      return [isTemporary, needsSignIn];
    };
    assert.deepEqual(facts('network'), [true, false]);
    assert.deepEqual(facts('cookies-blocked'), [false, true]);
    assert.deepEqual(facts('invalid'), [false, false]);
    assert.deepEqual(facts('aborted'), [false, false]);
  });

  it('waits for as long as a timer can, or as if nothing had been said', () => {
    const waits = [7, NaN, -5, 0, Infinity, Date.now()].map((retryAfterMs) => new StoreError('rate-limited', { retryAfterMs }).retryAfterMs);
    assert.deepEqual(waits, [7, undefined, undefined, undefined, 86_400_000, 86_400_000]);
  });

  it('of a store of the page’s own is explained, and keeps the words that it has', () => {
    assert.match(storeErrorOf(new StoreError('rate-limited', { retryAfterMs: 7 })).message, /^Too many requests\.$/);
    assert.equal(storeErrorOf(new StoreError('rate-limited', { retryAfterMs: 7 })).retryAfterMs, 7);
    assert.equal(storeErrorOf(new StoreError('invalid', { detail: 'No such team.' })).message, 'No such team.');
    assert.equal(storeErrorOf(new Error('x')).code, 'server');
  });

  it('keeps of its cause what tells the developer something, without tokens and answers', () => {
    const cause = Object.assign(new TypeError('PATCH with Ajax and token=abcdef failed'), { status: 502, body: 'Ajax' });
    const told = (thrown: unknown) => {
      const { message, status, retryAfterMs, cause: kept } = storeErrorOf(thrown, ['Ajax']);
      return { message, status, retryAfterMs, cause: kept && { ...kept, name: (kept as Error).name, message: (kept as Error).message } };
    };
    const safe = { name: 'TypeError', message: 'PATCH with [value] and token=[token] failed', status: 502 };
    const facts = { status: 502, retryAfterMs: 7 };
    assert.deepEqual(told(cause), { message: 'The server failed.', status: undefined, retryAfterMs: undefined, cause: safe });
    assert.deepEqual(told(new StoreError('server', { ...facts, cause })), { message: 'The server failed.', ...facts, cause: safe });
    assert.deepEqual(told(new StoreError('server', { ...facts, detail: 'It took Ajax.', cause })), { message: 'It took [value].', ...facts, cause: safe });
    assert.equal('cause' in new StoreError('server'), false);
    assert.equal('cause' in storeErrorOf(new StoreError('server')), false);
  });

  it('is the same where a store has explained it, without a cause', () => {
    const error = new StoreError('invalid', { detail: 'No such team.' });
    assert.equal(storeErrorOf(error), error);
    assert.equal(new StoreError('server', { cause: error }).cause, error);
  });
});
