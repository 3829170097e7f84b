/** Lock in pages that do things of their own: snapshots, routers with hashes, addresses that were kept, fields filled by the page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { failuresOf, isIn, mountLock, newUser as newUserOf, PLAN } from './bare-lock.ts';
import { journey, newPerson } from './harness.ts';
import { lockInput, logIn } from './lock-form.ts';

const world = journey();

const mount = (page: Page, properties?: object) => mountLock(page, world, properties);
const newUser = () => newUserOf(world);
const problems = async (page: Page) => (await failuresOf(page)).map(({ message }) => message);

describe('a page that is put back from a copy', () => {
  const COPIES = {
    'of its nodes, as Turbo keeps it': () => document.querySelector('progressive-lock')!.cloneNode(true) as Element,
    'of its HTML, as htmx keeps it': () => {
      const { body } = new DOMParser().parseFromString(document.querySelector('progressive-lock')!.outerHTML, 'text/html');
      return document.importNode(body.firstElementChild!, true);
    },
  };
  for (const [what, copy] of Object.entries(COPIES)) {
    it(`has one form, which works (${what})`, async () => {
      const person = await newUser();
      const { page, troubles } = await world.visit('/bare');
      const properties = { domain: world.demo.tenant.url, clientId: 'demo-app', plan: PLAN, lockOptions: { auth: { redirect: false } } };
      await mount(page, properties);
      await lockInput(page, 'email').waitFor();
      await page.evaluate(
        `(() => { const copied = (${copy.toString()})(); document.querySelector('progressive-lock').remove(); document.body.append(Object.assign(copied, ${JSON.stringify(properties)})); })()`,
      );
      await lockInput(page, 'email').waitFor();
      assert.equal(await page.locator('.auth0-lock').count(), 1);
      const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
      assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), []);
      await logIn(page, person);
      await isIn(page);
      assert.deepEqual(troubles, []);
    });
  }
});

it('a page that is refreshed by morphing keeps Lock, what is typed, and the state', async () => {
  const person = await newUser();
  const { page, troubles } = await world.visit('/bare');
  await mount(page, { lockOptions: { auth: { redirect: false } } });
  // As idiomorph does it (Turbo 8), with an element that the server sent without attributes and content.
  const morph = () => page.evaluate(() => {
    const element = document.querySelector('progressive-lock')!;
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    element.replaceChildren();
  });
  const stateIs = (state: string) => page.waitForFunction((wanted) => document.querySelector('progressive-lock')?.matches(`[state="${wanted}"]`), state);
  await lockInput(page, 'email').fill('typed@acme.example');
  await stateIs('signed-out');
  await morph();
  await stateIs('signed-out');
  assert.equal(await lockInput(page, 'email').inputValue(), 'typed@acme.example');
  await logIn(page, person);
  await isIn(page);
  await stateIs('signed-in');
  await morph();
  await stateIs('signed-in');
  await isIn(page);
  assert.deepEqual(troubles, []);
});

it('a router that replaces the hash after the script has begun takes no login away', async () => {
  const person = await newUser();
  const { page } = await world.visit('/bare');
  await mount(page);
  await logIn(page, person);
  await page.waitForURL((url) => url.hash.includes('id_token'));
  await page.waitForFunction(() => customElements.get('progressive-lock'));
  await page.evaluate(() => location.replace('#/'));
  // The result alone must do: nothing can be restored.
  world.demo.tenant.clearSessions();
  await mount(page);
  await isIn(page);
  assert.equal(new URL(page.url()).hash, '#/');
});

describe('an address with the result of another login', () => {
  it('ends in the session of who is signed in, and the address is clean', async () => {
    const person = await newUser();
    const { page } = await world.visit('/bare');
    await mount(page);
    await logIn(page, person);
    await page.waitForURL((url) => url.hash.includes('id_token'));
    const kept = new URL(page.url()).hash;
    await mount(page);
    await isIn(page);
    for (const hash of [kept, '#error=unauthorized&error_description=user%20is%20blocked&state=unknown']) {
      await page.goto('about:blank');
      await page.goto(`${world.demo.url}/bare${hash}`);
      await mount(page);
      await isIn(page);
      assert.equal(new URL(page.url()).hash, '');
      assert.deepEqual(await problems(page), []);
      assert.equal((await page.locator('progressive-lock [part~="notice"]').allTextContents()).join('').trim(), '');
    }
  });
});

describe('a hidden field that the page fills', () => {
  for (const value of ['spring', '', null, undefined]) {
    it(`(${JSON.stringify(value)}) says nothing to anybody`, async () => {
      const person = newPerson();
      const { page, troubles } = await world.visit('/bare');
      const warnings: string[] = [];
      page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
      await page.waitForFunction(() => customElements.get('progressive-lock'));
      await page.evaluate(
        ([domain, given]) => {
          const plan = { fields: [{ name: 'ref', label: 'Reference', type: 'hidden' as const, ask: 'signup' as const, value: given === 'undefined' ? undefined : JSON.parse(given) as string }] };
          const element = Object.assign(document.createElement('progressive-lock'), { domain, clientId: 'demo-app', plan, lockOptions: { auth: { redirect: false } } });
          Object.assign(window, { failures: [] });
          element.addEventListener('error', ({ error }) => (window as unknown as { failures: object[] }).failures.push({ message: error.message }));
          document.body.append(element);
        },
        [world.demo.tenant.url, String(JSON.stringify(value))] as const,
      );
      await page.getByRole('link', { name: 'Sign up' }).click();
      await lockInput(page, 'password').fill(person.password);
      await lockInput(page, 'email').fill(person.email);
      await page.locator('.auth0-lock-submit').click();
      await isIn(page);
      assert.equal(world.metadataOf(person.email).ref, value || undefined);
      assert.deepEqual([await problems(page), troubles, warnings], [[], [], []]);
    });
  }
});
