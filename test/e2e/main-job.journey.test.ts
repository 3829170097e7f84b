/** Sign up through Lock, be asked later, find the answer in the profile. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { CLIENT_ID } from '../../demo/server.ts';
import { DAY, journey, newPerson, type Person, type Visitor } from './harness.ts';
import { lockInput, logIn, showLock, signUp } from './lock-form.ts';
import { signInByRequest } from './sign-in-by-request.ts';

const world = journey({ isTimed: true });

const panel = (page: Page) => page.locator('tell-us-more [part~="panel"]');
const button = (page: Page, name: string) => panel(page).getByRole('button', { name });
const isSignedIn = (page: Page) => page.getByRole('heading', { name: /^Welcome/ }).waitFor();
const isSignedOut = (page: Page) => lockInput(page, 'email').waitFor();

/** Why each field is asked or not, once that is decided. */
async function reasons(page: Page): Promise<Record<string, string>> {
  const handle = await page.waitForFunction(() => {
    const rows = document.querySelector('progressive-lock')?.explain?.() ?? [];
    return rows.length > 0 && Object.fromEntries(rows.map(({ name, reason }) => [name, reason]));
  });
  return (await handle.jsonValue()) as Record<string, string>;
}

async function signedUpPerson(): Promise<{ visitor: Visitor; person: Person }> {
  const person = newPerson();
  const visitor = await world.visitAgain('/');
  await signUp(visitor.page, person);
  await isSignedIn(visitor.page);
  // The session is counted when it is decided that nothing is asked in it.
  await reasons(visitor.page);
  return { visitor, person };
}

/** Comes back a day later, and is being asked. */
async function comeBack(page: Page): Promise<void> {
  await reasons(page);
  await world.pass(page, DAY);
  world.demo.tenant.requests.length = 0;
  await page.reload();
  await panel(page).waitFor();
}

/** In the second session after a sign-up in another browser: quicker than a sign-up in this one. */
async function askedPerson(): Promise<{ visitor: Visitor; person: Person; page: Page }> {
  const { tenant, url } = world.demo;
  const person = newPerson();
  await tenant.users.create({ ...person, user_metadata: { first_name: 'Mary', use_case: 'team', newsletter: 'false', sign_up_page: 'demo' } });
  const visitor = await world.visitAgain();
  const { page, context } = visitor;
  await signInByRequest(context, person, { tenantUrl: tenant.url, origin: url, clientId: CLIENT_ID });
  await page.goto(url);
  // With the profile, which is read with a token of this day.
  await page.waitForFunction(() => document.querySelector('progressive-lock')?.explain?.()[0]?.reason === 'known');
  await comeBack(page);
  return { visitor, person, page };
}

/** Was asked, said "Not now", and comes back a day after that. */
async function snoozedPerson(): Promise<{ page: Page }> {
  const { page } = await askedPerson();
  await button(page, 'Not now').click();
  await world.pass(page, DAY);
  return { page };
}

describe('signing up', () => {
  for (const redirect of [true, false]) {
    it(`saves the fields of the form and asks nothing in that session (${redirect ? 'with' : 'without'} a redirect)`, async () => {
      const person = newPerson();
      const visitor = await world.visitAgain('/');
      const { page } = visitor;
      if (!redirect) await showLock(page, { lockOptions: { auth: { redirect: false } } });
      await signUp(page, person);
      await isSignedIn(page);
      assert.deepEqual(world.metadataOf(person.email), {
        first_name: 'Mary',
        use_case: 'team',
        newsletter: 'false',
        sign_up_page: 'demo',
      });
      assert.equal(Object.values(await reasons(page)).includes('asked'), false);
      assert.equal(await panel(page).count(), 0);
      assert.equal(new URL(page.url()).hash, '');
      assert.deepEqual(visitor.troubles, []);
    });
  }

  it('tells the page, and reads no profile', async () => {
    const person = newPerson();
    const { page } = await world.visitAgain('/');
    await showLock(page, { lockOptions: { auth: { redirect: false } } });
    const events = page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const told: unknown[] = [];
          const lock = document.querySelector('progressive-lock')!;
          lock.addEventListener('signed-up', ({ detail }) => told.push(['signed-up', detail.names]));
          lock.addEventListener('signed-in', ({ detail }) => {
            told.push(['signed-in', detail.user.email, detail.isRestored]);
            resolve(told);
          });
        }),
    );
    world.demo.tenant.requests.length = 0;
    await signUp(page, person);
    assert.deepEqual(await events, [
      ['signed-up', ['first_name', 'use_case', 'newsletter', 'sign_up_page']],
      ['signed-in', person.email, false],
    ]);
    await reasons(page);
    assert.deepEqual(world.managementCalls(), []);
  });
});

