/** A page whose session belongs to its own auth0-js: the panel gets a user and a store, nothing else. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey, newPerson } from './harness.ts';
import { signIn } from './tenant-sign-in.ts';

const world = journey();

async function isKnown(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction((name) => {
    const rows = document.querySelector('tell-us-more')?.explain?.() ?? [];
    return rows.find((row) => row.name === name)?.reason === 'known';
  }, wanted);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
}

for (const [path, way] of [
  ['/own-session', 'by auth0-js'],
  ['/endpoint', 'through the site’s own endpoint'],
] as const) {
  it(`asks in a session that the page owns, and saves ${way}`, async () => {
    const person = newPerson();
    const known = { first_name: 'Ada', use_case: 'team', newsletter: true };
    await world.demo.tenant.users.create({ ...person, user_metadata: known });
    const { page, troubles } = await world.visit(path);
    await signIn(page, person);
    // The first visit reads the profile, to find everything known that a sign-up form would have asked.
    await isKnown(page, 'first_name');
    // The next sign-in begins the second session.
    await signOut(page);
    await signIn(page, person);
    // What the tenant's own login page lacks (an icon) is none of ours.
    troubles.length = 0;
    const panel = page.locator('tell-us-more [part~="panel"]');
    await panel.getByLabel('Company').fill('ACME');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Thank you').waitFor();
    await world.until(() => world.metadataOf(person.email).company === 'ACME');
    assert.equal(world.metadataOf(person.email).use_case, 'team');
    const fromBrowser = world.managementCalls().filter(({ method, origin }) => method === 'PATCH' && origin);
    assert.equal(fromBrowser.length, path === '/endpoint' ? 0 : 1);
    const resources = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.deepEqual(resources.filter((name) => name.endsWith('/vendor/lock.js')), []);
    await page.reload();
    await isKnown(page, 'company');
    assert.equal(await panel.count(), 0);
    await signOut(page);
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /ACME/);
    assert.deepEqual(troubles, []);
  });
}

it('decides once what decides has come, where it was lost at first', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada' } });
  const { page, context } = await world.visit('/own-session');
  const what = '**/chunks/ask.js';
  await context.route(what, (route) => route.abort());
  const isLost = page.context().waitForEvent('requestfailed', (request) => request.url().endsWith('/ask.js'));
  await signIn(page, person);
  await isLost;
  await context.unroute(what);
  await page.evaluate(() => void document.querySelector('tell-us-more')!.ask(['company']));
  await page.locator('tell-us-more [part~="panel"]').getByLabel('Company').waitFor();
});

it('asks in steps once what draws them has come, and fires no event before', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', use_case: 'team', newsletter: true } });
  const { page, context } = await world.visit('/own-session');
  const what = '**/chunks/steps.js';
  await context.route(what, (route) => route.abort());
  await signIn(page, person);
  await isKnown(page, 'first_name');
  const ask = () =>
    page.evaluate(() => {
      const element = document.querySelector('tell-us-more')!;
      const isAsked = new Promise<string>((resolve) => element.addEventListener('asked', () => resolve('asked'), { once: true }));
      return Promise.race([isAsked, element.ask(['company', 'role', 'team_size', 'vat_id']).then(String, () => 'rejected')]);
    });
  assert.equal(await ask(), 'rejected');
  await context.unroute(what);
  assert.equal(await ask(), 'asked');
});
