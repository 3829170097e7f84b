/** Each app beside this file, as somebody else would build it: from a copy outside the project, with the packed package. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { pack } from '../package/pack.ts';
import { runApp, serveApp, type RunApp, type ServedApp } from './serve-app.ts';
import { useApp, type AppTraits } from './use-app.ts';

const APPS: Record<string, AppTraits & { rendersOnServer?: boolean; isPlain?: boolean; hasSdkPage?: boolean }> = {
  html: { signsIn: 'lock', hasReview: true, isPlain: true },
  'react-18': { signsIn: 'sdk', hasHook: true, hasReview: true },
  'react-19': { signsIn: 'lock', hasReview: true },
  vue: { signsIn: 'sdk', hasHook: true, hasReview: true },
  svelte: { signsIn: 'lock', hasOwnLock: true, hasSdkPage: true },
  angular: { signsIn: 'lock', hasSdkPage: true },
  next: { signsIn: 'lock', rendersOnServer: true },
  astro: { signsIn: 'lock', rendersOnServer: true },
  sveltekit: { signsIn: 'lock', rendersOnServer: true },
};

const asked = (process.env.CONSUMERS ?? '').split(' ').filter(Boolean);
const unknown = asked.filter((name) => !(name in APPS));
if (unknown.length) throw new Error(`Expected some of ${Object.keys(APPS).join(', ')}, got ${unknown.join(', ')}.`);

const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-consumers-'));
const { tarball } = pack(scratch);
let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

const NO_TELEMETRY = { NG_CLI_ANALYTICS: 'false', NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1' };
/** The packed `auth0-lock` for the app that brings a Lock of its own, in place of the registry's: Lock 15 is not there. */
const LOCK = process.env.AUTH0_LOCK;

/** What builds and servers leave in an app's folder. */
const MADE = /\/(node_modules|dist|dist-server|build|\.angular|\.next|\.astro|\.svelte-kit)$/;

function npm(cwd: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', env: { ...process.env, ...NO_TELEMETRY } });
  assert.equal(status, 0, `npm ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

if (LOCK && asked.length && !asked.some((name) => APPS[name]?.hasOwnLock)) throw new Error('Expected an app with a Lock of its own beside AUTH0_LOCK: svelte.');

for (const [name, { rendersOnServer = false, isPlain = false, hasSdkPage = false, ...traits }] of Object.entries(APPS)) {
  if (asked.length && !asked.includes(name)) continue;
  describe(name, () => {
    const folder = join(scratch, name);
    let app: ServedApp | RunApp | undefined;
    after(() => app?.close());

    it('installs and builds', (test) => {
      cpSync(join(import.meta.dirname, name), folder, { recursive: true, filter: (path) => !MADE.test(path) });
      npm(folder, 'ci', '--no-audit', '--no-fund', '--loglevel=error');
      npm(folder, 'install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error', tarball, ...(LOCK && traits.hasOwnLock ? [resolve(LOCK)] : []));
      npm(folder, 'run', 'build', '--if-present');
      if (!traits.hasOwnLock) return;
      const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/auth0-lock/package.json'), 'utf8')) as { version: string };
      test.diagnostic(`with auth0-lock ${version}`);
    });

    if (rendersOnServer) {
      it('renders the tag on its server', async () => {
        const running = await runApp(folder);
        app = running;
        const html = await (await fetch(running.url)).text();
        assert.match(html, /<progressive-lock[^>]*>/);
        assert.doesNotMatch(running.output(), /error/i);
      });
    }

    it('signs in, asks, tells the app of it, and saves', async () => {
      app ??= await serveApp(isPlain ? folder : join(folder, 'dist'));
      const page = await browser.newPage();
      await useApp(page, app, traits);
      await page.close();
    });

    if (!hasSdkPage) return;
    it('does so beside another SDK, and forgets the person before that signs them out', async () => {
      const page = await browser.newPage();
      await useApp(page, { ...app!, url: `${app!.url}#sdk` }, { ...traits, signsIn: 'sdk', hasHook: true });
      await page.close();
    });
  });
}
