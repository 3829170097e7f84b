/** Counts Management API calls per 1,000 sessions, from the simulation that `progressive-lock simulate` runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleOf } from './stats.mjs';

const SEEDS = [1, 2, 3, 4, 5];
const USERS = 1000;
export const CALL_STEPS = SEEDS.length;

/** Of the demo's SaaS plan; the spread is over people drawn anew. */
export async function measureCalls({ handleStep }) {
  const { DEFAULT_OPTIONS, simulate } = await import('../../src/plan/simulation.ts');
  const { parsePlan } = await import('../../dist/plan.js');
  const plan = parsePlan(JSON.parse(readFileSync(join(import.meta.dirname, '../../demo/plans/saas.json'), 'utf8')));
  const results = SEEDS.map((seed) => {
    const result = simulate(plan, { ...DEFAULT_OPTIONS, users: USERS, seed });
    handleStep();
    return result;
  });
  const per1000 = ({ reads, writes }) => (reads + writes) * 1000;
  return {
    'callsPer1000Sessions.ours': sampleOf(results.map(({ calls }) => per1000(calls))),
    'callsPer1000Sessions.naive': sampleOf(results.map(({ naiveCalls }) => per1000(naiveCalls))),
  };
}
