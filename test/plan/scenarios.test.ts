import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Pacing, ProfileField, Reason } from '../../src/plan/plan.ts';
import { lifeWith, textField, type Life } from './life.ts';

interface Circumstances {
  /** Changes to the field `company`, which the scenario is about. Default: asked later. */
  field?: Partial<ProfileField>;
  /** Other fields of the plan, after `company`. */
  others?: (string | ProfileField)[];
  pacing?: Pacing;
}

/** One line of the table: a situation in plain words, why `company` is asked in it or not, and how it came about. */
type Scenario = [situation: string, reason: Reason, story: (life: Life) => unknown, circumstances?: Circumstances];

const ofSignUp: Circumstances = { field: { ask: 'signup' } };
const atCheckout: Circumstances = { field: { ask: { on: 'checkout' } } };
const urgentAtCheckout: Circumstances = { field: { ask: { on: 'checkout', urgent: true } } };
const confirmed: Circumstances = { field: { knownFrom: ['org'], confirm: true } };
const fromGermany: Circumstances = { field: { when: { country: 'DE' } }, others: ['country'] };

/** Signed up yesterday, came back today: the first moment at which a field is asked by default. */
const returns = (life: Life): Life => life.signsUp().waits('P1D').comes();
/** Shown and left alone in a session of its own, `times` times, a month apart; then one more session. */
const ignores = (life: Life, times: number): Life => {
  for (let time = 0; time < times; time++) life.comes().isShown('company').waits('P30D');
  return life.comes();
};

