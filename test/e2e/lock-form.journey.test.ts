/** Lock's form as people meet it: with a keyboard, a screen reader, a password manager, on a phone, in their own language. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { barriersIn } from './axe.ts';
import { journey, newPerson } from './harness.ts';
import { lockInput } from './lock-form.ts';

const world = journey();

const PLAN = {
  privacyUrl: '/privacy?a=1&b="2"',
  termsUrl: 'https://acme.example/terms',
  fields: [
    { name: 'first_name', label: { en: 'First name', de: 'Vorname' }, ask: 'signup', required: true, pattern: '[A-Za-z]+', hint: { en: 'Only letters, without blanks', de: 'Nur Buchstaben' } },
    { name: 'phone', label: 'Phone', type: 'tel', ask: 'signup' },
    { name: 'work', label: 'Company', ask: 'signup', autocomplete: 'organization' },
    { name: 'plans', label: 'Your plans', type: 'select', ask: 'signup', options: [{ value: 'team', label: 'With my team' }, { value: 'alone', label: 'Alone' }] },
    { name: 'role', label: 'Your role', type: 'select', ask: 'signup', required: true, options: [{ value: 'dev', label: 'Developer' }, { value: 'ops', label: 'Operations' }] },
    { name: 'agrees', label: 'I agree', type: 'checkbox', ask: 'signup', required: true, link: { text: { en: 'Terms & <3', de: 'Bedingungen' }, url: '/terms?a=1&b=2' } },
  ],
};

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1100, height: 900 };

interface Look {
  size?: { width: number; height: number };
  scheme?: 'light' | 'dark';
  /** Style rules of the page. */
  css?: string;
}

async function open(properties: object = {}, { size = DESK, scheme = 'light', css = '' }: Look = {}): Promise<Page> {
  const { page } = await world.visitAgain('/bare');
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme });
  await page.addStyleTag({ content: `:root { color-scheme: light dark } body { margin: 0 } ${css}` });
  await page.waitForFunction(() => customElements.get('progressive-lock'));
  await page.evaluate(
    (given) => {
      const main = document.createElement('main');
      main.append(Object.assign(document.createElement('progressive-lock'), given));
      document.body.append(main);
    },
    { domain: world.demo.tenant.url, clientId: 'demo-app', plan: PLAN, ...properties },
  );
  return page;
}

async function openSignUp(properties: object = {}, look: Look = {}): Promise<Page> {
  const page = await open(properties, look);
  await page.locator('.auth0-lock-tabs li').nth(1).locator('a').click();
  await lockInput(page, 'first_name').waitFor();
  return page;
}

const submit = (page: Page) => page.locator('.auth0-lock-submit').click();
const errorOf = (page: Page, name: string) => page.locator(`.auth0-lock-input-${name} .auth0-lock-error-msg, .auth0-lock-input-${name}.auth0-lock-error`);
const style = (locator: Locator, name: string) => locator.evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

