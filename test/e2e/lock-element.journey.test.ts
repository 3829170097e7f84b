/** The element around Lock: opening it, and everything that is given wrongly or fails. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { ProgressiveLockElement } from '../../src/index.ts';
import { hasten, journey, newPerson, type Visitor } from './harness.ts';
import { lockInput, logIn } from './lock-form.ts';

const world = journey();

interface Given {
  /** Markup of the element; `TENANT` stands for the tenant's address. */
  html: string;
  /** Properties set before it is in the page. */
  properties?: Record<string, unknown>;
  /** Of the page's timers, those that need not be sat out, in milliseconds. */
  limits?: number[];
}

/** How long a silent login, and Lock's settings, are waited for. */
const SILENT_LOGIN_MS = 15_000;
const LOCK_MS = 20_000;

interface Told {
  message: string;
  problems?: { path: string; message: string }[];
}

const PLAN = { fields: [{ name: 'nick', label: 'Nickname', ask: 'signup' }] };
const withPlan = (attributes: string, plan: unknown = PLAN) =>
  `<progressive-lock ${attributes}><script type="application/json">${typeof plan === 'string' ? plan : JSON.stringify(plan)}</script></progressive-lock>`;
const USUAL = 'domain="TENANT" client-id="demo-app"';

/** A bare page with the element in it; `told` grows with each `error` event. */
async function open({ html, properties = {}, limits = [] }: Given): Promise<Visitor & { told: () => Promise<Told[]> }> {
  const visitor = await world.visitAgain('/bare');
  const markup = html.replace('TENANT', world.demo.tenant.url);
  await visitor.page.waitForFunction(() => customElements.get('progressive-lock'));
  await hasten(visitor.page, ...limits);
  await visitor.page.evaluate(
    ([text, given]) => {
      const told: Told[] = [];
      Object.assign(window, { told });
      const body = new DOMParser().parseFromString(text, 'text/html').body;
      const element = document.importNode(body.firstElementChild!, true);
      element.addEventListener('error', (event) => {
        const { error } = event as CustomEvent & { error: Error & Told };
        told.push({ message: error.message, problems: error.problems });
      });
      Object.assign(element, given);
      document.body.append(element);
    },
    [markup, properties] as const,
  );
  return { ...visitor, told: () => visitor.page.evaluate(() => (window as unknown as { told: Told[] }).told) };
}

const notice = (page: Page) => page.locator('progressive-lock [part~="notice"]');
const failure = (page: Page) => page.getByText('Signing in is not possible at the moment');

it('follows the language and the place that the page chooses, and takes no typed words away', async () => {
  const { page, told, troubles } = await open({ html: withPlan(USUAL) });
  const set = (properties: object) => page.locator('progressive-lock').evaluate((element: ProgressiveLockElement, given) => Object.assign(element, given).updateComplete, properties);
  const submit = page.locator('.auth0-lock-submit');
  await submit.getByText('Log In').waitFor();
  await set({ manual: true });
  await submit.waitFor({ state: 'detached' });
  await set({ manual: false, language: 'de' });
  await submit.getByText('Anmelden').waitFor();
  await lockInput(page, 'email').fill('ada@example.com');
  await set({ language: 'fr' });
  assert.equal(await lockInput(page, 'email').inputValue(), 'ada@example.com');
  await submit.getByText('Anmelden').waitFor();
  assert.deepEqual([await page.locator('.auth0-lock').count(), await told(), troubles], [1, [], []]);
});

it('stays signed in where what logins ask for is set later, though no cookie tells of the session any more', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: {} });
  const { page, told } = await open({ html: withPlan(USUAL), properties: { lockOptions: { auth: { redirect: false } } } });
  await logIn(page, person);
  await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
  await page.context().clearCookies();
  const events = await page.evaluate(async () => {
    const lock = document.querySelector('progressive-lock')!;
    const names: string[] = [];
    for (const type of ['signed-in', 'signed-out'] as const) lock.addEventListener(type, () => names.push(type));
    lock.scope = 'address';
    await lock.updateComplete;
    await lock.silence(false);
    return [...names, lock.state, lock.user?.email];
  });
  assert.deepEqual(events, ['signed-in', 'signed-in', person.email]);
  assert.deepEqual(await told(), []);
});