describe('coming back', () => {
  it('asks at most two questions, saves the answer, says thanks, and a reload does not ask again', async () => {
    const { visitor, person } = await signedUpPerson();
    const { page } = visitor;
    await comeBack(page);
    assert.equal(await panel(page).locator('[part~="question"]').count(), 2);
    // The page reaches the panel's parts through <progressive-lock>.
    await page.addStyleTag({ content: 'progressive-lock::part(label) { font-style: italic }' });
    assert.equal(await panel(page).locator('[part~="label"]').first().evaluate((label) => getComputedStyle(label).fontStyle), 'italic');
    await panel(page).getByLabel('Company').fill('ACME & Sons');
    await button(page, 'Save').click();
    await panel(page).getByText('Thank you').waitFor();
    await world.until(() => world.metadataOf(person.email).company === 'ACME & Sons');
    assert.equal(world.metadataOf(person.email).first_name, 'Mary', 'what was there is still there');
    assert.deepEqual(world.managementCalls().map(({ method }) => method), ['GET', 'PATCH']);
    await page.reload();
    await isSignedIn(page);
    const why = await reasons(page);
    assert.equal(why.company, 'known');
    assert.equal(Object.values(why).includes('asked'), false);
    assert.equal(await panel(page).count(), 0);
    assert.deepEqual(visitor.troubles, []);
  });

  it('asks after signing out and in again', async () => {
    const { visitor, person } = await signedUpPerson();
    const { page } = visitor;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await isSignedOut(page);
    await logIn(page, person);
    await panel(page).getByLabel('Company').waitFor();
  });

  it('is the same session while the person reloads within half an hour', async () => {
    const { visitor } = await signedUpPerson();
    const { page } = visitor;
    await world.pass(page, 20 * 60_000);
    await page.reload();
    await isSignedIn(page);
    assert.equal(Object.values(await reasons(page)).includes('asked'), false);
  });

  for (const [name, reason] of [['Not now', 'snoozed'], ['Don’t ask again', 'declined']] as const) {
    it(`honours “${name}” over reloads and over signing out`, async () => {
      const { visitor, person, page } = await askedPerson();
      await button(page, name).click();
      await panel(page).waitFor({ state: 'detached' });
      await world.until(() => 'progressive_lock' in world.metadataOf(person.email));
      for (const again of ['reload', 'sign in'] as const) {
        if (again === 'reload') await page.reload();
        else {
          await page.getByRole('button', { name: 'Sign out' }).click();
          await isSignedOut(page);
          await logIn(page, person);
        }
        await isSignedIn(page);
        const why = await reasons(page);
        assert.equal(why.company, reason);
        assert.equal(await panel(page).count(), 0);
      }
      assert.deepEqual(visitor.troubles, []);
    });
  }

  for (const [name, reason] of [['Not now', 'snoozed'], ['Don’t ask again', 'declined']] as const) {
    it(`honours “${name}” on another device`, async () => {
      const { person, page } = await askedPerson();
      await button(page, name).click();
      await world.until(() => 'progressive_lock' in world.metadataOf(person.email));
      const { page: other } = await world.visitAgain('/');
      await logIn(other, person);
      await isSignedIn(other);
      await other.waitForFunction(
        (wanted) => document.querySelector('progressive-lock')!.explain().find((field) => field.name === 'company')?.reason === wanted,
        reason,
      );
      assert.equal(await panel(other).count(), 0);
    });
  }

  it('asks what an activity makes relevant, when it happens', async () => {
    const { page } = await snoozedPerson();
    await page.reload();
    await isSignedIn(page);
    assert.equal((await reasons(page)).vat_id, 'not-due');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await panel(page).getByLabel('VAT').waitFor();
  });
});

