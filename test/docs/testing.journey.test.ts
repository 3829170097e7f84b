/** The recipe of docs/testing.md, run as it stands there, with what it takes of Playwright's runner put in its place. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { journey } from '../e2e/harness.ts';
import { root, snippetsOf } from './pages.ts';

const world = journey();
const folder = join(root, 'test-results/testing');

type Test = (fixtures: { page: Page }) => Promise<void>;

const tests = new Map<string, Test>();
const runner = {
  test: (name: string, run: Test) => void tests.set(name, run),
  expect: {
    poll: (look: () => unknown) => ({
      toEqual: async (expected: unknown) => {
        const { page } = runner;
        while (!isDeepStrictEqual(look(), expected)) await page!.evaluate(() => new Promise(requestAnimationFrame));
      },
    }),
  },
  page: undefined as Page | undefined,
};

let plan = '';

before(async () => {
  const [recipe] = snippetsOf('docs/testing.md').filter(({ text }) => text.includes('@playwright/test'));
  plan = /^const plan = definePlan\((.+)\);$/m.exec(recipe!.text)![1]!;
  mkdirSync(folder, { recursive: true });
  Object.assign(globalThis, { playwrightRunner: runner });
  writeFileSync(join(folder, 'runner.mjs'), 'export const { test, expect } = globalThis.playwrightRunner;\n');
  writeFileSync(join(folder, 'recipe.mjs'), recipe!.text.replace("'@playwright/test'", "'./runner.mjs'"));
  await import(pathToFileURL(join(folder, 'recipe.mjs')).href);
});
after(() => rmSync(folder, { recursive: true }));

/** The application of the recipe. */
async function openApplication(): Promise<Page> {
  const { page } = await world.visit('/bare');
  const body = `<!doctype html><title>Account</title><main><h1>Account</h1><tell-us-more client-id="app" placement="inline"></tell-us-more></main>
    <script src="/dist/progressive-lock.js"></script><script>document.querySelector('tell-us-more').plan = ${plan}</script>`;
  await page.route('**/account', (route) => route.fulfill({ contentType: 'text/html', body }));
  return page;
}

describe('the recipe for Playwright', () => {
  it('passes: the radio button is found, and the answer is in the profile', async () => {
    const page = await openApplication();
    const goto = page.goto.bind(page);
    page.goto = (path, options) => goto(new URL(path, world.demo.url).href, options);
    runner.page = page;
    assert.deepEqual([...tests.keys()], ['the role is asked in the third session']);
    await tests.get('the role is asked in the third session')!({ page });
  });
});
