/** The page in the middle of a login: on a slow or broken connection, and for people who do not see it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { CLIENT_ID } from '../../demo/server.ts';
import { SOCIAL } from '../../src/tenant/tenant.ts';
import { decode, SECRET, sign } from '../action/generated.ts';
import { worldOf } from './action-world.ts';
import { barriersInBothColours } from './axe.ts';
import { newPerson } from './harness.ts';
import { logIn } from './lock-form.ts';

const plan = {
  fields: [
    { name: 'company', label: 'Company', required: true, minLength: 2, hint: 'The name on your invoices', ask: { atLogin: true } },
    { name: 'country', label: 'Country', type: 'country', required: true, ask: { atLogin: true } },
    { name: 'business_number', label: 'Business number', required: true, ask: { atLogin: true }, when: { country: 'NZ' } },
  ],
};
// Compressed, for the journeys on a slow connection.
const { world } = worldOf(() => plan, { compresses: true });

const company = (page: Page) => page.getByRole('textbox', { name: 'Company' });
const country = (page: Page) => page.getByRole('combobox', { name: 'Country' });
const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();
const says = (page: Page, words: RegExp) => page.locator('tell-us-more').getByText(words).waitFor();
const hasNoBarriers = async (page: Page) => assert.deepEqual(await barriersInBothColours(page), []);

/** Somebody whom a login by a social connection has just led to the page; what comes before is no concern of these journeys. */
async function sentPerson(shownPlan: object = plan) {
  const email = newPerson().email;
  const visitor = await world.visit('/bare');
  const { page, context } = visitor;
  await context.route('**/plans/saas.json', (route) => route.fulfill({ json: shownPlan }));
  // A page that has nothing to ask goes on by itself: not before it was seen here.
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await context.route('**/lists/**', async (route) => arrived.then(() => route.fulfill({ status: 404 })));
  const { demo } = world;
  const request = { client_id: CLIENT_ID, response_type: 'token id_token', scope: 'openid', nonce: 'n', redirect_uri: `${demo.url}/bare` };
  await page.goto(`${demo.tenant.url}/authorize?${new URLSearchParams({ ...request, connection: SOCIAL, login_hint: email })}`, { waitUntil: 'commit' });
  await page.waitForURL(/session_token/);
  arrive();
  return { ...visitor, saved: () => world.metadataOf(email) };
}

/** The login is over: the tokens are there. */
const hasGoneOn = (page: Page) => page.waitForURL(/\/bare#.*id_token=/);

async function askedPerson() {
  const visitor = await sentPerson();
  await company(visitor.page).fill('ACME');
  await country(visitor.page).fill('Germany');
  await visitor.page.getByRole('option', { name: 'Germany' }).click();
  return visitor;
}

/** Takes the preload links out of the page after it has come over the network. */
async function removePreloads(session: CDPSession) {
  session.on('Fetch.requestPaused', ({ requestId, responseHeaders }) => {
    void session.send('Fetch.getResponseBody', { requestId }).then(({ body, base64Encoded }) => {
      const html = Buffer.from(body, base64Encoded ? 'base64' : 'utf8').toString().replaceAll(/<link rel="(module)?preload".*?>/g, '');
      return session.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: responseHeaders?.filter(({ name }) => !/^content-(length|encoding)$/i.test(name)),
        body: Buffer.from(html).toString('base64'),
      });
    });
  });
  await session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Response' }] });
}

describe('before its scripts have come', () => {
  it('says what happens, and is told at once of all that it will need', async () => {
    let come = () => {};
    const scripts = new Promise<void>((resolve) => (come = resolve));
    const { page } = await sentPerson();
    await page.route('**/dist/**', async (route) => scripts.then(() => route.continue()));
    await page.reload({ waitUntil: 'commit' });
    await says(page, /a question comes here/);
    // Until it has come, nothing is drawn.
    await page.waitForFunction(() => document.styleSheets.length > 0);
    await hasNoBarriers(page);
    const named = await page.evaluate(() => Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]'), ({ href }) => href));
    come();
    await company(page).waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/dist/')));
    assert.deepEqual([...new Set(loaded)].sort(), named.sort());
    assert.equal(await page.getByText('a question comes here').isVisible(), false);
  });

  for (const isPreloaded of [true, false]) {
    it(`can be answered on a slow phone connection, ${isPreloaded ? 'with' : 'without'} preloading`, async (t) => {
      const { page } = await sentPerson();
      const url = page.url();
      const cold = await world.browser.newContext({ locale: 'en-GB' });
      const phone = await cold.newPage();
      // What is called "slow 3G": 400 kbit/s, and 400 ms there and back.
      const network = await cold.newCDPSession(phone);
      await network.send('Network.enable');
      await network.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
      if (!isPreloaded) await removePreloads(network);
      const start = performance.now();
      const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
      await phone.goto(url, { waitUntil: 'commit' });
      await says(phone, /a question comes here/);
      t.diagnostic(`the text appears after ${seconds()}`);
      await company(phone).waitFor();
      t.diagnostic(`the question appears after ${seconds()}`);
      await company(phone).fill('ACME');
      await cold.close();
    });
  }

  for (const [what, file] of [['none of them comes', '**/dist/**'], ['one of the last does not come', '**/chunks/redirect-flow.js']] as const) {
    it(`says so, and offers a way on, when ${what}`, async () => {
      const { page } = await sentPerson();
      await page.route(file, (route) => route.abort());
      await page.reload();
      await says(page, /could not be loaded/);
      await page.getByRole('link', { name: 'Try again' }).waitFor();
      await hasNoBarriers(page);
      await page.unroute(file);
      await page.getByRole('link', { name: 'Sign in without answering' }).click();
      await hasGoneOn(page);
    });
  }
});