it('takes a store that a listener of `signed-in` sets, and says once who has signed in', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: {} });
  const { page, told } = await open({ html: withPlan(USUAL), properties: { lockOptions: { auth: { redirect: false } } } });
  await page.evaluate(`
    window.calls = [];
    const lock = document.querySelector('progressive-lock');
    lock.addEventListener('signed-in', () => {
      calls.push('signed-in');
      lock.store = { read: async () => ({}), save: async (id, patch) => (calls.push('save'), patch) };
    });
  `);
  await logIn(page, person);
  await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
  await page.evaluate(() => document.querySelector('progressive-lock')!.silence());
  await page.waitForFunction(() => (window as unknown as { calls: string[] }).calls.includes('save'));
  assert.deepEqual(await page.evaluate(() => (window as unknown as { calls: string[] }).calls), ['signed-in', 'save']);
  assert.deepEqual(await told(), []);
});

it('shows with debug why each field is asked or not, until the inspector is closed', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: {} });
  const fields = [{ name: 'company', label: 'Company', ask: { after: { sessions: 2 } } }];
  const { page } = await open({ html: withPlan(`debug ${USUAL}`, { fields }), properties: { lockOptions: { auth: { redirect: false } } } });
  const inspector = page.getByRole('region', { name: 'progressive-lock inspector' });
  await inspector.getByRole('button', { name: 'Nobody is signed in' }).waitFor();
  await logIn(page, person);
  await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
  await inspector.locator('.toggle').click();
  await inspector.getByText('Waits for session 2; this is session 1.').waitFor();
  await inspector.getByRole('button', { name: 'As if next session' }).click();
  await page.locator('[part~="panel"]').getByLabel('Company').waitFor();
  await inspector.getByRole('button', { name: 'Close the inspector' }).click();
  await inspector.waitFor({ state: 'detached' });
  // A change of another property brings nothing back.
  await page.evaluate(() => {
    const lock = document.querySelector('progressive-lock')!;
    lock.placement = 'bar';
    return lock.updateComplete;
  });
  const isDebugged = await page.evaluate(() => document.querySelector('progressive-lock')!.shadowRoot!.querySelector('tell-us-more')!.debug);
  assert.equal(isDebugged, false);
});

it('can be used again when “Back” restores a page that one of its buttons has left', async () => {
  const { page } = await open({ html: withPlan(USUAL) });
  const google = page.locator('.auth0-lock-social-button').first();
  await google.waitFor();
  // With this answer a browser stays where it is.
  world.demo.tenant.faults.add({ path: '/authorize', does: { kind: 'answer', status: 204 } });
  await google.click();
  await page.locator('.auth0-lock-mode-loading').waitFor();
  await world.until(() => world.demo.tenant.faults.pending.length === 0);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await google.click();
  await page.waitForURL((url) => url.hash.includes('id_token'));
});

it('begins when it is back, if it was taken out of the page while it loaded', async () => {
  const { page } = await world.visit('/bare');
  await page.waitForFunction(() => customElements.get('progressive-lock'));
  let load: () => void = () => undefined;
  const isLet = new Promise<void>((resolve) => (load = resolve));
  await page.route('**/lock-flow*.js', async (route) => {
    await isLet;
    await route.continue();
  });
  const isLoading = page.waitForRequest('**/lock-flow*.js');
  const markup = withPlan(USUAL).replace('TENANT', world.demo.tenant.url);
  await page.evaluate((text) => {
    const element = document.importNode(new DOMParser().parseFromString(text, 'text/html').body.firstElementChild!, true);
    document.body.append(element);
    Object.assign(window, { element, told: [] });
    element.addEventListener('error', () => (window as unknown as { told: number[] }).told.push(1));
  }, markup);
  await isLoading;
  await page.evaluate(() => (window as unknown as { element: Element }).element.remove());
  world.demo.tenant.requests.length = 0;
  const isLoaded = page.waitForResponse('**/lock-flow*.js');
  load();
  await (await isLoaded).finished();
  assert.equal(await page.evaluate(() => (window as unknown as { element: { state: string } }).element.state), 'loading');
  await page.evaluate(() => document.body.append((window as unknown as { element: Element }).element));
  await lockInput(page, 'email').waitFor();
  assert.deepEqual(await page.evaluate(() => (window as unknown as { told: number[] }).told), []);
  assert.equal(world.demo.tenant.requests.filter(({ path }) => path === '/authorize').length, 1);
});

