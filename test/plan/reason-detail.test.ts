/** Each reason says which part of the plan decides, with its numbers, and when that changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyLedger, recordDeclined, recordSession, recordShown, recordSilenced, recordSnoozed, type Ledger } from '../../src/plan/ledger.ts';
import { explain, type AskMoment } from '../../src/plan/next-ask.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { explainInWords, nextTimeInWords } from '../../src/plan/reason-words.ts';

const now = new Date('2027-05-05T12:00:00Z');
const at = now.getTime();
const DAY = 86_400_000;

const company: ProfileField = { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } };
const sessions = (count: number, { signUp = false } = {}): Ledger => {
  let ledger = emptyLedger();
  for (let number = 1; number <= count; number++) ledger = recordSession(ledger, { now, signUp: signUp && number === 1 });
  return ledger;
};
const planOf = (field: Partial<ProfileField>, pacing: ProfilePlan['pacing'] = {}): ProfilePlan => ({ fields: [{ ...company, ...field }], pacing });

function explainFirst(plan: ProfilePlan, ledger: Ledger, moment: Partial<AskMoment> = {}) {
  const input = { profile: {}, ledger, now, ...moment };
  const row = explain(plan, input)[0]!;
  const sentences = [explainInWords(plan.fields[0]!, row, { plan, profile: input.profile, asked: ['role'] }), nextTimeInWords(row, now)];
  return { reason: row.reason, detail: row.detail, words: sentences.filter(Boolean).join(' ') };
}

describe('the detail of a reason', () => {
  it('is left out for what is asked', () => {
    assert.deepEqual(explain(planOf({}), { profile: {}, ledger: sessions(1), now }), [{ name: 'company', asked: true, reason: 'asked' }]);
  });

  it('says how many sessions are missing', () => {
    assert.deepEqual(explainFirst(planOf({ ask: { after: { sessions: 2 } } }), sessions(1)), {
      reason: 'not-due',
      detail: [{ rule: 'after.sessions', needed: 2, current: 1 }],
      words: 'Waits for session 2; this is session 1.',
    });
  });

  it('says on which day a number of days is over', () => {
    assert.deepEqual(explainFirst(planOf({ ask: { after: { days: 30 } } }), sessions(1)), {
      reason: 'not-due',
      detail: [{ rule: 'after.days', needed: 30, current: 0, until: at + 30 * DAY }],
      words: 'Waits for day 30 after the sign-up; this is day 0. That is on 4 June 2027.',
    });
  });

  it('names all that is missing: activity, page, logins', () => {
    const plan = planOf({ ask: { on: ['checkout', 'export'], page: '/orders', after: { logins: 3 } } });
    assert.deepEqual(explainFirst(plan, sessions(1), { page: '/home', activity: 'search' }), {
      reason: 'not-due',
      detail: [
        { rule: 'on', needed: ['checkout', 'export'], current: 'search' },
        { rule: 'page', needed: '/orders', current: '/home' },
        { rule: 'after.logins', needed: 3, current: 0 },
      ],
      words: 'Only while “checkout” or “export” is happening, and only on pages like “/orders”, and waits for login 3; this is login 0.',
    });
  });

  it('tells the session of the sign-up from others, and what only the form can ask', () => {
    assert.deepEqual(explainFirst(planOf({}), sessions(1, { signUp: true })).detail, [{ rule: 'sign-up', current: 1 }]);
    assert.deepEqual(explainFirst(planOf({ ask: 'signup' }, { quietFirstSession: true }), sessions(1)).detail, [{ rule: 'quietFirstSession', current: 1 }]);
    assert.deepEqual(explainFirst(planOf({ storage: 'root', name: 'given_name', ask: 'later' }), sessions(1)).detail, [{ rule: 'sign-up-form' }]);
  });

  it('says until when "not now" and the pacing hold', () => {
    const snoozed = recordSnoozed(planOf({}), sessions(1), ['company'], now);
    assert.deepEqual(explainFirst(planOf({}), snoozed), {
      reason: 'snoozed',
      detail: [{ rule: 'snooze', until: at + 7 * DAY }],
      words: 'They said “Not now”, which holds for 7 days. Asked again on 12 May 2027.',
    });
    const plan: ProfilePlan = { fields: [company, { ...company, name: 'role' }] };
    const shown = recordShown(plan, sessions(1), ['role'], now);
    assert.deepEqual(explainFirst(plan, shown).detail, [{ rule: 'coolDown', until: at + DAY }]);
    assert.deepEqual(explainFirst({ ...plan, pacing: { coolDown: 'PT0S' } }, shown).detail, [{ rule: 'asksPerSession', needed: 1, current: 1 }]);
  });

  it('says how often a field was shown in vain', () => {
    const plan = planOf({}, { giveUpAfter: 1, coolDown: 'PT0S' });
    assert.deepEqual(explainFirst(plan, recordShown(plan, sessions(1), ['company'], now)).detail, [{ rule: 'giveUpAfter', needed: 1, current: 1 }]);
  });

  it('says what was declined, and where a value comes from', () => {
    assert.deepEqual(explainFirst(planOf({}), recordDeclined(planOf({}), sessions(1), ['company'], now)).detail, [{ rule: 'field' }]);
    assert.deepEqual(explainFirst(planOf({}), recordSilenced(sessions(1), now)).detail, [{ rule: 'everything' }]);
    assert.deepEqual(explainFirst(planOf({}), sessions(1), { profile: { company: { value: 'ACME', source: 'idp' } } }), {
      reason: 'known',
      detail: [{ rule: 'profile', current: 'idp' }],
      words: 'Known: “ACME”; it came with the account.',
    });
  });

  it('has the condition, and what comes first', () => {
    const when = { country: 'DE' };
    assert.deepEqual(explainFirst(planOf({ when }), sessions(1)).detail, [{ rule: 'when', needed: when }]);
    const plan: ProfilePlan = { fields: [company, { ...company, name: 'role', priority: 1 }], pacing: { maxFields: 1 } };
    assert.deepEqual(explainFirst(plan, sessions(1)), {
      reason: 'outranked',
      detail: [{ rule: 'maxFields', needed: 1 }],
      words: 'Could be asked, but role comes first (at most 1 at a time).',
    });
  });

  it('says nothing wrong of a time that is none', () => {
    assert.deepEqual(explainFirst(planOf({}), sessions(1), { now: new Date(NaN) }).words, 'It is not time yet.');
  });
});
