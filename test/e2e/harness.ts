/** What every journey needs: the demo with its tenant on free ports, and a real browser. */
import { after, before } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startDemo, type Demo } from '../../demo/server.ts';
import type { RecordedRequest } from '../../demo/tenant/tenant.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

/** Nobody waits longer than this for something on the page. */
export const PATIENCE_MS = 60_000;

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Console errors and uncaught exceptions so far. */
  troubles: string[];
}

export class Journey {
  demo!: Demo;
  browser!: Browser;
  #ahead = 0;

  /** The time at the tenant, and in pages opened from now on. */
  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Lets time pass, at the tenant and in the browser alike. */
  async pass(page: Page, ms: number): Promise<void> {
    this.#ahead += ms;
    await page.clock.setSystemTime(this.now());
  }

  /** Somebody with a browser of their own. */
  async visit(path = '/'): Promise<Visitor> {
    const context = await this.browser.newContext({ locale: 'en-GB' });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(String(error)));
    this.demo.tenant.requests.length = 0;
    if (this.#ahead) await page.clock.setSystemTime(this.now());
    await page.goto(this.demo.url + path);
    return { page, context, troubles };
  }

  /** Waits for something at the tenant. */
  async until(isSo: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`Expected this within ${PATIENCE_MS} ms: ${isSo.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** What the Management API was asked since `requests` was cleared or the visit began, preflights aside. */
  managementCalls(): RecordedRequest[] {
    return this.demo.tenant.requests.filter(({ method, path }) => path.startsWith('/api/v2/') && method !== 'OPTIONS');
  }

  /** The profile at the tenant. */
  metadataOf(email: string): Record<string, unknown> {
    const user = this.demo.tenant.users.find(email);
    if (!user) throw new Error(`Expected ${email} at the tenant, but there is no such user.`);
    return user.user_metadata ?? {};
  }
}

export const DAY = 86_400_000;

/** A journey's world, made before its tests and gone after them. */
export function journey(): Journey {
  const world = new Journey();
  before(async () => {
    world.demo = await startDemo({ port: 0, tenantPort: 0, testSwitches: true, now: () => world.now() });
    world.browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  after(async () => {
    await world.browser?.close();
    await world.demo?.close();
  });
  return world;
}

let people = 0;

export interface Person {
  email: string;
  password: string;
}

/** An address nobody has signed up with yet, and a password that the tenant takes. */
export function newPerson(): Person {
  return { email: `person-${++people}@example.com`, password: 'Correct-Horse-9' };
}
