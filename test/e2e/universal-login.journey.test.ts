/** Sign-up on the tenant's own page, with its partials and both Actions; then the panel in later sessions. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { buildForm } from '../../src/universal-login/form.ts';
import { generate } from '../action/generated.ts';
import { tenantLogin } from '../universal-login/tenant-login.ts';
import { barriersIn } from './axe.ts';
import { DAY, journey, newPerson, type Journey, type Person } from './harness.ts';
import { signIn } from './tenant-sign-in.ts';

// Journeys use what is built.
for (const [name, file] of [['ACTION_RUNTIME', 'action-runtime.js'], ['SIGN_UP_ACTION_RUNTIME', 'sign-up-action-runtime.js'], ['SIGN_UP_PAGE', 'sign-up-page.js']] as const) {
  process.env[name] ??= join(import.meta.dirname, '../../dist', file);
}

const plan = {
  fields: [
    { name: 'first_name', label: { en: 'First name', de: 'Vorname' }, ask: 'signup', required: true, maxLength: 20, knownFrom: ['given_name'] },
    { name: 'goal', label: { en: 'What brings you here?', de: 'Was führt Sie her?' }, why: { en: 'We show what fits', de: 'Wir zeigen, was passt' }, type: 'radio', options: [{ value: 'work', label: { en: 'Work', de: 'Arbeit' } }, { value: 'play', label: { en: 'Play', de: 'Spiel' } }], ask: 'signup' },
    { name: 'country', label: { en: 'Country', de: 'Land' }, type: 'country', ask: 'signup' },
    { name: 'born', label: { en: 'Birthday', de: 'Geburtstag' }, type: 'date', min: '1900-01-01', ask: 'signup' },
    { name: 'team', label: { en: 'Team size', de: 'Teamgröße' }, type: 'number', min: 1, step: 1, ask: 'signup' },
    { name: 'topics', label: { en: 'Topics', de: 'Themen' }, type: 'multiselect', options: [{ value: 'a', label: 'Art' }, { value: 'm', label: { en: 'Music', de: 'Musik' } }], ask: 'signup' },
    { name: 'news', label: { en: 'Send me news', de: 'Neuigkeiten senden' }, type: 'checkbox', ask: 'signup' },
    { name: 'from', label: 'From', type: 'hidden', value: 'ul', ask: 'signup' },
    { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } },
    { name: 'role', label: 'Your role', ask: { after: { sessions: 3 } } },
  ],
};

function worldOf(more: object = {}): Journey {
  return journey({
    isTimed: true,
    demo: async () => {
      const parsed = parsePlan(plan);
      return { ...(await tenantLogin(parsed, more)), action: async (page: string) => ({ code: await generate(parsed, { page }), secrets: {} }) };
    },
  });
}

/** `language`: of the browser, and of the page that somebody comes from. */
async function visit(world: Journey, language?: string) {
  const visitor = await world.visit('/bare');
  await visitor.context.route('**/plans/saas.json', (route) => route.fulfill({ json: plan }));
  await visitor.context.route('**/authorize?**', (route) => route.continue({ url: `${route.request().url()}${language ? `&ui_locales=${language}` : ''}` }));
  await visitor.page.goto(`${world.demo.url}/universal-login`);
  return visitor;
}

const panel = (page: Page) => page.locator('tell-us-more [part~="panel"]');
const send = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

async function toSignUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('heading', { name: 'Sign up to Paperplane' }).waitFor();
}

async function fillInAccount(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign up' }).waitFor();
}

async function reasons(page: Page): Promise<Record<string, string>> {
  const handle = await page.waitForFunction(() => {
    const rows = document.querySelector('tell-us-more')?.explain?.() ?? [];
    return rows.length > 0 && Object.fromEntries(rows.map(({ name, reason }) => [name, reason]));
  });
  return (await handle.jsonValue()) as Record<string, string>;
}

