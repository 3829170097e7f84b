/** The first steps of README.md in a page, as they stand there, and those of docs/universal-login.md, to which it leads. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { serveWithTenant, type ServedApp } from '../consumers/serve-app.ts';
import { newPerson } from '../e2e/harness.ts';
import { logIn } from '../e2e/lock-form.ts';
import { root, snippetsOf, snippetsUnder } from './pages.ts';
import { openWatchedPage } from './watched-page.ts';

const [snippet] = snippetsUnder('README.md', '### Script tag');

/** What stands under `### npm`: the element, and the module that goes with it; and the import map that stands for a bundler. */
const [element, module] = snippetsUnder('README.md', '### npm').filter(({ language }) => /^(html|js)$/.test(language));
const importMap = snippetsOf('docs/frameworks.md').find(({ text }) => text.includes('"imports"'))!;

/** The application that signs people in on the tenant's page. */
const [ownSession] = snippetsUnder('docs/universal-login.md', '## 3. The application');
const sdk = importMap.text.replace('"imports": {', '"imports": { "@auth0/auth0-spa-js": "/node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.esm.js", "progressive-lock/tell-us-more": "/node_modules/progressive-lock/dist/tell-us-more.js",');

let browser: Browser;
let site: ServedApp;
before(async () => {
  site = await serveWithTenant((tenantUrl) => {
    const app = new Hono();
    app.get('/', (context) => {
      const body = snippet!.text.replace(/domain="[\w.]+"/, `domain="${tenantUrl()}"`).replace('YOUR_CLIENT_ID', 'consumer');
      return context.html(`<!doctype html><html lang="en"><title>A page</title>${body}`);
    });
    app.get('/npm', (context) => {
      const body = `${importMap.text}${element!.text}<script type="module">${module!.text}</script>`;
      return context.html(`<!doctype html><html lang="en"><title>A page</title>${body.replace('acme.auth0.com', tenantUrl()).replace('YOUR_CLIENT_ID', 'consumer')}`);
    });
    app.get('/universal-login', (context) => {
      const module = ownSession!.text.replaceAll(/'(?:login\.acme\.example|acme\.eu\.auth0\.com)'/g, `'${tenantUrl()}'`).replace('YOUR_CLIENT_ID', 'consumer');
      return context.html(`<!doctype html><html lang="en"><title>A page</title>${sdk}<button id="sign-up">Sign up</button><tell-us-more></tell-us-more><script type="module">${module}</script>`);
    });
    app.get('/profile-plan.json', (context) => context.json({ fields: [{ name: 'company', label: 'Company' }] }));
    app.use('/node_modules/progressive-lock/*', serveStatic({ root, rewriteRequestPath: (path) => path.replace('/node_modules/progressive-lock', '') }));
    app.use('/node_modules/*', serveStatic({ root }));
    app.get('/favicon.ico', (context) => context.body(null, 204));
    app.use('/dist/*', serveStatic({ root }));
    return app;
  }, ['/', '/npm', '/universal-login']);
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

it('the script tag of README.md signs people in, asks when they pay, and saves', async () => {
  const person = newPerson();
  await site.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', company: 'ACME' } });
  const { page, troubles } = await openWatchedPage(browser);
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

it('the module of docs/universal-login.md has the person who comes back, where no silent login is allowed', async () => {
  const { strictness } = site.tenant;
  strictness.confirmsLoopback = true;
  try {
    const person = newPerson();
    await site.tenant.users.create(person);
    const { page, troubles } = await openWatchedPage(browser);
    await page.goto(`${site.url}universal-login`);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.locator('#email').fill(person.email);
    await page.locator('#password').fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.waitForFunction((email) => document.querySelector('tell-us-more')?.user?.email === email, person.email);
    assert.equal(new URL(page.url()).search, '');
    assert.deepEqual(troubles, []);
  } finally {
    strictness.confirmsLoopback = false;
  }
});

it('the module of README.md says hello to who signs in', async () => {
  const person = newPerson();
  await site.tenant.users.create(person);
  const { page, troubles } = await openWatchedPage(browser);
  await page.goto(`${site.url}npm`);
  const hello = page.waitForEvent('console', (message) => message.text() === `hello ${person.email}`);
  await logIn(page, person);
  await hello;
  assert.deepEqual(troubles, []);
});
