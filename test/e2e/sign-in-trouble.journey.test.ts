/** What goes wrong while signing in: what people read, what the page is told, and the way that still works. */
import assert from 'node:assert/strict';
import { describe, it, afterEach } from 'node:test';
import type { Page } from 'playwright-core';
import { failuresOf, hasFailed, isIn, mountLock, newUser as newUserOf } from './bare-lock.ts';
import { journey, newPerson, type Person, type Visitor } from './harness.ts';
import { lockInput, logIn, openSignUp } from './lock-form.ts';

const REASON = 'Please verify your e-mail address before signing in.';
const denial = `exports.onExecutePostLogin = async (event, api) => { if (event.user.user_metadata?.unverified) api.access.deny(${JSON.stringify(REASON)}); };`;
const world = journey({ demo: () => Promise.resolve({ action: () => Promise.resolve({ code: denial }) }) });
afterEach(() => Object.assign(world.demo.tenant.strictness, { confirmsLoopback: false, blocksThirdPartyCookies: false, wantsCaptcha: false }));

const mount = (page: Page, properties?: object) => mountLock(page, world, properties);
const newUser = (user_metadata?: object) => newUserOf(world, user_metadata);

async function open(properties: object = {}, path = '/bare'): Promise<Visitor> {
  const visitor = await world.visitAgain(path);
  await mount(visitor.page, properties);
  return visitor;
}

const codes = async (page: Page) => (await failuresOf(page)).map(({ code }) => code);
const notice = (page: Page) => page.locator('progressive-lock [part~="notice"]');
const wayOut = (page: Page) => page.getByRole('button', { name: 'Go to the sign-in page' });
const inPage = { lockOptions: { auth: { redirect: false } } };

