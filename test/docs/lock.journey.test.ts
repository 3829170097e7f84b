/** The pages of docs/lock.md and docs/tenant.md that stand at addresses of the web: Auth0's own login page, a custom domain. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { chromium, type Page } from 'playwright-core';
import { startTenant, type Tenant, type TenantOptions } from '../../src/tenant/tenant.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { listen } from '../consumers/serve-app.ts';
import { newPerson, PATIENCE_MS } from '../e2e/harness.ts';
import { lockInput, logIn, openSignUp } from '../e2e/lock-form.ts';
import { secureFront } from '../e2e/secure-front.ts';
import { root, snippetsOf } from './pages.ts';

const APP = 'https://app.acme.example';
const apps = [{ clientId: 'YOUR_CLIENT_ID', callbacks: [`${APP}/`], webOrigins: [APP], logoutUrls: [`${APP}/`] }];

const ends: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

/** A page in a browser in which the tenant and the app have their names; `html` is what the app shows. */
async function openWeb(options: TenantOptions, tenantNames: string[], html = ''): Promise<{ tenant: Tenant; page: Page; troubles: string[] }> {
  const tenant = await startTenant({ apps, ...options });
  const plan = { fields: [{ name: 'company', label: 'Company', ask: { on: 'checkout' } }] };
  const files = new Hono()
    .get('/', (context) => context.html(html))
    .get('/favicon.ico', (context) => context.body(null, 204))
    .get('/profile-plan.json', (context) => context.json(plan))
    .use('/dist/*', serveStatic({ root }))
    .use('/progressive-lock/*', cors(), serveStatic({ root, rewriteRequestPath: (path) => path.replace('/progressive-lock', '/dist') }));
  const { origin, close } = await listen(files);
  const atTenant = Object.fromEntries(tenantNames.map((name) => [name, tenant.localUrl]));
  const front = await secureFront({ ...atTenant, 'app.acme.example': origin, 'static.acme.example': origin });
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArgs, ...front.chromiumArgs] });
  ends.push(() => tenant.close(), close, () => front.close(), () => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  return { tenant, page, troubles };
}

describe('Auth0’s classic login page', () => {
  it('signs people up by Lock, with the fields of the plan, and leads back to the app', async () => {
    const loginPage = snippetsOf('docs/lock.md').find(({ text }) => text.includes('@@config@@'))!.text;
    const { tenant, page, troubles } = await openWeb({ address: 'https://acme.eu.auth0.com', loginPage }, ['acme.eu.auth0.com']);
    const query = new URLSearchParams({
      client_id: 'YOUR_CLIENT_ID',
      redirect_uri: `${APP}/`,
      response_type: 'token id_token',
      scope: 'openid email',
      state: 'the-app-s-own',
      nonce: 'one',
    });
    await page.goto(`https://acme.eu.auth0.com/authorize?${query}`);
    const person = newPerson();
    await openSignUp(page);
    for (const [name, text] of Object.entries({ ...person, company: 'ACME' })) await lockInput(page, name).fill(text);
    await page.locator('.auth0-lock-submit').click();
    await page.waitForURL((url) => url.origin === APP && url.hash.includes('id_token'));
    assert.equal(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('state'), 'the-app-s-own');
    assert.deepEqual(tenant.users.find(person.email)?.user_metadata, { company: 'ACME' });
    assert.ok(tenant.requests.some(({ path }) => path === '/usernamepassword/login'), 'Lock knows that it is at home');
    assert.deepEqual(troubles, []);
  });
});

describe('a custom domain', () => {
  it('signs people in, saves, and knows them after a reload', async () => {
    const [element] = snippetsOf('docs/tenant.md').filter(({ text }) => text.includes('domain="login.acme.example"'));
    const [script] = snippetsOf('docs/tenant.md').filter(({ text }) => text.includes('tenantDomain'));
    const html = `<!doctype html><html lang="en"><title>App</title><script src="/dist/progressive-lock.js"></script>
      ${element!.text}<button data-tell-us-more="checkout">Pay</button>
      <script type="module">${script!.text.replace("import 'progressive-lock/define';", "await customElements.whenDefined('progressive-lock');")}</script>`;
    const addresses = { address: 'https://login.acme.example', ownAddress: 'https://acme.eu.auth0.com' };
    const { tenant, page, troubles } = await openWeb(addresses, ['login.acme.example', 'cdn.eu.auth0.com'], html);
    const person = newPerson();
    await tenant.users.create(person);
    await page.goto(`${APP}/`);
    await logIn(page, person);
    await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.locator('[part~="panel"]').getByLabel('Company').fill('ACME');
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.locator('[part~="panel"]').getByRole('button', { name: 'Save' }).click();
    assert.equal(new URL((await saved).url()).host, 'login.acme.example');
    assert.equal(tenant.users.find(person.email)?.user_metadata?.company, 'ACME');
    await page.reload();
    await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
    assert.deepEqual(troubles, []);
  });
});