it('asks nothing in the session of a sign-up, however soon its form is left for the redirect', async () => {
  const { page } = await world.visit();
  // Whose sign-up it was cannot be written down before the page is left.
  await page.addInitScript(() => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    crypto.subtle.digest = (...given) => (document.querySelector('.auth0-lock-submit') ? new Promise(() => {}) : digest(...given));
  });
  await page.reload();
  await signUp(page, newPerson());
  await isSignedIn(page);
  const why = await reasons(page);
  assert.deepEqual(Object.keys(why).filter((name) => why[name] === 'asked'), []);
  assert.deepEqual(world.managementCalls(), []);
});

it('asks in the session of the sign-up what the person is doing needs at once', async () => {
  const { visitor, person } = await signedUpPerson();
  const { page } = visitor;
  assert.equal((await reasons(page)).vat_id, 'not-due');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await panel(page).getByLabel('VAT').fill('DE123456789');
  await button(page, 'Save').click();
  await world.until(() => world.metadataOf(person.email).vat_id === 'DE123456789');
  assert.deepEqual(visitor.troubles, []);
});

it('takes a login for none of a sign-up that was refused before', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: {} });
  const { page } = await world.visitAgain('/');
  await signUp(page, person);
  await page.locator('.auth0-global-message-error').waitFor();
  await page.getByRole('link', { name: 'Log In' }).click();
  await logIn(page, person);
  await panel(page).getByLabel('First name').waitFor();
});

it('asks what a click has made relevant before the session was restored', async () => {
  const { page } = await snoozedPerson();
  world.demo.tenant.faults.add({ method: 'GET', path: '/authorize', does: { kind: 'hang' }, times: 'always' });
  await page.reload({ waitUntil: 'commit' });
  const state = await page.evaluate(async () => {
    await customElements.whenDefined('progressive-lock');
    document.querySelector<HTMLElement>('[data-tell-us-more="checkout"]')!.click();
    return document.querySelector('progressive-lock')!.state;
  });
  assert.equal(state, 'loading');
  world.demo.tenant.faults.clear();
  await panel(page).getByLabel('VAT').waitFor();
});

describe('what a person has told', () => {
  it('can be seen, changed and erased, and what was erased is not asked for again', async () => {
    const { page, person } = await askedPerson();
    // Then the thanks go at once with the click in the page, whose end is no longer kept free for them.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await panel(page).getByLabel('Company').fill('ACME');
    await button(page, 'Save').click();
    await world.until(() => world.metadataOf(person.email).company === 'ACME');
    await page.getByText('What you have told us').click();
    const entry = page.locator('profile-review [data-name="company"]');
    await entry.getByText('ACME').waitFor();
    await entry.getByRole('button', { name: 'Edit' }).click();
    await entry.getByRole('textbox').fill('Globex');
    await entry.getByRole('button', { name: 'Save' }).click();
    await world.until(() => world.metadataOf(person.email).company === 'Globex');
    await entry.getByRole('button', { name: 'Erase' }).click();
    await entry.getByText('Erase “Company”?').waitFor();
    await entry.getByRole('button', { name: 'Erase' }).click();
    await world.until(() => !('company' in world.metadataOf(person.email)));
    await page.reload();
    await isSignedIn(page);
    assert.match((await reasons(page)).company ?? '', /known|declined/);
    assert.equal(await panel(page).count(), 0);
  });
});

