/** Each reason says which part of the plan decides, with its numbers, and when that changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyLedger, recordAnswered, recordDeclined, recordSession, recordShown, recordSilenced, recordSnoozed, type Ledger } from '../../src/plan/ledger.ts';
import { explain, type AskMoment } from '../../src/plan/next-ask.ts';
import type { Condition, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { dateInWords, describeCondition, durationInWords, explainInWords, nextTimeInWords } from '../../src/plan/reason-words.ts';

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

  it('leaves out what is met: the activity, one of the pages', () => {
    const plan = planOf({ ask: { on: 'checkout', page: '/orders', after: { logins: 3 } } });
    const logins = { rule: 'after.logins', needed: 3, current: 0 };
    assert.deepEqual(explainFirst(plan, sessions(1), { page: ['/home', '/orders'], activity: 'checkout' }).detail, [logins]);
    assert.deepEqual(explainFirst(plan, sessions(1)).detail, [{ rule: 'on', needed: 'checkout' }, { rule: 'page', needed: '/orders', current: '' }, logins]);
  });

  it('counts days from the first session, and is empty before it', () => {
    const plan = planOf({ ask: { after: { days: 30 } } });
    assert.deepEqual(explainFirst(plan, sessions(1), { now: new Date(at + 10.5 * DAY) }).detail, [{ rule: 'after.days', needed: 30, current: 10, until: at + 30 * DAY }]);
    assert.deepEqual(explainFirst(planOf({}), emptyLedger()).detail, [{ rule: 'after.sessions', needed: 1, current: 0 }]);
  });

  it('tells the session of the sign-up from others, and what only the form can ask', () => {
    assert.deepEqual(explainFirst(planOf({}), sessions(1, { signUp: true })).detail, [{ rule: 'sign-up', current: 1 }]);
    assert.deepEqual(explainFirst(planOf({ ask: 'signup' }, { quietFirstSession: true }), sessions(1)).detail, [{ rule: 'quietFirstSession', current: 1 }]);
    assert.deepEqual(explainFirst(planOf({ storage: 'root', name: 'given_name', ask: 'later' }), sessions(1)).detail, [{ rule: 'sign-up-form' }]);
    assert.deepEqual(explainFirst(planOf({ type: 'hidden', value: 'x', ask: 'signup' }), sessions(1)).detail, [{ rule: 'sign-up-form' }]);
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
    assert.deepEqual(explain(plan, { profile: {}, ledger: recordSnoozed(plan, sessions(1), ['role'], now), now })[1]?.detail, [{ rule: 'snooze', until: at + 7 * DAY }]);
    assert.deepEqual(explainFirst({ ...plan, pacing: { coolDown: 'PT0S' } }, shown).detail, [{ rule: 'asksPerSession', needed: 1, current: 1 }]);
  });

  it('says how often a field was shown in vain', () => {
    const plan = planOf({}, { giveUpAfter: 1, coolDown: 'PT0S' });
    assert.deepEqual(explainFirst(plan, recordShown(plan, sessions(1), ['company'], now)).detail, [{ rule: 'giveUpAfter', needed: 1, current: 1 }]);
  });

  it('says what was declined, and where a value comes from', () => {
    assert.deepEqual(explainFirst(planOf({}), recordDeclined(planOf({}), sessions(1), ['company'], now)).detail, [{ rule: 'field' }]);
    assert.deepEqual(explainFirst(planOf({}), recordSilenced(sessions(1), now)).detail, [{ rule: 'everything' }]);
    assert.deepEqual(explainFirst(planOf({}), recordAnswered(planOf({}), sessions(1), ['company'], now)).detail, [{ rule: 'ledger' }]);
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

describe('a reason in words', () => {
  type Row = Parameters<typeof explainInWords>[1];
  const fieldOf = (changes: Partial<ProfileField> = {}) => ({ ...company, ...changes });
  const words = (row: Row, { field = fieldOf(), pacing = undefined as ProfilePlan['pacing'], profile = {}, asked = ['role'] } = {}) =>
    explainInWords(field, row, { plan: { fields: [field], ...(pacing && { pacing }) }, profile, asked });

  const sentences: [Row, string][] = [
    [{ reason: 'asked' }, 'Asked now.'],
    [{ reason: 'known' }, 'Answered already.'],
    [{ reason: 'declined' }, 'They said “Don’t ask again”.'],
    [{ reason: 'declined', detail: [{ rule: 'field' }] }, 'They said “Don’t ask again”.'],
    [{ reason: 'declined', detail: [{ rule: 'everything' }] }, 'They want no questions at all.'],
    [{ reason: 'given-up' }, 'Shown 3 times without an answer: given up.'],
    [{ reason: 'not-due' }, 'It is not time yet.'],
    [{ reason: 'not-due', detail: [{ rule: 'sign-up-form' }] }, 'Only the sign-up form can ask this.'],
    [{ reason: 'not-due', detail: [{ rule: 'sign-up', current: 1 }] }, 'Nothing is asked in the session of the sign-up.'],
    [{ reason: 'not-due', detail: [{ rule: 'quietFirstSession', current: 1 }] }, 'It is a sign-up field, and this plan asks none in a first session.'],
    [{ reason: 'not-due', detail: [{ rule: 'on', needed: 'checkout' }] }, 'Only while “checkout” is happening.'],
    [{ reason: 'not-due', detail: [{ rule: 'on', needed: ['a', 'b', 'c'] }] }, 'Only while “a”, “b” or “c” is happening.'],
    [{ reason: 'snoozed' }, 'They said “Not now”, which holds for 7 days.'],
    [{ reason: 'cool-down' }, 'The last question is less than 1 day ago.'],
    [{ reason: 'session-limit' }, 'One visit has at most 1 ask, and that was it.'],
    [{ reason: 'outranked' }, 'Could be asked, but role comes first (at most 2 at a time).'],
  ];
  for (const [row, sentence] of sentences) it(`is ${sentence}`, () => assert.equal(words(row), sentence));

  it('has the numbers of the plan', () => {
    const pacing = { giveUpAfter: 1, snooze: 'P2W', coolDown: 'PT36H', asksPerSession: 2, maxFields: 1 };
    assert.equal(words({ reason: 'given-up' }, { pacing }), 'Shown 1 time without an answer: given up.');
    assert.equal(words({ reason: 'snoozed' }, { pacing }), 'They said “Not now”, which holds for 14 days.');
    assert.equal(words({ reason: 'cool-down' }, { pacing }), 'The last question is less than 1.5 days ago.');
    assert.equal(words({ reason: 'session-limit' }, { pacing }), 'One visit has at most 2 asks, and that was it.');
    assert.equal(words({ reason: 'outranked' }, { pacing, asked: ['role', 'team'] }), 'Could be asked, but role and team come first (at most 1 at a time).');
    assert.equal(words({ reason: 'outranked' }, { pacing, asked: [] }), 'Could be asked, but another comes first (at most 1 at a time).');
  });

  it('has the condition, and the value with its source', () => {
    assert.equal(words({ reason: 'condition' }, { field: fieldOf({ when: { country: 'DE' } }) }), 'Only if country is “DE”. That is not so.');
    assert.equal(words({ reason: 'known' }, { profile: { company: { value: 'ACME', source: 'enrichment', unfit: true } } }), 'Known: “ACME”; a look-up found it. It no longer fits the question.');
    assert.equal(words({ reason: 'known' }, { field: fieldOf({ name: 'constructor' }) }), 'Answered already.');
  });

  it('says from when on it is another one, if only time has to pass', () => {
    const next = (reason: 'snoozed' | 'cool-down' | 'not-due', ...until: (number | undefined)[]) => nextTimeInWords({ reason, detail: until.map((time) => ({ rule: 'snooze', until: time })) }, now);
    assert.deepEqual([next('snoozed', at + 7 * DAY), next('cool-down', at + 7 * DAY), next('not-due', at + 7 * DAY)], ['Asked again on 12 May 2027.', 'Asked again on 12 May 2027.', 'That is on 12 May 2027.']);
    assert.equal(next('not-due', at + 7 * DAY, undefined, at + 9 * DAY), 'That is on 14 May 2027.');
    for (const none of [next('snoozed'), next('snoozed', undefined), next('snoozed', at), next('snoozed', at - 1)]) assert.equal(none, '');
  });
});

describe('a time in words', () => {
  it('has the time of the day within two days', () => {
    for (const near of [at, at + 2 * DAY - 1, at - 2 * DAY + 1]) assert.match(dateInWords(near, now), /^\d+ May 2027, \d\d:\d\d$/);
    for (const far of [at + 2 * DAY, at - 2 * DAY]) assert.match(dateInWords(far, now), /^\d+ May 2027$/);
  });

  it('is a duration in its largest unit up to days', () => {
    const texts = ['P7D', 'P2W', 'P1D', 'PT36H', 'PT1H', 'PT90M', 'PT1M', 'PT30S', 'PT1S', 'PT0S', 'soon'];
    assert.deepEqual(texts.map(durationInWords), ['7 days', '14 days', '1 day', '1.5 days', '1 hour', '1.5 hours', '1 minute', '30 seconds', '1 second', '0 seconds', 'soon']);
  });
});

describe('a condition in words', () => {
  for (const [condition, words] of [
    [{ country: 'DE' }, 'country is “DE”'],
    [{ seats: 5, company: { $exists: true } }, 'seats is 5 and company is known'],
    [{ company: { $exists: false } }, 'company is not known'],
    [{ country: { $in: ['DE', 'AT', 'CH'] } }, 'country is “DE”, “AT” or “CH”'],
    [{ country: { $nin: ['DE', 'AT'] } }, 'country is none of “DE” or “AT”'],
    [{ country: { $in: ['DE'] } }, 'country is “DE”'],
    [{ seats: { $gt: 1, $lte: 9 } }, 'seats is over 1 and seats is at most 9'],
    [{ seats: { $gte: 1 } }, 'seats is at least 1'],
    [{ seats: { $lt: 9 } }, 'seats is under 9'],
    [{ role: { $eq: 'dev' } }, 'role is “dev”'],
    [{ role: { $ne: null } }, 'role is not null'],
    [{ role: { $not: { $eq: 'dev' } } }, 'not (role is “dev”)'],
    [{ role: { $like: 'd' } }, 'role $like “d”'],
    [{ $or: [{ a: 1 }, { b: 2 }, { c: 3 }] }, '(a is 1, b is 2 or c is 3)'],
    [{ $and: [{ a: 1 }, { b: 2 }] }, '(a is 1 and b is 2)'],
    [{ $and: [{ a: 1 }] }, 'a is 1'],
    [{ $nor: [{ a: 1 }, { b: 2 }] }, 'it is not so that a is 1 or b is 2'],
    [{ $or: [{ a: 1 }, 'b'] }, '(a is 1 or b)'],
    [{ tools: ['a', 'b'] }, 'tools is a,b'],
  ] as const) {
    it(`is ${words}`, () => assert.equal(describeCondition(condition as Condition), words));
  }
});
