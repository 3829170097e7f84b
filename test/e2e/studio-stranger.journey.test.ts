/** What somebody does in the studio who never saw code: from nothing to a page that asks, and the tools on the way. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import { DAY, journey, newPerson } from './harness.ts';
import { lockInput, openSignUp } from './lock-form.ts';
import { takePicture } from './picture.ts';
import { choose, findBarriers, openPart, openQuestion, openStudio, picture, planIn, pressInMenu, typePlan } from './studio-page.ts';

const world = journey({ isTimed: true });
const EMPTY = '#';
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><circle cx="24" cy="24" r="20" fill="#0a6b4f"/></svg>';

describe('a stranger', () => {
  it('comes from an empty studio over three questions, a brand and a link to a page that asks them', async () => {
    const { page, panel, troubles, sent } = await openStudio(world, EMPTY);
    await page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, 'empty studio');
    for (const label of ['First name', 'Company', 'Country']) await page.getByRole('checkbox', { name: label }).check({ force: true });
    await page.getByRole('button', { name: 'Add 3 questions' }).click();
    await panel.getByLabel('Company').waitFor();
    const { fields } = await planIn(page);
    assert.deepEqual(fields.map(({ name }) => name), ['first_name', 'company', 'country']);
    for (const { label } of fields) assert.deepEqual(Object.keys(label as object), [...LANGUAGES]);
    await choose(page, 'Deutsch');
    await panel.getByLabel('Firma').waitFor();
    await choose(page, 'English');

    await openPart(page, 'Brand');
    await page.getByLabel('Accent, light, as hex').fill('#9b1c5a');
    await page.waitForFunction(() => {
      const frame = document.querySelector('studio-app')?.shadowRoot?.querySelector('studio-stage')?.shadowRoot?.querySelector('iframe');
      const save = frame?.contentDocument?.querySelector('tell-us-more:not(.next)')?.shadowRoot?.querySelector('[part~="save"]');
      return save && getComputedStyle(save).backgroundColor === 'rgb(155, 28, 90)';
    });
    await openPart(page, 'Words');
    await page.getByLabel('Button: not now, panel:later, English').fill('Maybe later');
    await panel.getByRole('button', { name: 'Maybe later' }).waitFor();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('The link is copied').waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.deepEqual(troubles, []);
    assert.deepEqual(sent, [], 'what the designer makes stays on the computer');

    const other = await openStudio(world, link.hash);
    await other.panel.getByLabel('Company').waitFor();
    await other.panel.getByRole('button', { name: 'Maybe later' }).waitFor();
    assert.deepEqual((await planIn(other.page)).fields, fields);

    await other.page.getByRole('button', { name: 'Embed code' }).click();
    const code = await other.page.getByLabel('Script tag code').innerText();
    const tenant = world.demo.tenant.url;
    const html = `<!doctype html><html lang="en"><title>A page</title><h1>A page</h1>${code.replace('YOUR_TENANT.auth0.com', tenant).replace('YOUR_CLIENT_ID', 'demo-app')}</html>`;
    assert.deepEqual(other.troubles, []);
    assert.deepEqual(other.sent, []);

    // A page of the demo that has nothing of its own, with the code in it.
    const visitor = await world.visit('/bare');
    await visitor.page.setContent(html);
    await openSignUp(visitor.page);
    const { email, password } = newPerson();
    for (const [name, text] of Object.entries({ email, password, first_name: 'Mary' })) await lockInput(visitor.page, name).fill(text);
    await visitor.page.locator('.auth0-lock-submit').click();
    await visitor.page.waitForURL(/#.*id_token=/);
    await visitor.page.setContent(html);
    // The session is counted when it is decided that nothing is asked in it.
    await visitor.page.waitForFunction(() => (document.querySelector('progressive-lock')?.explain?.() ?? []).length > 0);
    await world.pass(visitor.page, DAY);
    await visitor.page.goto(`${world.demo.url}/bare?later`);
    await visitor.page.setContent(html);
    const asked = visitor.page.locator('tell-us-more [part~="panel"]');
    await asked.getByLabel('Company').fill('ACME');
    await asked.getByRole('button', { name: 'Maybe later' }).waitFor();
    const save = asked.getByRole('button', { name: 'Save' });
    assert.equal(await save.evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(155, 28, 90)');
    await save.click();
    await world.until(() => world.metadataOf(email).company === 'ACME');
    assert.equal(world.metadataOf(email).first_name, 'Mary');
  });

  it('writes a question of their own, whose stored name follows the words', async () => {
    const { page, panel } = await openStudio(world, EMPTY);
    await page.getByRole('button', { name: 'Write your own question' }).click();
    const form = page.locator('studio-field');
    await form.getByLabel('Question', { exact: true }).last().fill('Wie groß ist Ihr Team?');
    await panel.getByLabel('Wie groß ist Ihr Team?').waitFor();
    assert.deepEqual((await planIn(page)).fields.map(({ name }) => name), ['wie_gross_ist_ihr_team']);
    await form.getByLabel('Kind of answer').selectOption({ label: 'One of several' });
    await form.getByLabel('Choice 1', { exact: true }).last().fill('Nur ich');
    await panel.getByText('Nur ich').waitFor();
    assert.deepEqual((await planIn(page)).fields[0]?.options, [{ value: 'nur_ich', label: 'Nur ich' }, { value: 'choice_2', label: 'Choice 2' }]);
  });
});

describe('a designer', () => {
  it('changes words in the preview, drags, duplicates, and undoes all of it', async () => {
    const { page, panel } = await openStudio(world);
    const names = async () => (await planIn(page)).fields.map(({ name }) => name);
    const before = await names();
    await panel.getByText('Company', { exact: true }).click();
    await panel.getByLabel('Change these words').fill('Where do you work?');
    await page.keyboard.press('Enter');
    await panel.getByLabel('Where do you work?').waitFor();

    const [grip, target] = [page.locator('[data-field="4"] .grip'), page.locator('[data-field="1"]')];
    const [from, to] = [(await grip.boundingBox())!, (await target.boundingBox())!];
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, to.y + 8, { steps: 4 });
    await page.mouse.up();
    const moved = [before[0], before[4], before[1], before[2], before[3], ...before.slice(5)];
    assert.deepEqual(await names(), moved);

    await page.getByRole('button', { name: 'Duplicate Where do you work?' }).click();
    assert.deepEqual((await names()).slice(1, 3), ['company', 'company_2']);
    await page.keyboard.press('Control+z');
    assert.deepEqual(await names(), moved);
    await page.keyboard.press('Control+z');
    assert.deepEqual(await names(), before);
    await page.keyboard.press('Control+z');
    await panel.getByText('Company', { exact: true }).waitFor();
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+Shift+z');
    assert.deepEqual((await names()).slice(1, 3), ['company', 'company_2']);
  });

  it('changes every word by a click on it: choices, thanks, buttons, the reason, the link to the privacy policy', async () => {
    const { page, panel } = await openStudio(world);
    await typePlan(page, {
      fields: [
        { name: 'team', label: 'Your team', why: 'For the guides', type: 'radio', options: [{ value: 'a', label: 'Sales' }, { value: 'b', label: { en: 'Design', de: 'Gestaltung' } }], thanks: 'Noted.' },
        { name: 'size', label: 'How many', type: 'select', options: [{ value: '1', label: 'One' }, { value: '2', label: 'A few' }] },
      ],
      privacyUrl: '/privacy',
    });
    const change = async (words: string) => {
      await panel.getByLabel('Change these words').fill(words);
      await page.keyboard.press('Enter');
    };
    await panel.getByText('For the guides').click();
    await change('So that you get the right guides');
    await panel.getByText('So that you get the right guides').waitFor();
    // A choice is chosen by a click, until words are edited.
    await panel.getByText('Sales').click();
    assert.equal(await panel.getByRole('radio', { name: 'Sales' }).isChecked(), true);

    const editWords = page.getByRole('button', { name: 'Edit words' });
    await editWords.click();
    await panel.and(page.frameLocator('studio-stage iframe').locator('html[data-editing] *')).waitFor();
    await panel.getByText('Design', { exact: true }).click();
    await change('Design and research');
    await panel.getByRole('radio', { name: 'Design and research' }).waitFor();
    await panel.getByRole('combobox').click();
    await panel.getByLabel('Change choice 1').fill('Only me');
    await panel.getByLabel('Change choice 2').fill('Two to five');
    await page.keyboard.press('Enter');
    await panel.getByRole('option', { name: 'Two to five' }).waitFor({ state: 'attached' });
    await panel.getByRole('button', { name: 'Not now' }).click();
    await change('Another time');
    // By keyboard, too; Escape leaves the words as they are.
    await panel.getByRole('button', { name: 'Another time' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByLabel('Change these words').fill('Never mind');
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Another time' }).waitFor();
    await panel.getByRole('link', { name: 'How we use your answers' }).click();
    await change('What we do with it');
    await panel.getByRole('link', { name: 'What we do with it' }).waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, 'edit words');
    await openQuestion(page, 'Your team');
    await choose(page, 'Thanks');
    await panel.getByText('Noted.').click();
    await change('Good to know.');
    await panel.getByText('Good to know.').waitFor();
    await panel.getByRole('button', { name: 'Undo' }).click();
    await change('Take it back');
    await panel.getByRole('button', { name: 'Take it back' }).waitFor();
    const { fields } = await planIn(page);
    assert.deepEqual(fields.map(({ options }) => options), [
      [{ value: 'a', label: 'Sales' }, { value: 'b', label: { en: 'Design and research', de: 'Gestaltung' } }],
      [{ value: '1', label: 'Only me' }, { value: '2', label: 'Two to five' }],
    ]);
    assert.deepEqual([fields[0]?.why, fields[0]?.thanks], ['So that you get the right guides', 'Good to know.']);
    await openPart(page, 'Words');
    assert.equal(await page.getByLabel('Button: undo, panel:undo, English').inputValue(), 'Take it back');
    await editWords.click();
    await panel.getByRole('button', { name: 'Take it back' }).click();
    await panel.getByText('Good to know.').waitFor({ state: 'detached' });
  });

  it('hears which questions depend on one that is removed, and chooses', async () => {
    const { page } = await openStudio(world);
    const remove = () => page.getByRole('button', { name: 'Remove Company' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove “Company”?' });
    await remove();
    await dialog.getByText('How many people are in your team?').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await dialog.getByRole('button', { name: 'Ask it of everyone' }).click();
    const team = async () => (await planIn(page)).fields.find(({ name }) => name === 'team_size');
    assert.deepEqual((await team())?.when, { use_case: { $ne: 'personal' } });
    await page.getByRole('button', { name: 'Undo' }).click();
    await remove();
    await dialog.getByRole('button', { name: 'Remove it, too' }).click();
    assert.equal(await team(), undefined);
    await page.getByRole('button', { name: 'Undo' }).click();
    await remove();
    await dialog.getByRole('button', { name: 'Keep everything' }).click();
    assert.notEqual(await team(), undefined);
  });

  it('takes a brand from CSS and from design tokens, and mends a contrast', async () => {
    const { page } = await openStudio(world);
    await openPart(page, 'Brand');
    const dialog = page.getByRole('dialog', { name: 'Import a brand' });
    const take = async (source: string) => {
      await page.getByRole('button', { name: 'Import a brand' }).click();
      await dialog.getByLabel('Or its CSS').fill(source);
      await dialog.getByText('Found:').waitFor();
      assert.deepEqual(await findBarriers(page), []);
      await dialog.getByRole('button', { name: 'Use this brand' }).click();
    };
    const hex = (name: string) => page.getByLabel(`${name}, as hex`).inputValue();
    await take(':root { --brand: rebeccapurple; --color-primary: var(--brand); --surface: #fff; --ink: rgb(17 17 17); } @media (prefers-color-scheme: dark) { :root { --color-primary: #cba; } } body { font-family: Inter, sans-serif } .btn { border-radius: .5rem }');
    assert.deepEqual([await hex('Accent, light'), await hex('Accent, dark'), await hex('Text, light')], ['#663399', '#ccbbaa', '#111111']);
    assert.equal(await page.getByLabel('Name of the font').inputValue(), 'Inter');
    await page.getByText('Corners: 8 px').waitFor();
    await take(JSON.stringify({ color: { base: { $value: '#bbbbbb', $type: 'color' }, text: { $value: '{color.base}' } } }));
    assert.equal(await hex('Text, light'), '#bbbbbb');
    await page.getByRole('button', { name: 'Fix this: Quiet text' }).click();
    await page.locator('.contrast').getByRole('button', { name: 'Fix this: Quiet text' }).waitFor({ state: 'detached' });
    for (const [shape, radius] of [['Pills', '^999px$'], ['Square', '^0px$'], ['As the corners', '^(?!0px|999px)']] as const) {
      await page.getByLabel('Buttons', { exact: true }).selectOption({ label: shape });
      await page.frames()[1]!.waitForFunction((wanted) => {
        const save = document.querySelector('tell-us-more:not(.next)')?.shadowRoot?.querySelector('[part~="save"]');
        return save && new RegExp(wanted).test(getComputedStyle(save).borderRadius);
      }, radius);
    }
    await page.getByRole('button', { name: 'Berry' }).click();
    assert.equal(await hex('Accent, light'), '#9b1c5a');
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await hex('Accent, light'), '#663399');
    await picture(page, 'brand');
  });

  it('takes a brand from the address of a page or a style sheet, and a logo from an address or a file', async () => {
    const { page, context, preview } = await openStudio(world);
    await context.route('https://brand.example/**', (route) => {
      const { pathname } = new URL(route.request().url());
      const headers = { 'access-control-allow-origin': '*' };
      if (pathname === '/') return route.fulfill({ headers, contentType: 'text/html', body: '<!doctype html><link rel="stylesheet" href="site.css"><style>:root { --ink: #222222 }</style>' });
      if (pathname === '/site.css') return route.fulfill({ headers, contentType: 'text/css', body: ':root { --color-primary: #0a6b4f; --background: #fffdf7 }' });
      if (pathname === '/logo.svg') return route.fulfill({ headers, contentType: 'image/svg+xml', body: LOGO });
      return route.fulfill({ status: 404, headers, body: '' });
    });
    await openPart(page, 'Brand');
    const dialog = page.getByRole('dialog', { name: 'Import a brand' });
    const hex = (name: string) => page.getByLabel(`${name}, as hex`).inputValue();
    const read = async (address: string) => {
      await page.getByRole('button', { name: 'Import a brand' }).click();
      await dialog.getByLabel('Address of a page or its style sheet').fill(address);
      await dialog.getByRole('button', { name: 'Read it' }).click();
    };
    await read('brand.example/missing.css');
    await dialog.getByText('Expected a style sheet at https://brand.example/missing.css, but the answer was 404.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await read('https://brand.example/');
    await dialog.getByText('Found:').waitFor();
    await dialog.getByRole('button', { name: 'Use this brand' }).click();
    assert.deepEqual([await hex('Accent, light'), await hex('Background, light'), await hex('Text, light')], ['#0a6b4f', '#fffdf7', '#222222']);

    const logo = page.getByLabel('Logo in the sign-up form');
    await logo.fill('javascript:alert(1)');
    assert.equal(await logo.getAttribute('aria-invalid'), 'true');
    await logo.fill('https://brand.example/logo.svg');
    await choose(page, 'Sign-up');
    const shown = preview.locator('.auth0-lock-header-logo');
    await preview.locator('.auth0-lock-header-logo[src="https://brand.example/logo.svg"]').waitFor();
    await page.locator('studio-look input[type="file"]').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(LOGO) });
    await preview.locator('.auth0-lock-header-logo[src^="data:image/svg+xml"]').waitFor();
    assert.equal(await shown.count(), 1);
    await picture(page, 'logo');
    await page.locator('studio-look input[type="file"]').setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(40_000) });
    await page.getByText('This file is too large to travel in a link').waitFor();
    await page.getByRole('button', { name: 'Embed code' }).click();
    const embed = page.getByRole('dialog', { name: 'Embed code' });
    for (const [tab, sign] of [['Script tag', /lock\.lockOptions = lockOptions;/], ['React', /lockOptions=\{lockOptions\}/], ['Vue', /:lockOptions\.prop="lockOptions"/], ['Svelte', /\{lockOptions\}/], ['Angular', /\[lockOptions\]="lockOptions"/]] as const) {
      await embed.getByRole('tab', { name: tab }).click();
      const code = await embed.getByLabel(`${tab} code`).innerText();
      assert.match(code, sign, tab);
      assert.match(code, /theme: \{ logo: "data:image\/svg\+xml/, tab);
    }
  });

  it('sees gaps between languages, and gives words to translators and back', async () => {
    const { page, preview } = await openStudio(world);
    await typePlan(page, { fields: [{ name: 'company', label: { en: 'Company', de: 'Firma' }, why: { en: 'For invoices' } }] });
    await openPart(page, 'Words');
    await page.getByText('1 missing').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, 'words');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export words' }).click()]);
    const words = JSON.parse(await readFile(await file.path(), 'utf8')) as Record<string, Record<string, string>>;
    const ofPlan = Object.fromEntries(Object.entries(words).map(([language, texts]) => [language, Object.fromEntries(Object.entries(texts).filter(([place]) => !place.startsWith('panel:')))]));
    assert.deepEqual(ofPlan, { en: { 'company.label': 'Company', 'company.why': 'For invoices' }, de: { 'company.label': 'Firma', 'company.why': '' } });
    assert.deepEqual([words.en?.['panel:later'], words.de?.['panel:later']], ['Not now', 'Nicht jetzt']);
    words.de!['company.why'] = 'Für Rechnungen';
    await page.getByLabel('Import words').setInputFiles({ name: 'words.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(words)) });
    await page.getByText('1 text taken from words.json.').waitFor();
    assert.deepEqual((await planIn(page)).fields[0]?.why, { en: 'For invoices', de: 'Für Rechnungen' });
    await page.getByLabel('Question, company.label, Deutsch').fill('Unternehmen');
    await preview.locator('.panel[lang="de"]').getByLabel('Unternehmen').waitFor();
  });

  it('says “Not now” in words of their own, in each language and in every form of a plural', async () => {
    const { page, panel, preview } = await openStudio(world);
    await openPart(page, 'Words');
    const later = (language: string) => page.getByLabel(`Button: not now, panel:later, ${language}`);
    const language = (name: RegExp) => page.locator('studio-words').getByRole('checkbox', { name });
    await page.getByPlaceholder('Nicht jetzt', { exact: true }).and(later('Deutsch')).waitFor();
    await later('English').fill('Maybe later');
    await panel.getByRole('button', { name: 'Maybe later' }).waitFor();
    // What is rewritten in one language is missed in the other.
    await language(/Deutsch 1 missing/).waitFor();
    await page.locator('.gap').filter({ has: later('Deutsch') }).getByText('Built-in words, rewritten elsewhere').waitFor();
    await later('Deutsch').fill('Später vielleicht');
    await preview.locator('.panel[lang="de"]').getByRole('button', { name: 'Später vielleicht' }).waitFor();
    await language(/^Deutsch$/).waitFor();

    await page.getByLabel('Thanks, panel:thanks, English').fill('Noted!');
    await panel.getByText('Noted!').waitFor();

    await language(/^Deutsch/).uncheck({ force: true });
    await language(/^polski/).check({ force: true });
    const forms = page.getByRole('textbox', { name: /^Too short, panel:too-short, polski/ });
    await forms.nth(2).waitFor();
    assert.deepEqual(await forms.evaluateAll((inputs) => inputs.map((input) => input.getAttribute('aria-label')!.split('polski, ')[1])), ['for 1', 'for 2, 3, 4 …', 'for 5, 6, 7 …']);
    await forms.nth(1).fill('Jeszcze znaki, najmniej {limit}.');
    await page.getByLabel('Step of several, panel:progress, English').fill('Step {index}');
    await page.getByText('Without {count}').waitFor();
    await page.getByLabel('Find words').fill('step of');
    await page.getByLabel('Thanks, panel:thanks, English').waitFor({ state: 'detached' });
    assert.deepEqual(await findBarriers(page), []);
    await page.getByLabel('Find words').fill('');
    await picture(page, 'words of the panel');

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export words' }).click()]);
    const words = JSON.parse(await readFile(await file.path(), 'utf8')) as Record<string, Record<string, string>>;
    assert.match(words.pl!['panel:too-short']!, /^\{limit, plural, one \{.*# znak\.\} few \{Jeszcze znaki, najmniej #\.\} many \{.*# znaków\.\} other \{.*\}\}$/);
    await page.getByLabel('Import words').setInputFiles({ name: 'more.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ pl: { 'panel:later': 'Może później', 'panel:save': 'Zapisz', 'panel:no-such': 'x' } })) });
    await page.getByText('1 text taken from more.json.').waitFor();
    assert.equal(await later('polski').inputValue(), 'Może później');
    await page.keyboard.press('Control+z');
    assert.equal(await later('polski').inputValue(), '');

    await page.getByRole('button', { name: 'Embed code' }).click();
    const dialog = page.getByRole('dialog', { name: 'Embed code' });
    for (const [tab, sign] of [['Script tag', /lock\.dictionary = dictionary;/], ['npm', /lock\.dictionary = dictionary;/], ['React', /dictionary=\{dictionary\}/], ['Vue', /:dictionary\.prop="dictionary"/], ['Svelte', /\{dictionary\}/], ['Angular', /\[dictionary\]="dictionary"/]] as const) {
      await dialog.getByRole('tab', { name: tab }).click();
      const code = await dialog.getByLabel(`${tab} code`).innerText();
      assert.match(code, sign, tab);
      assert.match(code, /"later": "Später vielleicht"/, tab);
    }
  });

  it('goes along the timeline, and says how long a pause is by number and unit', async () => {
    const { page, panel } = await openStudio(world);
    await openPart(page, 'Timing');
    const timeline = page.locator('studio-timeline');
    await timeline.getByRole('button', { name: 'Session 5' }).click();
    await panel.getByText('How do you like it so far?', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Session', { exact: true }).inputValue(), '5');
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, 'timeline');
    await page.getByLabel('Pause between asks', { exact: true }).fill('2');
    await page.getByLabel('Unit of Pause between asks').selectOption('weeks');
    assert.equal((await planIn(page) as unknown as { pacing: { coolDown: string } }).pacing.coolDown, 'P2W');
    // Whoever was asked a moment ago is asked nothing for two weeks.
    await timeline.getByRole('listitem').nth(4).getByText('How do you like it so far?').waitFor({ state: 'detached' });
  });

  it('has all states on a board, and saves them as a page and as pictures', async () => {
    const { page, preview } = await openStudio(world);
    await page.getByRole('button', { name: 'All states' }).click();
    const board = page.getByRole('dialog', { name: 'All states' });
    const save = board.getByRole('button', { name: 'Save as a page' });
    await page.waitForFunction(() => {
      const board = document.querySelector('studio-app')?.shadowRoot?.querySelector('studio-board')?.shadowRoot;
      return board?.querySelectorAll('studio-state-tile').length === 11 && !board.querySelector<HTMLButtonElement>('.top .button')?.disabled;
    });
    await picture(page, 'all states');
    const [handOver] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const [drawn] = await Promise.all([page.waitForEvent('download'), board.getByRole('button', { name: 'Save Error as PNG' }).click()]);
    assert.deepEqual([...(await readFile(await drawn.path())).subarray(1, 4)], [...Buffer.from('PNG')]);
    await board.getByRole('button', { name: 'Show Thanks in the preview' }).click();
    await preview.locator('[part~="panel"]').getByText('Thank you!').waitFor();

    const text = await readFile(await handOver.path(), 'utf8');
    const reader = await world.visit('/bare');
    await reader.context.route(/\/states$/, (route) => route.fulfill({ contentType: 'text/html', body: text }));
    await reader.page.goto(`${world.demo.url}/states`);
    assert.equal(await reader.page.locator('.state').count(), 11);
    await reader.page.locator('.state').filter({ hasText: 'Error' }).getByText('Answer this question.').first().waitFor();
    await takePicture(reader.page, 'studio/hand-over', { fullPage: true });
    assert.deepEqual(reader.troubles, []);
  });

  it('puts versions aside, and takes a plan from an address', async () => {
    const { page, panel } = await openStudio(world);
    const dialog = page.getByRole('dialog', { name: 'Versions' });
    await pressInMenu(page, 'Versions …');
    await dialog.getByLabel('Put this design aside as').fill('First');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Saved “First”.').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await page.keyboard.press('Escape');
    await pressInMenu(page, 'Import from an address');
    // An address without a plan says so in the dialog.
    await page.getByLabel('Address of the plan').fill('/plans/none.json');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('dialog', { name: 'Import a plan from an address' }).getByText('404').waitFor();
    await page.getByLabel('Address of the plan').fill('/plans/club.json');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await openQuestion(page, 'Shirt size');
    await panel.getByLabel('Shirt size').waitFor();
    await pressInMenu(page, 'Versions …');
    await dialog.getByRole('button', { name: 'Open First' }).click();
    await panel.getByLabel('Company').waitFor();
  });
});
