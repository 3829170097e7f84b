/** The demo: the story of its slider, what checkout waits for, its scenes and switches. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Frame, Page, Route } from 'playwright-core';
import { CLIENT_ID } from '../../demo/server.ts';
import { barriersIn, barriersInBothColours, CONTRAST } from './axe.ts';
import { journey, newPerson } from './harness.ts';
import { lockInput, signUp } from './lock-form.ts';
import { signInByRequest } from './sign-in-by-request.ts';

const world = journey();

const stage = (page: Page) => page.frameLocator('#frame');
const panel = (page: Page) => stage(page).locator('tell-us-more [part~="panel"]');
const caption = (page: Page, text: string | RegExp) => page.locator('#caption').getByText(text).waitFor();
const reason = (page: Page, label: string, text: string) => page.locator('#questions li').filter({ hasText: label }).getByText(text).waitFor();
const stop = (page: Page, name: string) => page.locator('#stops').getByRole('button', { name }).click();
const scene = (page: Page, name: string) => page.locator('#scenes').getByRole('button', { name }).click();

async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await page.locator('#frame').elementHandle())?.contentFrame();
  assert.ok(frame, 'a page in the frame');
  return frame;
}

/** What is the same in each language of the demo. */
const NAMES = ['Paperplane', 'Paperplane: Universal Login', 'progressive-lock/headless', 'Ember', 'Ocean', 'Forest', 'Plum', 'English', 'Deutsch', 'العربية', 'System', 'Studio Nord', 'Kaffeerösterei Lund', 'Atelier Miró', 'Harbour Dental', 'Bergmann & Söhne'];

/** The page's own texts that contain letters, seen or not: what elements show comes from their own languages. */
async function textsOf(page: Page): Promise<string[]> {
  await page.locator('html[dir]').waitFor();
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT, ({ parentElement, textContent }) => (!parentElement?.closest('script, style, #lock') && /\p{L}/u.test(textContent ?? '') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
    const texts: string[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode.textContent!.trim());
    return texts;
  });
}

/** In light and dark, on a desk and a phone. */
async function assertNoBarriers(page: Page): Promise<void> {
  for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    assert.deepEqual(await barriersInBothColours(page), [], `${size.width} px`);
  }
}

describe('the story', () => {
  it('begins with a sign-up of two questions instead of six, in the real form', async () => {
    const { page, troubles } = await world.visitAgain('/story');
    await page.getByRole('heading', { name: '6 questions at sign-up become 2.' }).waitFor();
    await caption(page, 'Sign-up: only “First name” and “What brings you here?”.');
    await stage(page).locator('.auth0-lock-input[name="first_name"]').waitFor();
    assert.equal(await stage(page).locator('.auth0-lock-form input[name="company"]').count(), 0);
    await reason(page, 'Company', 'From session 2 on.');
    assert.deepEqual(troubles, []);
  });

  it('asks two in session 2, keeps what was said, and asks the rest when it is time', async () => {
    const { page, troubles } = await world.visitAgain('/story');
    await stop(page, 'Session 2');
    await caption(page, 'Session 2, 2 days later: asks “Company” and “Your role”.');
    await stage(page).getByRole('heading', { name: 'Welcome, Mary' }).waitFor();
    await reason(page, 'First name', 'You told us: Mary');
    await panel(page).getByLabel('Company').fill('Acme');
    await panel(page).getByText('I keep the books').click();
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await reason(page, 'Company', 'You told us: Acme');
    await caption(page, 'Session 2, 2 days later: asks nothing. All that is due is answered.');
    await page.getByLabel('Moment').press('ArrowRight');
    await caption(page, 'Session 3, 4 days later: asks nothing. All that is due is answered.');
    await reason(page, 'Company', 'You told us: Acme');
    await stop(page, 'Session 5');
    await caption(page, 'Session 5, 8 days later: asks “How do you like it so far?”.');
    await page.getByRole('button', { name: 'Start over' }).click();
    await stop(page, 'Session 2');
    await caption(page, /asks “Company” and “Your role”/);
    assert.deepEqual(troubles, []);
  });

  it('keeps to “Not now”', async () => {
    const { page } = await world.visitAgain('/story');
    await stop(page, 'Session 2');
    await panel(page).getByRole('button', { name: 'Not now' }).click();
    await stage(page).getByText('We’ll ask again in 1 week.').waitFor();
    await reason(page, 'Company', 'You said “Not now”: not for a week.');
    await stop(page, 'Session 3');
    await caption(page, 'Session 3, 4 days later: asks nothing. It keeps to what you said.');
    await reason(page, 'Your role', 'You said “Not now”: not for a week.');
  });

  it('lets sending an invoice wait for the VAT number', async () => {
    const { page } = await world.visitAgain('/story');
    await stop(page, 'Session 2');
    await panel(page).getByRole('button', { name: 'Not now' }).click();
    await stop(page, 'Session 3');
    await caption(page, /^Session 3, 4 days later/);
    const app = stage(page);
    await app.getByRole('button', { name: 'Send', exact: true }).click();
    await app.getByText('Waiting for your VAT number …').waitFor();
    await reason(page, 'VAT number', 'Asked now.');
    await panel(page).getByRole('button', { name: 'Not now' }).click();
    await app.getByText('Not sent: it stays a draft until your VAT number is on it.').waitFor();
    // The panel takes a moment to leave: what is typed into that one is lost.
    await panel(page).getByLabel('VAT number').waitFor({ state: 'detached' });
    await app.getByRole('button', { name: 'Send', exact: true }).click();
    await panel(page).getByLabel('VAT number').fill('DE811907980');
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await app.getByText('Sent to Studio Nord, with your VAT number DE811907980.').waitFor();
    await app.getByRole('row', { name: /2026-041/ }).getByText('Sent', { exact: true }).waitFor();
    await reason(page, 'VAT number', 'You told us: DE811907980');
  });
});

