/** Adds `<progressive-lock>` to a page that has nothing else, and collects the failures that it reports. */
import type { Page } from 'playwright-core';
import { newPerson, type Person } from './harness.ts';

/** The part of `journey()` that is needed. */
interface World {
  demo: { tenant: { url: string; users: { create(person: object): Promise<unknown> } } };
}

interface Failure {
  code?: string;
  message: string;
}

/** One question at sign-up. */
export const PLAN = { fields: [{ name: 'nick', label: 'Nickname', ask: 'signup' }] };

export async function mountLock(page: Page, { demo }: World, properties: object = {}): Promise<void> {
  await page.waitForFunction(() => customElements.get('progressive-lock'));
  await page.evaluate(
    (given) => {
      const element = Object.assign(document.createElement('progressive-lock'), given);
      const failures: Failure[] = [];
      Object.assign(window, { failures });
      element.addEventListener('error', ({ error }) => failures.push({ code: (error as Error & { code?: string }).code, message: error.message }));
      document.body.append(element);
    },
    { domain: demo.tenant.url, clientId: 'demo-app', plan: PLAN, ...properties },
  );
}

/** What the element has told the page so far. */
export function failuresOf(page: Page): Promise<Failure[]> {
  return page.evaluate(() => (window as unknown as { failures: Failure[] }).failures);
}

export async function hasFailed(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as { failures: Failure[] }).failures.length > 0);
}

export async function isIn(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('progressive-lock')?.state === 'signed-in');
}

/** Somebody with an account and nothing but `user_metadata`. */
export async function newUser({ demo }: World, user_metadata = {}): Promise<Person> {
  const person = newPerson();
  await demo.tenant.users.create({ ...person, user_metadata });
  return person;
}
