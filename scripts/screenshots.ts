/** `npm run screenshots`: takes the pictures of the README and the docs from the demo and a generated tenant. Writes to docs/. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { deployDemo } from '../demo/deployment.ts';
import { startDemo } from '../demo/server.ts';
import { drawPage } from '../src/report/page.ts';
import { makeReport } from '../src/report/make-report.ts';
import { openCounter } from '../src/report/count-person.ts';
import { emptyTally } from '../src/report/tally.ts';
import { logIn } from '../test/e2e/lock-form.ts';
import { generatePeople, plan } from '../test/report/generated-tenant.ts';
import { chromiumArgs, findChromium } from './chromium.mjs';

const folder = join(import.meta.dirname, '../docs');
const person = { email: 'ada@example.com', password: 'Lovelace-1815' };
let ahead = 0;
const now = () => new Date(Date.now() + ahead);

mkdirSync(folder, { recursive: true });
const { universalLogin, signUpAction } = await deployDemo('http://localhost/continue');
const demo = await startDemo({ port: 0, tenantPort: 0, now, universalLogin, signUpAction });
await demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', use_case: 'team', newsletter: false } });
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
try {
  const page = await browser.newPage({ viewport: { width: 1120, height: 700 }, locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto(demo.url);
  await page.locator('.auth0-lock-input[name="email"]').waitFor();
  await page.screenshot({ path: join(folder, 'sign-in.png') });
  await logIn(page, person);
  await page.getByRole('heading', { name: 'Welcome, Ada' }).waitFor();
  // A day later the plan's questions are due.
  ahead = 86_400_000;
  await page.clock.setSystemTime(now());
  await page.reload();
  await page.getByLabel('Company').waitFor();
  await page.screenshot({ path: join(folder, 'panel.png') });
  const signUp = await browser.newPage({ viewport: { width: 560, height: 760 }, locale: 'en-GB', reducedMotion: 'reduce' });
  await signUp.goto(`${demo.url}/universal-login`);
  await signUp.getByRole('button', { name: 'Sign up' }).click();
  await signUp.getByLabel('First name').waitFor();
  await signUp.screenshot({ path: join(folder, 'universal-login.png') });
  const report = await browser.newPage({ viewport: { width: 1120, height: 1380 }, locale: 'en-GB', colorScheme: 'light' });
  await report.setContent(drawReport());
  await report.screenshot({ path: join(folder, 'report.png') });
  await report.emulateMedia({ colorScheme: 'dark' });
  await report.locator('section').filter({ has: report.getByRole('heading', { name: 'Answers', exact: true }) }).screenshot({ path: join(folder, 'report-answers.png') });
} finally {
  await browser.close();
  await demo.close();
}

function drawReport(): string {
  const tally = emptyTally(plan);
  const count = openCounter(plan, tally);
  for (const generated of generatePeople(5000)) count(generated);
  return drawPage(makeReport(plan, tally), { language: 'en', digest: (text) => createHash('sha256').update(text).digest('base64') });
}
