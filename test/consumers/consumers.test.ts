/** Each app beside this file, as somebody else would build it: from a copy outside the project, with the packed package. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { pack } from '../package/pack.ts';
import { serveApp, type ServedApp } from './serve-app.ts';
import { useApp, type SignsIn } from './use-app.ts';

const APPS: Record<string, SignsIn> = { 'react-18': 'sdk', 'react-19': 'lock', vue: 'sdk', svelte: 'lock', angular: 'lock' };

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

function npm(cwd: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', env: { ...process.env, NG_CLI_ANALYTICS: 'false' } });
  assert.equal(status, 0, `npm ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

for (const [name, signsIn] of Object.entries(APPS)) {
  if (asked.length && !asked.includes(name)) continue;
  describe(name, () => {
    const folder = join(scratch, name);
    let app: ServedApp;
    after(() => app?.close());

    it('installs and builds', () => {
      cpSync(join(import.meta.dirname, name), folder, {
        recursive: true,
        filter: (path) => !/\/(node_modules|dist|dist-server|\.angular)$/.test(path),
      });
      npm(folder, 'ci', '--no-audit', '--no-fund', '--loglevel=error');
      npm(folder, 'install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error', tarball);
      npm(folder, 'run', 'build');
    });

    it('signs in, asks, tells the app of it, and saves', async () => {
      app = await serveApp(join(folder, 'dist'));
      const page = await browser.newPage();
      await useApp(page, app, signsIn);
      await page.close();
    });
  });
}
