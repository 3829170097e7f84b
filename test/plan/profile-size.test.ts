import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProfileField } from '../../src/plan/plan.ts';
import { addedBytes, checkProfileSize, estimateProfileSize, ProfileSizeError } from '../../src/plan/profile-size.ts';

describe('addedBytes', () => {
  it('counts UTF-8 bytes of the JSON that is stored', () => {
    assert.equal(addedBytes({}, { company: 'Acme' }), '"company":"Acme"'.length);
    assert.equal(addedBytes({ a: 1 }, { b: 'é' }), ',"b":"é"'.length + 1);
    assert.equal(addedBytes({ a: 'old' }, { a: 'new' }), 0);
    assert.equal(addedBytes({ a: 1, b: 2 }, { b: null }), -',"b":2'.length);
  });
});

describe('checkProfileSize', () => {
  it('refuses the answer that would take the profile over the cap, and says by how much', () => {
    const user = { user_id: 'auth0|1', user_metadata: { about: 'x'.repeat(9000) } };
    checkProfileSize(user, { note: 'y'.repeat(900) });
    assert.throws(
      () => checkProfileSize(user, { note: 'y'.repeat(2000) }),
      (error: ProfileSizeError) => {
        assert.ok(error instanceof ProfileSizeError, String(error));
        assert.ok(error.bytes > error.limit && error.limit === 10_000, `${error.bytes} of ${error.limit}`);
        assert.match(error.message, /would have 110\d\d bytes .* at most 10000/);
        return true;
      },
    );
  });

  it('keeps room for the rest of a profile that is not known', () => {
    assert.throws(() => checkProfileSize({ user_metadata: {} }, { note: 'y'.repeat(8000) }), ProfileSizeError);
    checkProfileSize({ user_metadata: {} }, { note: 'y'.repeat(7900) });
  });

  it('takes a profile of exactly as many bytes as are allowed', () => {
    const user = { user_id: 'auth0|1', user_metadata: { a: 'x' } };
    const bytes = '{"user_id":"auth0|1"}'.length + '{"a":"x","b":"yy"}'.length;
    checkProfileSize(user, { b: 'yy' }, bytes);
    assert.throws(() => checkProfileSize(user, { b: 'yy' }, bytes - 1), ProfileSizeError);
  });

  it('lets a profile that is too large shrink', () => {
    const user = { user_metadata: { about: 'x'.repeat(20_000), note: 'y' } };
    checkProfileSize(user, { note: null });
    checkProfileSize(user, { note: 'z' });
    assert.throws(() => checkProfileSize(user, { note: 'yy' }), ProfileSizeError);
  });
});

describe('estimateProfileSize', () => {
  it('adds up the longest answers, largest first', () => {
    const { fields, bytes } = estimateProfileSize({
      fields: [
        { name: 'news', label: 'N', type: 'checkbox' },
        { name: 'about', label: 'A', type: 'textarea', maxLength: 100 },
        { name: 'role', label: 'R', type: 'select', options: [{ value: 'dev', label: 'D' }, { value: 'boss', label: 'B' }] },
        { name: 'topics', label: 'T', type: 'multiselect', options: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] },
      ],
    });
    assert.deepEqual(fields, [
      { name: 'about', bytes: '"about":,'.length + 302 },
      { name: 'topics', bytes: '"topics":,["a","b"],'.length },
      { name: 'role', bytes: '"role":,"boss"'.length },
      { name: 'news', bytes: '"news":,false'.length },
    ]);
    assert.equal(bytes, fields.reduce((sum, field) => sum + field.bytes, 2000 + 4 * 26));
  });

  it('knows the longest answer of each type', () => {
    const url = '/list.json';
    const longest = (field: Partial<ProfileField>) => estimateProfileSize({ fields: [{ name: 'a', label: 'A', ...field }] }).fields[0]!.bytes - '"a":,'.length;
    assert.equal(longest({ type: 'url', maxLength: 50 }), 52);
    assert.equal(longest({ type: 'number' }), '-1.7976931348623157e+308'.length);
    assert.equal(longest({ type: 'rating', min: 1, max: 10 }), 2);
    assert.equal(longest({ type: 'hidden', value: 'news' }), '"news"'.length);
    assert.equal(longest({ type: 'select', options: { url } }), 600);
    assert.equal(longest({ type: 'multiselect', options: { url } }), 2 + 10 * 601);
  });
});
