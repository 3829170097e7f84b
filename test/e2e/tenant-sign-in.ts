import type { Page } from 'playwright-core';
import type { Person } from './harness.ts';

/** Signs in on the tenant's own login page. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[type="email"]').fill(email);
  await page.locator('input[type="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText(email).waitFor();
}
