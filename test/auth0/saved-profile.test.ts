import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkPatch, encodeUserId, savedProfile } from '../../src/auth0/saved-profile.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

const ANN = 'auth0|ann';
const answer = (user_metadata?: unknown) => ({ user_id: ANN, user_metadata });
const check = (patch: UserMetadata, metadata?: unknown) => savedProfile(ANN, patch, answer(metadata));

describe('an answer is believed', () => {
  it('when what was sent is in it, whatever the order of keys', () => {
    const metadata = { theme: 'dark', company: 'Ajax', home: { city: 'Ulm', code: [1, { a: 2 }] } };
    assert.equal(check({ home: { code: [1, { a: 2 }], city: 'Ulm' }, company: 'Ajax' }, metadata), metadata);
  });

  it('when what was erased is not in it', () => {
    assert.deepEqual(check({ company: null }, { theme: 'dark' }), { theme: 'dark' });
    assert.deepEqual(check({ company: null }), {});
    assert.deepEqual(check({ company: null }, null), {});
  });

  it('when something else in it has changed', () => {
    assert.deepEqual(check({ company: 'Ajax' }, { company: 'Ajax', theme: 'light' }).theme, 'light');
  });

  it('when a value that JSON leaves out is missing', () => {
    assert.deepEqual(check({ company: 'Ajax', role: undefined, more: { a: 1, b: undefined } }, { company: 'Ajax', more: { a: 1 } }), {
      company: 'Ajax',
      more: { a: 1 },
    });
  });
});

describe('an answer is not believed', () => {
  const wrong: [string, UserMetadata, unknown][] = [
    ['without what was sent', { company: 'Ajax' }, answer({})],
    ['with another value', { company: 'Ajax' }, answer({ company: 'ajax' })],
    ['with a value of another type', { size: 4 }, answer({ size: '4' })],
    ['with a list that is shorter', { tools: ['a', 'b'] }, answer({ tools: ['a'] })],
    ['with an object for a list', { tools: ['a'] }, answer({ tools: { 0: 'a' } })],
    ['with an object that has more in it', { home: { city: 'Ulm' } }, answer({ home: { city: 'Ulm', code: 1 } })],
    ['with what was erased', { company: null }, answer({ company: 'Ajax' })],
    ['with a value from the prototype', { constructor: Object as unknown }, answer({})],
    ["when it is somebody else's profile", { company: 'Ajax' }, { user_id: 'auth0|bob', user_metadata: { company: 'Ajax' } }],
    ['when it is a page of HTML', { company: 'Ajax' }, '<h1>Welcome</h1>'],
    ['when it is nothing', { company: 'Ajax' }, undefined],
    ['when it is null', { company: null }, null],
  ];
  for (const [what, patch, given] of wrong) {
    it(what, () => {
      assert.throws(() => savedProfile(ANN, patch, given), (error: { code: string; message: string }) => {
        assert.equal(error.code, 'unverified');
        assert.doesNotMatch(error.message, /Ajax|Ulm/);
        return true;
      });
    });
  }
});

it('what is missing is told by name', () => {
  assert.throws(() => savedProfile(ANN, { company: 'Ajax', size: 4, role: 'dev' }, answer({ role: 'dev' })), /Not as sent: company, size\./);
  assert.throws(() => savedProfile(ANN, {}, { user_id: 'auth0|bob' }), /not the profile of this person/);
  assert.throws(() => encodeUserId('..'), /no id of a user/);
});

describe('what is never sent', () => {
  it('an empty patch, which Auth0 takes as "erase everything"', () => {
    assert.throws(() => checkPatch({}), { code: 'empty-patch' });
    assert.throws(() => checkPatch({ company: undefined }), { code: 'empty-patch' });
    checkPatch({ company: null });
  });

  it('a user id that would name another resource', () => {
    assert.equal(encodeUserId('auth0|a/b?c#d'), 'auth0%7Ca%2Fb%3Fc%23d');
    for (const id of ['', '.', '..']) assert.throws(() => encodeUserId(id), { code: 'invalid' });
  });
});
