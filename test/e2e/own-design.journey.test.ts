/** A page that draws the questions itself, from the headless core. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { barriersIn } from './axe.ts';
import { journey, newPerson, type Person } from './harness.ts';
import { takePicture } from './picture.ts';

const world = journey();

/** Through the tenant's own login page. */
async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[type="email"]').fill(email);
  await page.locator('input[type="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('#who').getByText(email).waitFor();
}

it('asks in the page’s own look, says what is wrong, saves the answer, and takes it back', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: { first_name: 'Ada', use_case: 'team', newsletter: true } });
  const { page, troubles } = await world.visit('/own-design');
  await signIn(page, person);
  troubles.length = 0;
  await page.getByRole('button', { name: 'Send an invoice' }).click();
  const postcard = page.locator('#postcard');
  const input = postcard.getByLabel('VAT number');
  await input.waitFor();
  await takePicture(page, 'own-design/asking');
  assert.deepEqual(await barriersIn(page.mainFrame()), []);

  await postcard.getByRole('button', { name: 'Send it' }).click();
  await postcard.getByText('Give an answer, or choose').waitFor();
  await input.fill('DE 811 907 980');
  await postcard.getByRole('button', { name: 'Send it' }).click();
  await postcard.getByText('Thank you!').waitFor();
  await world.until(() => world.metadataOf(person.email).vat_id === 'DE 811 907 980');
  assert.equal(world.metadataOf(person.email).first_name, 'Ada');

  await postcard.getByRole('button', { name: 'Take it back' }).click();
  await world.until(() => !('vat_id' in world.metadataOf(person.email)));
  assert.equal(await input.inputValue(), 'DE 811 907 980');
  await input.fill('DE 12');
  await postcard.getByRole('button', { name: 'Not now' }).click();
  await postcard.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /DE 12/);
  const resources = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.deepEqual(resources.filter((name) => /panel|\/lit|\/lock|define/.test(name)), []);
  assert.deepEqual(troubles, []);
});
