/** The policies of docs/csp.md, word for word, around the demo's pages. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { serveWithTenant, type ServedApp } from '../consumers/serve-app.ts';
import { newPerson, PATIENCE_MS, type Person } from '../e2e/harness.ts';
import { logIn } from '../e2e/lock-form.ts';
import { read, root } from './pages.ts';

/** The policy under a heading, with the local tenant in place of Auth0. */
function policyUnder(heading: string, tenantUrl: string): string {
  const [, policy] = new RegExp(`^## ${heading}$[^]*?^\`\`\`text\\n([^]*?)\`\`\``, 'm').exec(read('docs/csp.md')) ?? [];
  assert.ok(policy, heading);
  return policy.replaceAll('\n', ' ').replaceAll(/https:\/\/[\w.]+\.auth0\.com/g, tenantUrl);
}

/** Pages of the demo, each with its policy in the header. */
const PAGES = { '/own-session': ['own-session.html', 'The panel alone'], '/': ['index.html', 'With Lock'] } as const;

function makeApp(tenantUrl: () => string): Hono {
  const app = new Hono();
  for (const [path, [file, heading]] of Object.entries(PAGES)) {
    app.get(path, (context) => {
      const html = read(`demo/pages/${file}`).replaceAll('http://localhost:4400', tenantUrl()).replaceAll('demo-app', 'consumer');
      return context.html(html, 200, { 'content-security-policy': policyUnder(heading, tenantUrl()) });
    });
  }
  app.get('/nonce', (context) => {
    const policy = policyUnder('The panel alone', tenantUrl()).replace("script-src 'self';", policyUnder('With a nonce', tenantUrl()).trim().replace('RANDOM', NONCE) + ';');
    return context.html(noncePage(context.req.query('broken')), 200, { 'content-security-policy': policy });
  });
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.get('/pages/session.js', (context) =>
    context.body(read('demo/pages/session.js').replaceAll('demo-app', 'consumer'), 200, { 'content-type': 'text/javascript' }),
  );
  app.get('/auth0.min.js', serveStatic({ root, path: 'node_modules/auth0-js/dist/auth0.min.js' }));
  app.use('/pages/*', serveStatic({ root: join(root, 'demo') }));
  app.use('/plans/*', serveStatic({ root: join(root, 'demo') }));
  app.use('/dist/*', serveStatic({ root }));
  return app;
}

const NONCE = 'cmFuZG9tIGVub3VnaA';

/** A page as docs/csp.md has it, with the hash of every file. `broken`: a file whose hash is another one. */
function noncePage(broken?: string): string {
  const hashes = JSON.parse(read('dist/integrity.json')) as Record<string, string>;
  const wrong = hashes['progressive-lock.js']!;
  const integrity = Object.fromEntries(Object.entries(hashes).map(([path, hash]) => [`/dist/${path}`, path === broken ? wrong : hash]));
  const plan = { fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 1 } } }] };
  return `<!doctype html><script type="importmap" nonce="${NONCE}">${JSON.stringify({ integrity })}</script>
    <script type="module" nonce="${NONCE}" src="/dist/progressive-lock.js"></script>
    <tell-us-more><script type="application/json">${JSON.stringify(plan)}</script></tell-us-more>
    <script type="module" nonce="${NONCE}">
      const element = document.querySelector('tell-us-more');
      element.store = { read: async () => ({}), save: async (id, patch) => patch };
      element.user = { sub: 'auth0|nonce' };
      element.addEventListener('error', () => (document.title = 'failed'));
    </script>`;
}

let browser: Browser;
let site: ServedApp;
before(async () => {
  site = await serveWithTenant(makeApp, Object.keys(PAGES));
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens a page; what its policy forbids is collected. */
async function visit(path: string): Promise<{ page: Page; breaches: string[] }> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const breaches: string[] = [];
  await page.exposeFunction('tellBreach', (breach: string) => breaches.push(breach));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      void (window as unknown as { tellBreach: (words: string) => void }).tellBreach(`${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
  await page.goto(new URL(path, site.url).href);
  return { page, breaches };
}

async function newCustomer(): Promise<Person> {
  const person = newPerson();
  await site.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', use_case: 'team', newsletter: true } });
  return person;
}

/** Answers what the panel asks, and looks for it in the profile. */
async function answer(page: Page, { email }: Person): Promise<void> {
  const panel = page.locator('tell-us-more [part~="panel"]');
  await panel.getByLabel('Company').fill('ACME');
  assert.equal(await panel.evaluate((element) => getComputedStyle(element).position), 'fixed', 'the panel has its styles');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Thank you').waitFor();
  const end = Date.now() + PATIENCE_MS;
  while (site.tenant.users.find(email)?.user_metadata?.company !== 'ACME') {
    assert.ok(Date.now() < end, 'The answer is in the profile');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the policy for the panel alone', () => {
  it('lets it ask and save', async () => {
    const person = await newCustomer();
    const { page, breaches } = await visit('/own-session');
    const signIn = async () => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('input[type="email"]').fill(person.email);
      await page.locator('input[type="password"]').fill(person.password);
      await page.keyboard.press('Enter');
      await page.getByText(person.email).waitFor();
    };
    await signIn();
    await page.waitForFunction(() => document.querySelector('tell-us-more')!.explain().some(({ reason }) => reason === 'known'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn();
    await answer(page, person);
    assert.deepEqual(breaches, []);
    await page.close();
  });

  it('stops a page that does more', async () => {
    const { page, breaches } = await visit('/own-session');
    const told = page.waitForEvent('console', (message) => message.type() === 'error');
    await page.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'p {}' })));
    await told;
    await page.evaluate(() => undefined);
    assert.match(breaches.join(), /^style-src/);
    await page.close();
  });
});

describe('a nonce with \'strict-dynamic\', and a hash for every file', () => {
  it('lets the panel come', async () => {
    const { page, breaches } = await visit('/nonce');
    await page.locator('tell-us-more').getByLabel('Company').waitFor();
    assert.deepEqual(breaches, []);
    await page.close();
  });

  it('keep out a file that was changed', async () => {
    const { page } = await visit('/nonce?broken=browser/chunks/ask.js');
    await page.waitForFunction(() => document.title === 'failed');
    assert.equal(await page.locator('tell-us-more').getByLabel('Company').count(), 0);
    await page.close();
  });
});

describe('the policy with Lock', () => {
  it('lets people sign in by Lock, and answer', async () => {
    const person = await newCustomer();
    const { page, breaches } = await visit('/');
    await logIn(page, person);
    await page.getByRole('heading', { name: /^Welcome/ }).waitFor();
    await page.evaluate(() => void document.querySelector('progressive-lock')!.ask(['company']));
    await answer(page, person);
    assert.deepEqual(breaches, []);
    await page.close();
  });
});
