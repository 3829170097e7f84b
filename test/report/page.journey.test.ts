/** The page of a report in a browser: nothing is loaded, nothing runs, everybody can read it. The pages: test-results/report/. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, ensureChromium } from '../../scripts/chromium.mjs';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { compareReports } from '../../src/report/compare.ts';
import { openCounter } from '../../src/report/count-person.ts';
import { makeReport } from '../../src/report/make-report.ts';
import { drawPage } from '../../src/report/page.ts';
import { emptyTally } from '../../src/report/tally.ts';
import { REPORT_WORDS } from '../../src/report/words/index.ts';
import { barriersIn } from '../e2e/axe.ts';
import { takePicture } from '../e2e/picture.ts';
import { generatePeople, plan } from './generated-tenant.ts';

const folder = join(import.meta.dirname, '../../test-results/report');
const digest = (text: string) => createHash('sha256').update(text).digest('base64');

function reportOf(people: Iterable<unknown>, of: ProfilePlan = plan) {
  const tally = emptyTally(of);
  const count = openCounter(of, tally);
  for (const person of people) count(person);
  return makeReport(of, tally);
}

const report = reportOf(generatePeople(5000));
const comparison = compareReports(reportOf(generatePeople(2000, 7)), report);

let browser: Browser;
before(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
});
after(() => browser.close());

async function open(name: string, text: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<{ page: Page; problems: string[] }> {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, text);
  const page = await browser.newPage(options);
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => request.url().startsWith('file:') || problems.push('a request'));
  await page.goto(pathToFileURL(path).href);
  return { page, problems };
}

describe('the page of a report', () => {
  for (const [name, options] of [
    ['light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 800 }, colorScheme: 'light' }],
    ['print', { viewport: { width: 794, height: 1123 } }],
  ] as const) {
    it(`fits, applies its style and has no barriers (${name})`, async () => {
      const { page, problems } = await open(name, drawPage(report, { language: 'en', digest, comparison }), options);
      if (name === 'print') await page.emulateMedia({ media: 'print' });
      await takePicture(page, `report/${name}`, { fullPage: true });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.cards')!).display), 'grid');
      // What is measured is script, which the page's own policy refuses.
      const open2 = await browser.newPage({ ...options, bypassCSP: true });
      if (name === 'print') await open2.emulateMedia({ media: 'print' });
      await open2.goto(page.url());
      await open2.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
      assert.deepEqual(await barriersIn(open2.mainFrame()), []);
      assert.deepEqual(problems, []);
      await Promise.all([page.close(), open2.close()]);
    });
  }

  it('speaks every language of the panel, from right to left where that is so', async () => {
    for (const language of Object.keys(REPORT_WORDS)) {
      const { page } = await open(language, drawPage(report, { language, digest, comparison }));
      const [lang, dir, text] = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir, document.body.textContent ?? '']);
      assert.equal(lang, language);
      assert.equal(dir, language === 'ar' || language === 'he' ? 'rtl' : 'ltr');
      assert.ok(text.includes(REPORT_WORDS[language]!.fullness), language);
      assert.ok(!/\{\w+\}|undefined|NaN/.test(text), `${language}: something is not filled in`);
      // From right to left they would be read the other way round.
      const signs = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((node) => node.children.length === 0 && /^[≥<] |\d%? – \d/.test(node.textContent ?? '')).map((node) => getComputedStyle(node).direction));
      assert.ok(signs.length > 10 && signs.every((direction) => direction === 'ltr'), `${language}: ${signs.join()}`);
      await page.close();
    }
  });

  it('shows texts of a plan as text', async () => {
    const attack = '<img src=x onerror=alert(1)>"\'&';
    const hostile: ProfilePlan = { fields: [{ name: 'pick', label: attack, type: 'select', options: [{ value: attack, label: attack }] }] };
    const { page, problems } = await open('hostile', drawPage(reportOf(Array(20).fill({ user_metadata: { pick: attack } }), hostile), { language: 'en', digest }));
    assert.equal(await page.locator('img').count(), 0);
    assert.ok((await page.locator('body').textContent())!.includes(attack), 'the text is there');
    assert.deepEqual(problems, []);
    await page.close();
  });

  it('lets no other style and no script in', async () => {
    const { page, problems } = await open('injected', drawPage(report, { language: 'en', digest }).replace('</main>', '<style>main{display:none}</style><script>document.title="run"</script></main>'));
    assert.equal(await page.locator('main').isVisible(), true);
    assert.notEqual(await page.title(), 'run');
    assert.equal(problems.length, 2);
    await page.close();
  });

  it('has every language of the panel', async () => {
    const { LANGUAGES } = await import('../../src/locales/pick-language.ts');
    assert.deepEqual(Object.keys(REPORT_WORDS).sort(), [...LANGUAGES].sort());
  });
});
