/** A page with the real Lock against `progressive-lock dev`, as whoever installs the package has both. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { startDev, type DevProcess } from '../cli/dev-process.ts';
import { barriersIn } from './axe.ts';
import { PATIENCE_MS } from './harness.ts';
import { lockInput, logIn, openSignUp } from './lock-form.ts';

const root = join(import.meta.dirname, '../..');
const plan = { fields: [{ name: 'nick', label: 'Nickname', ask: 'signup' }, { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } }] };
const person = { email: 'ada@example.com', password: 'Lovelace-1815' };

let folder = '';
let site: ServerType;
let siteUrl = '';
let tenant: DevProcess;
let browser: Browser;
let context: BrowserContext;
/** The application. */
let page: Page;
/** The page of switches. */
let switches: Page;

const start = (port: string) => startDev([join(root, 'dist/cli.js')], ['plan.json', '--port', port], { cwd: folder });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'progressive-lock-dev-'));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  tenant = await start('0');
  const app = new Hono();
  app.get('/', (c) =>
    c.html(`<!doctype html><html lang="en"><title>Mine</title><script src="${tenant.url}/dev/clock.js"></script><script src="/dist/progressive-lock.js" defer></script>
      <progressive-lock domain="${tenant.url}" client-id="dev-app" plan="/plan.json"></progressive-lock>`),
  );
  app.get('/plan.json', (c) => c.json(plan));
  app.use('/dist/*', serveStatic({ root }));
  site = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' });
  await new Promise<void>((resolve) => site.once('listening', resolve));
  siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE_MS);
  page = await context.newPage();
  switches = await context.newPage();
  await page.goto(siteUrl);
});
after(async () => {
  await browser?.close();
  await tenant?.end();
  site?.close();
  rmSync(folder, { recursive: true });
});

const isSignedIn = () => page.waitForFunction(() => document.querySelector('progressive-lock')?.state === 'signed-in');

/** Opens the person's page of the switches. */
async function showPerson(): Promise<void> {
  await switches.goto(`${tenant.url}/dev`);
  await switches.getByRole('link', { name: person.email }).click();
  await switches.getByRole('heading', { name: person.email }).waitFor();
}

const answers = async () => JSON.parse(await switches.getByLabel('user_metadata').inputValue()) as Record<string, unknown>;

async function travel(button: string): Promise<void> {
  await switches.goto(`${tenant.url}/dev`);
  await switches.getByRole('button', { name: button }).click();
  await switches.getByRole('button', { name: 'Back to now' }).waitFor();
}

// One person's story: each part begins where the one before it ended.
describe('an application against progressive-lock dev', { concurrency: false }, () => {
  it('signs somebody up, with the plan’s fields', async () => {
    await openSignUp(page);
    for (const [name, text] of Object.entries({ ...person, nick: 'Countess' })) await lockInput(page, name).fill(text);
    await page.locator('.auth0-lock-submit').click();
    await isSignedIn();
    await showPerson();
    assert.equal((await answers()).nick, 'Countess');
  });

  it('asks in the session after a jump in time, and saves', async () => {
    await travel('The next session');
    await page.reload();
    await isSignedIn();
    await page.getByLabel('Company').fill('Engines');
    const saved = page.evaluate(() => new Promise((resolve) => document.querySelector('progressive-lock')!.addEventListener('saved', resolve, { once: true })).then(() => true));
    await page.getByRole('button', { name: 'Save' }).click();
    await saved;
    await showPerson();
    assert.equal((await answers()).company, 'Engines');
  });

  it('goes on where it was after a restart', async () => {
    const { port } = new URL(tenant.url);
    await tenant.end();
    tenant = await start(port);
    await page.reload();
    await isSignedIn();
    await showPerson();
    assert.equal((await answers()).company, 'Engines');
    await switches.goto(`${tenant.url}/dev`);
    await switches.getByText(', 31 minutes ahead').waitFor();
  });

  it('ends sessions when they would end, and lets things go wrong', async () => {
    await travel('In a week');
    await page.reload();
    await lockInput(page, 'email').waitFor();
    await switches.getByLabel('Fault').selectOption({ label: 'The Action cannot write metadata' });
    await switches.getByRole('button', { name: 'Until switched off' }).click();
    await switches.getByRole('listitem').filter({ hasText: 'The Action cannot write metadata' }).waitFor();
    await logIn(page, person);
    await tenant.says(/user\.setUserMetadata is refused/);
    await switches.getByRole('button', { name: 'Switch all off' }).click();
    await switches.getByText('Nothing.').waitFor();
  });

  it('has switches that work for everybody', async () => {
    await switches.goto(`${tenant.url}/dev`);
    assert.deepEqual(await barriersIn(switches.mainFrame()), []);
    await showPerson();
    assert.deepEqual(await barriersIn(switches.mainFrame()), []);
  });
});
