/** What every journey needs: the demo with its tenant on free ports, and a real browser. */
import { after, afterEach, before } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startDemo, type Demo, type DemoOptions } from '../../demo/server.ts';
import type { RecordedRequest } from '../../src/tenant/tenant.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

/** Nobody waits longer than this for something on the page. */
export const PATIENCE_MS = 60_000;

/** Playwright's events that tests and this file listen to. */
const LISTENED_TO = ['console', 'pageerror', 'request', 'dialog', 'download', 'popup'] as const;

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Console errors and uncaught exceptions so far. */
  troubles: string[];
}

export class Journey {
  demo!: Demo;
  browser!: Browser;
  readonly #isTimed: boolean;
  readonly #contexts: BrowserContext[] = [];
  #kept?: Page;
  #isKeptTaken = false;
  #ahead = 0;

  /**
   * @param isTimed whether `pass()` is going to be used: a clock that is put into a page while it works shows it 1970 for a
   * moment. With one, the browser tells nothing of what was loaded when (`performance`).
   */
  constructor({ isTimed = false } = {}) {
    this.#isTimed = isTimed;
  }

  /** The time at the tenant, and in pages opened from now on. */
  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Lets time pass, at the tenant and in the browser alike. */
  async pass(page: Page, ms: number): Promise<void> {
    if (!this.#isTimed) throw new Error('Expected a world that is timed.');
    this.#ahead += ms;
    await page.clock.setSystemTime(this.now());
  }

  /** Somebody with a browser of their own. */
  async visit(path = '/'): Promise<Visitor> {
    const visitor = await this.#enter(await this.#newPage());
    await visitor.page.goto(this.demo.url + path);
    return visitor;
  }

  /**
   * Like `visit()`, in the page that the last test with this has left, which costs half as much as a new one. What that test
   * stored, its routes and listeners are gone. For tests that save nothing at the end. The second of a test is a new one.
   */
  async visitAgain(path?: string): Promise<Visitor> {
    const visitor = await this.#enter(await (this.#isKeptTaken ? this.#newPage() : this.#emptyPage()));
    if (path) await visitor.page.goto(this.demo.url + path);
    return visitor;
  }

  async #newPage(): Promise<Page> {
    const context = await this.#newContext();
    this.#contexts.push(context);
    return context.newPage();
  }

  async #emptyPage(): Promise<Page> {
    this.#isKeptTaken = true;
    try {
      if (this.#kept) return await this.#empty(this.#kept);
    } catch {
      // The last test has left it on its way elsewhere.
      await this.#kept!.context().close();
    }
    this.#kept = refuseLasting(await (await this.#newContext()).newPage());
    return this.#empty(this.#kept);
  }

  async #empty(page: Page): Promise<Page> {
    const context = page.context();
    for (const name of LISTENED_TO) page.removeAllListeners(name);
    await Promise.all([page, context].map((part) => part.unrouteAll({ behavior: 'ignoreErrors' })));
    // Of the same origin, so that it can empty the storage while nothing else uses it.
    await page.goto(`${this.demo.url}/empty`);
    await Promise.all(context.pages().flatMap((other) => (other === page ? [] : [other.close()])));
    await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
    await context.clearCookies();
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    await page.setViewportSize({ width: 1280, height: 720 });
    return page;
  }

  async #newContext(): Promise<BrowserContext> {
    const context = await this.browser.newContext({ locale: 'en-GB' });
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  async #enter(page: Page): Promise<Visitor> {
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(String(error)));
    this.demo.tenant.requests.length = 0;
    if (this.#isTimed) await page.clock.setSystemTime(this.now());
    return { page, context: page.context(), troubles };
  }

  /** Everybody goes: pages that are open go on working, and what they ask for would be counted with the next journey's. */
  async endVisits(): Promise<void> {
    this.#isKeptTaken = false;
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    this.demo.tenant.faults.clear();
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
export function journey({ isTimed, demo }: { isTimed?: boolean; demo?: () => Promise<Partial<DemoOptions>> } = {}): Journey {
  const world = new Journey({ isTimed });
  before(async () => {
    world.demo = await startDemo({ port: 0, tenantPort: 0, compresses: false, testSwitches: true, now: () => world.now(), ...(await demo?.()) });
    world.browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterEach(() => world.endVisits());
  after(async () => {
    await world.browser?.close();
    await world.demo?.close();
  });
  return world;
}

/**
 * From now on the page's timers of exactly so many milliseconds end after a second: a test of what happens at a limit need not
 * sit it out, and does, if the limit is another one.
 */
export async function hasten(page: Page, ...limits: number[]): Promise<void> {
  // As text: what names functions for stack traces is not in the page.
  await page.evaluate(`window.setTimeout = ((wait) => (run, ms, ...rest) => wait(run, ${JSON.stringify(limits)}.includes(ms) ? 1000 : ms, ...rest))(window.setTimeout)`);
}

/** What cannot be taken back would be there in the next test, too. */
function refuseLasting(page: Page): Page {
  const refuse = () => Promise.reject(new Error('Expected visit() for a test that changes its page for good.'));
  for (const part of [page, page.context()]) Object.assign(part, { addInitScript: refuse, exposeFunction: refuse, exposeBinding: refuse });
  return page;
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