it("says in the plan's own words what does not fit", async () => {
  const { page, saved } = await askedPerson();
  await company(page).fill('A');
  await goOn(page);
  await says(page, /The name on your invoices/);
  await company(page).fill('ACME');
  await goOn(page);
  await hasGoneOn(page);
  assert.equal(saved().company, 'ACME');
});

it('asks what an answer brings along, in the same visit', async () => {
  const { page, saved } = await sentPerson();
  await company(page).fill('ACME');
  await country(page).fill('New Zealand');
  await page.getByRole('option', { name: 'New Zealand' }).click();
  const number = page.getByRole('textbox', { name: 'Business number' });
  await number.waitFor();
  await hasNoBarriers(page);
  await goOn(page);
  await says(page, /Answer this question/);
  await number.fill('9429');
  await goOn(page);
  await hasGoneOn(page);
  assert.deepEqual([saved().company, saved().country, saved().business_number], ['ACME', 'NZ', '9429']);
});

describe('when choices do not come', () => {
  const listless = { name: 'company', label: 'Company', type: 'select', options: { url: '/lists/none.json' }, required: true, ask: { atLogin: true } };

  it('asks for the rest, and goes on without that answer', async () => {
    const { page, saved } = await sentPerson({ fields: [listless, plan.fields[1]] });
    await country(page).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    assert.equal(await company(page).or(page.getByRole('combobox', { name: 'Company' })).count(), 0);
    await goOn(page);
    await hasGoneOn(page);
    assert.deepEqual([saved().company, saved().country], [undefined, 'DE']);
  });

  it('goes on where nothing is left to ask', async () => {
    const { page, saved } = await sentPerson({ fields: [listless] });
    await hasGoneOn(page);
    assert.equal(saved().company, undefined);
  });
});

describe('without a network', () => {
  it('keeps what was typed, says so, and goes on when there is one again', async () => {
    const { page, context, saved } = await askedPerson();
    await context.setOffline(true);
    await goOn(page);
    await says(page, /You’re offline/);
    await hasNoBarriers(page);
    assert.equal(await company(page).inputValue(), 'ACME');
    await context.setOffline(false);
    await hasGoneOn(page);
    assert.deepEqual([saved().company, saved().country], ['ACME', 'DE']);
  });

  it('waits for one when not even the plan could be had, and goes on without a question', async () => {
    const { page, context, saved } = await sentPerson();
    const address = page.url();
    await context.unroute('**/plans/saas.json');
    await context.route('**/plans/saas.json', async (route) => {
      await page.waitForFunction(() => Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]')).every(({ href }) => performance.getEntriesByName(href).length > 0));
      await page.waitForFunction(() => customElements.get('tell-us-more'));
      await context.setOffline(true);
      await route.abort();
    });
    await page.reload();
    await says(page, /could not be loaded/);
    assert.equal(page.url(), address);
    await context.setOffline(false);
    await hasGoneOn(page);
    assert.equal(saved().company, undefined);
  });

  it('does not send what is being changed', async () => {
    const { page, context, saved } = await askedPerson();
    await context.setOffline(true);
    await goOn(page);
    await says(page, /You’re offline/);
    await company(page).fill('ACME Ltd');
    await page.getByText('You’re offline').waitFor({ state: 'detached' });
    await context.setOffline(false);
    await goOn(page);
    await hasGoneOn(page);
    assert.equal(saved().company, 'ACME Ltd');
  });

  it('of which the browser does not know, lets people try again', async () => {
    const { page, saved } = await askedPerson();
    await page.route('**/.well-known/jwks.json', (route) => route.abort());
    await goOn(page);
    await says(page, /couldn’t be saved/);
    assert.equal(await company(page).inputValue(), 'ACME');
    await goOn(page);
    await page.unroute('**/.well-known/jwks.json');
    await hasGoneOn(page);
    assert.equal(saved().company, 'ACME');
  });
});

it('can be answered again after the browser was stopped', async () => {
  const { page, context, saved } = await askedPerson();
  const { faults } = world.demo.tenant;
  faults.add({ method: 'POST', path: '/continue', does: { kind: 'hang' } });
  await goOn(page);
  await world.until(() => faults.hanging > 0);
  await (await context.newCDPSession(page)).send('Page.stopLoading');
  await page.getByText('Thank you').waitFor({ state: 'detached' });
  await company(page).fill('ACME Ltd');
  await goOn(page);
  await hasGoneOn(page);
  assert.equal(saved().company, 'ACME Ltd');
});

