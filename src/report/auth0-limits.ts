import type { Calls } from '../plan/simulation-tally.ts';

/**
 * Auth0's published rates of the Management API, by tier of the tenant:
 * https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy (August 2026).
 * They apply to the whole tenant. Calls with tokens of browsers count.
 */
export interface Tier {
  name: string;
  /** Auth0's name. */
  published: string;
  /** Calls per second, of one kind or of all kinds. */
  perSecond: { reads: number; writes: number } | { all: number };
}

export const TIERS: readonly Tier[] = [
  { name: 'Free', published: '2/s', perSecond: { all: 2 } },
  {
    name: 'Essentials, Professional',
    published: 'read users 500/min, write users 200/min',
    perSecond: { reads: 500 / 60, writes: 200 / 60 },
  },
  { name: 'Enterprise', published: '16/s', perSecond: { all: 16 } },
];

/** Returns how many times `calls` (per second) fit into the limits of `tier`; `Infinity` without calls. */
export function roomFor(calls: Calls, { perSecond }: Tier): number {
  if ('all' in perSecond) return perSecond.all / (calls.reads + calls.writes);
  return Math.min(perSecond.reads / calls.reads, perSecond.writes / calls.writes);
}