/** As WCAG counts it, of two colours in parts of 255. */
function contrastOf(...colors: number[][]): number {
  const luminances = colors.map((color) => {
    const [red = 0, green = 0, blue = 0] = color.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await lockInput(page, field).click();
  await page.getByRole('option', { name: option }).click();
  await lockInput(page, field).waitFor();
}

describe('a select', () => {
  it('that is optional keeps nobody from signing up, and says so', async () => {
    const person = newPerson();
    const page = await openSignUp();
    assert.equal(await lockInput(page, 'plans').inputValue(), 'Prefer not to say');
    for (const [name, text] of Object.entries({ ...person, first_name: 'Ada' })) await lockInput(page, name).fill(text);
    await choose(page, 'role', 'Developer');
    await page.locator('input[name="agrees"]').check();
    await submit(page);
    await world.until(() => world.demo.tenant.users.find(person.email) !== undefined);
    assert.equal(world.metadataOf(person.email).role, 'dev');
  });

  it('has a label that is seen, and an error that goes once a choice is made', async () => {
    const page = await openSignUp();
    const block = page.locator('.auth0-lock-input-block:has([name="role"])');
    const shown = (pseudo: string) => block.evaluate((element, which) => getComputedStyle(element, which).content, pseudo);
    assert.equal(await shown('::before'), '"Your role"');
    assert.equal(await shown('::after'), 'none');
    await submit(page);
    await page.waitForFunction(() => document.querySelector('[name="role"]')!.getAttribute('aria-invalid') === 'true');
    assert.equal(await shown('::after'), '"Answer this question."');
    await choose(page, 'role', 'Operations');
    await page.waitForFunction(() => document.querySelector('[name="role"]')!.getAttribute('aria-invalid') === 'false');
    assert.equal(await shown('::after'), 'none');
    assert.equal(await lockInput(page, 'role').getAttribute('aria-label'), 'Your role: Operations');
  });
});

describe('password managers and autofill', () => {
  it('find out what each input takes', async () => {
    const page = await openSignUp();
    const autocomplete = async (name: string) => lockInput(page, name).getAttribute('autocomplete');
    assert.deepEqual(await Promise.all(['first_name', 'phone', 'work'].map(autocomplete)), ['given-name', 'tel', 'organization']);
    assert.equal(await lockInput(page, 'phone').getAttribute('inputmode'), 'tel');
    for (const name of ['email', 'password']) assert.notEqual(await autocomplete(name), 'off', name);
  });

  it('can be kept out by Lock’s own options', async () => {
    const page = await open({ lockOptions: { allowAutocomplete: false, allowPasswordAutocomplete: false, allowShowPassword: false } });
    await lockInput(page, 'email').waitFor();
    assert.equal(await lockInput(page, 'password').getAttribute('autocomplete'), 'off');
    assert.equal(await page.getByRole('checkbox', { name: 'Show password' }).count(), 0);
  });
});

it('the password is shown by mouse and by keyboard', async () => {
  const page = await open();
  await lockInput(page, 'password').fill('Correct-Horse-9');
  const type = () => lockInput(page, 'password').getAttribute('type');
  await page.getByRole('checkbox', { name: 'Show password' }).click();
  assert.equal(await type(), 'text');
  await lockInput(page, 'password').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.equal(await type(), 'password');
});

describe('on a phone', () => {
  it('there is no hole in the form, no zoom at an input, and everything is large enough for a finger', async () => {
    const page = await openSignUp({}, { size: PHONE });
    const box = async (locator: Locator) => (await locator.boundingBox())!;
    const terms = await box(page.locator('.auth0-lock-terms'));
    const button = await box(page.locator('.auth0-lock-submit'));
    assert.ok(button.y - (terms.y + terms.height) < 24, `${button.y - (terms.y + terms.height)} px between form and button`);
    for (const name of ['email', 'password', 'first_name', 'role']) {
      assert.equal(await style(lockInput(page, name), 'font-size'), '16px', name);
      assert.ok((await box(lockInput(page, name))).height >= 44, name);
    }
    const targets = {
      tab: page.locator('.auth0-lock-tabs li a').first(),
      submit: page.locator('.auth0-lock-submit'),
      social: page.locator('.auth0-lock-social-button').first(),
      checkbox: page.locator('label:has([name="agrees"])'),
      link: page.locator('.progressive-lock-link'),
      eye: page.getByRole('checkbox', { name: 'Show password' }),
    };
    for (const [what, target] of Object.entries(targets)) {
      const { width, height } = await box(target);
      assert.ok(height >= 44 && width >= 44, `${what}: ${width} × ${height}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing to scroll sideways');
  });

  it('of 320 px, Lock’s own placeholders are whole', async () => {
    const page = await openSignUp({}, { size: { width: 320, height: 640 }, css: 'main { padding: 0 16px }' });
    for (const name of ['email', 'password']) {
      const [needed, room] = await lockInput(page, name).evaluate((input: HTMLInputElement) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(input);
        const context = document.createElement('canvas').getContext('2d')!;
        context.font = font;
        return [context.measureText(input.placeholder).width, input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)];
      });
      assert.ok(needed <= room, `${name}: ${needed} px in ${room} px`);
    }
  });
});

describe('what stands wrong', () => {
  it('is told in the plan’s own words, in the person’s language, and goes once it is right', async () => {
    for (const [language, hint] of [['en', 'Only letters, without blanks'], ['de', 'Nur Buchstaben']] as const) {
      const page = await openSignUp({ language });
      await lockInput(page, 'first_name').fill('Ada Maria');
      await submit(page);
      await page.getByText(hint).waitFor();
      await lockInput(page, 'first_name').fill('Ada');
      await page.getByText(hint).waitFor({ state: 'detached' });
      assert.equal(await errorOf(page, 'first_name').count(), 0);
    }
  });
});

describe('links', () => {
  it('stand beside a checkbox, as text, and do not tick it', async () => {
    const page = await openSignUp();
    const link = page.getByRole('link', { name: 'Terms & <3' });
    assert.deepEqual(await link.evaluate((a: HTMLAnchorElement) => [a.pathname + a.search, a.target, a.rel]), ['/terms?a=1&b=2', '_blank', 'noopener']);
    await link.evaluate((a) => a.addEventListener('click', (event) => event.preventDefault()));
    await link.click();
    assert.equal(await page.locator('input[name="agrees"]').isChecked(), false);
    assert.equal(await page.locator('.progressive-lock-link > *').count(), 0);
    await submit(page);
    await page.getByText('Tick this box to go on.').waitFor();
    assert.equal(await page.locator('.progressive-lock-link').count(), 1);
  });

  it('lead to terms and privacy policy, in the person’s language', async () => {
    const page = await openSignUp({ language: 'de' });
    const links = await page.locator('.auth0-lock-terms a').evaluateAll((all) => all.map((a) => [a.textContent, a.getAttribute('href'), a.getAttribute('target')]));
    assert.deepEqual(links, [['Nutzungsbedingungen', PLAN.termsUrl, '_blank'], ['Datenschutzerklärung', PLAN.privacyUrl, '_blank']]);
    assert.match((await page.locator('.auth0-lock-terms').textContent()) ?? '', /^Mit der Registrierung /);
  });

  it('leave the page’s own sentence alone', async () => {
    const page = await openSignUp({ lockOptions: { languageDictionary: { signUpTerms: 'Our <a href="/own">own</a> words' } } });
    assert.equal(await page.locator('.auth0-lock-terms').textContent(), 'Our own words');
  });
});

describe('the look', () => {
  it('is the page’s: its font, its scheme, and the element’s own colours', async () => {
    const css = `body { font-family: Georgia } progressive-lock { --progressive-lock-accent: rgb(1, 2, 3); --progressive-lock-background: rgb(4, 5, 6); --progressive-lock-text: rgb(250, 251, 252) }`;
    const page = await open({}, { css });
    await lockInput(page, 'email').waitFor();
    assert.match(await style(lockInput(page, 'email'), 'font-family'), /Georgia/);
    assert.equal(await style(lockInput(page, 'email'), 'background-color'), 'rgb(4, 5, 6)');
    assert.equal(await style(lockInput(page, 'email'), 'color'), 'rgb(250, 251, 252)');
    assert.equal(await style(page.locator('.auth0-lock-submit'), 'background-color'), 'rgb(1, 2, 3)');
    assert.equal(await style(page.locator('.auth0-lock-submit'), 'text-transform'), 'none');
    const dark = await open({}, { scheme: 'dark' });
    await lockInput(dark, 'email').waitFor();
    assert.notEqual(await style(lockInput(dark, 'email'), 'background-color'), 'rgb(255, 255, 255)');
  });

  for (const [accent, ink] of [['#ffd400', 'rgb(0, 0, 0)'], ['#8fc1ff', 'rgb(0, 0, 0)'], ['#b4471f', 'rgb(255, 255, 255)']] as const) {
    it(`has a button whose text is seen on ${accent}`, async () => {
      const page = await open({ accent });
      await lockInput(page, 'email').waitFor();
      const colors = await page.evaluate(() => {
        const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
        const label = document.querySelector('.auth0-lock-submit .auth0-label-submit')!;
        return [getComputedStyle(label).color, getComputedStyle(label.querySelector('polygon')!).fill].map((color) => {
          context.fillStyle = color;
          context.fillRect(0, 0, 1, 1);
          return `rgb(${[...context.getImageData(0, 0, 1, 1).data].slice(0, 3).join(', ')})`;
        });
      });
      assert.deepEqual(colors, [ink, ink]);
    });
  }

  it('stays Lock’s own where the page says so', async () => {
    const page = await open({ lockStyle: 'none' }, { scheme: 'dark', css: 'body { font-family: Georgia }' });
    await lockInput(page, 'email').waitFor();
    assert.doesNotMatch(await style(lockInput(page, 'email'), 'font-family'), /Georgia/);
    assert.equal(await style(page.locator('.auth0-lock-submit'), 'text-transform'), 'uppercase');
  });

  it('has a header with a title or a logo only, at sign-up too', async () => {
    const bare = await openSignUp();
    assert.equal(await bare.locator('.auth0-lock-header').isVisible(), false);
    const titled = await openSignUp({ lockOptions: { languageDictionary: { title: 'Paperplane' } } });
    assert.equal((await titled.locator('.auth0-lock-name').textContent())?.trim(), 'Paperplane');
    assert.equal(await titled.locator('.auth0-lock-header-logo').isVisible(), false);
    const logo = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2258%22 height=%2258%22/%3E';
    const branded = await openSignUp({ lockOptions: { theme: { logo } } });
    assert.equal(await branded.locator('.auth0-lock-header-logo').isVisible(), true);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`has lines that are seen (${scheme})`, async () => {
      const page = await openSignUp({}, { scheme });
      await submit(page);
      await page.getByText('Tick this box to go on.').waitFor();
      const lines = await page.evaluate(() => {
        const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
        return [...document.querySelectorAll('.auth0-lock-input-block:not(.auth0-lock-input-checkbox) .auth0-lock-input-wrap, .auth0-lock-social-button')].map((line) => {
          const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(line);
          // A canvas reads every notation of a colour.
          return [borderTopWidth === '0px' ? backgroundColor : borderTopColor, backgroundColor].map((color) => {
            context.fillStyle = color;
            context.fillRect(0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data];
          });
        });
      });
      const contrasts = lines.map(([line = [], ground = []]) => contrastOf(line, ground));
      assert.ok(contrasts.length > 5, `${contrasts.length} lines`);
      for (const contrast of contrasts) assert.ok(contrast >= 3, `${contrast.toFixed(2)}:1`);
    });
  }

  it('is no card in the card of a dialog', async () => {
    const page = await open({ manual: true });
    await page.evaluate(() => void document.querySelector('progressive-lock')!.login());
    await lockInput(page, 'email').waitFor();
    for (const part of ['.auth0-lock-widget', '.auth0-lock-cred-pane']) {
      assert.equal(await style(page.locator(part), 'box-shadow'), 'none', part);
      assert.equal(await style(page.locator(part), 'border-top-width'), '0px', part);
    }
  });

  it('points the other way from right to left', async () => {
    const page = await openSignUp({ language: 'he' });
    assert.equal(await style(page.locator('.auth0-lock-submit svg'), 'transform'), 'matrix(-1, 0, 0, 1, 0, 0)');
    const [icon, input, eye] = await Promise.all([
      page.locator('.auth0-lock-input-password .auth0-lock-icon').boundingBox(),
      lockInput(page, 'password').boundingBox(),
      page.locator('.auth0-lock-show-password').boundingBox(),
    ]);
    assert.ok(icon!.x > input!.x + input!.width / 2, 'the icon is on the right');
    assert.ok(eye!.x + eye!.width <= icon!.x, 'the eye is on the left');
    assert.match((await page.locator('.auth0-lock-social-button-text').first().textContent()) ?? '', /^[^%]+ Google$/);
    const label = await page.locator('[data-label]').first().evaluate((block) => getComputedStyle(block, '::before').unicodeBidi);
    assert.equal(label, 'plaintext', 'a label in another language keeps its direction');
  });
});

describe('with `manual`', () => {
  for (const [device, size] of [['desk', DESK], ['phone', PHONE]] as const) {
    it(`the first input has the focus, and Escape closes an open list before the dialog (${device})`, async () => {
      const page = await open({ manual: true }, { size });
      await page.evaluate(() => void document.querySelector('progressive-lock')!.signUp());
      await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'email');
      const isOpen = () => page.evaluate(() => document.querySelector('progressive-lock')!.shadowRoot!.querySelector('dialog')!.open);
      await lockInput(page, 'role').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('option', { name: 'Developer' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('option', { name: 'Developer' }).waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'role');
      assert.equal(await isOpen(), true);
      await page.evaluate(() => addEventListener('keydown', ({ key }) => (document.title = key)));
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.title === 'Escape');
      await page.waitForFunction(() => !document.querySelector('progressive-lock')!.shadowRoot!.querySelector('dialog')!.open);
    });
  }

  it('a sign-up that is not followed by a login is confirmed', async () => {
    const page = await open({ manual: true, plan: { fields: [] }, lockOptions: { loginAfterSignUp: false } });
    await page.evaluate(() => void document.querySelector('progressive-lock')!.signUp());
    const { email, password } = newPerson();
    await lockInput(page, 'email').fill(email);
    await lockInput(page, 'password').fill(password);
    await submit(page);
    await page.getByText('Thanks for signing up').waitFor();
  });
});

describe('for everybody', () => {
  for (const [device, size] of [['desk', DESK], ['phone', PHONE]] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`there are no barriers (${device}, ${scheme})`, async () => {
        const page = await open({ lockOptions: { languageDictionary: { title: 'Paperplane' } } }, { size, scheme });
        const barriers = async () => {
          await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
          // The page around it has no heading, which is not Lock's concern.
          return (await barriersIn(page.mainFrame(), { withLock: true })).filter((barrier) => !barrier.startsWith('page-has-heading-one'));
        };
        await lockInput(page, 'email').waitFor();
        assert.deepEqual(await barriers(), [], 'login');
        await submit(page);
        await page.locator('.auth0-lock-error-msg').first().waitFor();
        assert.deepEqual(await barriers(), [], 'login with errors');
        await page.locator('.auth0-lock-tabs li').nth(1).locator('a').click();
        await lockInput(page, 'first_name').waitFor();
        assert.deepEqual(await barriers(), [], 'sign-up');
        assert.equal(await page.locator('.auth0-lock-tabs [aria-current="true"]').textContent(), 'Sign up');
        await submit(page);
        await page.getByText('Tick this box to go on.').waitFor();
        assert.deepEqual(await barriers(), [], 'sign-up with errors');
        await lockInput(page, 'role').click();
        await page.getByRole('option', { name: 'Developer' }).waitFor();
        assert.deepEqual(await barriers(), [], 'list');
      });
    }
  }

  it('what has the focus is seen', async () => {
    const page = await openSignUp();
    await page.locator('.auth0-lock-tabs li a').first().focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const seen = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const shown = [element, element.nextElementSibling, element.closest('.auth0-lock-input-wrap')].filter((one) => one !== null);
        return shown.some((one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none') ? '' : element.outerHTML;
      });
    for (let step = 0; step < 14; step++) {
      assert.equal(await seen(), '');
      await page.keyboard.press('Tab');
    }
  });
});
