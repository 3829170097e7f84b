/**
 * Every state of the panel and the review, on screens of all kinds: nothing is cut off, nothing scrolls both ways.
 * Leaves a picture of each in test-results/states/, for people who look at the tests' output.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { newDesign, type View } from '../../demo/studio/design.ts';
import { lookProperties } from '../../demo/studio/look.ts';
import type { PreviewRequest } from '../../demo/studio/preview-messages.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { barriersIn } from './axe.ts';
import { journey, PATIENCE_MS } from './harness.ts';
import { takePicture } from './picture.ts';

const world = journey();
const saas = parsePlan(JSON.parse(await readFile('demo/plans/saas.json', 'utf8')));

/** Questions of all kinds, with words that are long. */
const plan = {
  ...saas,
  privacyUrl: '/privacy',
  fields: [
    ...saas.fields,
    { name: 'tools', label: 'Which of these do you use at work?', why: 'To show you what fits', type: 'multiselect' as const, ask: { after: { sessions: 2 } }, options: ['JavaScript', 'TypeScript', 'Go', 'Donaudampfschifffahrtsgesellschaftskapitän', 'C#'].map((label) => ({ value: label, label })) },
    { name: 'score', label: 'Would you recommend us?', type: 'rating' as const, min: 0, max: 10, lowLabel: 'Not at all likely', highLabel: 'Extremely likely', ask: { after: { sessions: 2 } } },
    { name: 'country', label: 'Country', type: 'country' as const, ask: { after: { sessions: 2 } } },
    { name: 'birthdate', label: 'Date of birth', type: 'date' as const, ask: { after: { sessions: 2 } } },
  ],
};

const states: Record<string, Partial<View>> = {
  corner: {},
  dialog: { placement: 'dialog' },
  inline: { placement: 'inline' },
  bar: { placement: 'bar' },
  confirm: { scene: 'confirm' },
  error: { scene: 'error' },
  failed: { scene: 'failed' },
  offline: { scene: 'offline' },
  thanks: { scene: 'thanks' },
  review: { scene: 'review' },
  chips: { only: 'tools' },
  numbers: { only: 'score' },
  stars: { only: 'happiness', placement: 'bar' },
  country: { only: 'country' },
  picker: { only: 'country' },
  date: { only: 'birthdate' },
  small: {},
};

/** What is pressed before some of them. */
const pressed: Record<string, string> = { picker: '[role=combobox]', small: '[part~=minimise]' };

interface Screen extends BrowserContextOptions {
  view?: Partial<View>;
  /** Pixels of the browser's own setting. */
  fontSize?: number;
  /** Looked at by axe, too, in every state. */
  isExamined?: boolean;
  /** Those that look different there. Default: all. */
  only?: readonly string[];
}

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const COLOURED = ['dialog', 'bar', 'confirm', 'error', 'offline', 'review', 'chips', 'stars'];
const screens: Record<string, Screen> = {
  desktop: { viewport: desktop, isExamined: true },
  'desktop dark': { viewport: desktop, view: { scheme: 'dark' }, only: COLOURED },
  phone: { viewport: phone, isExamined: true },
  'phone dark': { viewport: phone, view: { scheme: 'dark' }, isExamined: true, only: COLOURED },
  'phone Arabic': { viewport: phone, view: { language: 'ar' } },
  'forced colours': { viewport: desktop, forcedColors: 'active', only: COLOURED },
  // What a browser makes of its page zoom: half the CSS pixels, each twice as large.
  '200 percent zoom': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  '320 pixels': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  '200 percent text': { viewport: desktop, fontSize: 32 },
  '200 percent text on a phone': { viewport: phone, fontSize: 32 },
};

const launched: Browser[] = [];
after(() => Promise.all(launched.map((browser) => browser.close())));

