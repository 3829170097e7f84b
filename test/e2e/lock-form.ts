/** What a person does in Lock's form, and a page that contains the element. */
import type { Locator, Page } from 'playwright-core';
import type { Person } from './harness.ts';

// Lock keeps its inputs hidden for up to a second after it says that it is ready; playwright waits until they are visible.
export function lockInput(page: Page, name: string): Locator {
  return page.locator(`.auth0-lock-input[name="${name}"]`);
}

/** From the login form to that of a sign-up, which has inputs of the same names: what is typed before the other has gone is lost. */
export async function openSignUp(page: Page): Promise<void> {
  const ofLogin = page.getByText("Don't remember your password?");
  await ofLogin.waitFor();
  await page.getByRole('link', { name: 'Sign Up' }).click();
  await ofLogin.waitFor({ state: 'detached' });
}

/** Fills the sign-up form of the demo's plan and sends it. */
export async function signUp(page: Page, { email, password }: Person, firstName = 'Mary'): Promise<void> {
  await openSignUp(page);
  for (const [name, text] of Object.entries({ email, password, first_name: firstName })) await lockInput(page, name).fill(text);
  await lockInput(page, 'use_case').click();
  await page.getByRole('option', { name: 'Work with my team' }).click();
  await page.locator('.auth0-lock-submit').click();
}

export async function logIn(page: Page, { email, password }: Person): Promise<void> {
  await lockInput(page, 'email').fill(email);
  await lockInput(page, 'password').fill(password);
  await page.locator('.auth0-lock-submit').click();
}

/** Opens Lock anew with other properties of the element. */
export async function showLock(page: Page, properties: { lockOptions: object }): Promise<void> {
  await lockInput(page, 'email').waitFor();
  await page.evaluate((given) => {
    const element = Object.assign(document.querySelector('progressive-lock')!, given);
    return element.login();
  }, properties);
}