it('tries again what did not load, by login()', async () => {
  const { page } = await world.visit('/bare');
  await page.waitForFunction(() => customElements.get('progressive-lock'));
  await page.route('**/lock-flow*.js', (route) => route.abort(), { times: 1 });
  await page.evaluate((text) => {
    document.body.append(document.importNode(new DOMParser().parseFromString(text, 'text/html').body.firstElementChild!, true));
  }, withPlan(USUAL).replace('TENANT', world.demo.tenant.url));
  // It stands in the shadow root by itself.
  const text = () => page.evaluate(() => document.querySelector('progressive-lock')!.shadowRoot!.textContent);
  await page.waitForFunction(() => document.querySelector('progressive-lock')!.state === 'failed');
  assert.match(await text(), /Signing in is not possible at the moment/);
  await page.evaluate(() => document.querySelector('progressive-lock')!.login());
  await lockInput(page, 'email').waitFor();
  assert.doesNotMatch(await text(), /not possible/);
});

describe('opening Lock', () => {
  it('shows it in the page at once, with the fields of the plan in the sign-up', async () => {
    const { page, troubles } = await open({ html: withPlan(USUAL) });
    await lockInput(page, 'email').waitFor();
    await page.evaluate(() => document.querySelector('progressive-lock')!.signUp());
    await lockInput(page, 'nick').waitFor();
    assert.equal(await lockInput(page, 'nick').getAttribute('aria-label'), 'Nickname (optional)');
    assert.deepEqual(troubles, []);
  });

  it('waits for login() and signUp() with `manual`, in a dialog that Escape closes', async () => {
    const { page } = await open({ html: withPlan(`${USUAL} manual`) });
    await page.waitForFunction(() => document.querySelector('progressive-lock')!.state === 'signed-out');
    assert.equal(await page.locator('.auth0-lock').count(), 0);
    for (const screen of ['signUp', 'login'] as const) {
      await page.evaluate((name) => document.querySelector('progressive-lock')![name](), screen);
      await page.getByRole('dialog').waitFor();
      await lockInput(page, screen === 'login' ? 'email' : 'nick').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.locator('.auth0-lock').waitFor({ state: 'detached' });
    }
  });

  it('opens its dialog where login() is called while the dialog’s code still loads', async () => {
    const { page } = await world.visit('/bare');
    await page.waitForFunction(() => customElements.get('progressive-lock'));
    let load!: () => void;
    const mayLoad = new Promise<void>((resolve) => (load = resolve));
    await page.route('**/lock-view*.js', async (route) => {
      await mayLoad;
      await route.continue();
    });
    // In one element the wrong order happens in one of two cases only.
    const count = 6;
    await page.evaluate(
      ([markup, times]) => {
        const body = new DOMParser().parseFromString(markup.repeat(times), 'text/html').body;
        for (const child of [...body.children]) document.body.append(document.importNode(child, true));
      },
      [withPlan(`${USUAL} manual`).replace('TENANT', world.demo.tenant.url), count] as const,
    );
    await page.waitForFunction(() => [...document.querySelectorAll('progressive-lock')].every(({ state }) => state === 'signed-out'));
    const opened = page.evaluate(async () => {
      const elements = [...document.querySelectorAll('progressive-lock')];
      await Promise.all(elements.map((element) => element.login()));
      return elements.map((element) => element.shadowRoot!.querySelector('dialog')!.open);
    });
    load();
    assert.deepEqual(await opened, Array(count).fill(true));
  });

  it('keeps who is signed in when it gets another plan, and an activity told too early', async () => {
    const person = newPerson();
    await world.demo.tenant.users.create(person);
    // Nothing that is due: one question is asked in a session.
    const plan = { fields: [{ name: 'nick', label: 'Nickname', ask: { after: { sessions: 9 } } }] };
    const { page, troubles } = await open({ html: withPlan(USUAL, plan), properties: { lockOptions: { auth: { redirect: false } } } });
    await logIn(page, person);
    await page.waitForFunction(() => document.querySelector('progressive-lock')!.state === 'signed-in');
    // From here on the tenant would not know them again.
    world.demo.tenant.clearSessions();
    await page.evaluate(() => {
      const element = document.querySelector('progressive-lock')!;
      element.plan = { fields: [{ name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } }] };
      element.track('checkout');
    });
    await page.getByLabel('VAT number').waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('progressive-lock')!.user?.email), person.email);
    assert.deepEqual(troubles, []);
  });

  it('says nothing of a Lock that is closed, or removed, while it loads', async () => {
    const { page, troubles } = await open({ html: withPlan(`${USUAL} manual`) });
    await page.waitForFunction(() => document.querySelector('progressive-lock')!.state === 'signed-out');
    await page.route('**/vendor/lock.js', async (route) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await route.continue();
    });
    await page.evaluate(() => document.querySelector('progressive-lock')!.login());
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/vendor/lock.js')));
    await page.evaluate(() => document.querySelector('progressive-lock')!.login());
    await lockInput(page, 'email').waitFor();
    assert.equal(await page.locator('.auth0-lock').count(), 1);
    assert.deepEqual(troubles, []);
  });

  it('survives being moved in the page, and being taken out and put back', async () => {
    const { page, troubles } = await open({ html: withPlan(USUAL) });
    await lockInput(page, 'email').waitFor();
    await page.evaluate(() => document.body.insertBefore(document.createElement('main'), null).append(document.querySelector('progressive-lock')!));
    await lockInput(page, 'email').waitFor();
    await page.evaluate(async () => {
      const element = document.querySelector('progressive-lock')!;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.append(element);
    });
    await lockInput(page, 'email').fill('works@example.com');
    assert.equal(await page.locator('.auth0-lock').count(), 1);
    assert.deepEqual(troubles, []);
  });

  it('logs in with a host’s own Lock', async () => {
    const person = newPerson();
    await world.demo.tenant.users.create(person);
    const { page } = await open({ html: withPlan(`${USUAL} manual`) });
    await page.evaluate(async () => {
      const element = document.querySelector('progressive-lock')!;
      element.loadLock = async () => {
        const address = '/dist/vendor/lock.js';
        const { Auth0Lock } = (await import(address)) as { Auth0Lock: never };
        Object.assign(window, { isOwnLock: true });
        return Auth0Lock;
      };
      element.lockOptions = { auth: { redirect: false } };
      await element.login();
    });
    await logIn(page, person);
    await page.waitForFunction(() => document.querySelector('progressive-lock')!.state === 'signed-in');
    assert.equal(await page.evaluate(() => 'isOwnLock' in window), true);
  });

  it('opens a select by Enter and Space, takes the choice by keyboard, and gives the focus back', async () => {
    const plan = { fields: [{ name: 'role', label: 'Your role', type: 'select', ask: 'signup', options: [{ value: 'dev', label: 'Developer' }, { value: 'ops', label: 'Operations' }] }] };
    const { page } = await open({ html: withPlan(USUAL, plan) });
    await page.evaluate(() => document.querySelector('progressive-lock')!.signUp());
    await lockInput(page, 'role').waitFor();
    for (const key of ['Enter', 'Space']) {
      await lockInput(page, 'role').focus();
      await page.keyboard.press(key);
      await page.getByRole('combobox', { name: 'Your role' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('option', { selected: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Your role.*: / }).waitFor();
      assert.equal(await lockInput(page, 'role').evaluate((input) => input === document.activeElement), true);
    }
  });
});

