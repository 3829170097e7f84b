import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MemoryStorage, PersonStorage } from '../../src/person/person-storage.ts';
import { SessionLog, signInOf } from '../../src/person/session-log.ts';
import { SESSION_TIMEOUT_MS } from '../../src/plan/session-timeout.ts';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const MINUTE = 60_000;
const at = (ms: number) => new Date(NOW + ms);

let storage: PersonStorage;
let log: SessionLog;
/** What another tab of this browser sees. */
const otherTab = () => new SessionLog(storage);
const stored = () => storage.read('visit');

beforeEach(() => {
  storage = new PersonStorage(new MemoryStorage(), 'ann');
  log = new SessionLog(storage);
});

describe('a session', () => {
  it('begins with the first activity, once in all tabs', () => {
    assert.equal(log.isNew(at(0)), true);
    assert.equal(log.observe(at(0)), true);
    assert.deepEqual([log.isNew(at(1)), log.observe(at(1)), otherTab().observe(at(2))], [false, false, false]);
  });

  it('ends with half an hour of silence', () => {
    log.observe(at(0));
    assert.equal(log.isNew(at(SESSION_TIMEOUT_MS)), false);
    assert.equal(log.isNew(at(SESSION_TIMEOUT_MS + 1)), true);
    assert.equal(log.observe(at(SESSION_TIMEOUT_MS + 1)), true);
    assert.equal(log.observe(at(SESSION_TIMEOUT_MS + 2)), false);
  });

  it('lasts as long as the person is active', () => {
    for (let ms = 0; ms <= 4 * SESSION_TIMEOUT_MS; ms += SESSION_TIMEOUT_MS) assert.equal(log.observe(at(ms)), ms === 0);
  });

  it('begins with another sign-in, not with the same one or one that says nothing', () => {
    log.observe(at(0), 'one');
    assert.deepEqual([log.isNew(at(1), 'one'), log.isNew(at(1)), log.isNew(at(1), 'two')], [false, false, true]);
    assert.equal(log.observe(at(1), 'two'), true);
  });

  it('begins once with a sign-in, also where another tab still has the token of the one before', () => {
    log.observe(at(0), 'one');
    assert.equal(log.observe(at(1), 'two'), true);
    for (const signIn of ['one', 'two', 'one']) assert.equal(otherTab().observe(at(2), signIn), false, signIn);
    log.end();
    assert.equal(log.observe(at(3), 'three'), true);
    assert.equal(otherTab().observe(at(4), 'two'), false);
  });

  it('remembers a few sign-ins only', () => {
    for (const signIn of ['one', 'two', 'three', 'four', 'five', 'six']) log.observe(at(0), signIn);
    assert.deepEqual(stored(), { activeAt: NOW, signIns: ['six', 'five', 'four', 'three', 'two'] });
  });

  it('goes on where a sign-in is told for the first time, and is kept while none is', () => {
    log.observe(at(0));
    assert.equal(log.observe(at(1), 'one'), false);
    assert.deepEqual(stored(), { activeAt: NOW + 1, signIns: ['one'] });
    log.observe(at(MINUTE + 2));
    assert.deepEqual(stored(), { activeAt: NOW + MINUTE + 2, signIns: ['one'] });
    assert.equal(log.isNew(at(MINUTE + 3), 'two'), true);
  });

  it('ends when it is ended', () => {
    log.observe(at(0));
    log.end();
    assert.equal(log.observe(at(1)), true);
    assert.equal(log.observe(at(2)), false);
  });

  it('is written down once a minute, and at once where the clock was set back', () => {
    log.observe(at(0));
    log.observe(at(MINUTE));
    assert.deepEqual(stored(), { activeAt: NOW, signIns: [] });
    log.observe(at(MINUTE + 1));
    assert.deepEqual(stored(), { activeAt: NOW + MINUTE + 1, signIns: [] });
    log.observe(at(-86_400_000));
    assert.deepEqual(stored(), { activeAt: NOW - 86_400_000, signIns: [] });
  });

  it('is begun by what no visit can be', () => {
    for (const broken of [null, 5, 'x', {}, { activeAt: 'now' }, { signIns: 5 }]) {
      storage.write('visit', broken);
      assert.equal(log.isNew(at(0)), true, JSON.stringify(broken));
    }
  });
});

it('a sign-in is told by its session, else by its time', () => {
  assert.equal(signInOf({ sub: 'a', sid: 's', auth_time: 5 }), 's');
  assert.equal(signInOf({ sub: 'a', sid: 7, auth_time: 5 }), '5');
  assert.equal(signInOf({ sub: 'a', auth_time: '5' }), undefined);
  assert.equal(signInOf({ sub: 'a' }), undefined);
});