describe('for everybody', () => {
  it('has no barriers while it asks, when something is missing, and while it goes on', async () => {
    const { page } = await sentPerson();
    await company(page).fill('ACME');
    await hasNoBarriers(page);
    await goOn(page);
    await says(page, /Answer this question/);
    await hasNoBarriers(page);
    await country(page).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    // With this answer a browser stays where it is, and what people see while they wait can be looked at.
    world.demo.tenant.faults.add({ method: 'POST', path: '/continue', does: { kind: 'answer', status: 204 } });
    await goOn(page);
    await says(page, /Thank you/);
    await hasNoBarriers(page);
  });

  it('has none when it can ask nothing', async () => {
    const { page } = await sentPerson();
    const original = new URL(page.url());
    const token = decode(original.searchParams.get('session_token')!);
    for (const [heading, words, changed] of [
      ['Your sign-in timed out', /sign in again/, sign({ ...token, exp: 1 }, SECRET)],
      ['This link can’t be used', /didn’t come from this site’s sign-in/, sign({ ...token, continue: 'https://evil.example/continue' }, SECRET)],
      ['Nothing to answer here', /part of signing in/, 'nonsense'],
    ] as const) {
      original.searchParams.set('session_token', changed);
      await page.goto(original.href);
      await says(page, words);
      await page.getByRole('heading', { level: 2, name: heading }).waitFor();
      assert.equal(await page.getByRole('link', { name: `Go to ${original.host}` }).getAttribute('href'), '/');
      await page.getByRole('link', { name: 'Paperplane' }).waitFor();
      await hasNoBarriers(page);
    }
  });
});

describe('taken away from the page', () => {
  it('sends nothing and leads nowhere any more, whatever happens, and asks again when it is put back', async () => {
    const { page, context, saved } = await askedPerson();
    await context.setOffline(true);
    await goOn(page);
    await says(page, /You’re offline/);
    const posted: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
    const address = page.url();
    await page.evaluate(() => {
      const element = document.querySelector('tell-us-more')!;
      Object.assign(window, { taken: element });
      element.remove();
    });
    await context.setOffline(false);
    await page.evaluate(() => {
      dispatchEvent(new Event('online'));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    // A call of the page's own, after those that would have been made by now.
    await page.evaluate(() => fetch('/plans/saas.json').then(() => undefined));
    assert.deepEqual([page.url(), posted], [address, []]);
    await page.evaluate(() => document.body.append((window as unknown as { taken: Element }).taken));
    await company(page).fill('Acme');
    await country(page).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    await goOn(page);
    await hasGoneOn(page);
    assert.deepEqual([saved().company, saved().country], ['Acme', 'DE']);
    assert.equal(posted.length, 1);
  });

  it('while it looks whether the tenant can be reached', async () => {
    const { page, context } = await askedPerson();
    const posted: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let answer = () => {};
    const isAnswered = new Promise<void>((resolve) => (answer = resolve));
    await context.route('**/.well-known/jwks.json', async (route) => {
      asked();
      await isAnswered;
      await route.continue();
    });
    await goOn(page);
    await isAsked;
    const address = page.url();
    await page.evaluate(() => document.querySelector('tell-us-more')!.remove());
    answer();
    await page.evaluate(() => fetch('/plans/saas.json').then(() => undefined));
    assert.deepEqual([page.url(), posted], [address, []]);
  });
});

describe('a device whose clock is wrong', () => {
  for (const [what, hours] of [['ahead', 5], ['behind', -5]] as const) {
    it(`is asked where it is ${what}, until the login is over`, async () => {
      const { page } = await sentPerson();
      const opened = Date.now() + hours * 3_600_000;
      await company(page).waitFor();
      await page.evaluate(() => localStorage.clear());
      await page.clock.setSystemTime(opened);
      await page.reload();
      await company(page).waitFor();
      await page.clock.setSystemTime(opened + 14 * 60_000);
      await page.reload();
      await company(page).waitFor();
      await page.clock.setSystemTime(opened + 16 * 60_000);
      await page.reload();
      await says(page, /sign in again/);
    });
  }
});

describe('for logins of this browser only', () => {
  it('knows of those that begin by Lock', async () => {
    const { page } = await world.visit('/');
    await logIn(page, newPerson());
    await page.waitForFunction(() => localStorage.getItem('progressive-lock:login-began') !== null);
  });

  it('asks nothing in a login that began elsewhere, and asks in one that began here', async () => {
    const { page, context, saved } = await sentPerson();
    // As if it stood in the page: it is there before the element is.
    await context.addInitScript(() => {
      document.addEventListener('readystatechange', () => document.querySelector('tell-us-more')?.setAttribute('own-logins', ''));
    });
    await page.reload();
    await says(page, /didn’t come from this site’s sign-in/);
    assert.equal(await company(page).count(), 0);
    await page.evaluate(async (path) => {
      const { noteLogin } = (await import(path)) as { noteLogin: () => void };
      noteLogin();
    }, '/dist/browser/define.js');
    await page.reload();
    await company(page).fill('ACME');
    await country(page).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    await goOn(page);
    await hasGoneOn(page);
    assert.equal(saved().company, 'ACME');
  });
});
