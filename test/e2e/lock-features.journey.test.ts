/** What Lock can do by itself is there inside the element, too: other ways to sign in, and its own options. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser, type Page } from 'playwright-core';
import { DATABASE, ENTERPRISE, PASSWORDLESS, SOCIAL } from '../../src/tenant/tenant.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { serveWithTenant, type ServedApp } from '../consumers/serve-app.ts';
import { root } from '../package/pack.ts';
import { newPerson, PATIENCE_MS } from './harness.ts';
import { lockInput, logIn } from './lock-form.ts';

const plan = { fields: [{ name: 'company', label: 'Company', ask: 'signup' }] };

let browser: Browser;
let site: ServedApp;
before(async () => {
  const makeApp = () => {
    const app = new Hono();
    app.get('/', (context) => context.html('<!doctype html><html lang="en"><title>Bare</title><script src="/dist/progressive-lock.js"></script>'));
    app.get('/favicon.ico', (context) => context.body(null, 204));
    app.use('/dist/*', serveStatic({ root }));
    return app;
  };
  site = await serveWithTenant(makeApp, ['/'], { connections: [DATABASE, SOCIAL, ENTERPRISE, PASSWORDLESS] });
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(async () => {
  await Promise.all([browser?.close(), site?.close()]);
});

interface Opened {
  page: Page;
  troubles: string[];
  /** Puts the element in the page (again, after a redirect), with these properties. */
  mount: () => Promise<void>;
}

/** A page with the element in it, which gets these properties. */
async function open(properties: object = {}): Promise<Opened> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  const mount = async () => {
    await page.waitForFunction(() => customElements.get('progressive-lock'));
    await page.evaluate(
      (given) => document.body.append(Object.assign(document.createElement('progressive-lock'), given)),
      { domain: site.tenant.url, clientId: 'consumer', plan, ...properties },
    );
  };
  await page.goto(site.url);
  await mount();
  return { page, troubles, mount };
}

const subject = (page: Page) =>
  page.waitForFunction(() => document.querySelector('progressive-lock')?.user?.sub).then((handle) => handle.jsonValue());

/** A field that the sign-up would have asked, of somebody who never saw it, in the first session. */
async function answer(page: Page, email: string): Promise<void> {
  const panel = page.locator('[part~="panel"]');
  await panel.getByLabel('Company').fill('ACME');
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await panel.getByRole('button', { name: 'Save' }).click();
  await saved;
  assert.equal(site.tenant.users.find(email)?.user_metadata?.company, 'ACME');
}

describe('without passwords', () => {
  const askForMail = async (page: Page, email: string) => {
    await lockInput(page, 'email').fill(email);
    assert.equal((await page.locator('progressive-lock [part~="notice"]').textContent())?.trim(), '', 'it knows that Lock is there');
    await page.locator('.auth0-lock-submit').click();
  };

  it('a mailed code signs people in, and the panel asks what no sign-up asked', async () => {
    const { email } = newPerson();
    const { page, troubles } = await open({ passwordless: true, lockOptions: { auth: { redirect: false } } });
    await askForMail(page, email);
    await lockInput(page, 'vcode').waitFor();
    await lockInput(page, 'vcode').fill(site.tenant.mails.at(-1)?.code ?? '');
    await page.locator('.auth0-lock-submit').click();
    assert.match(String(await subject(page)), /^email\|/);
    await answer(page, email);
    assert.deepEqual(troubles, []);
    await page.close();
  });

  it('a mailed link signs them in', async () => {
    const { email } = newPerson();
    const { page, troubles, mount } = await open({ passwordless: true, lockOptions: { passwordlessMethod: 'link' } });
    await askForMail(page, email);
    await page.getByText('sent you a link').waitFor();
    await page.goto(site.tenant.mails.at(-1)?.link ?? '');
    await mount();
    assert.match(String(await subject(page)), /^email\|/);
    assert.deepEqual(troubles, []);
    await page.close();
  });
});

describe('other connections', () => {
  it('a social button signs people in, and the panel asks what no sign-up asked', async () => {
    const { page, troubles, mount } = await open();
    await page.locator('.auth0-lock-social-button').first().click();
    await page.waitForURL((url) => url.hash.includes('id_token'));
    await mount();
    assert.match(String(await subject(page)), /^google-oauth2\|/);
    await answer(page, 'grace.hopper@example.com');
    assert.deepEqual(troubles, []);
    await page.close();
  });

  it('an address of an employer leads to the employer’s own login', async () => {
    const { page, troubles, mount } = await open();
    await lockInput(page, 'email').fill('ada@acme.example');
    await page.getByText(/single sign-on/i).first().waitFor();
    await lockInput(page, 'password').waitFor({ state: 'hidden' });
    await page.locator('.auth0-lock-submit').click();
    await page.waitForURL((url) => url.hash.includes('id_token'));
    await mount();
    assert.equal(await subject(page), 'samlp|acme-saml|ada@acme.example');
    await answer(page, 'ada@acme.example');
    assert.deepEqual(troubles, []);
    await page.close();
  });
});

it('an employer’s login as the only one is ready, though Lock has no event for it', async () => {
  const { page, troubles } = await open({ lockOptions: { allowedConnections: [ENTERPRISE] } });
  await page.locator('.auth0-lock-submit, .auth0-lock-social-button').first().waitFor();
  await page.waitForFunction(() => document.querySelector('progressive-lock')?.shadowRoot?.querySelector('[part~="notice"]')?.textContent?.trim() === '');
  assert.deepEqual(troubles, []);
  await page.close();
});

describe('lockOptions', () => {
  it('reach Lock', async () => {
    const lockOptions = {
      allowedConnections: [DATABASE],
      allowForgotPassword: false,
      allowSignUp: false,
      languageDictionary: { title: 'Paperplane' },
      prefill: { email: 'ada@example.com' },
      theme: { primaryColor: '#7a1f5c' },
    };
    const { page, troubles } = await open({ lockOptions });
    await page.getByText('Paperplane').waitFor();
    assert.equal(await lockInput(page, 'email').inputValue(), 'ada@example.com');
    assert.equal(await page.locator('.auth0-lock-social-button').count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Sign Up' }).count(), 0);
    assert.equal(await page.getByText('forgot your password').count(), 0);
    assert.equal(await page.locator('.auth0-lock-submit').evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(122, 31, 92)');
    assert.deepEqual(troubles, []);
    await page.close();
  });

  it('reach the tenant, beside what saving depends on', async () => {
    const person = newPerson();
    await site.tenant.users.create(person);
    const auth = { redirect: false, params: { access_type: 'offline', scope: 'address' }, responseType: 'code', autoParseHash: true };
    const { page } = await open({ lockOptions: { auth, additionalSignUpFields: 'ours are laid over these' } });
    await logIn(page, person);
    await subject(page);
    const asked = site.tenant.requests.filter(({ path }) => path.startsWith('/authorize')).at(-1)!;
    const params = new URLSearchParams(asked.query);
    assert.equal(params.get('access_type'), 'offline');
    assert.equal(params.get('response_type'), 'token id_token');
    for (const scope of ['address', 'openid', 'update:current_user_metadata']) assert.ok(params.get('scope')!.split(' ').includes(scope), scope);
    await answer(page, person.email);
    await page.close();
  });
});
