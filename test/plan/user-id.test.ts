import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUserId } from '../../src/plan/user-id.ts';

describe('a user id', () => {
  it('is a text that makes one segment of a path', () => {
    for (const id of ['auth0|507f1f77', 'x'.repeat(1000), '.a', 'a.', 'a..b', '/']) assert.equal(isUserId(id), true, id);
  });

  it('is neither empty, nor endless, nor made of dots, nor something else than a text', () => {
    for (const id of ['', 'x'.repeat(1001), '.', '..', '...', undefined, null, 5, ['a'], { length: 1 }]) assert.equal(isUserId(id), false, JSON.stringify(id));
  });
});
