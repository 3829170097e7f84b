/** `npm start`, once everything is installed and built. */
import { join } from 'node:path';
import { startDemo } from './server.ts';

const port = Number(process.env.PORT ?? 4300);
const tenantPort = Number(process.env.TENANT_PORT ?? 4400);
const account = { email: 'ada@example.com', password: 'Lovelace-1815' };

try {
  const demo = await startDemo({ port, tenantPort, dataFile: join(import.meta.dirname, 'tenant/data/tenant.json') });
  if (!demo.tenant.users.find(account.email)) {
    await demo.tenant.users.create({ ...account, user_metadata: { first_name: 'Ada' } });
  }
  console.log(`
  The demo:        ${demo.url}
  Own session:     ${demo.url}/own-session
  The studio:      ${demo.url}/studio/
  The local tenant ${demo.tenant.url}

  Sign up with any address, or sign in as ${account.email} with ${account.password}
  Ctrl+C ends it. What you sign up and answer is kept in demo/tenant/data/.
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
