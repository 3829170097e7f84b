/** `npm run screenshots`: the pictures of the README, from the demo as it is. Writes to docs/. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startDemo } from '../demo/server.ts';
import { logIn } from '../test/e2e/lock-form.ts';
import { chromiumArgs, findChromium } from './chromium.mjs';

const folder = join(import.meta.dirname, '../docs');
const person = { email: 'ada@example.com', password: 'Lovelace-1815' };
const aWeekAgo = new Date(Date.now() - 7 * 86_400_000).toISOString();

mkdirSync(folder, { recursive: true });
const demo = await startDemo({ port: 0, tenantPort: 0 });
await demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', use_case: 'team', newsletter: false }, created_at: aWeekAgo, logins_count: 3 });
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
try {
  const page = await browser.newPage({ viewport: { width: 1120, height: 700 }, locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto(demo.url);
  await page.locator('.auth0-lock-input[name="email"]').waitFor();
  await page.screenshot({ path: join(folder, 'sign-in.png') });
  await logIn(page, person);
  await page.getByRole('button', { name: 'Not now' }).waitFor();
  await page.screenshot({ path: join(folder, 'panel.png') });
} finally {
  await browser.close();
  await demo.close();
}
