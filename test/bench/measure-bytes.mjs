/** Measures bytes over the network as the browser counts them: bodies, compressed with brotli, without HTTP headers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exactly } from './stats.mjs';

const root = join(import.meta.dirname, '../..');
const TIMEOUT_MS = 60_000;
/** What the demo's page names as its tenant. */
const TENANT_IN_PAGES = 'http://localhost:4400';
const PASSWORD = 'Correct-Horse-9';
const NOTHING_TO_ASK = { first_name: 'Ada', use_case: 'personal', newsletter: true, company: 'ACME', role: 'developer' };

/**
 * `server` is what `startServer` gave; `peers` are those that were built.
 * @returns {Promise<{
 *   samples: Record<string, import('./stats.mjs').Sample>,
 *   notes: string[],
 *   files: Record<string, { path: string, bytes: number }[]>,
 * }>} `notes`: what could not be measured
 */
export async function measureBytes({ browser, server, peers, handleStep }) {
  const { startTenant } = await import('../../src/tenant/tenant.ts');
  const callbacks = ['/own-session', '/signed-out'].map((path) => server.url + path);
  const tenant = await startTenant({
    apps: [{ clientId: 'demo-app', name: 'Bench', callbacks, webOrigins: [server.url], logoutUrls: callbacks }],
  });
  const ownSession = readFileSync(join(root, 'demo/pages/own-session.html'), 'utf8');
  server.pages.set('/own-session', ownSession.replaceAll(TENANT_IN_PAGES, tenant.url));
  server.pages.set('/signed-out', lockPage(tenant.url));
  const journeys = { ...JOURNEYS, ...Object.fromEntries(peers.map((name) => [name, openPeer(name)])) };
  const samples = {};
  const notes = [];
  const files = {};
  try {
    for (const [name, journey] of Object.entries(journeys)) {
      handleStep();
      const context = await browser.newContext({ locale: 'en-GB' });
      context.setDefaultTimeout(TIMEOUT_MS);
      // The server is on localhost, where pages also load what finds mistakes.
      await context.route('**/page-check.js', (route) => route.abort());
      try {
        const page = await context.newPage();
        await journey({ page, url: server.url, tenant });
        files[name] = await transferred(page, peers.includes(name) ? `/built/${name}/` : '/dist/');
        samples[`bytes.${name}`] = exactly(files[name].reduce((sum, { bytes }) => sum + bytes, 0));
      } catch (error) {
        notes.push(`bytes.${name} is left out: ${String(error.message).split('\n')[0]}`);
      } finally {
        await context.close();
      }
    }
  } finally {
    await tenant.close();
  }
  return { samples, notes, files };
}

export const byteSteps = (peers) => peers.length + Object.keys(JOURNEYS).length;

/** Files below `prefix` that the page has loaded. The server forbids caching, so each came over the wire. */
async function transferred(page, prefix) {
  await page.waitForLoadState('networkidle');
  const files = await page.evaluate(
    (start) =>
      performance.getEntriesByType('resource')
        .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize }))
        .filter(({ path }) => path.startsWith(start)),
    prefix,
  );
  if (files.length === 0) throw new Error(`nothing of ${prefix} was loaded`);
  return files;
}

let people = 0;

/** Signs a new person in on the page whose session is its own. */
async function openOwnSession({ page, url, tenant }, metadata) {
  const email = `bench-${++people}@example.com`;
  await tenant.users.create({ email, password: PASSWORD, user_metadata: metadata });
  await page.goto(`${url}/own-session`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[type="email"]').fill(email);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText(email).waitFor();
}

/** What the profile holds is known to the element, so that nothing is left to be asked. */
const isDecided = (page) =>
  page.waitForFunction(() => {
    const rows = document.querySelector('tell-us-more').explain?.() ?? [];
    return rows.some(({ name, reason }) => name === 'first_name' && reason === 'known');
  });

const panelOf = (page) => page.locator('tell-us-more [part~="panel"]');

/** A returning user: everything due is known, and a copy of the profile is in this browser from the visit before. */
async function idle(world) {
  const { page } = world;
  await openOwnSession(world, NOTHING_TO_ASK);
  await isDecided(page);
  await page.waitForLoadState('networkidle');
  await page.addInitScript(() => {
    window.isProfileTold = new Promise((resolve) => addEventListener('profile-changed', () => resolve()));
  });
  await page.reload();
  // Asking the element would make it load what answers.
  await page.evaluate(() => window.isProfileTold);
  if (await panelOf(page).count()) throw new Error('something is asked, and nothing should be');
}

/** The panel is on the screen; the profile was read from an endpoint of the host. */
async function asked({ page, url }) {
  await page.goto(`${url}/page/ours?endpoint`);
  await panelOf(page).getByLabel('Company').waitFor();
}

/** The same where the profile is read by auth0-js. */
async function askedWithAuth0Js(world) {
  await openOwnSession(world, {});
  await panelOf(world.page).waitFor();
}

/** Asked, answered and saved, all in one visit, by auth0-js. */
async function saved(world) {
  const { page } = world;
  await openOwnSession(world, { ...NOTHING_TO_ASK, company: undefined });
  await page.evaluate(() => {
    const element = document.querySelector('tell-us-more');
    window.isSaved = new Promise((resolve) => element.addEventListener('saved', resolve));
    void element.ask(['company']);
  });
  await panelOf(page).getByLabel('Company').fill('ACME');
  await panelOf(page).getByRole('button', { name: 'Save' }).click();
  await page.evaluate(() => window.isSaved.then(() => undefined));
}

/** A page with nothing but the script tag and the element. */
const lockPage = (domain) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title>
<script src="/dist/progressive-lock.js" defer></script></head>
<body><progressive-lock domain="${domain}" client-id="demo-app" plan="/plans/saas.json"></progressive-lock></body></html>`;

async function signedOut({ page, url }) {
  await page.goto(`${url}/signed-out`);
  // Lock keeps its inputs hidden for up to a second after it says that it is ready.
  await page.locator('.auth0-lock-input[name="email"]').waitFor();
}

/** Ours, by the last part of their metric's name. */
const JOURNEYS = { idle, asked, askedWithAuth0Js, saved, signedOut };

const openPeer = (name) => async ({ page, url }) => {
  await page.goto(`${url}/page/${name}`);
};
