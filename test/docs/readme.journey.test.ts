/** The script tag of README.md in a page, as it stands there. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { serveWithTenant, type ServedApp } from '../consumers/serve-app.ts';
import { newPerson } from '../e2e/harness.ts';
import { logIn } from '../e2e/lock-form.ts';
import { root, snippetsOf } from './pages.ts';

const snippet = snippetsOf('README.md').find(({ language, text }) => language === 'html' && text.includes('<script src='))!;

let browser: Browser;
let site: ServedApp;
before(async () => {
  site = await serveWithTenant((tenantUrl) => {
    const app = new Hono();
    app.get('/', (context) => {
      const body = snippet.text.replace(/domain="[\w.]+"/, `domain="${tenantUrl()}"`).replace('YOUR_CLIENT_ID', 'consumer');
      return context.html(`<!doctype html><html lang="en"><title>A page</title>${body}`);
    });
    app.get('/favicon.ico', (context) => context.body(null, 204));
    app.use('/dist/*', serveStatic({ root }));
    return app;
  });
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

it('the script tag of README.md signs people in, asks when they pay, and saves', async () => {
  const person = newPerson();
  await site.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', company: 'ACME' } });
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(site.url);
  await logIn(page, person);
  await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
  const saved = page.evaluate(() => new Promise((resolve) => addEventListener('saved', resolve, { once: true })).then(() => true));
  await page.getByRole('button', { name: 'Pay' }).click();
  const panel = page.locator('[part~="panel"]');
  await panel.getByLabel('VAT number').fill('DE123456789');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Thank you').waitFor();
  await saved;
  assert.equal(site.tenant.users.find(person.email)?.user_metadata?.vat_id, 'DE123456789');
  assert.deepEqual(troubles, []);
});