/** The tenant's own page, which comes back with a result. */
async function signInThere(page: Page, { email, password }: Person): Promise<void> {
  await wayOut(page).click();
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe('third-party cookies that are blocked', () => {
  for (const [way, properties] of [['with a redirect', {}], ['without a redirect', inPage]] as const) {
    it(`are told of, and the tenant's own page signs people in (${way})`, async () => {
      const person = await newUser();
      world.demo.tenant.strictness.blocksThirdPartyCookies = true;
      const { page, troubles } = await open(properties);
      await logIn(page, person);
      if (way === 'with a redirect') {
        await page.waitForURL((url) => url.hash.includes('error='));
        await mount(page, properties);
      }
      await notice(page).getByText('Your browser does not allow signing in on this page').waitFor();
      assert.equal((await codes(page)).includes('cookies_blocked'), true);
      assert.match(troubles.join('\n'), /custom domain/);
      await signInThere(page, person);
      await page.waitForURL((url) => url.hash.includes('id_token'));
      await mount(page, properties);
      await isIn(page);
    });
  }

  it('are told of after a sign-up, too', async () => {
    world.demo.tenant.strictness.blocksThirdPartyCookies = true;
    const person = newPerson();
    const { page } = await open(inPage);
    await openSignUp(page);
    for (const [name, text] of Object.entries<string>({ ...person })) await lockInput(page, name).fill(text);
    await page.locator('.auth0-lock-submit').click();
    await notice(page).getByText('Your browser does not allow').waitFor();
    assert.deepEqual(await codes(page), ['cookies_blocked']);
  });

  it('offer no button where the page wants none', async () => {
    const person = await newUser();
    world.demo.tenant.strictness.blocksThirdPartyCookies = true;
    const { page } = await open({ ...inPage, fallback: 'none' });
    await logIn(page, person);
    await notice(page).getByText('Your browser does not allow').waitFor();
    assert.equal(await wayOut(page).count(), 0);
  });
});

it('localhost, where Auth0 wants a confirmation: is told of, and the way with a redirect works', async () => {
  const person = await newUser();
  world.demo.tenant.strictness.confirmsLoopback = true;
  const { page, troubles } = await open(inPage);
  await logIn(page, person);
  await notice(page).getByText('Please confirm on the sign-in page').waitFor();
  assert.deepEqual(await codes(page), ['interaction_required']);
  assert.equal(troubles.filter((text) => text.includes('Non-Verifiable Callback URI')).length, 1);
  await wayOut(page).click();
  await page.getByRole('button', { name: /accept|allow/i }).click();
  await page.waitForURL((url) => url.hash.includes('id_token'));
  await mount(page);
  await isIn(page);
});

describe('a refusal with a reason', () => {
  for (const [way, properties] of [['with a redirect', {}], ['without a redirect', inPage]] as const) {
    it(`is read by the person (${way})`, async () => {
      const person = await newUser({ unverified: 'yes' });
      const { page } = await open(properties);
      await logIn(page, person);
      if (way === 'with a redirect') {
        await page.waitForURL((url) => url.hash.includes('error='));
        await mount(page, properties);
      }
      await notice(page).getByText(REASON).waitFor();
      assert.equal((await codes(page)).length, 1);
      await lockInput(page, 'email').waitFor();
    });
  }

  it('of another browser is not shown', async () => {
    const { page } = await open({}, '/bare#error=access_denied&error_description=Pay%20at%20evil.example&state=abc');
    await notice(page).getByText('Signing in did not work').waitFor();
    assert.deepEqual(await codes(page), ['foreign_result']);
    assert.equal(await page.getByText('evil.example').count(), 0);
  });
});

it('a wrong password is an `error` event, and Lock says it', async () => {
  const person = await newUser();
  const { page, troubles } = await open(inPage);
  await logIn(page, { ...person, password: 'Wrong-Horse-9' });
  await page.locator('.auth0-global-message-error').waitFor();
  await hasFailed(page);
  assert.deepEqual(await codes(page), ['invalid_user_password']);
  assert.equal((await notice(page).textContent())?.trim(), '');
  assert.equal(troubles.filter((text) => text.includes('SessionError')).length, 0);
});

describe('a tenant that does not answer', () => {
  /** A person who is signed in reloads the page; the tenant answers once `answer` is called. */
  async function reloadUnanswered(): Promise<{ page: Page; answer: () => void }> {
    const person = await newUser();
    const { page } = await open(inPage);
    await logIn(page, person);
    await isIn(page);
    let answer: () => void = () => undefined;
    const isLet = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/authorize?**', async (route) => {
      await isLet;
      await route.continue();
    });
    await page.reload();
    await mount(page, inPage);
    return { page, answer };
  }

  it('leaves people with Lock after two seconds, and a session that still comes is taken', async () => {
    const { page, answer } = await reloadUnanswered();
    await lockInput(page, 'email').waitFor();
    answer();
    await isIn(page);
    assert.equal(await page.locator('.auth0-lock').count(), 0);
  });

  it('does not interrupt who has begun to type', async () => {
    const { page, answer } = await reloadUnanswered();
    await lockInput(page, 'email').fill('somebody@example.com');
    const answered = page.evaluate(() => new Promise<void>((resolve) => addEventListener('message', ({ data }) => (data as { type?: string }).type === 'authorization_response' && resolve())));
    answer();
    await answered;
    await page.evaluate(() => document.querySelector('progressive-lock')!.getToken().catch(() => undefined));
    assert.equal(await lockInput(page, 'email').inputValue(), 'somebody@example.com');
    assert.equal(await page.evaluate(() => document.querySelector('progressive-lock')!.state), 'signed-out');
  });

  it('is told of with what to change, and Lock stays', async () => {
    const visitor = await world.visit('/bare');
    await visitor.page.route('**/authorize?**', () => undefined);
    await mount(visitor.page);
    await lockInput(visitor.page, 'email').waitFor();
    await hasFailed(visitor.page);
    assert.deepEqual(await codes(visitor.page), ['timeout']);
    const { origin } = new URL(visitor.page.url());
    const told = visitor.troubles.join('\n');
    assert.ok(told.includes(`${origin} is probably missing from Allowed Web Origins`), told);
    assert.ok(told.includes(`progressive-lock check --domain DOMAIN --client-id CLIENT_ID --origin ${origin}`), told);
    assert.equal(await wayOut(visitor.page).count(), 0);
  });

  it('keeps nobody from opening the dialog', async () => {
    const visitor = await world.visit('/bare');
    await visitor.page.route('**/authorize?**', () => undefined);
    await mount(visitor.page, { manual: true });
    await visitor.page.evaluate(() => void document.querySelector('progressive-lock')!.login());
    await lockInput(visitor.page, 'email').waitFor({ timeout: 10_000 });
  });
});

describe('Bot Detection that wants a captcha', () => {
  it('is told of at a sign-up', async () => {
    world.demo.tenant.strictness.wantsCaptcha = true;
    const { page } = await open(inPage);
    await openSignUp(page);
    for (const [name, text] of Object.entries<string>({ ...newPerson() })) await lockInput(page, name).fill(text);
    await page.locator('.auth0-lock-submit').click();
    await wayOut(page).waitFor();
    assert.deepEqual(await codes(page), ['requires_verification']);
  });

  for (const [way, properties] of [['with a redirect', {}], ['without a redirect', inPage]] as const) {
    it(`is told of at a login, and the tenant's own page signs people in (${way})`, async () => {
      const person = await newUser();
      world.demo.tenant.strictness.wantsCaptcha = true;
      const { page, troubles } = await open(properties);
      await logIn(page, person);
      await notice(page).getByText('Please confirm on the sign-in page').waitFor();
      assert.deepEqual(await codes(page), ['requires_verification']);
      assert.match(troubles.join('\n'), /Bot Detection requires a captcha/);
      assert.equal(await page.locator('.auth0-global-message-error').isVisible(), false);
      await signInThere(page, person);
      await page.waitForURL((url) => url.hash.includes('id_token'));
      await mount(page, properties);
      await isIn(page);
    });
  }
});

