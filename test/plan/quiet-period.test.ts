/** A quiet period promises that nothing is asked; what is decided anew must agree with it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchesCondition } from '../../src/plan/condition.ts';
import { emptyLedger, recordAnswered, recordSession, recordShown, recordSnoozed, type Ledger } from '../../src/plan/ledger.ts';
import { findQuietPeriod } from '../../src/plan/quiet-period.ts';
import { nextAsk } from '../../src/plan/next-ask.ts';
import type { Profile, ProfilePlan } from '../../src/plan/plan.ts';
import { activities, names, somePlan } from './arbitrary-asking.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const noon = new Date('2026-05-01T12:00:00Z');
const at = (ms: number) => new Date(noon.getTime() + ms);

const company: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 3 } } }] };
const inSession = (count: number): Ledger => {
  let ledger = emptyLedger();
  for (let session = 0; session < count; session++) ledger = recordSession(ledger, { now: noon });
  return ledger;
};

describe('a quiet period', () => {
  it('is none where something would be asked now, on this page or on another', () => {
    assert.equal(findQuietPeriod(company, { profile: {}, ledger: inSession(3), now: noon }), undefined);
    const settings: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: { page: '/settings' } }] };
    assert.equal(findQuietPeriod(settings, { profile: {}, ledger: inSession(2), now: noon, page: '/' }), undefined);
  });

  it('ends with the session in which something is due', () => {
    assert.deepEqual(findQuietPeriod(company, { profile: {}, ledger: inSession(1), now: noon }), { until: null, sessions: 1, activities: [] });
  });

  it('ends with the pause after an ask, with "not now", and when days have passed', () => {
    const ledger = recordShown(company, inSession(3), ['company'], noon);
    assert.equal(findQuietPeriod(company, { profile: {}, ledger, now: at(HOUR) })?.until, at(DAY).getTime());
    const snoozed = recordSnoozed(company, ledger, ['company'], noon);
    assert.equal(findQuietPeriod(company, { profile: {}, ledger: snoozed, now: at(2 * DAY) })?.until, at(7 * DAY).getTime());
    assert.equal(findQuietPeriod(company, { profile: {}, ledger: snoozed, now: at(HOUR) })?.until, at(DAY).getTime());
    const inTime: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: { after: { days: 10 } } }] };
    assert.equal(findQuietPeriod(inTime, { profile: {}, ledger: inSession(1), now: noon })?.until, at(10 * DAY).getTime());
  });

  it('names what the person may do that ends it, unless that is answered', () => {
    const checkout: ProfilePlan = { fields: [{ name: 'vat_id', label: 'VAT number', ask: { on: ['checkout', 'invoice'] } }] };
    const ledger = inSession(2);
    assert.deepEqual(findQuietPeriod(checkout, { profile: {}, ledger, now: noon })?.activities, ['checkout', 'invoice']);
    const inFour = { after: { sessions: 4 } };
    const alsoLater: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: inFour }, { name: 'vat_id', label: 'VAT number', ask: { ...inFour, on: 'checkout' } }] };
    assert.deepEqual(findQuietPeriod(alsoLater, { profile: {}, ledger, now: noon }), { until: null, sessions: 1, activities: [] });
    const answered = recordAnswered(checkout, ledger, ['vat_id'], noon);
    assert.deepEqual(findQuietPeriod(checkout, { profile: {}, ledger: answered, now: noon }), { until: null, sessions: 5, activities: [] });
  });

  it('keeps its promise, whatever the plan and the person', () => {
    let quietPeriods = 0;
    const someHistory = fc.record({
      sessions: fc.integer({ min: 1, max: 4 }),
      shown: fc.subarray(names),
      snoozed: fc.subarray(names),
      answered: fc.subarray(names),
      known: fc.subarray(names),
    });
    const someLater = fc.record({
      share: fc.double({ min: 0, max: 0.999, noNaN: true }),
      sessions: fc.nat(5),
      activity: fc.option(fc.constantFrom(...activities), { nil: undefined }),
    });
    const property = fc.property(somePlan, someHistory, someLater, (plan, { sessions, shown, snoozed, answered, known }, later) => {
      let ledger = inSession(sessions);
      ledger = recordShown(plan, ledger, shown, at(HOUR));
      ledger = recordSnoozed(plan, ledger, snoozed, at(HOUR));
      ledger = recordAnswered(plan, ledger, answered, at(HOUR));
      const profile: Profile = Object.fromEntries(known.map((name) => [name, { value: 'yes', source: 'idp' }]));
      const now = at(2 * HOUR);
      const quietPeriod = findQuietPeriod(plan, { profile, ledger, now, matchesCondition });
      if (!quietPeriod || (later.activity && quietPeriod.activities.includes(later.activity))) return;
      quietPeriods++;
      const end = quietPeriod.until ?? now.getTime() + 1000 * DAY;
      const then = new Date(Math.floor(now.getTime() + later.share * (end - now.getTime())));
      for (let session = 0; session < Math.min(later.sessions, quietPeriod.sessions); session++) ledger = recordSession(ledger, { now: then });
      assert.equal(nextAsk(plan, { profile, ledger, now: then, activity: later.activity }), null);
    });
    fc.assert(property, { numRuns: 3000 });
    assert.ok(quietPeriods > 300, `only ${quietPeriods} quiet periods`);
  });
});
