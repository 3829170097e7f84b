/** What a person does in every app: sign in, be asked, answer. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Tenant } from '../../demo/tenant/tenant.ts';
import { newPerson, type Person } from '../e2e/harness.ts';
import { logIn } from '../e2e/lock-form.ts';

export interface App {
  url: string;
  tenant: Tenant;
}

/** Who signs people in: `<progressive-lock>` with Lock, or the framework's Auth0 SDK, which sends them to the tenant's page. */
export type SignsIn = 'lock' | 'sdk';

async function signInAtTenant(page: Page, { email, password }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Fails unless the app greets the person, asks at the checkout, is told by an event, and the answer is in the profile. */
export async function useApp(page: Page, { url, tenant }: App, signsIn: SignsIn): Promise<void> {
  const person = newPerson();
  await tenant.users.create({ ...person, user_metadata: { company: 'ACME' } });
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(url);
  await (signsIn === 'lock' ? logIn(page, person) : signInAtTenant(page, person));
  await page.getByText(`Hello, ${person.email}`).waitFor();
  await page.getByRole('button', { name: 'Pay' }).click();
  const panel = page.locator('[part~="panel"]');
  await panel.getByLabel('VAT number').fill('DE123456789');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved: vat_id').waitFor();
  const { company, vat_id } = tenant.users.find(person.email)?.user_metadata ?? {};
  assert.deepEqual([company, vat_id], ['ACME', 'DE123456789']);
  assert.deepEqual(troubles, []);
}
