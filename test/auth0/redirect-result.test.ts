import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { handOverResult, takeRedirectResult } from '../../src/auth0/redirect-result.ts';

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const idTokenFor = (aud: unknown) => `${encode({ alg: 'RS256' })}.${encode({ sub: 'auth0|1', aud })}.signature`;
const resultFor = (aud: unknown, state = 'here') => `id_token=${idTokenFor(aud)}&state=${state}`;

let replaced: unknown[][] = [];
let cookies: string[] = [];

beforeEach(() => {
  replaced = [];
  cookies = ['other=1', 'com.auth0.auth.here={}'];
  const document = {
    get cookie() {
      return cookies.join('; ');
    },
    set cookie(text: string) {
      cookies.push(`set ${text}`);
    },
  };
  Object.assign(globalThis, { document, history: { state: { page: 1 }, replaceState: (...args: unknown[]) => void replaced.push(args) } });
  // Lets the next result be taken: it is read once a page.
  handOverResult('');
});
afterEach(() => {
  for (const name of ['document', 'history']) Reflect.deleteProperty(globalThis, name);
});

const at = (hash: string) => ({ hash, pathname: '/account', search: '?tab=1' }) as Location;
const take = (hash: string, pageHash?: string) => takeRedirectResult('ours', pageHash, at(hash));

describe('the result of a redirect', () => {
  it('is taken out of the address, once', () => {
    assert.deepEqual(take(`#${resultFor('ours')}`), { hash: resultFor('ours'), isOwn: true });
    assert.deepEqual(replaced, [[{ page: 1 }, '', '/account?tab=1']]);
    assert.equal(take(`#${resultFor('ours')}`), undefined);
  });

  for (const mark of ['#/', '#!', '#!/', '#!#', '']) {
    it(`is taken behind the mark "${mark}" of a router`, () => assert.equal(take(`${mark}${resultFor('ours')}`)?.hash, resultFor('ours')));
  }

  it('of an application among several is taken, of another one left alone', () => {
    assert.equal(take(`#${resultFor('theirs')}`), undefined);
    assert.equal(take(`#${resultFor(['theirs', 'too'])}`), undefined);
    assert.deepEqual(replaced, []);
    assert.equal(take(`#${resultFor(['theirs', 'ours'])}`)?.isOwn, true);
  });

  for (const [what, hash] of [
    ['an access token', 'access_token=a&state=here'],
    ['an error', 'error=access_denied&state=here'],
    ['something that is no token', 'id_token=nonsense&state=here'],
  ] as const) {
    it(`is taken with ${what}`, () => assert.equal(take(`#${hash}`)?.hash, hash));
  }

  for (const hash of ['', '#', '#error=1', '#state=here', '#access_token=a', '#/route?id=1', `#id_token=${idTokenFor('ours')}`]) {
    it(`is not "${hash.slice(0, 20)}", which belongs to the page`, () => {
      assert.equal(take(hash), undefined);
      assert.deepEqual(replaced, []);
    });
  }

  it('is taken from the beginning of the page, where a router has replaced it since', () => {
    assert.equal(take('#/home', `#${resultFor('ours')}`)?.hash, resultFor('ours'));
    assert.deepEqual(replaced, [], 'the route stays');
  });

  it('is taken as it was at the beginning of the page, where a router has rewritten it since, and leaves the address', () => {
    const result = resultFor('ours', 'a b');
    assert.equal(take(`#!#${result.replace(' ', '%20')}`, `#${result}`)?.hash, result);
    assert.deepEqual(replaced, [[{ page: 1 }, '', '/account?tab=1']]);
  });

  it('without `state`, of a login that began at an employer, is foreign and leaves the address', () => {
    const hash = `access_token=a&id_token=${idTokenFor('ours')}`;
    assert.equal(take(`#access_token=a&id_token=${idTokenFor('theirs')}`), undefined);
    assert.deepEqual(replaced, []);
    assert.deepEqual(take(`#${hash}`), { hash, isOwn: false });
    assert.equal(replaced.length, 1);
  });

  it('is taken as it was handed over, before others, and once', () => {
    handOverResult(`#${resultFor('ours')}`);
    assert.equal(take('#access_token=a&state=here')?.hash, resultFor('ours'));
    assert.equal(take(''), undefined);
    handOverResult(resultFor('ours'));
    assert.equal(take('')?.hash, resultFor('ours'), 'also without its mark');
  });

  it('is not our own without the cookie of its state', () => {
    assert.equal(take(`#${resultFor('ours', 'elsewhere')}`)?.isOwn, false);
    handOverResult('');
    cookies = ['com.auth0.auth.here2={}'];
    assert.equal(take(`#${resultFor('ours')}`)?.isOwn, false);
  });

  // The names are those that js-cookie gives them.
  for (const [state, name] of [
    ['eyJhIjoiLz8+In0=', 'eyJhIjoiLz8+In0%3D'],
    ['a|/b', 'a|%2Fb'],
    ['a&b#c$d^e`', 'a&b#c$d^e`'],
    ['x(1)', 'x%281%29'],
    ['ü', '%C3%BC'],
  ] as const) {
    it(`is our own with the page's state ${state}`, () => {
      cookies = ['%E0%A4%A=1', `com.auth0.auth.${name}={}`];
      const hash = `#error=access_denied&state=${encodeURIComponent(state)}`;
      assert.equal(take(hash)?.isOwn, true);
      assert.equal(cookies.at(-1), `set com.auth0.auth.${name}=; path=/; max-age=0`);
    });
  }

  it('uses the state of an error up, and leaves that of tokens to auth0-js', () => {
    take(`#${resultFor('ours')}`);
    assert.equal(cookies.length, 2);
    handOverResult('');
    assert.equal(take('#error=access_denied&state=here')?.isOwn, true);
    assert.deepEqual(cookies.slice(2), ['set com.auth0.auth.here=; path=/; max-age=0']);
    handOverResult('');
    take('#error=access_denied&state=elsewhere');
    assert.equal(cookies.length, 3);
  });
});
