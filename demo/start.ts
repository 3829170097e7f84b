/** `npm start`, once everything is installed and built. */
import { join } from 'node:path';
import type { Mail } from '../src/tenant/tenant.ts';
import { deployDemo } from './deployment.ts';
import { startDemo } from './server.ts';

const port = Number(process.env.PORT ?? 4300);
const tenantPort = Number(process.env.TENANT_PORT ?? 4400);
const account = { email: 'ada@example.com', password: 'Lovelace-1815' };

const here = import.meta.dirname;

function handleMail({ to, code, link }: Mail): void {
  console.log(`  A mail to ${to}: ${code}${link ? `, ${link}` : ''}`);
}

try {
  const dataFile = join(here, 'data/tenant.json');
  const demo = await startDemo({ port, tenantPort, dataFile, deployment: deployDemo, switches: true, handleMail });
  if (!demo.tenant.users.find(account.email)) {
    await demo.tenant.users.create({ ...account, user_metadata: { first_name: 'Ada' } });
  }
  console.log(`
  The demo:        ${demo.url}
  In one minute:   ${demo.url}/story
  Own session:     ${demo.url}/own-session
  Universal Login: ${demo.url}/universal-login
  The studio:      ${demo.url}/studio/
  The local tenant ${demo.tenant.url}
  Its switches:    ${demo.tenant.url}/dev

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
