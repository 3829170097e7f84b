/** A newcomer's first minutes: an empty Vite application, the package as npm would send it, and the lines of README.md. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { serveApp, type ServedApp } from '../consumers/serve-app.ts';
import { newPerson } from '../e2e/harness.ts';
import { logIn } from '../e2e/lock-form.ts';
import { pack } from '../package/pack.ts';
import { root, snippetsUnder } from './pages.ts';
import { openWatchedPage } from './watched-page.ts';

const [element, module] = snippetsUnder('README.md', '### npm').filter(({ language }) => language === 'html' || language === 'js');

const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-newcomer-'));
const app = join(folder, 'app');
let browser: Browser;
let site: ServedApp;

before(async () => {
  install(pack(folder).tarball);
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  // Only the two values that each site has of its own are changed. The tenant's address is known once the application is served.
  const body = element!.text.replace('acme.auth0.com', 'TENANT').replace('YOUR_CLIENT_ID', 'consumer');
  writeFileSync(join(app, 'index.html'), `<!doctype html><html lang="en"><title>App</title>${body}<script type="module" src="/main.js"></script></html>`);
  writeFileSync(join(app, 'main.js'), module!.text);
  await build({ root: app, configFile: false, logLevel: 'error' });
  site = await serveApp(join(app, 'dist'));
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});

after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

/** What `npm install` does with the tarball, from the packages that are here already: the package, and its dependencies only. */
function install(tarball: string): void {
  const installed = join(app, 'node_modules/progressive-lock');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    const link = join(app, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
}

it('ends with a question on the screen, and its answer in the profile', async () => {
  const person = newPerson();
  await site.tenant.users.create(person);
  const { page, troubles } = await openWatchedPage(browser);
  const heard = (text: string) => page.waitForEvent('console', (message) => message.text().startsWith(text));
  await page.clock.setSystemTime(site.tenant.clock.now());
  const hello = heard(`hello ${person.email}`);
  await page.goto(site.url);
  await logIn(page, person);
  await hello;
  // By default a field is asked from the second session on. The first one has to be counted before it ends.
  await page.waitForFunction(() => document.querySelector('progressive-lock')!.explain()[0]?.reason === 'not-due');
  site.tenant.clock.travel(24 * 60 * 60_000);
  await page.clock.setSystemTime(site.tenant.clock.now());
  await page.reload();
  const saved = heard('saved');
  const panel = page.locator('[part~="panel"]');
  await panel.getByLabel('Company').fill('ACME');
  await panel.getByRole('button', { name: 'Save' }).click();
  await saved;
  assert.equal(site.tenant.users.find(person.email)?.user_metadata?.company, 'ACME');
  assert.deepEqual(troubles, []);
});
