import assert from 'node:assert/strict';
import { afterEach, beforeEach, it, mock } from 'node:test';
import { hasLoginBegun } from '../../src/person/login-age.ts';
import { noteLogin } from '../../src/person/login-note.ts';
import { MemoryStorage } from '../../src/person/person-storage.ts';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const HOUR = 3_600_000;

const setStorage = (get: () => unknown) => Object.defineProperty(globalThis, 'localStorage', { get, configurable: true });

beforeEach(() => {
  mock.timers.enable({ apis: ['Date'], now: NOW });
  const storage = new MemoryStorage();
  setStorage(() => storage);
});
afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, 'localStorage');
});

it('no login has begun before one is noted', () => {
  assert.equal(hasLoginBegun(0), false);
  assert.equal(hasLoginBegun(NOW), false);
});

it('a login may take an hour', () => {
  noteLogin();
  assert.deepEqual([NOW, NOW + 1, NOW + HOUR - 1, NOW + HOUR].map(hasLoginBegun), [true, true, true, false]);
});

it('a login of the future is none', () => {
  noteLogin();
  assert.equal(hasLoginBegun(NOW - 1), false);
});

it('nothing is noted, and nothing is thrown, where the browser keeps nothing', () => {
  setStorage(() => {
    throw new Error('SecurityError');
  });
  noteLogin();
  assert.equal(hasLoginBegun(NOW), false);
});
