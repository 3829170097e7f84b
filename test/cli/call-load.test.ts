import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportLoad } from '../../src/cli/call-load.ts';
import { describeVerdict } from '../../src/cli/verdict.ts';
import type { SimulationResult } from '../../src/plan/simulation-tally.ts';

/** A result with these calls per session. */
function resultWith(reads: number, writes: number): SimulationResult {
  return {
    fields: [],
    variants: [],
    sessions: 1000,
    asksPerSession: reads,
    asksBySession: [],
    quietSessions: 1 - reads,
    calls: { reads, writes },
    actionCalls: { reads: 0, writes: writes + 0.3 },
    naiveCalls: { reads: 1, writes },
  };
}

describe('the load on a tenant', () => {
  const { plan, action, naive, tiers } = reportLoad(resultWith(0.2, 0.1), 72_000);

  it('is counted per 1,000 sessions', () => {
    assert.deepEqual(plan.callsPer1000Sessions, { reads: 200, writes: 100, all: 300 });
    assert.deepEqual(action.callsPer1000Sessions, { reads: 0, writes: 400, all: 400 });
    assert.deepEqual(naive.callsPer1000Sessions, { reads: 1000, writes: 100, all: 1100 });
  });

  it('has its peak in the busiest hour, with a tenth of the day in it', () => {
    // 7,200 sessions in 3,600 seconds: two a second.
    assert.deepEqual(plan.peakPerSecond, { reads: 0.4, writes: 0.2, all: 0.4 + 0.2 });
    assert.equal(naive.peakPerSecond.all, 2.2);
  });

  it('meets the limit of a tier at a number of daily users', () => {
    const [free, paid, enterprise] = tiers;
    // 2/s ÷ 0.3 calls = 6.67 sessions a second, 24,000 in the hour, 240,000 a day.
    assert.equal(free?.dailyUsersAtLimit, 240_000);
    assert.equal(free?.naiveDailyUsersAtLimit, 65_454);
    // With the Action, writes 3.33/s ÷ 0.4.
    assert.equal(paid?.actionDailyUsersAtLimit, 300_000);
    // Writes 3.33/s ÷ 0.1 = 33.3 sessions a second; reads 8.33/s ÷ 0.2 = 41.7 come later.
    assert.equal(paid?.dailyUsersAtLimit, 1_200_000);
    // The naive way, reads 8.33/s ÷ 1 come first.
    assert.equal(paid?.naiveDailyUsersAtLimit, 300_000);
    assert.equal(enterprise?.dailyUsersAtLimit, 1_920_000);
  });

  it('fits or does not', () => {
    assert.deepEqual(tiers.map(({ fits, naiveFits }) => [fits, naiveFits]), [[true, false], [true, true], [true, true]]);
    assert.equal(reportLoad(resultWith(0.2, 0.1), 240_001).tiers[0]?.fits, false);
  });

  it('meets no limit where there are no calls', () => {
    const [free] = reportLoad(resultWith(0, 0), 1000).tiers;
    assert.deepEqual([free?.dailyUsersAtLimit, free?.fits], [null, true]);
  });

  it('is told in a sentence, with and without the Action', () => {
    const last = (dailyUsers: number) => describeVerdict(resultWith(0.2, 0.1), reportLoad(resultWith(0.2, 0.1), dailyUsers)).at(-1);
    assert.equal(last(1000), '1,000 daily users fit every tier, with and without the Action.');
    assert.equal(last(200_000), '200,000 daily users fit every tier without the Action; with it they are too many for Free.');
    assert.equal(last(400_000), '400,000 daily users are too many for Free without the Action; with it they are too many for Free and Essentials, Professional.');
  });
});
