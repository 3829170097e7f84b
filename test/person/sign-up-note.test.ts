import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { MemoryStorage } from '../../src/person/person-storage.ts';
import { noteSigningUp, takeSigningUp } from '../../src/person/sign-up-note.ts';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const MINUTE = 60_000;

beforeEach(() => {
  mock.timers.enable({ apis: ['Date'], now: NOW });
  useStorage(new MemoryStorage());
});
afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});

function useStorage(storage: object): void {
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true });
}

describe('the note of a sign-up', () => {
  it('says when the button was pressed, also in the page that the login leads to', () => {
    noteSigningUp('app');
    mock.timers.setTime(NOW + 10 * MINUTE);
    assert.equal(takeSigningUp('app'), NOW);
  });

  it('is taken once', () => {
    noteSigningUp('app');
    takeSigningUp('app');
    assert.equal(takeSigningUp('app'), undefined);
  });

  it('is of one application', () => {
    noteSigningUp('app');
    assert.equal(takeSigningUp('other'), undefined);
    assert.equal(takeSigningUp('app'), NOW, 'the other application did not use it up');
  });

  it('ends with the session, after 30 minutes', () => {
    noteSigningUp('app');
    mock.timers.setTime(NOW + 30 * MINUTE - 1);
    assert.equal(takeSigningUp('app'), NOW);
    noteSigningUp('app');
    mock.timers.setTime(Date.now() + 30 * MINUTE);
    assert.equal(takeSigningUp('app'), undefined);
  });

  it('is of the last time that the button was pressed', () => {
    noteSigningUp('app');
    mock.timers.setTime(NOW + MINUTE);
    noteSigningUp('app');
    assert.equal(takeSigningUp('app'), NOW + MINUTE);
  });

  it('is not there without a sign-up, or if it is no time', () => {
    assert.equal(takeSigningUp('app'), undefined);
    for (const broken of ['soon', '0', '-1', '']) {
      sessionStorage.setItem('progressive-lock:app:signing-up', broken);
      mock.timers.setTime(1);
      assert.equal(takeSigningUp('app'), undefined, broken);
    }
  });

  it('is missing, and nothing else, where the storage is blocked', () => {
    const block = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    useStorage({ getItem: block, setItem: block, removeItem: block });
    noteSigningUp('app');
    assert.equal(takeSigningUp('app'), undefined);
  });
});
