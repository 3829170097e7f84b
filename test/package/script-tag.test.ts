/** `dist/` behind a script tag, in every way a page can name it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { build } from 'esbuild';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { listen, serveWithTenant, type ServedApp } from '../consumers/serve-app.ts';
import { useApp } from '../consumers/use-app.ts';
import { root } from './pack.ts';

const hashes = JSON.parse(readFileSync(join(root, 'dist/integrity.json'), 'utf8')) as Record<string, string>;
const own = hashes['progressive-lock.js'];
const wrong = `sha384-${'A'.repeat(64)}`;

const elements = `
  <p>Hello, <span id="who"></span></p>
  <button data-tell-us-more="checkout">Pay</button>
  <p>Saved: <span id="saved"></span></p>
  <progressive-lock domain="TENANT" client-id="consumer">
    <script type="application/json">
      { "fields": [{ "name": "company", "label": "Company", "ask": "signup" }, { "name": "vat_id", "label": "VAT number", "ask": { "on": "checkout" } }] }
    </script>
  </progressive-lock>
  <script>
    const lock = document.querySelector('progressive-lock');
    lock.addEventListener('signed-in', ({ detail }) => (document.getElementById('who').textContent = detail.user.email));
    lock.addEventListener('saved', ({ detail }) => (document.getElementById('saved').textContent = detail.names.join()));
  </script>`;

/** The heads of the pages, by path. `CDN` is another origin that serves the same files. */
const HEADS: Record<string, string> = {
  '/classic': `<script src="/dist/progressive-lock.js" defer></script>`,
  '/module': `<script type="module" src="/dist/progressive-lock.js"></script>`,
  '/classic-cdn': `<script src="CDN/progressive-lock.js" defer></script>`,
  '/module-cdn': `<script type="module" src="CDN/progressive-lock.js"></script>`,
  '/integrity': `
    <script type="importmap">${JSON.stringify({ integrity: Object.fromEntries(Object.entries(hashes).map(([path, hash]) => [`CDN/${path}`, hash])) })}</script>
    <script src="CDN/progressive-lock.js" integrity="${own}" crossorigin defer></script>`,
  '/wrong-integrity': `<script src="CDN/progressive-lock.js" integrity="${wrong}" crossorigin defer></script>`,
  '/wrong-module-integrity': `
    <script type="importmap">{ "integrity": { "CDN/browser/define.js": "${wrong}" } }</script>
    <script src="CDN/progressive-lock.js" crossorigin defer></script>`,
  '/twice': `<script src="/dist/progressive-lock.js" defer></script><script src="/dist/progressive-lock.js" defer></script>`,
  '/beside-npm': `<script src="/dist/progressive-lock.js" defer></script><script type="module" src="/npm/page.js"></script>`,
};
const WORKING = ['/classic', '/module', '/classic-cdn', '/module-cdn', '/integrity', '/twice', '/beside-npm'];

describe('a script tag', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-script-'));
  let browser: Browser;
  let site: ServedApp;
  let cdn: Awaited<ReturnType<typeof listen>>;

  before(async () => {
    await build({
      stdin: { contents: `import 'progressive-lock/define';`, resolveDir: root, sourcefile: 'page.js' },
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: scratch,
      entryNames: 'page',
      logLevel: 'error',
    });
    cdn = await listen(new Hono().use('/*', cors(), serveStatic({ root: join(root, 'dist') })));
    site = await serveWithTenant((tenantUrl) => {
      const app = new Hono();
      app.use('/dist/*', serveStatic({ root }));
      app.use('/npm/*', serveStatic({ root: scratch, rewriteRequestPath: (path) => path.replace('/npm', '') }));
      app.get('/favicon.ico', (context) => context.body(null, 204));
      const html = (head: string, body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
      for (const [path, head] of Object.entries(HEADS)) {
        app.get(path, (context) => context.html(html(head.replaceAll('CDN', cdn.origin), elements.replaceAll('TENANT', tenantUrl()))));
      }
      app.get('/idle', (context) => context.html(html(HEADS['/classic']!, '<tell-us-more plan="/none.json"></tell-us-more>')));
      app.get('/empty', (context) => context.html(html('', '')));
      return app;
    }, WORKING);
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  after(async () => {
    await Promise.all([browser?.close(), site?.close(), cdn?.close()]);
    rmSync(scratch, { recursive: true });
  });

  /** A page and what its console says from now on, errors and warnings. */
  async function newPage(): Promise<{ page: Page; said: string[] }> {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    return { page, said };
  }

  const open = async (path: string) => {
    const opened = await newPage();
    await opened.page.goto(site.url.slice(0, -1) + path);
    return opened;
  };

  for (const path of WORKING) {
    it(`signs in, asks and saves: ${path}`, async () => {
      const { page, said } = await newPage();
      await useApp(page, { ...site, url: site.url.slice(0, -1) + path }, { signsIn: 'lock' });
      const warnings = { '/twice': /on this page twice/, '/beside-npm': /is registered already; the first registration stays/ }[path];
      if (warnings) assert.match(said.join('\n'), warnings);
      else assert.deepEqual(said, []);
      await page.close();
    });
  }

  for (const path of ['/wrong-integrity', '/wrong-module-integrity']) {
    it(`does nothing when the files are not what they were: ${path}`, async () => {
      const { page, said } = await newPage();
      const refused = page.waitForEvent('console', { predicate: (message) => /integrity/i.test(message.text()) });
      await page.goto(site.url.slice(0, -1) + path);
      await refused;
      assert.match(said.join('\n'), /integrity/i);
      assert.equal(await page.evaluate(() => customElements.get('progressive-lock') === undefined), true);
      await page.close();
    });
  }

  it('loads neither Lock nor auth0-js nor the panel where nobody is signed in', async () => {
    const { page } = await open('/idle');
    await page.waitForFunction(() => customElements.get('tell-us-more'));
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
    assert.ok(loaded.includes('/dist/browser/define.js'), loaded.join());
    assert.deepEqual(loaded.filter((name) => /vendor|panel|outbox|lock-/.test(name) && name !== '/dist/progressive-lock.js'), []);
    await page.close();
  });

  it('adds one global to the page, beside those of Lit', async () => {
    const { page: empty } = await open('/empty');
    const usual = await empty.evaluate(() => Object.getOwnPropertyNames(window));
    await empty.close();
    const { page } = await open('/idle');
    await page.waitForFunction(() => customElements.get('tell-us-more'));
    // Lit's own appear with what needs them, such as the check of a plan, at a moment of their own.
    await page.waitForLoadState('networkidle');
    const names = await page.evaluate(() => Object.getOwnPropertyNames(window));
    const lits = ['litHtmlVersions', 'litPropertyMetadata', 'reactiveElementVersions'];
    assert.deepEqual(names.filter((name) => !usual.includes(name) && !lits.includes(name)), ['progressiveLock']);
    const exported = await page.evaluate(async () => Object.keys(await window.progressiveLock!.load()));
    assert.ok(exported.includes('managementStore'), exported.join());
    await page.close();
  });
});