describe("a sign-up on the tenant's own page", () => {
  const world = worldOf();

  it('stores typed answers, asks nothing in its session, and the rest in the second and third', async () => {
    const person = newPerson();
    const { page, troubles } = await visit(world);
    await toSignUp(page);
    await fillInAccount(page, person);
    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('What brings you here?').selectOption('work');
    await page.getByLabel('Country').selectOption({ label: 'Austria' });
    await page.getByLabel('Birthday').fill('1990-12-10');
    await page.getByLabel('Team size').fill('12');
    await page.getByLabel('Music').check();
    assert.deepEqual(await barriersIn(page.mainFrame()), []);
    await send(page);
    await page.getByText(person.email).waitFor();
    const { progressive_lock: ledger, ...stored } = world.metadataOf(person.email);
    assert.deepEqual(stored, { first_name: 'Ada', goal: 'work', country: 'AT', born: '1990-12-10', team: 12, topics: ['m'], news: false, from: 'ul' });
    assert.equal((ledger as { n: number }).n, 1);
    const first = await reasons(page);
    assert.deepEqual([first.first_name, first.goal, first.company], ['known', 'known', 'not-due']);
    assert.equal(await panel(page).count(), 0);

    await signOut(page);
    await world.pass(page, DAY);
    await signIn(page, person);
    await panel(page).getByLabel('Company').fill('ACME');
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await panel(page).getByText('Thank you').waitFor();
    await world.until(() => world.metadataOf(person.email).company === 'ACME');

    await signOut(page);
    await world.pass(page, 2 * DAY);
    await signIn(page, person);
    await panel(page).getByLabel('Your role').waitFor();
    assert.deepEqual(troubles, []);
  });

  it('knows its session although everything was left blank', async () => {
    const person = newPerson();
    const { page } = await visit(world);
    await toSignUp(page);
    await fillInAccount(page, person);
    await page.getByLabel('First name').fill('Ada');
    await send(page);
    await page.getByText(person.email).waitFor();
    const user = world.demo.tenant.users.find(person.email);
    assert.equal(JSON.stringify(user?.app_metadata).includes('signUpForm'), false, 'the note is used up');
    const why = await reasons(page);
    assert.equal(why.goal, 'not-due');
    assert.equal(await panel(page).count(), 0);
  });

  it('says what does not fit, for screen readers too, and sends nothing before it does', async () => {
    const person = newPerson();
    const { page, troubles } = await visit(world);
    await toSignUp(page);
    await fillInAccount(page, person);
    const name = page.getByLabel('First name');
    await name.focus();
    await page.getByLabel('Team size').fill('0');
    await page.getByLabel('Birthday').fill('10.12.1990');
    await page.getByLabel('Birthday').blur();
    await page.locator('#plock-team-error').getByText('Enter 1 or more.').waitFor();
    await page.locator('#plock-born-error').getByText('Enter the date as YYYY-MM-DD').waitFor();
    assert.equal(await page.locator('#plock-first_name-error').isVisible(), false);
    await send(page);
    await page.locator('#plock-first_name-error').getByText('Answer this question.').waitFor();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    assert.equal(await name.evaluate((element) => element === document.activeElement), true);
    assert.equal(await name.evaluate((element) => element.getAttribute('aria-describedby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join('')), 'Answer this question.');
    assert.deepEqual(await barriersIn(page.mainFrame()), []);
    assert.equal(world.demo.tenant.users.find(person.email), undefined);
    await name.fill('Ada');
    await page.getByLabel('Team size').fill('1');
    await page.getByLabel('Birthday').fill(' 1990-12-10 ');
    await send(page);
    await page.getByText(person.email).waitFor();
    assert.equal(world.metadataOf(person.email).born, '1990-12-10');
    assert.deepEqual(troubles, []);
  });

  it('is in the language of the person, errors of the Action included; a tampered post stores nothing', async () => {
    const person = newPerson();
    const { page } = await visit(world, 'de-AT');
    await toSignUp(page);
    await fillInAccount(page, person);
    await page.getByText('Wir zeigen, was passt').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    await page.getByLabel('Land').selectOption({ label: 'Österreich' });
    await page.getByLabel('Vorname').fill('Ada');
    await page.evaluate(() => {
      const [option] = document.querySelectorAll('option');
      document.querySelector<HTMLSelectElement>('[name="ulp-goal"]')!.append(Object.assign(option!.cloneNode() as HTMLOptionElement, { value: 'admin', selected: true }));
      document.querySelector<HTMLInputElement>('[name="ulp-from"]')!.value = 'elsewhere';
    });
    await send(page);
    await page.getByRole('alert').getByText('Was führt Sie her?: Bitte einen Eintrag aus der Liste wählen.').waitFor();
    assert.equal(world.demo.tenant.users.find(person.email), undefined);
  });

  it('reads from right to left, on a phone', async () => {
    const { page } = await visit(world, 'he');
    await page.setViewportSize({ width: 320, height: 640 });
    await toSignUp(page);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['he', 'rtl']);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.deepEqual(await barriersIn(page.mainFrame()), []);
  });

  it('asks people who came by a social connection the sign-up fields in the panel', async () => {
    const { page } = await visit(world);
    await toSignUp(page);
    await page.getByRole('button', { name: /Google/ }).click();
    await page.getByText('grace.hopper@example.com').waitFor();
    await panel(page).getByLabel('What brings you here?').or(panel(page).getByText('What brings you here?')).first().waitFor();
    assert.equal((await reasons(page)).first_name, 'known');
  });
});

describe('a sign-up with the address first', () => {
  const world = worldOf({ isIdentifierFirst: true });

  it('has the fields beside the password', async () => {
    const person = newPerson();
    const { page } = await visit(world);
    await toSignUp(page);
    await page.getByLabel('Email address').fill(person.email);
    await send(page);
    await page.getByLabel('Password').fill(person.password);
    await page.getByLabel('First name').fill('Ada');
    await send(page);
    await page.getByText(person.email).waitFor();
    assert.equal(world.metadataOf(person.email).first_name, 'Ada');
  });
});

describe('a form during the login', () => {
  const asking = {
    fields: [
      { name: 'country', label: { en: 'Country', de: 'Land' }, type: 'country', required: true, ask: { atLogin: true } },
      { name: 'size', label: 'Size of your company', type: 'number', min: 1, required: true, ask: { atLogin: true } },
      { name: 'terms', label: 'I agree to the terms', type: 'checkbox', required: true, ask: { atLogin: true } },
    ],
  };
  const world = journey({
    isTimed: true,
    demo: () => {
      const parsed = parsePlan(asking);
      const form = buildForm(parsed, { name: 'progressive-lock', languages: ['en'], wordsIn: () => ({ continue: 'Continue', later: 'Not now' }) });
      return Promise.resolve({ forms: { ap_form: form as never }, action: async () => ({ code: await generate(parsed, { page: undefined, form: 'ap_form' }), secrets: {} }) });
    },
  });
  const isAt = (page: Page, label: string) => page.getByLabel(label).waitFor();

  async function begin(known: object) {
    const person = newPerson();
    await world.demo.tenant.users.create({ ...person, user_metadata: { ...known } });
    const { page } = await world.visit('/universal-login');
    const start = async () => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('input[type="email"]').fill(person.email);
      await page.locator('input[type="password"]').fill(person.password);
      await page.keyboard.press('Enter');
    };
    await start();
    return { person, page, start };
  }

  it('asks what is missing, step by step, and stores it with types', async () => {
    const { page, person } = await begin({ size: 12 });
    await isAt(page, 'Country');
    await send(page);
    await page.getByRole('alert').getByText('Required field').waitFor();
    await page.getByLabel('Country').selectOption('AT');
    await send(page);
    await page.getByLabel('I agree to the terms').check();
    await send(page);
    await page.getByText(person.email).waitFor();
    const { country, size, terms } = world.metadataOf(person.email);
    assert.deepEqual({ country, size, terms }, { country: 'AT', size: 12, terms: true });
  });

  it('can be left with "Not now", which holds for a week, and keeps what was answered before', async () => {
    const { page, person, start } = await begin({ terms: true });
    await isAt(page, 'Country');
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText(person.email).waitFor();
    assert.equal(world.metadataOf(person.email).country, undefined);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await start();
    await page.getByText(person.email).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await world.pass(page, 8 * DAY);
    await start();
    await page.getByLabel('Country').selectOption('DE');
    await send(page);
    await isAt(page, 'Size of your company');
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText(person.email).waitFor();
    assert.deepEqual([world.metadataOf(person.email).country, world.metadataOf(person.email).size], ['DE', undefined]);
  });

  it('stores nothing of a tampered step', async () => {
    const { page, person } = await begin({ size: 12, terms: true });
    await isAt(page, 'Country');
    await page.getByLabel('Country').evaluate((select: HTMLSelectElement) => select.add(new Option('x', 'Atlantis', true, true)));
    await send(page);
    await page.getByText(person.email).waitFor();
    assert.equal(world.metadataOf(person.email).country, undefined);
  });
});
