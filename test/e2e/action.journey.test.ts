/** The tenant's side: the generated Action runs at every login, and Lock, panel and redirect page work with it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { decode, SECRET, sign } from '../action/generated.ts';
import { isSignedIn, panel, signOut, socialProfile, worldOf } from './action-world.ts';
import { DAY, newPerson, type Person } from './harness.ts';
import { logIn, showLock } from './lock-form.ts';

const signInSocially = (page: Page) => page.locator('.auth0-lock-social-button').click();

async function reasons(page: Page): Promise<Record<string, string>> {
  const handle = await page.waitForFunction(() => {
    const rows = document.querySelector('progressive-lock')?.explain?.() ?? [];
    return rows.length > 0 && Object.fromEntries(rows.map(({ name, reason }) => [name, reason]));
  });
  return (await handle.jsonValue()) as Record<string, string>;
}

describe('somebody who comes by a social connection', () => {
  const { world, service, visit } = worldOf(
    (url) => ({
      fields: [
        { name: 'first_name', label: 'First name', ask: 'signup', knownFrom: ['given_name'] },
        { name: 'language', label: 'Language', ask: { after: { sessions: 1 } }, knownFrom: ['identities.google-oauth2.locale'] },
        { name: 'company', label: 'Company', ask: { after: { sessions: 6 } }, knownFrom: ['enrichment.company'], confirm: true },
      ],
      enrichment: { url, secret: 'LOOKUP_KEY', values: { company: 'organization.name' } },
    }),
    { isTimed: true },
  );

  it('is never asked what the provider told, is looked up once in five logins, and confirms what was found', async () => {
    const { page, troubles } = await visit();
    for (let login = 1; login <= 5; login++) {
      await signInSocially(page);
      await isSignedIn(page);
      const why = await reasons(page);
      assert.deepEqual([why.first_name, why.language, why.company], ['known', 'known', 'not-due']);
      assert.equal(await panel(page).count(), 0);
      await signOut(page);
      await world.pass(page, DAY);
    }
    assert.equal(service.calls, 1);
    assert.deepEqual(world.managementCalls(), [], 'no profile was read');
    await signInSocially(page);
    await panel(page).getByText('US Navy').waitFor();
    assert.deepEqual(world.managementCalls(), [], 'nor before something is asked');
    await panel(page).getByRole('button', { name: 'Yes' }).click();
    await panel(page).getByText('Thank you').waitFor();
    await world.until(() => world.metadataOf(socialProfile.email).company === 'US Navy');
    assert.equal(service.calls, 1);
    assert.deepEqual(troubles, []);
  });

  for (const answer of [{ status: 503, body: {} }, 'nothing'] as const) {
    it(`signs in all the same when the look-up ${answer === 'nothing' ? 'never answers' : 'fails'}`, async () => {
      service.answer = answer;
      const person = newPerson();
      await world.demo.tenant.users.create(person);
      const { page } = await visit();
      await logIn(page, person);
      await isSignedIn(page);
      assert.equal((await reasons(page)).company, 'not-due');
    });
  }

  it('signs in all the same with a profile that has no room left', async () => {
    service.answer = { status: 200, body: { organization: { name: 'ACME' } } };
    const person = newPerson();
    await world.demo.tenant.users.create({ ...person, user_metadata: { essay: 'x'.repeat(9650) } });
    const { page } = await visit();
    await logIn(page, person);
    await isSignedIn(page);
    assert.equal(String(world.metadataOf(person.email).essay).length, 9650);
  });
});

describe('an Action that was deployed without its secrets', () => {
  const { world, service, visit } = worldOf(
    (url) => ({
      fields: [
        { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } },
        { name: 'country', label: 'Country', type: 'country', required: true, ask: { atLogin: true } },
      ],
      enrichment: { url, secret: 'LOOKUP_KEY', values: { company: 'name' } },
    }),
    { secrets: {}, isTimed: true },
  );

  it('lets people in, looks nobody up, and leaves the asking to the panel', async () => {
    const person = newPerson();
    await world.demo.tenant.users.create(person);
    const { page } = await visit();
    await logIn(page, person);
    await isSignedIn(page);
    assert.equal(service.calls, 0);
    await signOut(page);
    await world.pass(page, DAY);
    await logIn(page, person);
    await panel(page).getByLabel('Company').waitFor();
  });
});

describe('a required field at login', () => {
  const plan = {
    fields: [
      { name: 'first_name', label: 'First name', ask: 'signup' },
      { name: 'country', label: 'Country of your company', type: 'country', required: true, ask: { atLogin: true } },
    ],
  };
  const { world, visit } = worldOf(() => plan);

  const question = (page: Page) => page.getByRole('combobox', { name: 'Country of your company' });
  const isAtQuestion = (page: Page) => question(page).waitFor();

  async function newcomer(): Promise<Person> {
    const person = newPerson();
    await world.demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada' } });
    return person;
  }

  /** In the middle of a login, before the question. */
  async function askedPerson() {
    const person = await newcomer();
    const visitor = await visit();
    await logIn(visitor.page, person);
    await isAtQuestion(visitor.page);
    return { ...visitor, person };
  }

  async function answer(page: Page): Promise<void> {
    await question(page).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  const countryOf = ({ email }: Person) => world.metadataOf(email).country;

  it('is asked on the page, saved, and not asked again', async () => {
    const { page, person, troubles } = await askedPerson();
    assert.equal(await page.getByRole('button', { name: 'Don’t ask again' }).count(), 0);
    await answer(page);
    await isSignedIn(page);
    assert.equal(countryOf(person), 'DE');
    assert.equal(new URL(page.url()).pathname, '/');
    await signOut(page);
    await logIn(page, person);
    await isSignedIn(page);
    assert.deepEqual(troubles, []);
  });

  it('is not asked by another device once it is answered', async () => {
    const { page, person } = await askedPerson();
    await answer(page);
    await isSignedIn(page);
    const { page: other } = await visit();
    await logIn(other, person);
    await isSignedIn(other);
  });

  it('can be answered on two devices at once', async () => {
    const { page, person } = await askedPerson();
    const { page: other } = await visit();
    await logIn(other, person);
    await isAtQuestion(other);
    await answer(page);
    await isSignedIn(page);
    await answer(other);
    await isSignedIn(other);
    assert.equal(countryOf(person), 'DE');
  });

  it('may be put off, which holds for the next login too', async () => {
    const { page, person } = await askedPerson();
    await page.getByRole('button', { name: 'Not now' }).click();
    await isSignedIn(page);
    assert.equal(countryOf(person), undefined);
    await signOut(page);
    await logIn(page, person);
    await isSignedIn(page);
  });

  it('that is skipped by going straight to /continue lets the person in, and comes back at the next login', async () => {
    const { page, person } = await askedPerson();
    const { searchParams } = new URL(page.url());
    await page.goto(`${world.demo.tenant.url}/continue?${new URLSearchParams({ state: searchParams.get('state')! })}`);
    await isSignedIn(page);
    await signOut(page);
    await logIn(page, person);
    await isAtQuestion(page);
  });

  /** Goes to the page with another token. */
  async function goWith(page: Page, change: (token: Record<string, unknown>) => string): Promise<void> {
    const url = new URL(page.url());
    url.searchParams.set('session_token', change(decode(url.searchParams.get('session_token')!)));
    await page.goto(url.href);
  }

  it('is not saved with a tampered token, and the login goes on', async () => {
    const { page, person } = await askedPerson();
    await goWith(page, (token) => sign({ ...token, key: 'chosen-by-somebody-else' }, 'some secret'));
    await isAtQuestion(page);
    await answer(page);
    await isSignedIn(page);
    assert.equal(countryOf(person), undefined);
  });

  it('is refused in words when the token is expired, or sends answers elsewhere, or is not there', async () => {
    const { page } = await askedPerson();
    const original = page.url();
    const says = (words: RegExp) => page.locator('tell-us-more').getByText(words).waitFor();
    await goWith(page, (token) => sign({ ...token, exp: 1 }, SECRET));
    await says(/timed out/);
    await page.goto(original);
    await goWith(page, (token) => sign({ ...token, continue: 'https://evil.example/continue' }, SECRET));
    await says(/didn’t come from this site’s sign-in/);
    await page.goto(`${world.demo.url}/continue`);
    await says(/part of signing in/);
    assert.equal(await question(page).count(), 0);
  });

  it('cannot be answered twice with one login', async () => {
    const { page, person } = await askedPerson();
    const posted = page.waitForRequest((request) => request.url().includes('/continue?') && request.method() === 'POST');
    await answer(page);
    const request = await posted;
    await isSignedIn(page);
    world.demo.tenant.users.update(world.demo.tenant.users.find(person.email)!.user_id, { user_metadata: { first_name: 'Ada' } });
    const again = await page.request.post(request.url(), { data: request.postData() ?? '', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    assert.equal(again.status(), 400);
    assert.equal(countryOf(person), undefined);
  });

  it('cannot be asked in the middle of a login that happens inside the page, and is asked there afterwards', async () => {
    const person = await newcomer();
    const { page, troubles } = await visit();
    await showLock(page, { lockOptions: { auth: { redirect: false } } });
    await logIn(page, person);
    await isSignedIn(page);
    await page.waitForFunction(() => document.querySelector('progressive-lock')!.explain()[1]?.reason === 'not-due');
    const asked = page.evaluate(() => document.querySelector('progressive-lock')!.ask(['country']));
    await question(page).fill('Germany');
    await page.getByRole('option', { name: 'Germany' }).click();
    await panel(page).getByRole('button', { name: 'Save' }).click();
    assert.deepEqual(await asked, { country: 'DE' });
    await world.until(() => countryOf(person) === 'DE');
    assert.deepEqual(troubles, []);
  });

  it('is asked in the window that a social login opens beside the page', async () => {
    const { page } = await visit();
    await showLock(page, { lockOptions: { auth: { redirect: false } } });
    const opened = page.waitForEvent('popup');
    await signInSocially(page);
    const window = await opened;
    await window.route('**/plans/saas.json', (route) => route.fulfill({ json: plan }));
    await answer(window);
    await isSignedIn(page);
    assert.equal(world.metadataOf(socialProfile.email).country, 'DE');
  });

  it('is not asked when the session is restored without a redirect', async () => {
    const { page } = await askedPerson();
    await page.getByRole('button', { name: 'Not now' }).click();
    await isSignedIn(page);
    await page.reload();
    await isSignedIn(page);
  });
});
