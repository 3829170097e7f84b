/** `npm start`, once everything is installed and built. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateAction } from '../src/action/generate-action.ts';
import { parsePlan } from '../src/plan/parse-plan.ts';
import { startDemo } from './server.ts';
import { makeSignUp } from './sign-up.ts';
import type { TenantAction } from '../src/tenant/tenant.ts';

const port = Number(process.env.PORT ?? 4300);
const tenantPort = Number(process.env.TENANT_PORT ?? 4400);
const account = { email: 'ada@example.com', password: 'Lovelace-1815' };

const here = import.meta.dirname;

/** The Action of the demo's plan, as `progressive-lock action` makes it; people are looked up at the demo itself. */
async function makeAction(page: string): Promise<TenantAction> {
  const plan = parsePlan(JSON.parse(await readFile(join(here, 'plans/saas.json'), 'utf8')));
  const url = `${new URL(page).origin}/lookup?email={email}`;
  const runtime = await readFile(join(here, '../dist/action-runtime.js'), 'utf8');
  const code = generateAction(
    { ...plan, enrichment: plan.enrichment && { ...plan.enrichment, url } },
    { namespace: 'https://paperplane.example', page, version: 'demo', planName: 'saas.json', runtime },
  );
  return { code, secrets: { PROGRESSIVE_LOCK_SECRET: randomBytes(32).toString('hex'), LOOKUP_KEY: 'any' } };
}

try {
  const dataFile = join(here, 'data/tenant.json');
  const demo = await startDemo({ port, tenantPort, dataFile, action: makeAction, ...(await makeSignUp()) });
  if (!demo.tenant.users.find(account.email)) {
    await demo.tenant.users.create({ ...account, user_metadata: { first_name: 'Ada' } });
  }
  console.log(`
  The demo:        ${demo.url}
  Own session:     ${demo.url}/own-session
  Universal Login: ${demo.url}/universal-login
  The studio:      ${demo.url}/studio/
  The local tenant ${demo.tenant.url}

  Sign up with any address, or sign in as ${account.email} with ${account.password}
  Ctrl+C ends it. What you sign up and answer is kept in demo/data/.
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void demo.close().then(() => process.exit(0)));
  }
} catch (error) {
  const { code, port: taken } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE') throw error;
  console.error(`Port ${taken} is taken. Give others: PORT=5300 TENANT_PORT=5400 npm start`);
  process.exitCode = 1;
}