const scenarios: Record<string, Scenario[]> = {
  'what is known': [
    ['the person said it before', 'known', (life) => returns(life).knows({ userMetadata: { company: 'Acme' } })],
    ['the host page knows it', 'known', (life) => returns(life).knows({ app: { company: 'Acme' } })],
    ['a lookup found it', 'known', (life) => returns(life).knows({ enrichment: { company: 'Acme' } })],
    [
      'a claim of the ID token says it',
      'known',
      (life) => returns(life).knows({ idToken: { org: 'Acme' } }),
      { field: { knownFrom: ['org'] } },
    ],
    ['a claim that no path names', 'asked', (life) => returns(life).knows({ idToken: { company: 'Acme' } })],
    ['what is stored is blank', 'asked', (life) => returns(life).knows({ userMetadata: { company: ' ' } })],
    ['what is stored is null', 'asked', (life) => returns(life).knows({ userMetadata: { company: null } })],
    [
      'what is stored is "Prefer not to say"',
      'asked',
      (life) => returns(life).knows({ userMetadata: { company: 'prefer_not_to_say' } }),
      { field: { type: 'select', options: [{ value: 'acme', label: 'Acme' }] } },
    ],
    [
      'an option was chosen that the plan no longer offers',
      'known',
      (life) => returns(life).knows({ userMetadata: { company: 'initech' } }),
      { field: { type: 'select', options: [{ value: 'acme', label: 'Acme' }] } },
    ],
    [
      'a checkbox was left empty on purpose',
      'known',
      (life) => returns(life).knows({ userMetadata: { company: false } }),
      { field: { type: 'checkbox' } },
    ],
    ['it was answered, and the profile at hand is stale', 'known', (life) => returns(life).answers('company')],
    ['it was answered after having been declined', 'known', (life) => returns(life).declines('company').answers('company')],
    [
      'it was answered the last time it would have been shown',
      'known',
      (life) => ignores(life, 3).answers('company'),
    ],
    [
      'known and declined',
      'known',
      (life) => returns(life).declines('company').knows({ userMetadata: { company: 'Acme' } }),
    ],
  ],

  'what is to be confirmed': [
    ['a claim says it, never shown', 'asked', (life) => returns(life).knows({ idToken: { org: 'Acme' } }), confirmed],
    ['a lookup found it, never shown', 'asked', (life) => returns(life).knows({ enrichment: { company: 'A' } }), confirmed],
    ['the host page knows it, which needs no confirmation', 'known', (life) => returns(life).knows({ app: { company: 'A' } }), confirmed],
    ['the person said it, which needs no confirmation', 'known', (life) => returns(life).knows({ userMetadata: { company: 'A' } }), confirmed],
    [
      'a claim says it, shown once and left alone',
      'known',
      (life) => returns(life).knows({ idToken: { org: 'Acme' } }).isShown('company').waits('P30D').comes(),
      confirmed,
    ],
    [
      'a claim says it, shown once and put off',
      'known',
      (life) => returns(life).knows({ idToken: { org: 'Acme' } }).isShown('company').snoozes('company'),
      confirmed,
    ],
    ['a claim says it, and it was confirmed', 'known', (life) => returns(life).knows({ idToken: { org: 'A' } }).answers('company'), confirmed],
    ['a claim says it, and it was declined', 'declined', (life) => returns(life).knows({ idToken: { org: 'A' } }).declines('company'), confirmed],
  ],

  'what was declined or given up': [
    ['"don\'t ask again" a year ago', 'declined', (life) => returns(life).declines('company').waits('P365D').comes()],
    ['"don\'t ask again" for everything', 'declined', (life) => returns(life).silences().waits('P365D').comes()],
    ['"don\'t ask again" for everything, taken back', 'asked', (life) => returns(life).silences().waits('PT1M').unsilences()],
    ['taken back at the very same time', 'asked', (life) => returns(life).silences().unsilences()],
    ['everything taken back, the field stays declined', 'declined', (life) => returns(life).declines('company').silences().unsilences()],
    ['another field was declined', 'asked', (life) => returns(life).declines('role'), { others: ['role'] }],
    ['declined before it was due', 'declined', (life) => life.signsUp().declines('company')],
    ['shown twice without an answer', 'asked', (life) => ignores(life, 2)],
    ['shown three times without an answer', 'given-up', (life) => ignores(life, 3)],
    ['shown once, in a plan that gives up after one', 'given-up', (life) => ignores(life, 1), { pacing: { giveUpAfter: 1 } }],
    ['shown nine times, in a plan that gives up after fifty', 'asked', (life) => ignores(life, 9), { pacing: { giveUpAfter: 50 } }],
    ['shown ten times, whatever the plan says', 'given-up', (life) => ignores(life, 10), { pacing: { giveUpAfter: 50 } }],
    ['put off three times', 'given-up', (life) => ignores(life, 2).isShown('company').snoozes('company').waits('P30D')],
  ],

  'sessions': [
    ['nothing is recorded yet', 'not-due', (life) => life],
    ['a later field, in the session of the sign-up', 'not-due', (life) => life.signsUp()],
    ['a later field, in the second session', 'asked', returns],
    ['a later field, first session of a social account', 'not-due', (life) => life.comes()],
    ['a later field, second session of a social account', 'asked', (life) => life.comes().comes()],
    ['a later field that says so', 'asked', (life) => returns(life), { field: { ask: 'later' } }],
    ['a rule that only says what happens at login', 'not-due', (life) => life.comes(), { field: { ask: { atLogin: true } } }],
    ['a rule that says nothing, second session', 'asked', returns, { field: { ask: { after: {} } } }],
    ['from session 5 on, in session 4', 'not-due', (life) => life.comesTimes(4), { field: { ask: { after: { sessions: 5 } } } }],
    ['from session 5 on, in session 5', 'asked', (life) => life.comesTimes(5), { field: { ask: { after: { sessions: 5 } } } }],
    ['from session 1 on, in the session of the sign-up', 'not-due', (life) => life.signsUp(), { field: { ask: { after: { sessions: 1 } } } }],
    ['from session 1 on, first session of a social account', 'asked', (life) => life.comes(), { field: { ask: { after: { sessions: 1 } } } }],
    ['an old account on a new device, by its logins', 'asked', (life) => life.comes({ logins: 12 })],
    ['an old account on a new device, by its age', 'asked', (life) => life.comes({ createdAt: life.daysAgo(400) })],
    ['an old account counts as session 2, not more', 'not-due', (life) => life.comes({ logins: 12 }), { field: { ask: { after: { sessions: 3 } } } }],
    ['an account of this minute', 'not-due', (life) => life.comes({ logins: 1, createdAt: life.now })],
    ['an account of this morning', 'not-due', (life) => life.comes({ createdAt: life.daysAgo(0.2) })],
    ['a sign-up whose login was counted twice', 'not-due', (life) => life.signsUp({ logins: 2 })],
  ],

  'fields of the sign-up form': [
    ['left blank, still in that session', 'not-due', (life) => life.signsUp(), ofSignUp],
    ['left blank, in the next session', 'asked', returns, ofSignUp],
    ['filled in', 'known', (life) => returns(life).knows({ userMetadata: { company: 'Acme' } }), ofSignUp],
    ['never shown, first session of a social account', 'asked', (life) => life.comes(), ofSignUp],
    ['the same, where the first session is to be quiet', 'not-due', (life) => life.comes(), { ...ofSignUp, pacing: { quietFirstSession: true } }],
    ['the same, in the second session', 'asked', (life) => life.comes().comes(), { ...ofSignUp, pacing: { quietFirstSession: true } }],
    ['an account older than the plan, first seen now', 'asked', (life) => life.comes({ createdAt: life.daysAgo(900) }), ofSignUp],
    [
      'the same, where the first session is to be quiet: it is not the first of that account',
      'asked',
      (life) => life.comes({ createdAt: life.daysAgo(900) }),
      { ...ofSignUp, pacing: { quietFirstSession: true } },
    ],
    ['a hidden one', 'not-due', returns, { field: { ask: 'signup', type: 'hidden', value: 'x' } }],
    ['a root attribute', 'not-due', returns, { field: { ask: 'signup', storage: 'root' } }],
  ],

  'days and logins': [
    ['from day 3 on, after two days and 23 hours', 'not-due', (life) => life.signsUp().waits('P2DT23H').comes(), { field: { ask: { after: { days: 3 } } } }],
    ['from day 3 on, after three days', 'asked', (life) => life.signsUp().waits('P3D').comes(), { field: { ask: { after: { days: 3 } } } }],
    ['days count from the creation of the account', 'asked', (life) => life.comes({ createdAt: life.daysAgo(3) }), { field: { ask: { after: { days: 3 } } } }],
    [
      'days and sessions: days alone do not do',
      'not-due',
      (life) => life.signsUp().waits('P9D').comes(),
      { field: { ask: { after: { days: 3, sessions: 3 } } } },
    ],
    [
      'days and sessions: sessions alone do not do',
      'not-due',
      (life) => life.signsUp().waits('P1D').comesTimes(4),
      { field: { ask: { after: { days: 3, sessions: 3 } } } },
    ],
    ['from login 10 on, at login 9', 'not-due', (life) => life.comes({ logins: 9 }), { field: { ask: { after: { logins: 10 } } } }],
    ['from login 10 on, at login 10', 'asked', (life) => life.comes({ logins: 10 }), { field: { ask: { after: { logins: 10 } } } }],
    ['from login 10 on, where nobody counts them', 'not-due', (life) => life.comesTimes(20), { field: { ask: { after: { logins: 10 } } } }],
  ],

  'activities and pages': [
    ['at checkout, elsewhere', 'not-due', returns, atCheckout],
    ['at checkout, while something else happens', 'not-due', (life) => returns(life).does('search'), atCheckout],
    ['at checkout, while it happens', 'asked', (life) => returns(life).does('checkout'), atCheckout],
    ['at checkout, first session of a social account', 'asked', (life) => life.comes().does('checkout'), atCheckout],
    ['at checkout, in the session of the sign-up', 'not-due', (life) => life.signsUp().does('checkout'), atCheckout],
    ['one of several activities', 'asked', (life) => returns(life).does('invite'), { field: { ask: { on: ['checkout', 'invite'] } } }],
    [
      'an activity and sessions: the activity alone does not do',
      'not-due',
      (life) => returns(life).does('checkout'),
      { field: { ask: { on: 'checkout', after: { sessions: 5 } } } },
    ],
    ['on a page, on another one', 'not-due', (life) => returns(life).opens('/blog', (pattern, page) => pattern === page), { field: { ask: { page: '/settings' } } }],
    ['on a page, there', 'asked', (life) => returns(life).opens('/settings', (pattern, page) => pattern === page), { field: { ask: { page: '/settings' } } }],
    ['on a page, where nobody says which one is open', 'not-due', returns, { field: { ask: { page: '/settings' } } }],
  ],

  'conditions': [
    ['for Germany, somebody in Germany', 'asked', (life) => returns(life).knows({ userMetadata: { country: 'DE' } }), fromGermany],
    ['for Germany, somebody in Austria', 'condition', (life) => returns(life).knows({ userMetadata: { country: 'AT' } }), fromGermany],
    ['for Germany, nobody knows where', 'condition', returns, fromGermany],
    ['for everywhere but Germany, nobody knows where', 'asked', returns, { field: { when: { country: { $ne: 'DE' } } }, others: ['country'] }],
    ['a condition nobody can read', 'condition', returns, { field: { when: { country: { $where: 'true' } } }, others: ['country'] }],
    [
      'for Germany, as a claim says that is yet to be confirmed',
      'condition',
      (life) => returns(life).knows({ idToken: { land: 'DE' } }),
      { field: { when: { country: 'DE' } }, others: [textField('country', { knownFrom: ['land'], confirm: true })] },
    ],
    ['not due and the condition false', 'not-due', (life) => life.signsUp(), fromGermany],
  ],

  'pauses': [
    ['put off, six days later', 'snoozed', (life) => returns(life).isShown('company').snoozes('company').waits('P6D').comes()],
    ['put off, a week later', 'asked', (life) => returns(life).isShown('company').snoozes('company').waits('P7D').comes()],
    ['put off twice, a week after the first time', 'snoozed', (life) => returns(life).snoozes('company').waits('P2D').snoozes('company').waits('P5D').comes()],
    ['another field was put off', 'asked', (life) => returns(life).snoozes('role').waits('P1D').comes(), { others: ['role'] }],
    ['another field was asked a second less than a day ago', 'cool-down', (life) => returns(life).isShown('role').waits('PT23H59M59S').comes(), { others: ['role'] }],
    ['another field was asked a day ago', 'asked', (life) => returns(life).isShown('role').waits('P1D').comes(), { others: ['role'] }],
    ['shown yesterday and left alone', 'asked', (life) => returns(life).isShown('company').waits('P1D').comes()],
    [
      'within the cool-down, at checkout',
      'cool-down',
      (life) => returns(life).isShown('role').waits('PT1H').comes().does('checkout'),
      { ...atCheckout, others: ['role'] },
    ],
    [
      'within the cool-down, at a checkout that cannot wait',
      'asked',
      (life) => returns(life).isShown('role').waits('PT1H').comes().does('checkout'),
      { ...urgentAtCheckout, others: ['role'] },
    ],
    [
      'within the cool-down, at a checkout that cannot wait, by the former name',
      'asked',
      (life) => returns(life).isShown('role').waits('PT1H').comes().does('checkout'),
      { field: { ask: { on: 'checkout', ignoreCoolDown: true } }, others: ['role'] },
    ],
    [
      'a field without an activity cannot override the cool-down',
      'cool-down',
      (life) => returns(life).isShown('role').waits('PT1H').comes(),
      { field: { ask: { after: { sessions: 2 }, urgent: true } }, others: ['role'] },
    ],
    [
      'a checkout that cannot wait does not override a "not now"',
      'snoozed',
      (life) => returns(life).isShown('company').snoozes('company').waits('PT1H').comes().does('checkout'),
      urgentAtCheckout,
    ],
    ['a checkout that cannot wait, in the session of the sign-up', 'asked', (life) => life.signsUp().does('checkout'), urgentAtCheckout],
    ['a checkout that can wait, in the session of the sign-up', 'not-due', (life) => life.signsUp().does('checkout'), atCheckout],
    ['something else, in the session of the sign-up', 'not-due', (life) => life.signsUp().does('search'), urgentAtCheckout],
    ['a checkout that cannot wait, after another ask in the session', 'asked', (life) => returns(life).isShown('role').does('checkout'), { ...urgentAtCheckout, others: ['role'] }],
    ['a checkout that cannot wait, of somebody who declined it', 'declined', (life) => returns(life).declines('company').does('checkout'), urgentAtCheckout],
    ['a checkout that cannot wait, of somebody who declined everything', 'declined', (life) => life.signsUp().silences().does('checkout'), urgentAtCheckout],
    [
      'a checkout that cannot wait, after it was shown three times',
      'given-up',
      (life) => returns(life).isShown('company').isShown('company').isShown('company').does('checkout'),
      urgentAtCheckout,
    ],
    ['a checkout that cannot wait, two sessions too early', 'not-due', (life) => life.signsUp().does('checkout'), { field: { ask: { on: 'checkout', urgent: true, after: { sessions: 3 } } } }],
    ['from session 1 on, in a first session without a sign-up form', 'asked', (life) => life.comes(), { field: { ask: { after: { sessions: 1 } } } }],
    ['from session 1 on, in the session of the sign-up', 'not-due', (life) => life.signsUp(), { field: { ask: { after: { sessions: 1 } } } }],
    ['from session 1 on, in the session after the sign-up', 'asked', (life) => life.signsUp().comes(), { field: { ask: { after: { sessions: 1 } } } }],
    ['put off and within the cool-down', 'snoozed', (life) => returns(life).isShown('company').snoozes('company')],
  ],

  'how much at once': [
    ['the session had its ask', 'session-limit', (life) => returns(life).isShown('role'), { others: ['role'], pacing: { coolDown: 'PT0S' } }],
    ['the session may have two', 'asked', (life) => returns(life).isShown('role'), { others: ['role'], pacing: { coolDown: 'PT0S', asksPerSession: 2 } }],
    ['two fields shown together are one ask', 'asked', (life) => returns(life).isShown('role', 'size'), { others: ['role', 'size'], pacing: { coolDown: 'PT0S', asksPerSession: 2 } }],
    ['a new session, a new ask', 'asked', (life) => returns(life).isShown('role').comes(), { others: ['role'], pacing: { coolDown: 'PT0S' } }],
    ['the last of three fields, two at once', 'asked', returns, { others: ['role', 'size'] }],
    ['two more urgent ones', 'outranked', returns, { others: [textField('role', { priority: 1 }), textField('size', { priority: 2 })] }],
    ['only one is more urgent', 'asked', returns, { others: [textField('role', { priority: 1 }), 'size'] }],
    [
      'one of the more urgent is known',
      'asked',
      (life) => returns(life).knows({ userMetadata: { role: 'dev' } }),
      { others: [textField('role', { priority: 1 }), textField('size', { priority: 2 })] },
    ],
    ['less urgent than a field that is asked alone', 'outranked', returns, { field: { priority: -1 }, others: ['role'], pacing: { maxFields: 1 } }],
  ],

  'odd clocks and odd data': [
    ['the time cannot be told', 'not-due', (life) => returns(life).is(new Date(NaN))],
    ['the clock jumped back behind the last ask', 'cool-down', (life) => returns(life).isShown('role').is('2020-01-01'), { others: ['role'] }],
    [
      'asked, then asked once more by the host after the clock jumped back: the later ask counts',
      'cool-down',
      (life) => returns(life).is('2026-06-01').isShown('role').is('2026-05-03').isShown('role').is('2026-06-01T12:00Z').comes(),
      { others: ['role'] },
    ],
    ['the clock jumped back behind a "not now"', 'snoozed', (life) => returns(life).snoozes('company').is('2020-01-01').comes()],
    [
      'a clock that was a year ahead at the last ask',
      'cool-down',
      (life) => returns(life).is('2027-05-01').isShown('role').is('2026-05-03').comes(),
      { others: ['role'] },
    ],
    ['the clock jumped back behind the first session', 'asked', (life) => returns(life).is('2020-01-01').comes()],
    ['an account created in the future', 'not-due', (life) => life.comes({ createdAt: life.daysAgo(-9) }).comes(), { field: { ask: { after: { days: 1 } } } }],
    ['an account created at no time', 'asked', (life) => life.comes({ createdAt: new Date(NaN) }).comes()],
    ['a login count that is no number', 'not-due', (life) => life.comes({ logins: 'many' as unknown as number })],
    ['a shown field that the plan does not have', 'asked', (life) => returns(life).isShown('shoe_size')],
  ],
};

for (const [topic, rows] of Object.entries(scenarios)) {
  describe(topic, () => {
    for (const [situation, reason, story, { field, others = [], pacing } = {}] of rows) {
      it(`${situation}: ${reason}`, () => {
        const life = lifeWith([textField('company', field), ...others], pacing);
        story(life);
        assert.equal(life.reasons['company'], reason);
        assert.equal(life.asked.includes('company'), reason === 'asked');
      });
    }
  });
}
