/** `useTellUsMore` in a real browser, with the React (in strict mode) and the Vue that are installed here, and the built package. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

const ORIGIN = 'http://app.localhost';

const SHARED = `
  import { FakeStore } from 'progressive-lock/testing';
  const plan = { fields: [{ name: 'company', label: 'Company' }, { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } }] };
  const people = Object.fromEntries(Object.entries({ 'auth0|ada': 'Acme', 'auth0|bob': 'Umbrella' }).map(([sub, company]) => [sub, { user: { sub, auth_time: 1 }, store: new FakeStore({ company }) }]));
  people.nobody = { user: undefined, store: new FakeStore() };
  const told = (profile) => Object.entries(profile).map(([name, { value }]) => name + '=' + value).join();
`;

/** Each a component that comes with \`show(sub)\` and goes with \`show('')\`; its calls are in \`window.calls\`. */
const APPS = {
  React: `
    import { createElement as h, StrictMode, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { TellUsMore, useTellUsMore } from 'progressive-lock/react';
    ${SHARED}
    function App() {
      const [sub, show] = useState('');
      const { ref, ...calls } = useTellUsMore();
      Object.assign(window, { show, calls });
      return h('div', null, h('output', null, told(calls.profile)), sub && h(TellUsMore, { ref, plan, clientId: 'app', ...people[sub] }));
    }
    createRoot(document.querySelector('main')).render(h(StrictMode, null, h(App)));
  `,
  Vue: `
    import { createApp, h, ref } from 'vue';
    import { useTellUsMore } from 'progressive-lock/vue';
    ${SHARED}
    createApp({
      setup() {
        const sub = ref('');
        const { ref: questions, ...calls } = useTellUsMore();
        Object.assign(window, { show: (value) => (sub.value = value), calls });
        return () => h('div', [h('output', told(calls.profile.value)), sub.value && h('tell-us-more', { ref: questions, plan, 'client-id': 'app', ...people[sub.value] })]);
      },
    }).mount(document.querySelector('main'));
  `,
};

interface Calls {
  ask(names: string[]): Promise<unknown>;
  track(activity: string): void;
  forget(): Promise<void>;
}
type AppWindow = Window & typeof globalThis & { show(sub: string): void; calls: Calls };

let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(() => browser.close());

for (const [framework, source] of Object.entries(APPS)) {
  describe(`useTellUsMore in ${framework}`, () => {
    let script = '';
    before(async () => {
      const { outputFiles } = await build({
        stdin: { contents: source, resolveDir: new URL('../..', import.meta.url).pathname },
        bundle: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        external: ['../vendor/*', './vendor/*'],
        define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
      });
      script = outputFiles[0]!.text;
    });

    async function open(): Promise<{ page: Page; said: string[]; show: (sub: string) => Promise<void> }> {
      const page = await browser.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      await page.route(`${ORIGIN}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><main></main>' }));
      await page.goto(ORIGIN);
      await page.addScriptTag({ content: script });
      await page.waitForFunction(() => 'show' in window);
      return { page, said, show: (sub) => page.evaluate((value) => (window as AppWindow).show(value), sub) };
    }

    it('asks, tells of an activity, knows the profile, and forgets', async () => {
      const { page, show } = await open();
      await show('auth0|ada');
      await page.locator('tell-us-more').waitFor({ state: 'attached' });
      const answer = page.evaluate(() => (window as AppWindow).calls.ask(['vat_id']));
      await page.getByLabel('VAT number').fill('DE1');
      await page.getByRole('button', { name: 'Save' }).click();
      assert.deepEqual(await answer, { vat_id: 'DE1' });
      await page.getByText('company=Acme,vat_id=DE1').waitFor();
      await page.evaluate(() => (window as AppWindow).calls.forget());
      assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /Acme|DE1/);
      // Nothing rendered the component, which would have begun anew.
      assert.equal(await page.evaluate(() => document.querySelector('tell-us-more')!.user), null);
      // The next rendering shows nothing of the person who has left.
      await show('nobody');
      await page.waitForFunction(() => document.querySelector('output')!.textContent === '');
      // The next person, in the same element.
      await show('auth0|bob');
      assert.deepEqual(await page.evaluate(() => (window as AppWindow).calls.ask(['company'])), { company: 'Umbrella' });
      await page.getByText('company=Umbrella').waitFor();
      await page.close();
    });

    it('tells of an activity, which asks', async () => {
      const { page, show } = await open();
      await show('auth0|ada');
      await page.locator('tell-us-more').waitFor({ state: 'attached' });
      await page.evaluate(() => (window as AppWindow).calls.track('checkout'));
      await page.getByLabel('VAT number').waitFor();
      // The person leaves without forget().
      await page.waitForFunction(() => document.querySelector('output')!.textContent !== '');
      await show('nobody');
      await page.waitForFunction(() => document.querySelector('output')!.textContent === '');
      await show('auth0|ada');
      // The component goes, and with it what it knew.
      await page.waitForFunction(() => document.querySelector('output')!.textContent !== '');
      await show('');
      await page.waitForFunction(() => document.querySelector('output')!.textContent === '');
      await page.close();
    });

    it('knows nothing while the element is off, and what it knew once it is not', async () => {
      const { page, show } = await open();
      await show('auth0|ada');
      await page.locator('tell-us-more').waitFor({ state: 'attached' });
      await page.evaluate(() => (window as AppWindow).calls.ask(['company']));
      await page.getByText('company=Acme').waitFor();
      for (const [isOff, text] of [[true, ''], [false, 'company=Acme']] as const) {
        await page.evaluate((off) => (document.querySelector('tell-us-more')!.off = off), isOff);
        await page.waitForFunction((expected) => document.querySelector('output')!.textContent === expected, text);
      }
      await page.close();
    });

    it('says what is missing while there is no element', async () => {
      const { page, said } = await open();
      const words = await page.evaluate(() => (window as AppWindow).calls.ask(['vat_id']).then(String, (error: Error) => error.message));
      assert.match(words, /^ask\(\): expected the ref of useTellUsMore\(\)/);
      await page.evaluate(() => (window as AppWindow).calls.track('checkout'));
      await page.evaluate(() => (window as AppWindow).calls.forget());
      assert.deepEqual(said.filter((text) => /useTellUsMore/.test(text)).map((text) => text.split(':')[1]), [' track()', ' forget()']);
      await page.close();
    });
  });
}
