/** What the management store sends through auth0-js, which is played here, and what it makes of the answers. */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { managementCalls } from '../../src/auth0/management-calls.ts';
import { managementStore } from '../../src/auth0/management-store.ts';
import { StoreError } from '../../src/person/store-error.ts';

const resolve = `export const resolve = (name, context, next) => name.endsWith('/chunks/management.ts') ? { url: 'data:text/javascript,' + encodeURIComponent('export const Management = class { constructor(options) { return globalThis.played.manage(options); } }'), shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);

const ANN = 'auth0|ann';
const DOMAIN = 'acme.eu.auth0.com';
const SCOPE = 'read:current_user update:current_user_metadata';
const profile = (user_metadata: object) => ({ user_id: ANN, user_metadata });

type Done = (error: object | null, answer?: unknown) => void;

let calls: unknown[][];
/** What auth0-js calls back with; `undefined`: never. */
let answer: Parameters<Done> | undefined;
let management: { baseOptions: { rootUrl: string } };

beforeEach(() => {
  calls = [];
  answer = [null, profile({ company: 'ACME' })];
  const start = (...call: unknown[]) => {
    const done = call.pop() as Done;
    calls.push(call);
    if (answer) done(...answer);
    return { abort: () => calls.push(['abort']) };
  };
  management = { baseOptions: { rootUrl: 'https://untouched' } };
  const manage = (options: object) => {
    calls.push(['made', options]);
    return Object.assign(management, { getUser: start.bind(undefined, 'getUser'), patchUserMetadata: start.bind(undefined, 'patch') });
  };
  Object.assign(globalThis, { played: { manage } });
});

afterEach(() => mock.timers.reset());

const asked: unknown[] = [];
const getToken = (request: object) => {
  asked.push(request);
  return Promise.resolve('opaque');
};
const codeOf = (call: Promise<unknown>) => call.then(() => 'no error', (error: unknown) => (error instanceof StoreError ? error.code : error));

describe('the calls of the management store', () => {
  it('read with a token for the tenant’s own audience', async () => {
    asked.length = 0;
    assert.deepEqual(await managementCalls({ domain: 'login.acme.example', tenantDomain: DOMAIN, getToken }).read(ANN), { company: 'ACME' });
    assert.deepEqual(asked, [{ audience: `https://${DOMAIN}/api/v2/`, scope: SCOPE, fresh: false }]);
    assert.deepEqual(calls, [['made', { domain: 'login.acme.example', token: 'opaque' }], ['getUser', 'auth0%7Cann']]);
    assert.equal(management.baseOptions.rootUrl, 'https://untouched');
  });

  it('save what was answered, and believe only an answer that has it', async () => {
    const store = managementStore({ domain: DOMAIN, getToken });
    assert.deepEqual(await store.save(ANN, { company: 'ACME' }), { company: 'ACME' });
    assert.deepEqual(calls.at(-1), ['patch', 'auth0%7Cann', { company: 'ACME' }]);
    assert.equal(await codeOf(store.save(ANN, { company: 'Ajax' })), 'unverified');
    calls = [];
    assert.equal(await codeOf(store.save(ANN, {})), 'empty-patch');
    assert.deepEqual(calls, []);
  });

  it('go to a local tenant by its address', async () => {
    await managementCalls({ domain: 'http://localhost:4400', getToken }).read(ANN);
    assert.equal(management.baseOptions.rootUrl, 'http://localhost:4400/api/v2');
  });

  it('load their code ahead of the first one', async () => {
    assert.deepEqual(Object.keys((await managementCalls({ domain: DOMAIN, getToken }).prepare!()) as object), ['Management']);
  });

  for (const [what, error, code] of [
    ['nothing at all', {}, 'network'],
    ['no status', { original: {} }, 'network'],
    ['a status of superagent', { original: { status: 404 } }, 'not-found'],
    ['a status of the answer', { original: { response: { status: 403, body: { message: 'Insufficient scope' } } } }, 'missing-scope'],
    ['a status without an answer', { original: { status: 503 } }, 'server'],
    ['an answer without headers', { original: { response: { status: 503, body: {} } } }, 'server'],
    ['a wait', { original: { status: 429, response: { status: 429, body: {}, headers: { 'retry-after': '7' } } } }, 'rate-limited'],
  ] as const) {
    it(`take ${what} in an error of auth0-js as ${code}`, async () => {
      answer = [error];
      const failure = await managementCalls({ domain: DOMAIN, getToken }).read(ANN).catch((reason: unknown) => reason);
      assert.ok(failure instanceof StoreError, String(failure));
      assert.equal(failure.code, code);
      assert.equal(failure.retryAfterMs, code === 'rate-limited' ? 7000 : undefined);
      if (code !== 'network') assert.ok(failure.message.includes(`Expected: audience "https://${DOMAIN}/api/v2/", scope "${SCOPE}".`), failure.message);
    });
  }

  it('end the request that takes too long, and the one that nobody wants any more', async () => {
    answer = undefined;
    mock.timers.enable({ apis: ['setTimeout'] });
    const ending = new AbortController();
    for (const [code, end] of [['timeout', () => mock.timers.tick(20)], ['aborted', () => ending.abort()]] as const) {
      calls = [];
      const reading = codeOf(managementCalls({ domain: DOMAIN, getToken, timeoutMs: 20 }).read(ANN, { signal: ending.signal }));
      while (calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
      end();
      assert.equal(await reading, code);
      assert.deepEqual(calls.slice(2), [['abort']]);
    }
  });

  it('send nothing for a person who has left while the code was on its way', async () => {
    const ending = new AbortController();
    const manage = () => {
      ending.abort();
      return management;
    };
    Object.assign(globalThis, { played: { manage } });
    assert.equal(await codeOf(managementCalls({ domain: DOMAIN, getToken }).read(ANN, { signal: ending.signal })), 'aborted');
    assert.deepEqual(calls, []);
  });
});
