/** The packed package in a page without a bundler: the app of test/consumers/html, as `npm run consumers` installs it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { serveWithTenant, type ServedApp } from '../consumers/serve-app.ts';
import { useApp } from '../consumers/use-app.ts';
import { pack, root } from './pack.ts';

const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-html-'));
const html = readFileSync(join(root, 'test/consumers/html/index.html'), 'utf8');
let browser: Browser;
let site: ServedApp;

before(async () => {
  execFileSync('tar', ['-xzf', pack(scratch).tarball, '-C', scratch]);
  site = await serveWithTenant((tenantUrl) => {
    const app = new Hono();
    app.get('/', (context) => context.html(html.replace('content="TENANT"', `content="${tenantUrl()}"`)));
    const path = '/node_modules/progressive-lock';
    app.use(`${path}/*`, serveStatic({ root: scratch, rewriteRequestPath: (name) => name.replace(path, '/package') }));
    app.use('/node_modules/*', serveStatic({ root }));
    return app;
  });
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(async () => {
  await Promise.all([browser?.close(), site?.close()]);
  rmSync(scratch, { recursive: true });
});

it('signs in, asks, tells the page, saves, and shows what is known, by an import map alone', async () => {
  const page = await browser.newPage();
  await useApp(page, site, { signsIn: 'lock', hasReview: true });
  const own = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
  assert.ok(own.includes('/node_modules/progressive-lock/dist/vendor/lock.js'), own.join());
});