describe('a scene', () => {
  it('keeps an answer without a network, and sends it when there is one', async () => {
    const { page } = await world.visitAgain('/story');
    await scene(page, 'Kept offline');
    await caption(page, 'No network: the answer is kept on this device.');
    await panel(page).getByText('You’re offline. Your answer is saved on this device').waitFor();
    await page.getByRole('button', { name: 'Connect again' }).click();
    await caption(page, 'Connected again: the answer is in the profile.');
    await panel(page).getByText('You’re offline.').waitFor({ state: 'detached' });
  });

  it('asks nothing that was declined', async () => {
    const { page } = await world.visitAgain('/story');
    await scene(page, 'Declined');
    await caption(page, 'Company and role were declined: neither is asked again.');
    await reason(page, 'Company', 'You said “Don’t ask again”: not on any device.');
    await stage(page).getByRole('heading', { name: 'Welcome, Mary' }).waitFor();
    assert.equal(await panel(page).count(), 0);
  });

  it('has a value of the provider confirmed', async () => {
    const { page } = await world.visitAgain('/story');
    await scene(page, 'The provider knew');
    await stage(page).getByRole('heading', { name: 'Welcome, Mary' }).waitFor();
    await reason(page, 'First name', 'It came with the account you signed in with: Mary');
    await panel(page).getByText('Studio Nord').waitFor();
    await panel(page).getByRole('button', { name: 'Yes, that’s right' }).waitFor();
  });

  it('asks during a login, which then goes on', async () => {
    const { page, troubles } = await world.visitAgain('/story');
    await scene(page, 'During the login');
    await caption(page, 'In the middle of a login: one question, then it goes on.');
    await stage(page).getByLabel('Company').fill('Łódź & Söhne');
    await stage(page).getByRole('button', { name: 'Continue' }).click();
    await caption(page, 'Signed in, and the answer is known.');
    await reason(page, 'Company', 'You told us: Łódź & Söhne');
    assert.deepEqual(troubles, []);
  });

  it('draws the questions in a design of the page’s own', async () => {
    const { page, troubles } = await world.visitAgain('/story');
    await scene(page, 'Own design');
    await stage(page).locator('#postcard').getByText('Company').waitFor();
    await reason(page, 'Company', 'Asked now.');
    assert.equal(await stage(page).locator('tell-us-more').count(), 0);
    assert.deepEqual(troubles, []);
  });
});

