import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deploymentOf } from '../src/cli/plan-deployment.ts';
import { parsePlan } from '../src/plan/parse-plan.ts';
import type { Deployment } from '../src/tenant/tenant.ts';

/** What `progressive-lock dev` makes of the demo's plan. `page` asks during a login; people are looked up at its origin. */
export async function deployDemo(page: string): Promise<Deployment> {
  const plan = parsePlan(JSON.parse(await readFile(join(import.meta.dirname, 'plans/saas.json'), 'utf8')));
  const enrichment = plan.enrichment && { ...plan.enrichment, url: `${new URL(page).origin}/lookup?email={email}` };
  return deploymentOf({ ...plan, enrichment }, { namespace: 'https://paperplane.example', page, planName: 'saas.json', version: 'demo', secrets: { LOOKUP_KEY: 'any' } });
}
