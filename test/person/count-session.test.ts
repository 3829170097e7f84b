import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countSession, type SessionBegin } from '../../src/person/count-session.ts';
import { emptyLedger, recordSession } from '../../src/plan/ledger.ts';
import type { ProfileClaim } from '../../src/plan/profile-claim.ts';
import { SESSION_TIMEOUT_MS } from '../../src/plan/session-timeout.ts';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const now = new Date(NOW);
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
/** The ledger of somebody who has had `sessions` sessions. */
const ledgerOf = (sessions: number) => ({ ...recordSession(emptyLedger(), { now }), n: sessions });
const claimOf = (claim: Partial<ProfileClaim>) => ({ ledger: emptyLedger(), ...claim }) as ProfileClaim;

const count = (begin: Partial<SessionBegin>, sessions = 0) => {
  const { n, u, l } = countSession(sessions ? ledgerOf(sessions) : emptyLedger(), { user: { sub: 'ada' }, claim: undefined, seen: sessions, now, signedUpAt: undefined, ...begin });
  return { n, u, l };
};

describe('a session that begins', () => {
  it('is the first of a new person, and the second of one who is known elsewhere', () => {
    assert.deepEqual(count({}), { n: 1, u: 0, l: 0 });
    assert.deepEqual(count({ user: { sub: 'ada', logins_count: 3 } }), { n: 2, u: 0, l: 3 });
    assert.equal(count({ user: { sub: 'ada', created_at: daysAgo(3) } }).n, 2);
    assert.equal(count({ user: { sub: 'ada', logins_count: '3', created_at: 5 } }).n, 1);
    assert.equal(count({}, 4).n, 5);
  });

  it('knows logins and the age of the account from the Action, too; the token’s own claims come first', () => {
    assert.deepEqual(count({ claim: claimOf({ logins: 3 }) }), { n: 2, u: 0, l: 3 });
    assert.equal(count({ claim: claimOf({ created: daysAgo(3) }) }).n, 2);
    assert.equal(count({ claim: claimOf({ logins: 3 }), user: { sub: 'ada', logins_count: 7 } }).l, 7);
  });

  it('is counted here unless the Action has counted it', () => {
    const claim = claimOf({ ledger: ledgerOf(4) });
    assert.equal(count({ claim, seen: 4 }, 4).n, 5);
    assert.equal(count({ claim, seen: 3 }, 4).n, 4);
  });

  it('with the sign-up form is the one in which its fields were shown', () => {
    assert.deepEqual(count({ signedUpAt: NOW - 1000 }), { n: 1, u: 1, l: 0 });
    assert.deepEqual(count({ signedUpAt: NOW - SESSION_TIMEOUT_MS }), { n: 1, u: 1, l: 0 });
    const claim = claimOf({ ledger: ledgerOf(1) });
    assert.deepEqual(count({ claim, seen: 0, signedUpAt: NOW - SESSION_TIMEOUT_MS }, 1), { n: 1, u: 1, l: 0 });
    assert.deepEqual(count({ claim, seen: 0, signedUpAt: 'today' }, 1), { n: 1, u: 0, l: 0 });
  });

  it('is another one if the sign-up was longer ago than a session lasts', () => {
    const signedUpAt = NOW - SESSION_TIMEOUT_MS - 1;
    assert.deepEqual(count({ signedUpAt }), { n: 2, u: 1, l: 0 });
    assert.deepEqual(count({ claim: claimOf({ ledger: ledgerOf(1) }), seen: 0, signedUpAt }, 1), { n: 1, u: 0, l: 0 });
  });

  it('with the sign-up form tells when the account was made, unless the token does', () => {
    const created = (user: object) => countSession(emptyLedger(), { user: { sub: 'ada', ...user }, claim: undefined, seen: 0, now, signedUpAt: NOW - 120_000 });
    const { b, f } = created({});
    assert.equal(b, f);
    assert.notEqual(created({ created_at: daysAgo(3) }).b, b);
  });
});