describe('something wrong', () => {
  const FAULTY: [string, Given, RegExp][] = [
    ['no plan', { html: `<progressive-lock ${USUAL}></progressive-lock>` }, /Expected a plan/],
    ['a plan that is not valid JSON', { html: withPlan(USUAL, '{"fields": [') }, /not valid JSON/],
    ['a plan that is not there', { html: `<progressive-lock ${USUAL} plan="/nowhere.json"></progressive-lock>` }, /404/],
    ['an unknown type', { html: withPlan(USUAL, { fields: [{ name: 'colour', label: 'Colour', type: 'color' }, ...PLAN.fields] }) }, /fields\[0\]\.type/],
  ];
  for (const [what, given, expected] of FAULTY) {
    it(`(${what}) is told, and login works with the valid fields`, async () => {
      const { page, troubles, told } = await open(given);
      await lockInput(page, 'email').waitFor();
      assert.match(JSON.stringify(await told()), expected);
      assert.match(troubles.join('\n'), /Expected|PlanError|plan/i);
      // The plan is the developer's concern: people read nothing of it.
      assert.equal((await notice(page).textContent())?.trim(), '');
      if (what === 'an unknown type') {
        await page.evaluate(() => document.querySelector('progressive-lock')!.signUp());
        await lockInput(page, 'nick').waitFor();
        assert.equal(await lockInput(page, 'colour').count(), 0);
      }
    });
  }

  it('(no domain, no client id) is told in the element and to the page', async () => {
    for (const attributes of ['client-id="demo-app"', 'domain="TENANT"']) {
      const { page, told } = await open({ html: withPlan(attributes) });
      await failure(page).waitFor();
      assert.match(JSON.stringify(await told()), /Expected <progressive-lock> with/);
    }
  });

  it('(a tenant that is not there) ends in a message and can be tried again', async () => {
    const { page, told } = await open({ html: withPlan('domain="http://localhost:9" client-id="demo-app"'), limits: [SILENT_LOGIN_MS, LOCK_MS] });
    await failure(page).waitFor();
    assert.match(JSON.stringify(await told()), /Expected|Auth0 Lock error/);
    await page.evaluate((domain) => document.querySelector('progressive-lock')!.setAttribute('domain', domain), world.demo.tenant.url);
    await lockInput(page, 'email').waitFor();
  });

  it('(an unknown client id) ends in a message', async () => {
    const { page, told } = await open({ html: withPlan('domain="TENANT" client-id="nobody"'), limits: [SILENT_LOGIN_MS, LOCK_MS] });
    await failure(page).waitFor();
    assert.match(JSON.stringify(await told()), /nobody|Auth0 Lock error/);
  });

  it('(a tenant that never answers) ends in a message', async () => {
    const { faults } = world.demo.tenant;
    faults.add({ path: '/client/*', times: 'always', does: { kind: 'hang' } });
    try {
      const { page, told } = await open({ html: withPlan(USUAL), limits: [LOCK_MS] });
      await failure(page).waitFor();
      assert.match(JSON.stringify(await told()), /within 20 s/);
    } finally {
      faults.clear();
    }
  });

  it('(Lock’s script does not load) ends in a message, and "Try again" works', async () => {
    const visitor = await world.visit('/bare');
    await visitor.page.route('**/vendor/lock.js', (route) => route.abort(), { times: 1 });
    await visitor.page.evaluate((domain) => {
      document.body.innerHTML = `<progressive-lock domain="${domain}" client-id="demo-app" plan="/plans/saas.json"></progressive-lock>`;
    }, world.demo.tenant.url);
    await failure(visitor.page).waitFor();
    assert.match(visitor.troubles.join('\n'), /Expected to load Lock/);
    await visitor.page.getByRole('button', { name: 'Try again' }).click();
    await lockInput(visitor.page, 'email').waitFor();
  });

  it('(a login that the tenant refuses by redirect) is told, and Lock is there again', async () => {
    const { page, troubles } = await world.visit('/bare#error=access_denied&error_description=No%20entry&state=abc');
    await page.evaluate((domain) => {
      document.body.innerHTML = `<progressive-lock domain="${domain}" client-id="demo-app" plan="/plans/saas.json"></progressive-lock>`;
    }, world.demo.tenant.url);
    await page.getByText('Signing in did not work').waitFor();
    await lockInput(page, 'email').waitFor();
    assert.match(troubles.join('\n'), /No entry|state/i);
    assert.equal(new URL(page.url()).hash, '');
  });
});
