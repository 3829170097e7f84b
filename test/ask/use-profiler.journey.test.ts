/** `useProfiler` in a real browser, in strict mode, with the React that is installed here. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

const ORIGIN = 'http://app.localhost';

/** An application that draws one question itself. */
const APP = `
  import { createElement as h, Activity, StrictMode, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import { useProfiler } from './src/use-profiler.ts';
  import { PretendStore } from './test/person/pretend-store.ts';

  const store = (window.store = new PretendStore());
  window.events = [];

  function Questions({ user, company, isNewSignIn, iat }) {
    // Made anew in every rendering, as people write it.
    const { state, draft, answer, snooze, undo } = useProfiler({
      plan: { fields: [{ name: 'company', label: { en: 'Company', de: 'Firma' }, minLength: 2, ask: { after: { sessions: 1 } } }] },
      clientId: 'react', store, isNewSignIn, user: user && { sub: user, iat }, known: company ? { company } : {}, language: 'en',
      onEvent: ({ type }) => window.events.push(type),
    });
    window.states = [...(window.states ?? []), state];
    return h('div', null,
      h('output', null, state.phase),
      state.phase === 'asking' && state.fields.map((field) => h('label', { key: field.name }, field.label,
        h('input', { value: field.value ?? '', onChange: (event) => draft(field.name, event.target.value) }), h('em', null, field.error))),
      state.phase === 'asking' && h('button', { onClick: () => answer() }, 'Save'),
      state.phase === 'asking' && h('button', { onClick: snooze }, 'Later'),
      state.canUndo && h('button', { onClick: undo }, 'Undo'));
  }

  function App() {
    const [props, setProps] = useState({ user: null });
    window.show = setProps;
    return props.isGone ? null : h(Activity, { mode: props.isHidden ? 'hidden' : 'visible' }, h(Questions, props));
  }
  createRoot(document.querySelector('main')).render(h(StrictMode, null, h(App)));
`;

let browser: Browser;
let script: string;
before(async () => {
  const { outputFiles } = await build({
    stdin: { contents: APP, resolveDir: new URL('../..', import.meta.url).pathname },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { __VERSION__: '"test"', 'process.env.NODE_ENV': '"development"' },
  });
  script = outputFiles[0]!.text;
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
});
after(() => browser.close());

interface Shown {
  user?: string | null;
  company?: string;
  isGone?: boolean;
  isNewSignIn?: boolean;
  iat?: number;
  isHidden?: boolean;
}

async function open(): Promise<{ page: Page; troubles: string[]; show: (props: Shown) => Promise<void> }> {
  const page = await browser.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  await page.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,"><main></main><script type="module" src="/app.js"></script>' }),
  );
  await page.goto(ORIGIN);
  await page.locator('output').waitFor();
  const show = (props: Shown) => page.evaluate((given) => (window as unknown as { show(props: object): void }).show(given), props);
  return { page, troubles, show };
}

const isPhase = (page: Page, phase: string) => page.locator('output').filter({ hasText: phase }).waitFor();

it('asks, takes what is typed, saves, takes back and follows the user', async () => {
  const { page, troubles, show } = await open();
  await isPhase(page, 'nobody');
  await show({ user: 'auth0|ada' });
  const input = page.getByLabel('Company');
  await input.pressSequentially('A');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('em').filter({ hasText: '2' }).waitFor();
  await input.press('End');
  await input.pressSequentially('ME');
  // Typed into the middle: the caret stays where it is.
  await input.press('ArrowLeft');
  await input.press('ArrowLeft');
  await input.pressSequentially('C');
  assert.equal(await input.inputValue(), 'ACME');
  await page.getByRole('button', { name: 'Save' }).click();
  await isPhase(page, 'thanking');
  await page.waitForFunction(() => (window as unknown as { store: { profile(id: string): { company?: string } } }).store.profile('auth0|ada').company === 'ACME');
  await page.getByRole('button', { name: 'Undo' }).click();
  await isPhase(page, 'asking');
  assert.equal(await input.inputValue(), 'ACME');

  // The page learns it by itself.
  await show({ user: 'auth0|ada', company: 'ACME' });
  await isPhase(page, 'quiet');
  await show({ user: 'auth0|bob' });
  await isPhase(page, 'asking');
  assert.equal(await input.inputValue(), '');
  await show({ user: null });
  await isPhase(page, 'nobody');
  await show({ user: 'auth0|bob' });
  await isPhase(page, 'asking');
  await show({ isGone: true });
  await page.locator('output').waitFor({ state: 'detached' });
  assert.deepEqual(troubles, []);
});

it('renders no more often than something changes', async () => {
  const { page, show } = await open();
  await show({ user: 'auth0|eve' });
  await isPhase(page, 'asking');
  const phases = await page.evaluate(() => (window as unknown as { states: { phase: string }[] }).states.map(({ phase }) => phase));
  // Strict mode renders everything twice.
  assert.deepEqual([...new Set(phases)], ['nobody', 'deciding', 'asking']);
  assert.ok(phases.length <= 10, phases.join());
  const events = await page.evaluate(() => (window as unknown as { events: string[] }).events);
  assert.equal(events.filter((type) => type === 'asked').length, 1);
});

it('counts a sign-in once, whatever is rendered, and keeps the thanks', async () => {
  const { page, show } = await open();
  const sessions = () => page.evaluate(() => Object.entries<string>({ ...localStorage }).filter(([key]) => key.endsWith(':ledger')).map(([, ledger]) => (JSON.parse(ledger) as { n: number }).n));
  const person = { user: 'auth0|flo', isNewSignIn: true };
  await show(person);
  await isPhase(page, 'asking');
  assert.deepEqual(await sessions(), [1]);
  await page.getByLabel('Company').fill('ACME');
  await page.getByRole('button', { name: 'Save' }).click();
  await isPhase(page, 'thanking');
  await show({ ...person, iat: 2 });
  await isPhase(page, 'thanking');
  await show({ ...person, iat: 2, isHidden: true });
  await page.locator('output').waitFor({ state: 'hidden' });
  await show({ ...person, iat: 2 });
  await isPhase(page, 'quiet');
  assert.deepEqual(await sessions(), [1]);
  await show({ user: null });
  await isPhase(page, 'nobody');
  await show(person);
  await isPhase(page, 'quiet');
  assert.deepEqual(await sessions(), [2]);
});
