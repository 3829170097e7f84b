/** The proof of the mapping: the real Lock shows what a plan generates, and sends what the plan says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { readValue } from '../../src/plan/codec.ts';
import type { FieldValue, ProfileField } from '../../src/plan/plan.ts';
import { journey, newPerson, type Person } from '../e2e/harness.ts';
import { lockInput } from '../e2e/lock-form.ts';

const world = journey();
const options = [
  { value: 'dev', label: 'Development' },
  { value: 'R&D', label: 'Research' },
];

interface Form {
  page: Page;
  person: Person;
  /** What the form sent to `/dbconnections/signup` so far. */
  sent: Record<string, unknown>[];
}

/** Lock's sign-up form for `fields` (any JSON; `"FUNCTION"` stands for one that fails), in `language`. */
async function open(fields: unknown[], language = 'en'): Promise<Form> {
  const { page } = await world.visit('/bare');
  const sent: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/dbconnections/signup')) sent.push(request.postDataJSON() as Record<string, unknown>);
  });
  await page.waitForFunction(() => customElements.get('progressive-lock'));
  await page.evaluate(
    ([domain, given, tag]) => {
      for (const field of given) {
        if (field?.['options'] === 'FUNCTION') Object.assign(field, { options: Promise.reject.bind(Promise, new Error('none today')) });
      }
      const element = document.createElement('progressive-lock');
      Object.assign(element, { domain, clientId: 'demo-app', language: tag, plan: { fields: given } });
      document.body.append(element);
      return element.signUp();
    },
    [world.demo.tenant.url, fields as (Record<string, unknown> | null)[], language] as const,
  );
  const person = newPerson();
  await lockInput(page, 'email').fill(person.email);
  await lockInput(page, 'password').fill(person.password);
  return { page, person, sent };
}

async function choose(page: Page, name: string, label: string): Promise<void> {
  await lockInput(page, name).click();
  await page.getByRole('option', { name: label, exact: true }).click();
  await lockInput(page, 'email').waitFor();
}

const submit = (page: Page) => page.locator('.auth0-lock-submit').click();

/** What the form sent, once it has, and what the tenant then knows of the person. */
async function signUp({ page, person, sent }: Form) {
  await submit(page);
  await world.until(() => world.demo.tenant.users.find(person.email) !== undefined);
  assert.equal(sent.length, 1);
  const { email, password, user_metadata: metadata, ...root } = sent[0] ?? {};
  assert.deepEqual({ email, password }, person);
  for (const name of ['client_id', 'connection', 'credential_type']) delete root[name];
  return { metadata, root, user: world.demo.tenant.users.find(person.email) as unknown as Record<string, unknown> };
}

interface Row {
  field: Omit<ProfileField, 'label'>;
  /** What the person does; nothing leaves the input as it is. */
  type?: string;
  choose?: string;
  tick?: true;
  sends: string;
  reads: FieldValue | undefined;
}

