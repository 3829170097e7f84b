/** A page whose session belongs to its own auth0-js: the panel gets a user and a store, nothing else. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { DAY, journey, newPerson } from './harness.ts';

const world = journey();

async function isKnown(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction((name) => {
    const rows = document.querySelector('tell-us-more')!.explain();
    return rows.find((row) => row.name === name)?.reason === 'known';
  }, wanted);
}

it('asks and saves in a session that the page owns', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', use_case: 'team', newsletter: true } });
  const { page, troubles } = await world.visit('/own-session');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[type="email"]').fill(person.email);
  await page.locator('input[type="password"]').fill(person.password);
  await page.keyboard.press('Enter');
  await page.getByText(person.email).waitFor();
  // The first visit reads the profile, to find everything known that a sign-up form would have asked.
  await isKnown(page, 'first_name');
  // What the tenant's own login page lacks (an icon) is none of ours.
  troubles.length = 0;
  await world.pass(page, DAY);
  await page.reload();
  const panel = page.locator('tell-us-more [part~="panel"]');
  await panel.getByLabel('Company').fill('ACME');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Thank you').waitFor();
  await world.until(() => world.metadataOf(person.email).company === 'ACME');
  assert.equal(world.metadataOf(person.email).use_case, 'team');
  assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('lock.js') && name.includes('vendor'))), false);
  await page.reload();
  await isKnown(page, 'company');
  assert.equal(await panel.count(), 0);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /ACME/);
  assert.deepEqual(troubles, []);
});
