import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readState, STATE_KEY } from '../../src/action/action-state.ts';

const read = (stored: unknown) => readState({ [STATE_KEY]: stored });

describe('what the Action has kept', () => {
  it('is read as it was written', () => {
    const state = {
      signedInAt: 1,
      provided: { company: { value: 'ACME', from: 'google-oauth2' }, seats: { value: 0, from: 'saml' } },
      lookUp: { at: 1, for: 'ada@acme.example', values: {} },
      redirects: [{ id: 'a', expiresAt: 1 }],
      signUpForm: true,
    };
    assert.deepEqual(read(state), state);
  });

  it('is nothing where nothing of it is stored', () => {
    for (const appMetadata of [undefined, null, 'text', [], {}, Object.create({ [STATE_KEY]: { signedInAt: 1 } })]) assert.deepEqual(readState(appMetadata), {});
    for (const stored of [undefined, null, 'text', [], {}]) assert.deepEqual(read(stored), {});
  });

  it('is read without what does not belong there', () => {
    for (const signedInAt of ['1', NaN, Infinity, null]) assert.deepEqual(read({ signedInAt }), {});
    for (const signUpForm of ['true', 1, false]) assert.deepEqual(read({ signUpForm }), {});
    for (const provided of ['text', [], null]) assert.deepEqual(read({ provided }), {});
    const provided = { a: null, b: 'text', c: { value: 'x' }, d: { value: 'x', from: 1 }, e: { value: null, from: 'x' }, f: { from: 'x' } };
    assert.deepEqual(read({ provided }), { provided: {} });
  });

  it('is read without a look-up or redirects that are broken', () => {
    const lookUp = { at: 1, for: 'ada@acme.example', values: {} };
    for (const broken of [null, { ...lookUp, at: '1' }, { ...lookUp, for: undefined }, { ...lookUp, values: null }]) assert.deepEqual(read({ lookUp: broken }), {});
    assert.deepEqual(read({ redirects: {} }), {});
    const redirects = [null, 'text', { id: 'a' }, { expiresAt: 1 }, { id: 1, expiresAt: 1 }, { id: 'a', expiresAt: NaN }, { id: 'b', expiresAt: 2 }];
    assert.deepEqual(read({ redirects }), { redirects: [{ id: 'b', expiresAt: 2 }] });
  });
});
