/** Computes the load of a simulated plan on a tenant: calls per second, and when Auth0's limits are reached. Pure. */
import { roomFor, TIERS } from '../report/auth0-limits.ts';
import type { Calls, SimulationResult } from '../plan/simulation-tally.ts';

/** The share of a day's sessions in its busiest hour (an even day would have 4 %). */
export const PEAK_HOUR_SHARE = 0.1;

/** The calls of one setup: the plan alone, the plan with the Action, or the naive way. */
export interface Load {
  callsPer1000Sessions: Calls & { all: number };
  /** Calls per second in the busiest hour of a day. */
  peakPerSecond: Calls & { all: number };
}

export interface TierRoom {
  tier: string;
  published: string;
  /** Daily users with whom the busiest hour reaches the tier's limit. `null`: no number of users reaches it. */
  dailyUsersAtLimit: number | null;
  actionDailyUsersAtLimit: number | null;
  naiveDailyUsersAtLimit: number | null;
  fits: boolean;
  actionFits: boolean;
  naiveFits: boolean;
}

export interface LoadReport {
  dailyUsers: number;
  plan: Load;
  /** With the Action deployed. */
  action: Load;
  naive: Load;
  tiers: TierRoom[];
}

/** Returns the load of `dailyUsers` people with one session a day each. */
export function reportLoad({ calls, actionCalls, naiveCalls }: SimulationResult, dailyUsers: number): LoadReport {
  return {
    dailyUsers,
    plan: toLoad(calls, dailyUsers),
    action: toLoad(actionCalls, dailyUsers),
    naive: toLoad(naiveCalls, dailyUsers),
    tiers: TIERS.map((tier) => {
      const [own, action, naive] = [calls, actionCalls, naiveCalls].map((perSession) => roomFor(peakOf(perSession, 1), tier)) as [number, number, number];
      return {
        tier: tier.name,
        published: tier.published,
        dailyUsersAtLimit: toUsers(own),
        actionDailyUsersAtLimit: toUsers(action),
        naiveDailyUsersAtLimit: toUsers(naive),
        fits: dailyUsers <= own,
        actionFits: dailyUsers <= action,
        naiveFits: dailyUsers <= naive,
      };
    }),
  };
}

function toLoad(perSession: Calls, dailyUsers: number): Load {
  return {
    callsPer1000Sessions: withSum(times(perSession, 1000)),
    peakPerSecond: withSum(peakOf(perSession, dailyUsers)),
  };
}

function peakOf(perSession: Calls, dailyUsers: number): Calls {
  return times(perSession, (dailyUsers * PEAK_HOUR_SHARE) / 3600);
}

function times({ reads, writes }: Calls, factor: number): Calls {
  return { reads: reads * factor, writes: writes * factor };
}

function withSum(calls: Calls): Calls & { all: number } {
  return { ...calls, all: calls.reads + calls.writes };
}

function toUsers(users: number): number | null {
  return Number.isFinite(users) ? Math.floor(users) : null;
}