describe('a session', () => {
  it('is restored by a reload, without anything in the address or in storage that is a token', async () => {
    const { visitor, person } = await signedUpPerson();
    const { page } = visitor;
    assert.doesNotMatch(page.url(), /token|eyJ/);
    await page.reload();
    await isSignedIn(page);
    await page.getByText(person.email).waitFor();
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
    assert.doesNotMatch(stored, /eyJ/);
    assert.doesNotMatch(stored, new RegExp(person.email));
  });

  it('gives the page tokens: the held one, and a new one where that was refused', async () => {
    const { visitor } = await signedUpPerson();
    const tokens = await visitor.page.evaluate(async () => {
      const lock = document.querySelector('progressive-lock')!;
      return [await lock.getToken(), await lock.getToken({}), await lock.getToken({ fresh: true })];
    });
    assert.equal(tokens[1], tokens[0]);
    assert.notEqual(tokens[2], tokens[0]);
  });

  it('ends with logout(): at the tenant, and in this browser', async () => {
    const { page, person } = await askedPerson();
    await panel(page).getByLabel('Company').fill('Typed-5512');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await isSignedOut(page);
    await page.reload();
    await isSignedOut(page);
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.doesNotMatch(stored, /Typed-5512|Mary/);
    // auth0-js would leave the person's ID in it.
    assert.deepEqual((await page.context().cookies()).filter(({ name }) => name.includes('ssodata')), []);
    assert.equal('company' in world.metadataOf(person.email), false);
  });

  it('sends what is pending before it ends', async () => {
    const { page, person } = await askedPerson();
    world.demo.tenant.faults.add({ method: 'PATCH', path: '/api/v2/users/*', does: { kind: 'delay', ms: 500 } });
    await panel(page).getByLabel('Company').fill('ACME');
    await button(page, 'Save').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await isSignedOut(page);
    assert.equal(world.metadataOf(person.email).company, 'ACME');
  });

  it('ends in every tab, so that nobody answers in the name of who has left', async () => {
    const { visitor, page, person } = await askedPerson();
    const other = await visitor.context.newPage();
    await other.clock.setSystemTime(world.now());
    await other.goto(world.demo.url);
    // One tab asks at a time; what the page wants itself it asks for in this one.
    await other.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
    await other.evaluate(() => void document.querySelector('progressive-lock')!.ask(['company']));
    await panel(other).getByLabel('Company').fill('Typed in the other tab');
    await other.evaluate(() => {
      const lock = document.querySelector('progressive-lock')!;
      const isUserProvided = new Promise((resolve) => lock.addEventListener('signed-out', () => resolve([lock.user, lock.state])));
      Object.assign(window, { isUserProvided });
    });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await isSignedOut(page);
    await isSignedOut(other);
    assert.deepEqual(await other.evaluate(() => (window as unknown as { isUserProvided: Promise<unknown> }).isUserProvided), [null, 'signed-out']);
    assert.equal(await panel(other).count(), 0);
    const next = newPerson();
    await signUp(page, next);
    await isSignedIn(page);
    await world.pass(other, DAY);
    await other.mouse.click(5, 5);
    await assert.rejects(other.evaluate(() => document.querySelector('progressive-lock')!.getToken()), /login_required|Another person/);
    assert.equal('company' in world.metadataOf(person.email), false);
    const stored = await other.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.doesNotMatch(stored, /Typed in the other tab/);
  });

  it('shows nobody the answers of somebody else in the same browser', async () => {
    const { page } = await askedPerson();
    await panel(page).getByLabel('Company').fill('Typed-7781');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await isSignedOut(page);
    const other = newPerson();
    await signUp(page, other, 'Eve');
    await isSignedIn(page);
    await world.pass(page, DAY);
    await page.reload();
    await panel(page).waitFor();
    assert.equal(await panel(page).getByLabel('Company').inputValue(), '');
  });

  it('of a person who comes by a social connection is asked at once, without what the provider told', async () => {
    const { page } = await world.visitAgain('/');
    await page.locator('.auth0-lock-social-button').click();
    await isSignedIn(page);
    await panel(page).getByLabel('What brings you here?').waitFor();
    assert.equal((await reasons(page)).first_name, 'known');
  });
});
