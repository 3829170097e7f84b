/** Every place of the studio for everybody: axe in light and dark, by hand and by keyboard, and what the accessibility tree says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { barriersInBothColours } from './axe.ts';
import { journey } from './harness.ts';
import { takePicture } from './picture.ts';
import { openPart, openQuestion, openStudio, pressInMenu, SAAS } from './studio-page.ts';

const world = journey();
const EMPTY = '#';

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** The preview has tests of its own. */
async function assertNoBarriers(page: Page, place: string): Promise<void> {
  const look = (colorScheme: string) => takePicture(page, `studio/access/${page.viewportSize()!.width}-${place}-${colorScheme}`, { animations: 'disabled' });
  assert.deepEqual(await barriersInBothColours(page, look), [], place);
}

const dialogOf = (page: Page) => page.locator('dialog[open]');

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
}

/** All places that hide the rest, and how they are reached. */
const DIALOGS: readonly { name: string; from?: 'Questions' | 'Brand'; open: (page: Page) => Promise<void>; isReady?: (dialog: Locator) => Promise<void> }[] = [
  { name: 'library', from: 'Questions', open: (page) => page.getByRole('button', { name: 'Add a question' }).click() },
  { name: 'removal', from: 'Questions', open: (page) => page.getByRole('button', { name: 'Remove Company' }).click() },
  { name: 'import of a brand', from: 'Brand', open: (page) => page.getByRole('button', { name: 'Import a brand' }).click() },
  { name: 'import of a plan', open: (page) => pressInMenu(page, 'Import from an address') },
  { name: 'versions', open: (page) => pressInMenu(page, 'Versions …') },
  { name: 'embed code', open: (page) => page.getByRole('button', { name: 'Embed code' }).click() },
];

const openBoard = async (page: Page) => {
  await page.getByRole('button', { name: 'All states' }).click();
  // All of its pages are drawn.
  await page.locator('studio-board').getByRole('button', { name: 'Save as a page', disabled: false }).waitFor();
};

describe('axe finds nothing', () => {
  for (const [screen, size] of Object.entries(SIZES)) {
    it(`in the empty studio, on a ${screen}`, async () => {
      const { page } = await openStudio(world, EMPTY, size);
      await page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
      await assertNoBarriers(page, 'empty');
    });

    it(`in any part, on a ${screen}`, async () => {
      const { page } = await openStudio(world, SAAS, size);
      await openQuestion(page, 'Company');
      await page.locator('studio-field').getByRole('button', { name: 'Try two wordings' }).click();
      await page.locator('studio-experiments').getByRole('group', { name: 'Wording 2', exact: true }).waitFor();
      await assertNoBarriers(page, 'questions');
      for (const part of ['Brand', 'Timing', 'Words'] as const) {
        await openPart(page, part);
        if (part === 'Words') await page.getByPlaceholder('Not now', { exact: true }).waitFor();
        await assertNoBarriers(page, part.toLowerCase());
      }
    });

    it(`in any dialog, on a ${screen}`, async () => {
      const { page } = await openStudio(world, SAAS, size);
      for (const { name, from, open } of DIALOGS) {
        if (from) await openPart(page, from);
        await open(page);
        await dialogOf(page).waitFor();
        await assertNoBarriers(page, name);
        await closeDialog(page);
      }
    });
  }

  it('on the board of all states', async () => {
    const { page } = await openStudio(world);
    await openBoard(page);
    await assertNoBarriers(page, 'board');
  });
});