/** At most ten a form: Auth0 takes no more. */
const forms: Record<string, Row[]> = {
  'what is typed': [
    { field: { name: 'text' }, type: 'Tom & Jerry', sends: 'Tom & Jerry', reads: 'Tom & Jerry' },
    { field: { name: 'blank' }, sends: '', reads: undefined },
    { field: { name: 'spaced' }, type: ' Ada ', sends: ' Ada ', reads: 'Ada' },
    { field: { name: 'long' }, type: 'é'.repeat(499), sends: 'é'.repeat(499), reads: 'é'.repeat(499) },
    { field: { name: 'mail', type: 'email' }, type: 'ada@example.com', sends: 'ada@example.com', reads: 'ada@example.com' },
    { field: { name: 'phone', type: 'tel' }, type: '+49 30 123', sends: '+49 30 123', reads: '+49 30 123' },
    { field: { name: 'site', type: 'url' }, type: 'https://example.com/?a=1&b=2', sends: 'https://example.com/?a=1&b=2', reads: 'https://example.com/?a=1&b=2' },
    { field: { name: 'age', type: 'number', min: 18 }, type: '42', sends: '42', reads: 42 },
    { field: { name: 'born', type: 'date' }, type: '2001-05-01', sends: '2001-05-01', reads: '2001-05-01' },
    { field: { name: 'started', value: 'with this' }, sends: 'with this', reads: 'with this' },
  ],
  'what is chosen, ticked or hidden': [
    { field: { name: 'role', type: 'select', options, required: true }, choose: 'Research', sends: 'R&D', reads: 'R&D' },
    { field: { name: 'team', type: 'radio', options }, choose: 'Prefer not to say', sends: 'prefer_not_to_say', reads: undefined },
    { field: { name: 'stars', type: 'rating' }, choose: '4', sends: '4', reads: 4 },
    { field: { name: 'country', type: 'country' }, choose: 'Austria', sends: 'AT', reads: 'AT' },
    { field: { name: 'preset', type: 'select', options, value: 'dev' }, sends: 'dev', reads: 'dev' },
    { field: { name: 'terms', type: 'checkbox', required: true }, tick: true, sends: 'true', reads: true },
    { field: { name: 'news', type: 'checkbox' }, sends: 'false', reads: false },
    { field: { name: 'campaign', type: 'hidden', value: 'spring' }, sends: 'spring', reads: 'spring' },
    { field: { name: 'wave', type: 'hidden', value: 3 }, sends: '3', reads: 3 },
    { field: { name: 'trial', type: 'hidden', value: false }, sends: 'false', reads: false },
  ],
};