describe('the application', () => {
  it('is reached by a real sign-up, greets by name, and waits for the VAT number', async () => {
    const person = newPerson();
    const { page, troubles } = await world.visit();
    await page.getByRole('button', { name: 'See it in one minute' }).waitFor();
    await signUp(page, person);
    await page.getByRole('heading', { name: /^Welcome/ }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    // The question needs the profile, which has the name.
    await page.getByRole('heading', { name: 'Welcome, Mary' }).waitFor();
    await page.locator('tell-us-more').getByLabel('VAT number').fill('DE811907980');
    await page.locator('tell-us-more').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Sent to Studio Nord, with your VAT number DE811907980.').waitFor();
    await world.until(() => world.metadataOf(person.email).vat_id === 'DE811907980');
    for (const summary of ['What you have told us', 'What we know, and why we ask or don’t']) await page.locator('summary').filter({ hasText: summary }).click();
    await page.locator('profile-review [part~="entry"]').first().waitFor();
    await assertNoBarriers(page);
    assert.deepEqual(troubles, []);
  });

  it('works where the session was restored before its script was loaded', async () => {
    const { tenant, url } = world.demo;
    const person = newPerson();
    await tenant.users.create({ ...person, user_metadata: {} });
    const { page, context, troubles } = await world.visitAgain();
    await signInByRequest(context, person, { tenantUrl: tenant.url, origin: url, clientId: CLIENT_ID });
    const wait = async (route: Route) => {
      await page.locator('progressive-lock[state="signed-in"]').waitFor({ state: 'attached' });
      await route.continue();
    };
    await page.route('**/pages/index.js', wait, { times: 1 });
    await page.goto(url);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await lockInput(page, 'email').waitFor();
    assert.deepEqual(troubles, []);
  });
});

describe('the switches', () => {
  it('change look, brand and language of the page and of what it shows', async () => {
    const { page } = await world.visitAgain('/story?session=2');
    await panel(page).getByLabel('Company').waitFor();
    const save = panel(page).locator('[part~="save"]');
    const look = () => save.evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).colorScheme, getComputedStyle(button).direction]);
    assert.deepEqual(await look(), ['rgb(180, 71, 31)', 'light dark', 'ltr']);
    await page.getByLabel('Look').selectOption('Dark');
    await page.getByLabel('Brand').selectOption('Ocean');
    await page.getByLabel('Language').selectOption('العربية');
    await panel(page).getByLabel('الشركة').waitFor();
    await stage(page).getByRole('heading', { name: 'مرحبًا، Mary' }).waitFor();
    assert.deepEqual(await look(), ['rgb(143, 193, 255)', 'dark', 'rtl']);
    await page.reload();
    await page.getByRole('heading', { name: '6 أسئلة عند التسجيل تصبح 2.' }).waitFor();
  });
});

describe('the meter', () => {
  it('has a bar in forced colours, which take the page\'s accent away', async () => {
    const { page } = await world.visitAgain('/moment?session=2');
    const accent = () => page.locator('profile-meter [part="meter"]').evaluate((meter) => getComputedStyle(meter).getPropertyValue('--accent'));
    await page.addStyleTag({ content: 'profile-meter { --profile-meter-accent: #7a1f5c; }' });
    assert.equal(await accent(), '#7a1f5c');
    await page.emulateMedia({ forcedColors: 'active' });
    assert.equal(await accent(), 'LinkText');
    await page.emulateMedia({ forcedColors: null });
  });
});

describe('every page of the demo', () => {
  for (const path of ['/', '/story', '/own-session', '/own-design', '/universal-login'] as const) {
    it(`has no barrier that axe finds (${path})`, async () => {
      const { page } = await world.visit(path);
      await assertNoBarriers(page);
    });
  }

  for (const path of ['/', '/story', '/own-session', '/own-design', '/universal-login'] as const) {
    it(`speaks one language at a time (${path})`, async () => {
      const { page } = await world.visitAgain(path);
      await page.evaluate(() => localStorage.setItem('paperplane-look', '{"language":"en"}'));
      await page.reload();
      const english = await textsOf(page);
      for (const language of ['de', 'ar']) {
        await page.evaluate((language) => localStorage.setItem('paperplane-look', JSON.stringify({ language })), language);
        await page.reload();
        const texts = await textsOf(page);
        assert.deepEqual(texts.filter((text) => english.includes(text) && !NAMES.includes(text)), [], language);
      }
    });
  }

  it('nor have the moments of the story, in any brand', async () => {
    const { page } = await world.visitAgain('/story?session=2');
    await panel(page).getByLabel('Company').waitFor();
    let rules: string[] | undefined;
    for (const brand of ['Ember', 'Ocean', 'Forest', 'Plum']) {
      await page.getByLabel('Brand').selectOption(brand);
      for (const scheme of ['Light', 'Dark']) {
        await page.getByLabel('Look').selectOption(scheme);
        const frame = await frameOf(page);
        await frame.waitForFunction((wanted) => document.documentElement.dataset.brand === wanted[0] && document.documentElement.dataset.scheme === wanted[1], [brand.toLowerCase(), scheme.toLowerCase()]);
        for (const each of [frame, page.mainFrame()]) assert.deepEqual(await barriersIn(each, { rules }), [], `${brand} ${scheme}`);
        rules = CONTRAST;
      }
    }
  });
});
