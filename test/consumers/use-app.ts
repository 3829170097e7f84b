/** Does what a person does in every app: signs in, answers questions, and looks at what is known if the app shows it. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Tenant } from '../../src/tenant/tenant.ts';
import { newPerson, type Person } from '../e2e/harness.ts';
import { logIn } from '../e2e/lock-form.ts';

export interface App {
  url: string;
  tenant: Tenant;
}

export interface AppTraits {
  /** Who signs people in: `<progressive-lock>` with Lock, or the framework's Auth0 SDK, which sends them to the tenant's page. */
  signsIn: 'lock' | 'sdk';
  /** It shows what is known, and has a button to sign out: by the hook of its framework, or by the element. */
  hasHook?: boolean;
  /** It shows `<profile-review>`. */
  hasReview?: boolean;
  /** It brings a Lock of its own, which asks for its words as the one of the package does not. */
  hasOwnLock?: boolean;
}

async function signInAtTenant(page: Page, { email, password }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Changes an answer, and erases it. */
async function review(page: Page, metadata: () => Record<string, unknown> | undefined): Promise<void> {
  const isPatch = (response: { request(): { method(): string } }) => response.request().method() === 'PATCH';
  const entry = page.locator('profile-review [part~="entry"]').filter({ has: page.getByRole('heading', { name: 'Company' }) });
  await entry.getByText('ACME').waitFor();
  await entry.getByRole('button', { name: 'Edit' }).click();
  const changing = page.waitForResponse(isPatch);
  await page.locator('profile-review').getByLabel('Company').fill('Globex');
  await page.locator('profile-review').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved: company').waitFor();
  await changing;
  assert.equal(metadata()?.company, 'Globex');
  const erasing = page.waitForResponse(isPatch);
  await entry.getByRole('button', { name: 'Erase' }).click();
  await entry.getByRole('button', { name: 'Erase' }).click();
  await page.getByText('Erased: company').waitFor();
  await erasing;
  assert.equal(metadata()?.company, undefined);
}

/** Nothing of what the person told stays in the browser. */
async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /ACME|Globex|DE123456789/);
}

/** Fails unless the app greets the person, asks at the checkout, is told by an event, and the answer is in the profile. */
export async function useApp(page: Page, { url, tenant }: App, { signsIn, hasHook = false, hasReview = false, hasOwnLock = false }: AppTraits): Promise<void> {
  const person = newPerson();
  await tenant.users.create({ ...person, user_metadata: { company: 'ACME' } });
  const metadata = () => tenant.users.find(person.email)?.user_metadata;
  page.setDefaultTimeout(60_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.goto(url);
  await (signsIn === 'lock' ? logIn(page, person) : signInAtTenant(page, person));
  await page.getByText(`Hello, ${person.email}`).waitFor();
  await page.getByRole('button', { name: 'Pay' }).click();
  const panel = page.locator('tell-us-more [part~="panel"]');
  await panel.getByLabel('VAT number').fill('DE123456789');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved: vat_id').waitFor();
  const { company, vat_id } = metadata() ?? {};
  assert.deepEqual([company, vat_id], ['ACME', 'DE123456789']);
  assert.equal(tenant.requests.some(({ path }) => path.startsWith('/js/lock/')), hasOwnLock);
  if (hasHook) await page.getByText('Known: company,vat_id').waitFor();
  if (hasReview) await review(page, metadata);
  if (hasHook) await signOut(page);
  assert.deepEqual(troubles, []);
}