it('a login that Lock has no event for is an `error` event with a code, and Lock says what is wrong', async () => {
  const person = await newUser();
  world.demo.tenant.faults.add({ path: '/co/authenticate', does: { kind: 'answer', status: 403, json: { error: 'password_leaked', error_description: 'Known from another site' } } });
  const { page } = await open(inPage);
  await logIn(page, person);
  await page.locator('.auth0-global-message-error').getByText('potential security issue').waitFor();
  await hasFailed(page);
  assert.deepEqual(await codes(page), ['password_leaked']);
  assert.equal((await notice(page).textContent())?.trim(), '');
});

it('too many attempts are an `error` event, and Lock says it', async () => {
  const person = await newUser();
  world.demo.tenant.faults.add({ path: '/co/authenticate', does: { kind: 'answer', status: 429, json: { error: 'too_many_attempts', error_description: 'Too many attempts' } } });
  const { page } = await open(inPage);
  await logIn(page, person);
  await page.locator('.auth0-global-message-error').waitFor();
  await hasFailed(page);
  assert.deepEqual(await codes(page), ['too_many_attempts']);
  assert.equal((await notice(page).textContent())?.trim(), '');
});

it('a clock that is wrong is told of', async () => {
  const person = await newUser();
  const { page } = await world.visit('/bare');
  await mount(page);
  await lockInput(page, 'email').waitFor();
  await page.addInitScript(() => {
    const RealDate = Date;
    const ahead = 3 * 86_400_000;
    // A device whose clock is three days ahead.
    window.Date = class extends RealDate {
      constructor(given: number | string = RealDate.now() + ahead) {
        super(given);
      }
      static override now(): number {
        return RealDate.now() + ahead;
      }
    } as DateConstructor;
  });
  await logIn(page, person);
  await page.waitForURL((url) => url.hash.includes('id_token'));
  await mount(page);
  await notice(page).getByText('The clock of this device').waitFor();
  assert.deepEqual(await codes(page), ['clock_wrong']);
});

it('a result that a router took is signed in with by resumeAuth()', async () => {
  const person = await newUser();
  const { page } = await open();
  await logIn(page, person);
  await page.waitForURL((url) => url.hash.includes('id_token'));
  const hash = new URL(page.url()).hash;
  await page.context().clearCookies({ domain: 'localhost', name: /^auth0_/ });
  // In between another page: to an address that differs in its hash only, the browser stays in the page that it has.
  await page.goto('about:blank');
  await page.goto(`${world.demo.url}/bare#/somewhere`);
  await mount(page);
  await lockInput(page, 'email').waitFor();
  await page.evaluate((given) => document.querySelector('progressive-lock')!.resumeAuth(given), hash);
  await isIn(page);
});

it('Lock follows the language of its own options, with the element’s words', async () => {
  const { page } = await open({ lockOptions: { language: 'de' } }, '/bare#error=access_denied&state=abc');
  await notice(page).getByText('Die Anmeldung hat nicht funktioniert').waitFor();
  await page.getByRole('link', { name: 'Registrieren' }).waitFor();
});

it('can be taken out at any moment', async () => {
  const { page, troubles } = await world.visit('/bare');
  for (let wait = 0; wait < 300; wait += 20) {
    await mount(page);
    // The moment is what this is about.
    await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), wait);
    await page.evaluate(() => document.querySelector('progressive-lock')!.remove());
  }
  await mount(page);
  await lockInput(page, 'email').waitFor();
  assert.deepEqual(troubles, []);
});

it('without a plan, `<tell-us-more>` is silent while nobody is there', async () => {
  const { page, troubles } = await world.visit('/bare');
  await page.waitForFunction(() => customElements.get('tell-us-more'));
  await page.evaluate(async () => {
    const element = document.createElement('tell-us-more');
    document.body.append(element);
    await element.updateComplete;
    await element.ask().catch(() => undefined);
  });
  assert.deepEqual(troubles, []);
});

// The last, because the tenant asks everybody for consent from then on.
describe('a consent that is missing', () => {
  it('is told of when the page restores the session, and the way with a redirect is offered', async () => {
    const person = await newUser();
    const { page, troubles } = await open(inPage);
    await logIn(page, person);
    await isIn(page);
    world.demo.tenant.faults.add({ path: '/authorize', does: { kind: 'revoke-consent' } });
    await page.reload();
    await mount(page, inPage);
    await notice(page).getByText('Please confirm on the sign-in page').waitFor();
    await wayOut(page).waitFor();
    assert.deepEqual(await codes(page), ['consent_required']);
    assert.match(troubles.join('\n'), /[Aa]llow skipping user consent/);
    await lockInput(page, 'email').waitFor();
  });
});