describe('the sign-up form of a plan', () => {
  for (const [what, rows] of Object.entries(forms)) {
    it(`sends exactly what the plan says of ${what}, and it reads back typed`, async () => {
      const form = await open(rows.map(({ field }) => ({ label: `The ${field.name}`, ask: 'signup', ...field })));
      for (const row of rows) {
        if (row.type) await lockInput(form.page, row.field.name).fill(row.type);
        if (row.choose) await choose(form.page, row.field.name, row.choose);
        if (row.tick) await form.page.locator(`input[name="${row.field.name}"]`).check();
      }
      const { metadata, root, user } = await signUp(form);
      assert.deepEqual(metadata, Object.fromEntries(rows.map(({ field, sends }) => [field.name, sends])));
      assert.deepEqual(root, {});
      const stored = user['user_metadata'] as Record<string, unknown>;
      for (const { field, reads } of rows) {
        assert.deepEqual(readValue({ label: '', ...field }, stored[field.name])?.value, reads, field.name);
      }
    });
  }

  it('sends root attributes beside ten of user_metadata; the eleventh, long texts and several choices wait', async () => {
    const metadata = Array.from({ length: 11 }, (_, index) => ({ name: `f${index}`, label: `Field ${index}`, ask: 'signup' }));
    const form = await open([
      { name: 'about', label: 'About', type: 'textarea', ask: 'signup' },
      { name: 'topics', label: 'Topics', type: 'multiselect', options, ask: 'signup' },
      ...metadata,
      { name: 'nickname', label: 'Nickname', storage: 'root', ask: 'signup' },
    ]);
    await lockInput(form.page, 'nickname').fill('Ada');
    const { metadata: sent, root, user } = await signUp(form);
    assert.deepEqual(Object.keys(sent as object), metadata.slice(0, 10).map(({ name }) => name));
    assert.deepEqual(root, { nickname: 'Ada' });
    assert.equal(user['nickname'], 'Ada');
  });

  const refused: [string, object, string, RegExp][] = [
    ['a blank answer that is required', { required: true }, ' ', /^Bitte beantworten/],
    ['an e-mail address that is none', { type: 'email' }, 'ada@', /E-Mail-Adresse/],
    ['a phone number that is none', { type: 'tel' }, 'ja', /Telefonnummer/],
    ['an address that runs a script', { type: 'url' }, 'javascript:alert(1)', /https:/],
    ['a number in words', { type: 'number' }, 'vier', /eine Zahl eingeben, zum Beispiel 4\.5/],
    ['a number over its bounds', { type: 'number', max: 5 }, '6', /höchstens 5 eingeben/],
    ['a date in another order', { type: 'date' }, '1.5.2026', /JJJJ-MM-TT/],
    ['a date before its bounds', { type: 'date', min: '2026-01-01' }, '2025-12-31', /2026-01-01 oder ein späteres/],
    ['500 characters', {}, 'x'.repeat(500), /höchstens 499 Zeichen/],
    ['a sign of HTML', {}, 'I <3 you', /„<“/],
    ['what does not match its pattern', { pattern: '[A-Z]{2}[0-9]+' }, 'de1', /Format/],
  ];
  it('sends nothing that does not fit, and says why in the language of the person', async () => {
    const fields = refused.slice(0, 10).map(([, given], index) => ({ name: `f${index}`, label: 'Feld', ask: 'signup', ...given }));
    const form = await open(fields, 'de');
    const check = async (index: number, [what, , typed, hint]: (typeof refused)[number]) => {
      const name = `f${index}`;
      await lockInput(form.page, name).fill(typed);
      await submit(form.page);
      const message = form.page.locator('.auth0-lock-input-block', { has: lockInput(form.page, name) }).locator('.auth0-lock-error-invalid-hint');
      await message.waitFor();
      assert.match(await message.innerText(), hint, what);
      await lockInput(form.page, name).fill('');
    };
    for (const [index, row] of refused.slice(0, 10).entries()) await check(index, row);
    assert.deepEqual(form.sent, []);
  });
  it('holds an answer against its pattern', async () => {
    const [, given, typed] = refused[10]!;
    const form = await open([{ name: 'code', label: 'Code', ask: 'signup', ...given }]);
    await lockInput(form.page, 'code').fill(typed);
    await submit(form.page);
    await form.page.locator('.auth0-lock-error-invalid-hint').waitFor();
    assert.deepEqual(form.sent, []);
    await lockInput(form.page, 'code').fill('DE1');
    assert.deepEqual((await signUp(form)).metadata, { code: 'DE1' });
  });

  /** What breaks Lock as a whole if it gets there, and what it would drop or show as HTML. */
  const broken: (Record<string, unknown> | null)[] = [
    { name: 'a.b', label: 'A' },
    { name: 'password', label: 'A' },
    { name: 'connection', label: 'A', storage: 'root' },
    { name: 'captcha', label: 'A' },
    { name: 'selecting', label: 'A' },
    { name: '__proto__', label: 'A' },
    { label: '' },
    { label: '<img src=x onerror="document.title = 1">' },
    { label: 'A', type: 'select' },
    { label: 'A', type: 'select', options: [] },
    { label: 'A', type: 'select', options: ['a'] },
    { label: 'A', type: 'select', options: [{ value: 1, label: 'A' }] },
    { label: 'A', type: 'select', options: [{ value: '', label: 'A' }] },
    { label: 'A', type: 'select', options: 'FUNCTION' },
    { label: 'A', type: 'select', options: { url: '/nowhere.json' } },
    { label: 'A', type: 'hidden' },
    { label: 'A', type: 'selct' },
    { label: 'A', pattern: '(' },
    { name: 'good', label: 'Again' },
    null,
  ];

  it('comes without the fields that would break it, and signs up with the others', async () => {
    const asked = broken.map((field, index) => field && { name: `broken${index}`, ask: 'signup', ...field });
    const form = await open([{ name: 'good', label: 'Good', ask: 'signup' }, ...asked]);
    await lockInput(form.page, 'good').fill('yes');
    assert.equal(await form.page.locator('.auth0-lock-input').count(), 3);
    const { metadata, root } = await signUp(form);
    assert.deepEqual([metadata, root], [{ good: 'yes' }, {}]);
    assert.notEqual(await form.page.title(), '1');
  });
});
