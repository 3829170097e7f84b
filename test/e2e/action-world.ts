/** What journeys with the Action share: a demo whose tenant runs it, and a look-up service. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Page } from 'playwright-core';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { generate, SECRET } from '../action/generated.ts';
import { journey } from './harness.ts';
import { lockInput } from './lock-form.ts';

// Journeys use what is built.
process.env.ACTION_RUNTIME ??= join(import.meta.dirname, '../../dist/action-runtime.js');

export const socialProfile = { email: 'grace@navy.example', name: 'Grace Hopper', given_name: 'Grace', locale: 'en-US' };

/** A look-up service of a company; how often it was asked, and what it answers. */
class LookUpService {
  calls = 0;
  answer: { status: number; body: unknown } | 'nothing' = { status: 200, body: { organization: { name: 'US Navy' } } };
  #server!: Server;

  async start(): Promise<string> {
    this.#server = createServer((_request, response) => {
      this.calls += 1;
      if (this.answer === 'nothing') return;
      response.writeHead(this.answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(this.answer.body));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/find?email={email}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A demo whose tenant runs the Action generated from `plan`, whose pages use `plan` too. */
export function worldOf(
  makePlan: (lookUpUrl: string) => object,
  { secrets = { PROGRESSIVE_LOCK_SECRET: SECRET, LOOKUP_KEY: 'key' }, isTimed, compresses = false }: { secrets?: Record<string, string>; isTimed?: boolean; compresses?: boolean } = {},
) {
  const service = new LookUpService();
  let plan: object;
  const world = journey({
    isTimed,
    demo: async () => {
      plan = makePlan(await service.start());
      return { compresses, socialProfile, action: async (page) => ({ code: await generate(parsePlan(plan), { page }), secrets }) };
    },
  });
  after(() => service.stop());
  /** Somebody with a browser of their own, at a page that has the plan. */
  const visit = async () => {
    const visitor = await world.visitAgain();
    await visitor.context.route('**/plans/saas.json', (route) => route.fulfill({ json: plan }));
    await visitor.page.goto(`${world.demo.url}/`);
    return visitor;
  };
  return { world, service, visit };
}

export const panel = (page: Page) => page.locator('tell-us-more [part~="panel"]');
export const isSignedIn = (page: Page) => page.getByRole('heading', { name: /^Welcome/ }).waitFor();
export const signOut = async (page: Page) => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await lockInput(page, 'email').waitFor();
};
