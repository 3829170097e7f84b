/** The panel without a mouse, in a page that has a life of its own. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey, newPerson } from './harness.ts';
import { signIn } from './tenant-sign-in.ts';

const world = journey();

/** Waits until what is named so has the focus, in the page or in the panel. */
async function hasFocus(page: Page, name: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.getAttribute('aria-label');
    return (label ?? focused?.textContent)?.includes(wanted);
  }, name);
}

it('is reached, made small, answered, taken back and put off by the keyboard, which comes back to where it was', async () => {
  const person = newPerson();
  await world.demo.tenant.users.create({ ...person, user_metadata: { use_case: 'team', newsletter: true } });
  const { page } = await world.visit('/own-session');
  await signIn(page, person);
  const panel = page.locator('tell-us-more [part~="panel"]');
  await panel.getByLabel('First name').waitFor();
  const { keyboard } = page;

  await page.getByRole('button', { name: 'Sign out' }).focus();
  await keyboard.press('F6');
  await hasFocus(page, 'First name');
  await keyboard.type('Ada');
  await keyboard.press('Shift+Tab');
  await hasFocus(page, 'Minimise');
  await keyboard.press('Enter');
  await panel.getByLabel('First name').waitFor({ state: 'hidden' });
  await hasFocus(page, 'question');
  await keyboard.press('Enter');
  await hasFocus(page, 'First name');
  assert.equal(await panel.getByLabel('First name').inputValue(), 'Ada');

  await keyboard.press('Enter');
  await hasFocus(page, 'Thank you');
  await world.until(() => world.metadataOf(person.email).first_name === 'Ada');
  await keyboard.press('Tab');
  await hasFocus(page, 'Undo');
  await keyboard.press('Enter');
  await panel.getByLabel('First name').waitFor();
  await world.until(() => world.metadataOf(person.email).first_name === undefined);

  await keyboard.press('F6');
  await hasFocus(page, 'Sign out');
  await keyboard.press('F6');
  await hasFocus(page, 'First name');
  await keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await hasFocus(page, 'Sign out');
  const reasons = await page.evaluate(() => document.querySelector('tell-us-more')!.explain());
  assert.equal(reasons.find(({ name }) => name === 'first_name')?.reason, 'snoozed');
});