async function openPreview({ fontSize, viewport, deviceScaleFactor, forcedColors }: Screen): Promise<Page> {
  let { browser } = world;
  if (fontSize) {
    browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArgs, `--blink-settings=defaultFontSize=${fontSize}`] });
    launched.push(browser);
  }
  const page = await browser.newPage({ locale: 'en-GB', reducedMotion: 'reduce', viewport, deviceScaleFactor, forcedColors });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${world.demo.url}/studio/preview.html`);
  return page;
}

let version = 0;

/** In a window of its own the preview is its own studio. */
async function show(page: Page, change: Partial<View>): Promise<void> {
  const { view, moment } = newDesign(plan);
  version += 1;
  const request: PreviewRequest = { type: 'show', run: 0, version, view: { ...view, ...change }, plan, moment, properties: lookProperties({}) };
  await page.evaluate(
    (sent) =>
      new Promise<void>((resolve) => {
        const isShown = new AbortController();
        addEventListener(
          'message',
          ({ data }: MessageEvent<{ type: string }>) => {
            if (data.type !== 'shown') return;
            isShown.abort();
            resolve();
          },
          { signal: isShown.signal },
        );
        postMessage(sent, location.origin);
      }),
    request,
  );
  await page.locator('.panel').waitFor();
}

/** What is cut off, or can be reached by scrolling in two directions only. */
function findCutOff(page: Page): Promise<string[]> {
  return page.locator('.panel').evaluate((panel) => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide in ${clientWidth}`);
    const outer = panel.getBoundingClientRect();
    const isOver = getComputedStyle(panel).position === 'fixed';
    if (isOver && (outer.left < 0 || outer.top < 0 || outer.right > innerWidth + 0.5 || outer.bottom > innerHeight + 0.5)) found.push('the panel is not within the window');
    for (const element of [panel, ...panel.querySelectorAll<HTMLElement>('*')]) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility() || element.closest('.quiet, option') || getComputedStyle(element).clipPath === 'inset(50%)') continue;
      const name = `${element.localName}.${element.className}`;
      const box = element.getBoundingClientRect();
      if (box.left < outer.left - 0.5 || box.right > outer.right + 0.5) found.push(`${name} sticks out of the panel`);
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible') found.push(`${name} scrolls sideways`);
      const isControl = element.matches('button, a, select, input:not([type=hidden]), textarea');
      const target = element.closest('label')?.getBoundingClientRect() ?? box;
      if (isControl && Math.min(target.width, target.height) < 24) found.push(`${name} is a target of ${target.width} × ${target.height} px`);
      // The text of a button that does not fit is cut off.
      if (isControl && element.clientHeight > 0 && element.scrollHeight > element.clientHeight + 1 && !element.matches('textarea')) found.push(`${name} is too low for its text`);
    }
    return found;
  });
}

describe('forced colours', () => {
  it('tell what is chosen and which button is the main one', async () => {
    const page = await openPreview({ viewport: desktop, forcedColors: 'active' });
    const background = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
    await show(page, { only: 'tools' });
    assert.notEqual(await background('[part="save"]'), await background('[part="later"]'));
    await page.locator('.chip').first().click();
    assert.notEqual(await background('.chip:has(:checked)'), await background('.chip:not(:has(:checked))'));
    await show(page, { only: 'happiness' });
    const fill = (number: number) => page.locator('.star svg').nth(number).evaluate((star) => getComputedStyle(star).fill);
    await page.locator('.star').nth(2).click();
    assert.notEqual(await fill(2), await fill(3));
    assert.equal(await fill(0), await fill(2));
    await page.close();
  });
});

describe('every state', { concurrency: 2 }, () => {
  for (const [screen, options] of Object.entries(screens)) {
    it(`has room on ${screen}`, async () => {
      const page = await openPreview(options);
      const problems: Record<string, string[]> = {};
      for (const state of options.only ?? Object.keys(states)) {
        await show(page, { ...options.view, ...states[state] });
        if (pressed[state]) await page.locator(pressed[state]).click();
        if (state === 'small') await page.locator('[part~=restore]').waitFor();
        const found = [...(await findCutOff(page)), ...(options.isExamined ? await barriersIn(page.mainFrame()) : [])];
        if (found.length > 0) problems[state] = found;
        await takePicture(page, `states/${screen}/${state}`);
      }
      await page.close();
      assert.deepEqual(problems, {});
    });
  }
});