describe('by keyboard', () => {
  const focused = (page: Page) =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      let within: Node | null = active;
      while (within && !(within instanceof HTMLDialogElement)) within = within.parentNode ?? (within instanceof ShadowRoot ? within.host : null);
      return { text: (active?.getAttribute('aria-label') ?? active?.textContent ?? '').trim(), isInDialog: within !== null };
    });

  it('every dialog takes the focus, and gives it back to what opened it', async () => {
    const { page } = await openStudio(world);
    const through = async (opener: Locator, wanted: RegExp) => {
      await opener.focus();
      await page.keyboard.press('Enter');
      await dialogOf(page).waitFor();
      assert.equal((await focused(page)).isInDialog, true, `the focus is in the dialog of ${wanted}`);
      await closeDialog(page);
      assert.match((await focused(page)).text, wanted);
    };
    await through(page.getByRole('button', { name: 'Add a question' }), /^Add a question$/);
    await through(page.getByRole('button', { name: 'Remove Company' }), /^Remove Company$/);
    // The panels in its tiles want the focus as well.
    await page.getByRole('button', { name: 'All states' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('studio-board').getByRole('button', { name: 'Save as a page', disabled: false }).waitFor();
    await page.waitForFunction(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.localName === 'button';
    });
    assert.equal((await focused(page)).isInDialog, true);
    await closeDialog(page);
    assert.match((await focused(page)).text, /^All states$/);
    await through(page.getByRole('button', { name: 'Embed code' }), /^Embed code$/);
    await openPart(page, 'Brand');
    await through(page.getByRole('button', { name: 'Import a brand' }), /^Import a brand/);
    for (const item of ['Import from an address', 'Versions …']) {
      await page.getByRole('button', { name: 'File', exact: true }).focus();
      await page.keyboard.press('Enter');
      await through(page.getByRole('button', { name: item }), /^File$/);
    }
  });

  it('a stranger comes from nothing to a design of their own', async () => {
    const { page, panel } = await openStudio(world, EMPTY);
    await page.getByRole('checkbox', { name: 'Company' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Add 1 question' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByLabel('Company').waitFor();
    await page.getByRole('tab', { name: 'Questions' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Accent, light, as hex').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('#9b1c5a');
    await page.getByRole('tab', { name: 'Brand' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Button: not now, panel:later, English').focus();
    await page.keyboard.type('Maybe later');
    await panel.getByRole('button', { name: 'Maybe later' }).waitFor();
    await page.getByRole('button', { name: 'Copy link' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('The link is copied').waitFor();
  });
});

describe('the accessibility tree', () => {
  it('says what is seen: parts, questions and their state, what was done, what the preview shows', async () => {
    const { page } = await openStudio(world);
    await openQuestion(page, 'Company');
    const tree = await page.locator('studio-app').ariaSnapshot();
    for (const line of [
      /^- banner:$/m,
      /- tablist "Parts of the studio":\n\s+- tab "Questions" \[selected\]\n\s+- tab "Brand"/,
      /- button "Undo" \[disabled\]/,
      /- main:\n\s+- heading "Studio" \[level=1\]/,
      /- tabpanel "Questions":\n\s+- heading "Questions" \[level=2\]/,
      /- heading "Company[^"]*" \[level=3\]:\n\s+- button "Company[^"]*" \[expanded\]/,
      /- group "Question":[^]*- textbox "Question, en": Company/,
      /- button "Move Company down"/,
      /- toolbar "What the preview shows":/,
      /- combobox "State":[^]*- option "Question" \[selected\]/,
      /- radio "Desktop" \[checked\]/,
      /- button "Zoom to the panel"/,
      /- iframe/,
    ]) assert.match(tree, line);
    await page.getByRole('button', { name: 'Remove VAT number' }).click();
    assert.match(await page.locator('studio-app').ariaSnapshot(), /- status: Removed\. Undo brings it back\./);

    await openPart(page, 'Words');
    await page.getByPlaceholder('Not now', { exact: true }).waitFor();
    const words = await page.locator('studio-words').ariaSnapshot();
    assert.match(words, /- region "All texts":\n\s+- table:\n\s+- rowgroup:\n\s+- row "Text English Deutsch":\n\s+- columnheader "Text"/);
    assert.match(words, /- 'rowheader "Button: not now"'\n\s+- cell:\n\s+- 'textbox "Button: not now, panel:later, English"'/);
    await openPart(page, 'Timing');
    await page.locator('studio-timeline').getByRole('button', { name: 'Session 5' }).waitFor();
    const timing = await page.locator('studio-app').ariaSnapshot();
    assert.match(timing, /- region "Why each field is asked or not":\n\s+- table:[^]*- rowheader "Company company":[^]*- combobox "So far, Company":[^]*- cell "Yes"\n\s+- cell "Asked now\."/);
    assert.match(timing, /- button "Session 5[^"]*"/);
    await page.getByRole('button', { name: 'Embed code' }).click();
    assert.match(await page.locator('studio-embed').ariaSnapshot(), /^- dialog "Embed code":\n\s+- heading "Embed code" \[level=2\][^]*- tablist[^]*- tab "Script tag" \[selected\]/m);
  });
});
