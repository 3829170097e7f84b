/** What a designer does in the studio: no tenant, no account. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { newDesign, type Moment } from '../../demo/studio/design.ts';
import { fromHash, toHash } from '../../demo/studio/design-link.ts';
import { explainVerdict, travel } from '../../demo/studio/travel.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { textIn } from '../../src/plan/text.ts';
import { barriersIn } from './axe.ts';
import { journey } from './harness.ts';
import { choose, findBarriers, openPart, openQuestion, openStudio as openStudioOf, picture, planIn, pressInMenu, SAAS, saas, typePlan } from './studio-page.ts';

const world = journey();

const openStudio = (hash?: string, size?: { width: number; height: number }) => openStudioOf(world, hash, size);

async function rowOf(page: Page, name: string): Promise<{ asked: string; why: string }> {
  const row = page.locator('studio-travel tbody tr').filter({ has: page.getByText(name, { exact: true }) });
  const cells = await row.locator('td').allInnerTexts();
  return { asked: cells[1]!.trim(), why: cells[2]!.trim() };
}

describe('the plan', () => {
  it('changes the preview and the JSON while a label is typed', async () => {
    const { page, panel, troubles } = await openStudio();
    await openQuestion(page, 'Company');
    await page.locator('studio-field').getByLabel('Question, en', { exact: true }).fill('Where do you work?');
    await panel.getByLabel('Where do you work?').waitFor();
    const company = (await planIn(page)).fields.find(({ name }) => name === 'company');
    assert.deepEqual(company?.label, { en: 'Where do you work?', de: 'Firma' });
    assert.deepEqual(troubles, []);
  });

  it('says what is wrong beside it, with the path, and goes on without it', async () => {
    const { page, panel } = await openStudio();
    await typePlan(page, { fields: [{ name: 'first', label: 'First' }, { name: 'bad name', label: 'Second', type: 'tex' }], pacing: { snooze: 'a week' } });
    const findings = page.locator('.findings');
    await findings.getByText('3 problems').waitFor();
    await findings.getByText('pacing.snooze').waitFor();
    await panel.getByLabel('First').waitFor();
    assert.equal(await panel.getByText('Second').count(), 0);
    await findings.getByRole('button', { name: 'fields[1].name' }).click();
    const input = page.locator('studio-field').getByLabel('Stored as');
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    await input.fill('second');
    await page.locator('studio-field').getByLabel('Kind of answer').selectOption('text');
    await openPart(page, 'Timing');
    await page.getByLabel('“Not now” holds for', { exact: true }).fill('5');
    await openPart(page, 'Questions');
    await findings.getByText('The plan is in order.').waitFor();
    await panel.getByLabel('Second').waitFor();
  });

  it('keeps the last sound JSON while it is being typed', async () => {
    const { page, panel } = await openStudio();
    await typePlan(page, '{"fields": [');
    await page.getByText('This is not valid JSON yet').waitFor();
    await panel.getByLabel('Company').waitFor();
  });

  it('adds, moves and removes fields, and undoes it', async () => {
    const { page } = await openStudio();
    const names = async () => (await planIn(page)).fields.map(({ name }) => name);
    const before = await names();
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Write your own question' }).click();
    assert.deepEqual(await names(), [...before, 'new_question']);
    await page.getByRole('button', { name: 'Move New question up' }).click();
    assert.equal((await names()).at(-2), 'new_question');
    await page.getByRole('button', { name: 'Remove New question' }).click();
    assert.deepEqual(await names(), before);
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal((await names()).at(-2), 'new_question');
  });

  it('undoes what was typed, too, and never more than the last of it', async () => {
    const { page } = await openStudio();
    const undo = page.getByRole('button', { name: 'Undo' });
    const before = await planIn(page);
    await page.getByRole('button', { name: /^Remove / }).last().click();
    const without = await planIn(page);
    assert.equal(without.fields.length, before.fields.length - 1);
    await page.locator('studio-plan .toggle').first().click();
    await page.locator('studio-field').getByLabel('Question, en', { exact: true }).fill('Given name');
    assert.notDeepEqual(await planIn(page), without);
    await undo.click();
    assert.deepEqual(await planIn(page), without);
    await undo.click();
    assert.deepEqual(await planIn(page), before);
  });

  it('undoes one choice of the look, however quickly another came', async () => {
    const { page } = await openStudio();
    await openPart(page, 'Brand');
    const accent = page.getByLabel('Accent, light, as hex');
    const presets = page.locator('studio-look .preset');
    await presets.nth(1).click();
    const first = await accent.inputValue();
    await presets.evaluateAll((all) => [2, 3].forEach((at) => (all[at] as HTMLElement).click()));
    const last = await accent.inputValue();
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.notEqual(await accent.inputValue(), last);
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await accent.inputValue(), first);
  });

  it('has a form for choices, languages, rules and conditions', async () => {
    const { page } = await openStudio();
    await typePlan(page, { fields: [{ name: 'country', label: 'Country', type: 'country' }, { name: 'vat', label: 'VAT' }] });
    await openPart(page, 'Questions');
    await page.locator('studio-plan .toggle').nth(1).click();
    const form = page.locator('studio-field');
    await form.getByLabel('Add a language to Question').selectOption('de');
    await form.getByLabel('Question, de', { exact: true }).fill('USt-IdNr.');
    await form.getByLabel('When to ask').selectOption('rule');
    await form.getByLabel('From session').fill('');
    await form.getByLabel('Only during these activities').fill('checkout, cart');
    await form.getByRole('button', { name: 'Add a condition' }).click();
    await form.getByLabel('Test of condition 1').selectOption('$in');
    await form.getByLabel('Value of condition 1').fill('DE, AT');
    await form.getByLabel('Kind of answer').selectOption('select');
    await form.getByLabel('Choice 1', { exact: true }).last().fill('Yes');
    await form.getByRole('button', { name: 'Remove choice 2' }).click();
    assert.deepEqual((await planIn(page)).fields[1], {
      name: 'vat',
      label: { en: 'VAT', de: 'USt-IdNr.' },
      ask: { on: ['checkout', 'cart'] },
      when: { country: { $in: ['DE', 'AT'] } },
      type: 'select',
      options: [{ value: 'yes', label: 'Yes' }],
    });
    await page.locator('.findings').getByText('The plan is in order.').waitFor();
  });

  it('goes out as a file and comes back from one', async () => {
    const { page, panel } = await openStudio();
    await typePlan(page, { fields: [{ name: 'shoe_size', label: 'Shoe size', type: 'number' }] });
    const [download] = await Promise.all([page.waitForEvent('download'), pressInMenu(page, 'Export the plan')]);
    assert.equal(download.suggestedFilename(), 'profile-plan.json');
    const path = await download.path();
    await pressInMenu(page, 'Start from “A club”');
    await page.getByLabel('Import a plan …').setInputFiles(path);
    await page.getByText(/^Imported /).waitFor();
    await panel.getByLabel('Shoe size').waitFor();
    await page.getByLabel('Import a plan …').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no JSON') });
    await page.getByText('Expected a plan as JSON in notes.txt').waitFor();
    await panel.getByLabel('Shoe size').waitFor();
  });

  it('is shown as text, whatever it holds', async () => {
    const { page, preview, troubles } = await openStudio();
    const attack = '"><img src=x onerror="window.attacked = true; parent.attacked = true">';
    await typePlan(page, {
      fields: [
        { name: 'constructor', label: 'Fine', type: 'radio', options: [{ value: attack, label: attack }] },
        { name: attack, label: { [attack]: attack }, ask: { on: attack }, when: { [attack]: attack }, type: attack },
        { name: 'ok', label: 'javascript:alert(1)', why: '&lt;b&gt;' },
      ],
      privacyUrl: 'javascript:attacked=1',
    });
    await page.locator('.findings').getByText('problems').waitFor();
    await preview.locator('[part~="panel"]').getByLabel('javascript:alert(1)').waitFor();
    await page.getByRole('button', { name: 'Embed code' }).click();
    await page.getByLabel('Script tag code').waitFor();
    assert.equal(await page.evaluate(() => 'attacked' in window), false);
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await preview.locator('[href^="javascript:"]').count(), 0);
    assert.deepEqual(troubles, []);
  });
});

describe('the preview', () => {
  it('reaches every state by one click, each without barriers', async () => {
    const { page, preview, panel, troubles } = await openStudio();
    const states: [string, Locator][] = [
      ['Dialog', preview.locator('dialog[open]').getByLabel('Company')],
      ['Inline', preview.locator('.panel.inline').getByLabel('Company')],
      ['Bar', preview.locator('.panel.bar').getByLabel('Company')],
      ['Corner', preview.locator('.panel.corner').getByLabel('Company')],
      ['Confirm', panel.getByRole('button', { name: 'Yes, that’s right' })],
      ['Error', panel.getByText('Answer this question.').first()],
      ['Not saved', panel.getByText('This answer can’t be saved')],
      ['Offline', panel.getByText('You’re offline')],
      ['Thanks', panel.filter({ hasNotText: 'You’re offline' }).getByText('Thank you!')],
      ['Review', preview.locator('#review').getByRole('heading', { name: 'Your details' })],
      ['Question', preview.locator('.panel.corner').getByLabel('Company')],
    ];
    for (const [name, sign] of states) {
      await choose(page, name);
      await sign.waitFor();
      assert.deepEqual(await barriersIn(page.frames()[1]!), [], name);
      await picture(page, `state ${name}`);
    }
    assert.deepEqual(await findBarriers(page), []);
    // What really happens in two of them, and what the elements say of it to developers.
    assert.deepEqual([...new Set(troubles.map((text) => text.split(':')[0]))], ['ProfileSizeError', 'StoreError']);
  });

  it('shows the sign-up form in real Lock, which signs nobody up', async () => {
    const { page, preview, troubles } = await openStudio();
    await choose(page, 'Sign-up');
    const input = (name: string) => preview.locator(`.auth0-lock-input[name="${name}"]`);
    await input('first_name').fill('Ada');
    await picture(page, 'state Sign-up');
    assert.deepEqual(await findBarriers(page), []);
    assert.deepEqual(troubles, []);
    await choose(page, 'Deutsch');
    await preview.getByPlaceholder('Vorname').waitFor();
    await input('email').fill('ada@example.com');
    await input('password').fill('Correct-Horse-9');
    await input('first_name').fill('Ada');
    await input('use_case').click();
    await preview.getByRole('option', { name: 'Arbeit im Team' }).click();
    await preview.locator('.auth0-lock-submit').click();
    await preview.getByText('nobody is signed up here').waitFor();
    assert.equal(world.demo.tenant.requests.length, 0);
  });

  it('speaks each language, and goes from right to left', async () => {
    const { page, preview, panel, troubles } = await openStudio();
    for (const tag of ['de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'pl', 'tr', 'ja', 'ko', 'zh-CN', 'ar', 'he', 'en']) {
      await page.getByLabel('Language', { exact: true }).selectOption(tag);
      await preview.locator(`.panel[lang="${tag}"]`).waitFor();
      assert.equal(await panel.getAttribute('dir'), ['ar', 'he'].includes(tag) ? 'rtl' : 'ltr');
    }
    await page.getByRole('button', { name: 'Right to left' }).click();
    await preview.locator('.panel[dir="rtl"][lang="en"]').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await page.getByRole('button', { name: 'Right to left' }).click();
    await preview.locator('.panel[dir="ltr"][lang="en"]').waitFor();
    assert.deepEqual(troubles, []);
  });

  it('has the width of each screen, and light and dark', async () => {
    const { page, preview, panel } = await openStudio();
    for (const [name, width] of [['Phone', 390], ['Tablet', 820], ['Desktop', 1120]] as const) {
      await choose(page, name);
      await page.waitForFunction((wanted) => {
        const frame = document.querySelector('studio-app')?.shadowRoot?.querySelector('studio-stage')?.shadowRoot?.querySelector('iframe');
        return frame?.contentWindow?.innerWidth === wanted;
      }, width);
    }
    const background = () => panel.evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.equal(await background(), 'rgb(255, 255, 255)');
    await choose(page, 'Dark');
    await preview.locator('html[style], html').first().waitFor();
    await page.waitForFunction(() => {
      const frame = document.querySelector('studio-app')?.shadowRoot?.querySelector('studio-stage')?.shadowRoot?.querySelector('iframe');
      const page = frame?.contentDocument;
      return page && getComputedStyle(page.documentElement).colorScheme === 'dark';
    });
    assert.notEqual(await background(), 'rgb(255, 255, 255)');
    assert.deepEqual(await findBarriers(page), []);
  });

  it('plays through answers, and logs what a page would hear', async () => {
    const { page, panel } = await openStudio();
    await panel.getByLabel('Company').fill('ACME');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Thank you!').waitFor();
    await openPart(page, 'Code');
    const log = page.getByRole('log');
    await log.getByText('saved').waitFor();
    assert.match(await log.innerText(), /saved\s+company[^]*answered\s+company[^]*asked/);
    assert.doesNotMatch(await log.innerText(), /ACME/);
    await page.getByRole('button', { name: 'Show it again' }).click();
    await panel.getByRole('button', { name: 'Not now' }).click();
    await log.getByText('snoozed').waitFor();
    await panel.waitFor({ state: 'detached' });
  });

  it('is the real element: thanks, undo, “not now” and a lost network come about as in a page', async () => {
    const { page, preview, panel } = await openStudio();
    const written = await page.evaluate(() => Object.keys(localStorage).length);
    const says = (words: RegExp) => page.locator('studio-travel tbody tr').filter({ has: page.getByText('company', { exact: true }) }).getByText(words).waitFor();
    await preview.locator('tell-us-more').waitFor({ state: 'attached' });
    await openPart(page, 'Timing');
    await panel.getByLabel('Company').fill('ACME');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Thank you!').waitFor();
    await says(/Known: “ACME”; they said so themselves\./);
    assert.equal((await rowOf(page, 'use_case')).why, 'The last question is less than 1 day ago.');
    await page.getByText('This is after what was done in the preview.').waitFor();
    await panel.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await panel.getByLabel('Company').inputValue(), 'ACME');
    await says(/Asked now\./);
    await page.getByRole('button', { name: 'Show it again' }).click();
    await panel.getByRole('button', { name: 'Not now' }).click();
    await panel.waitFor({ state: 'detached' });
    await says(/They said “Not now”, which holds for 7 days\./);
    await choose(page, 'Offline');
    await panel.getByText('You’re offline').waitFor();
    await panel.getByRole('button', { name: 'Undo' }).click();
    await panel.getByLabel('Company').fill('Globex');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('You’re offline').waitFor();
    await choose(page, 'Review');
    const review = preview.locator('profile-review');
    await review.getByRole('button', { name: 'Erase First name' }).click();
    await review.getByRole('button', { name: 'Erase', exact: true }).click();
    await openPart(page, 'Code');
    await page.getByRole('log').getByText('erased').waitFor();
    // What happens in the preview stays there.
    assert.equal(await page.evaluate(() => Object.keys(localStorage).length), written);
  });

  it('keeps what was typed while the plan is being edited', async () => {
    const { page, panel } = await openStudio();
    await panel.getByLabel('Company').fill('ACM');
    await openQuestion(page, 'Company');
    await page.locator('studio-field').getByLabel('Question, en', { exact: true }).fill('Employer');
    await panel.getByLabel('Employer').waitFor();
    assert.equal(await panel.getByLabel('Employer').inputValue(), 'ACM');
  });

  it('leaves the focus where the designer works', async () => {
    const { page, preview } = await openStudio();
    await page.getByLabel('Place', { exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await preview.locator('dialog[open]').waitFor();
    await page.waitForFunction(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active instanceof HTMLSelectElement && active.value === 'dialog';
    });
  });

  it('shows the question that is opened, whenever it is due', async () => {
    const { page, panel, preview } = await openStudio();
    await openQuestion(page, 'VAT number');
    await panel.getByLabel('VAT number').waitFor();
    await page.getByText('“VAT number” by itself').waitFor();
    await page.getByRole('button', { name: 'Show what is due' }).click();
    await panel.getByLabel('Company').waitFor();
    await openQuestion(page, 'Company');
    await openQuestion(page, 'First name');
    await preview.locator('.auth0-lock-input[name="first_name"]').waitFor();
    await openQuestion(page, 'First name');
    await panel.getByLabel('Company').waitFor();
  });
});

describe('the look', () => {
  it('takes colours, font and corners, and warns of what cannot be read', async () => {
    const { page, panel } = await openStudio();
    await openPart(page, 'Brand');
    await page.getByLabel('Background, light', { exact: true }).fill('#123456');
    await page.getByLabel('Corners').fill('3');
    await page.getByLabel('Font').selectOption('mono');
    await page.waitForFunction(() => {
      const frame = document.querySelector('studio-app')?.shadowRoot?.querySelector('studio-stage')?.shadowRoot?.querySelector('iframe');
      const shown = frame?.contentDocument?.querySelector('#panel tell-us-more')?.shadowRoot?.querySelector('.panel');
      return shown && getComputedStyle(shown).fontFamily.includes('monospace');
    });
    const style = await panel.evaluate((element) => {
      const { backgroundColor, borderRadius } = getComputedStyle(element);
      return { backgroundColor, borderRadius };
    });
    assert.deepEqual(style, { backgroundColor: 'rgb(18, 52, 86)', borderRadius: '3px' });
    await page.locator('.contrast').getByText('1.3:1 – needs 4.5').first().waitFor();
    await page.getByRole('button', { name: 'Reset Background' }).click();
    await page.getByText('17.0:1 ✓').waitFor();
  });
});

describe('time travel', () => {
  it('says for every field why it is asked or not', async () => {
    const { page, panel, troubles } = await openStudio();
    await openPart(page, 'Timing');
    await page.getByLabel('Session', { exact: true }).fill('3');
    await page.getByLabel('Days since sign-up').fill('5');
    await page.getByLabel('Came by').selectOption('google');
    await page.getByLabel('Activity').fill('checkout');
    assert.deepEqual(await rowOf(page, 'first_name'), { asked: 'No', why: 'Known: “Ada”; it came with the account.' });
    assert.equal((await rowOf(page, 'company')).asked, 'Yes');
    assert.equal((await rowOf(page, 'vat_id')).why, 'Could be asked, but company and use_case come first (at most 2 at a time).');
    assert.equal((await rowOf(page, 'invited_for')).why, 'Only while “invited-teammate” is happening.');
    assert.equal((await rowOf(page, 'happiness')).why, 'Waits for session 5; this is session 3, and waits for day 7 after the sign-up; this is day 5.');
    assert.equal((await rowOf(page, 'team_size')).why, 'Only if use_case is not “personal” and company is known. That is not so.');

    await page.getByLabel('So far, Company').selectOption('answered');
    await page.getByLabel('Known value, Company').fill('Initech');
    await page.getByLabel('So far, What brings you here?').selectOption('snoozed');
    await page.getByLabel('So far, Your role').selectOption('declined');
    await page.getByLabel('So far, Send me the monthly product news').selectOption('answered');
    assert.equal((await rowOf(page, 'company')).why, 'Known: “Initech”; they said so themselves.');
    assert.equal((await rowOf(page, 'role')).why, 'They said “Don’t ask again”.');
    assert.match((await rowOf(page, 'use_case')).why, /“Not now”, which holds for 7 days/);
    assert.equal((await rowOf(page, 'vat_id')).asked, 'Yes');
    await panel.getByLabel('VAT number').waitFor();
    assert.deepEqual(troubles, []);
  });

  it('asks nothing in the session of the sign-up, nor twice in a row', async () => {
    const { page, panel } = await openStudio();
    await openPart(page, 'Timing');
    await page.getByLabel('Came by').selectOption('form');
    await page.getByLabel('Session', { exact: true }).fill('1');
    await page.getByText('At this moment nothing would be asked').waitFor();
    await panel.waitFor({ state: 'detached' });
    assert.equal((await rowOf(page, 'company')).why, 'Nothing is asked in the session of the sign-up.');
    await page.getByLabel('Session', { exact: true }).fill('3');
    await panel.getByLabel('Company').waitFor();
    await page.getByLabel('Asked before in this session').check();
    assert.match((await rowOf(page, 'company')).why, /less than 1 day ago/);
    await panel.waitFor({ state: 'detached' });
  });
});

describe('an experiment', () => {
  const tried = {
    fields: [{ name: 'company', label: 'Company' }, { name: 'role', label: 'Your role' }],
    experiments: [
      { name: 'reason', variants: [{ name: 'without' }, { name: 'with', changes: { fields: { company: { why: 'So that invoices are right' } } } }] },
      { name: 'moment', variants: [{ name: 'soon' }, { name: 'patient', changes: { fields: { role: { ask: { after: { sessions: 9 } } } } } }] },
    ],
  };

  it('shows each variant in the preview and in the table, and keeps the choice in the link', async () => {
    const { page, panel, preview, troubles } = await openStudio();
    await typePlan(page, tried);
    await panel.getByLabel('Company').waitFor();
    await panel.getByLabel('Your role').waitFor();
    assert.equal(await panel.getByText('So that invoices are right').count(), 0);
    await openPart(page, 'Timing');
    await page.getByLabel('Variant of reason').selectOption('with');
    await panel.getByText('So that invoices are right').waitFor();
    await page.getByLabel('Variant of moment').selectOption('patient');
    await page.locator('studio-travel').getByText('Waits for session 9').waitFor();
    await panel.getByLabel('Your role').waitFor({ state: 'detached' });
    assert.equal((await rowOf(page, 'role')).asked, 'No');
    await panel.getByText('So that invoices are right').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, 'variants');

    // What is chosen is of the moment that is looked at: the plan keeps all of its variants.
    assert.deepEqual((await planIn(page) as unknown as typeof tried).experiments, tried.experiments);
    const chosen = JSON.stringify({ reason: 'with', moment: 'patient' });
    while (JSON.stringify((await fromHash(new URL(page.url()).hash))?.moment.variants) !== chosen) await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.reload();
    await preview.locator('body[data-scene]').waitFor();
    await panel.getByText('So that invoices are right').waitFor();
    assert.equal(await page.getByLabel('Variant of moment').inputValue(), 'patient');
    assert.deepEqual(troubles, []);
  });

  it('is made in a designer’s words: two wordings of a question, each in the preview, with a share of people', async () => {
    const { page, panel, troubles } = await openStudio();
    await openQuestion(page, 'Company');
    await page.locator('studio-field').getByRole('button', { name: 'Try two wordings' }).click();
    const [asItIs, other] = [1, 2].map((number) => page.locator('studio-experiments').getByRole('group', { name: `Wording ${number}`, exact: true })) as [Locator, Locator];
    await other.getByLabel('Question: Company, en', { exact: true }).fill('Where do you work?');
    await panel.getByLabel('Where do you work?').waitFor();
    await asItIs.getByRole('button', { name: 'Show wording 1' }).click();
    await panel.getByLabel('Company').waitFor();
    await other.getByLabel('Other words in wording 2 for').selectOption('company.why');
    await other.getByLabel('Why it is asked: Company, en', { exact: true }).fill('Your invoices need it');
    await panel.getByText('Your invoices need it').waitFor();
    await other.getByLabel('Parts').fill('3');
    await other.getByText('75 % of people').waitFor();
    await page.getByLabel('Name in the report').fill('short words');
    await page.locator('.findings').getByText('The plan is in order.').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, 'two wordings');
    const experiments = async () => (await planIn(page) as unknown as typeof tried).experiments as unknown;
    const company = { label: { en: 'Where do you work?', de: 'Firma' }, why: { en: 'Your invoices need it', de: 'Damit Kolleginnen und Kollegen Sie finden' } };
    assert.deepEqual(await experiments(), [{ name: 'short_words', variants: [{ name: 'as_it_is' }, { name: 'other', changes: { fields: { company } }, weight: 3 }] }]);

    // What is tried stands in the table of words, and a click in the preview changes the wording that is seen.
    await openPart(page, 'Words');
    await page.getByLabel('Question, experiment:short_words.other.company.label, English').fill('Your employer');
    await panel.getByLabel('Your employer').waitFor();
    await panel.getByText('Your employer', { exact: true }).click();
    await panel.getByLabel('Change these words').fill('Your firm');
    await page.keyboard.press('Enter');
    await panel.getByLabel('Your firm').waitFor();
    assert.equal((await planIn(page)).fields.find(({ name }) => name === 'company')?.label instanceof Object, true);
    assert.equal(JSON.stringify((await planIn(page)).fields).includes('Your firm'), false);

    await openPart(page, 'Questions');
    await page.getByRole('button', { name: 'Add a wording' }).click();
    await page.locator('studio-experiments').getByRole('group', { name: 'Wording 3', exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await page.locator('studio-experiments').getByRole('group', { name: 'Wording 3', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove experiment short_words' }).click();
    assert.equal(await experiments(), undefined);
    await panel.getByLabel('Company').waitFor();
    assert.deepEqual(troubles, []);
  });

  it('is gone from the moment with its plan', async () => {
    const { page } = await openStudio();
    await typePlan(page, tried);
    await openPart(page, 'Timing');
    await page.getByLabel('Variant of reason').selectOption('with');
    await typePlan(page, { fields: tried.fields });
    await page.getByLabel('Variant of reason').waitFor({ state: 'detached' });
  });
});

describe('the element at a moment', () => {
  it('asks what the table says, and the table says what the engine does', async () => {
    const { page, preview, troubles } = await openStudio();
    const { moment: start } = newDesign(saas);
    const plan = parsePlan(saas);
    const moments: Partial<Moment>[] = [
      {},
      { session: 2, daysSinceSignUp: 1, origin: 'form' },
      { session: 9, daysSinceSignUp: 40, origin: 'earlier' },
      { session: 4, daysSinceSignUp: 8, origin: 'enterprise', activity: 'checkout' },
      { session: 1, daysSinceSignUp: 0, origin: 'form' },
      { session: 6, daysSinceSignUp: 12, origin: 'form', activity: 'invited-teammate', pasts: { company: { past: 'elsewhere' }, role: { past: 'declined' } } },
      { session: 6, daysSinceSignUp: 12, origin: 'google', page: '/settings', pasts: { use_case: { past: 'snoozed' }, company: { past: 'answered' } } },
    ];
    for (const [visit, change] of moments.entries()) {
      const moment: Moment = { ...start, ...change };
      // A query of its own makes this a new document: the studio before it, which keeps its own design in the hash, is gone.
      await page.goto(`${world.demo.url}/studio/?visit=${visit}${await toHash({ ...newDesign(saas), moment })}`);
      await preview.locator('body[data-scene]').waitFor();
      await openPart(page, 'Timing');
      const trip = travel(plan, moment, new Date());
      const rows = page.locator('studio-travel tbody tr');
      for (const [index, verdict] of trip.verdicts.entries()) {
        await rows.nth(index).getByText(explainVerdict(plan, trip, verdict), { exact: true }).waitFor();
      }
      const labels = trip.asked.map(({ label }) => textIn(label, 'en')).sort();
      // In the page with its frame first, and seen when all of it is there.
      if (labels.length > 0) await preview.locator('.panel').waitFor();
      else await preview.locator('tell-us-more').waitFor({ state: 'attached' });
      const shown = await preview.locator('tell-us-more [part~="label"]').allInnerTexts();
      assert.deepEqual(shown.map((label) => label.replace(' (optional)', '').trim()).sort(), labels, JSON.stringify(change));
    }
    assert.deepEqual(troubles, []);
  });
});

describe('sharing', () => {
  it('carries the whole design in a link', async () => {
    const { page } = await openStudio();
    await typePlan(page, { fields: [{ name: 'shoe_size', label: { en: 'Shoe size', de: 'Schuhgröße' }, ask: { on: 'checkout' } }] });
    await choose(page, 'Bar');
    await choose(page, 'Deutsch');
    await choose(page, 'Phone');
    await openPart(page, 'Brand');
    await page.getByLabel('Accent, light', { exact: true }).fill('#663399');
    await openPart(page, 'Timing');
    await page.getByLabel('Activity').fill('checkout');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('The link is copied').waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));

    const other = await openStudio(link.hash);
    await other.preview.locator('.panel.bar').getByLabel('Schuhgröße').waitFor();
    assert.deepEqual(await planIn(other.page), await planIn(page));
    assert.equal(await other.page.getByLabel('Accent, light', { exact: true }).inputValue(), '#663399');
    assert.equal(await other.page.getByLabel('Activity').inputValue(), 'checkout');
    assert.equal(await other.page.getByRole('radio', { name: 'Phone' }).isChecked(), true);
    assert.deepEqual(other.troubles, []);
  });

  it('says so when a link cannot be read, and starts anew', async () => {
    const { page } = await openStudio('#design=abc');
    await page.getByText('Expected a design in the link, but it cannot be read.').waitFor();
    await page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
  });

  it('gives the code for a script tag, npm and frameworks', async () => {
    const { page } = await openStudio();
    await typePlan(page, { fields: [{ name: 'a', label: 'Ends a </script> early' }] });
    await choose(page, 'Bar');
    await openPart(page, 'Brand');
    await page.getByLabel('Accent, light', { exact: true }).fill('#663399');
    await page.getByRole('button', { name: 'Embed code' }).click();
    const dialog = page.getByRole('dialog', { name: 'Embed code' });
    const copied = async (tab: string) => {
      await dialog.getByRole('tab', { name: tab }).click();
      await dialog.getByRole('button', { name: 'Copy' }).click();
      await dialog.getByText('Copied.').waitFor();
      assert.deepEqual(await barriersIn(page.mainFrame()), [], tab);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const script = await copied('Script tag');
    assert.match(script, /<progressive-lock domain="YOUR_TENANT\.auth0\.com" client-id="YOUR_CLIENT_ID" placement="bar">/);
    assert.match(script, /--tell-us-more-accent: light-dark\(#663399, #a8bcff\);/);
    assert.match(script, /Ends a \\u003c\/script> early/);
    assert.match(await copied('npm'), /import 'progressive-lock\/define';/);
    assert.match(await copied('React'), /from 'progressive-lock\/react';[^]*<ProgressiveLock[^>]*placement="bar"\s+plan=\{plan\}/);
    assert.match(await copied('Vue'), /<progressive-lock[^>]* placement="bar" :plan\.prop="plan" @saved="handleSaved" \/>[^]*<style>\nprogressive-lock \{/);
    assert.match(await copied('Svelte'), /\{plan\}\n {2}onsaved=[^]*:global\(progressive-lock\) \{/);
    assert.match(await copied('Angular'), /CUSTOM_ELEMENTS_SCHEMA[^]* placement="bar" \[plan\]="plan" \(saved\)="handleSaved\(\$event\)"/);
  });
});

describe('with hands and screens of all kinds', () => {
  it('works by keyboard', async () => {
    const { page } = await openStudio();
    await page.getByRole('tab', { name: 'Questions' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.getByLabel('The plan as JSON').waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Move First name down' }).focus();
    await page.keyboard.press('Enter');
    // The focus went along with the field.
    await page.keyboard.press('Enter');
    assert.equal((await planIn(page)).fields[2]?.name, 'first_name');
    await page.keyboard.press('Control+z');
    assert.equal((await planIn(page)).fields[1]?.name, 'first_name');
    await page.locator('studio-plan .toggle').nth(4).focus();
    await page.keyboard.press('Enter');
    await page.locator('studio-field').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await page.getByRole('button', { name: 'File' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Export the plan' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export the plan' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Embed code' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('has the preview beside what is changed, all of it in sight, on desks and tablets of all sizes', async () => {
    const { page, panel } = await openStudio();
    await panel.getByLabel('Company').waitFor();
    for (const size of [{ width: 820, height: 1180 }, { width: 900, height: 640 }, { width: 1100, height: 640 }, { width: 1280, height: 720 }, { width: 1920, height: 1080 }]) {
      await page.setViewportSize(size);
      for (const part of ['Brand', 'Timing', 'Code', 'Questions'] as const) {
        await openPart(page, part);
        const [caption, column] = [(await page.locator('studio-stage .size').boundingBox())!, (await page.locator('.part:visible').boundingBox())!];
        assert.ok(caption.y + caption.height <= size.height, `the caption of the preview ends at ${caption.y + caption.height} px at ${size.width} × ${size.height}`);
        assert.ok(column.x + column.width <= caption.x, `${part} stands beside the preview at ${size.width} px`);
        // The preview is the same beside each of them.
        if (size.width < 1000) assert.deepEqual(await (part === 'Questions' ? findBarriers(page) : barriersIn(page.mainFrame())), [], `${part} at ${size.width}`);
      }
      await picture(page, `desk of ${size.width} by ${size.height}`);
    }
  });

  it('zooms to the panel, and back', async () => {
    const { page, panel } = await openStudio();
    await panel.getByLabel('Company').waitFor();
    const widthIs = (compare: 'more' | 'same', width: number) =>
      page.waitForFunction(
        ([how, before]) => {
          const frame = document.querySelector('studio-app')!.shadowRoot!.querySelector('studio-stage')!.shadowRoot!.querySelector('iframe')!;
          const now = frame.getBoundingClientRect().width;
          return how === 'more' ? now > before + 1 : Math.abs(now - before) <= 1;
        },
        [compare, width] as const,
      );
    const { width } = (await page.locator('studio-stage iframe').first().boundingBox())!;
    const zoom = page.getByRole('button', { name: 'Zoom to the panel' });
    await zoom.click();
    await widthIs('more', width);
    assert.equal(await zoom.getAttribute('aria-pressed'), 'true');
    await zoom.click();
    await widthIs('same', width);
  });

  it('shows one part at a time on phones, without barriers', async () => {
    const sizes = [{ width: 390, height: 844 }, { width: 320, height: 568 }];
    for (const size of sizes) {
      const { page, preview } = await openStudio(SAAS, size);
      for (const [tab, part] of [['Questions', 'studio-plan'], ['Brand', 'studio-look'], ['Timing', 'studio-travel'], ['Words', 'studio-words'], ['Code', 'studio-code'], ['Preview', 'studio-stage']] as const) {
        await openPart(page, tab);
        await page.locator(part).waitFor();
        assert.deepEqual(await (tab === 'Preview' ? findBarriers(page) : barriersIn(page.mainFrame())), [], `${tab} at ${size.width}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= size.width, `${tab} is ${width} px wide at ${size.width}`);
        await picture(page, `${tab} at ${size.width}`);
      }
      await preview.locator('.panel').getByLabel('Company').waitFor();
      await page.getByRole('button', { name: 'Embed code' }).click();
      const overflow = await page.getByRole('dialog', { name: 'Embed code' }).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      assert.equal(overflow, 0);
    }
  });
});
