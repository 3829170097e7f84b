/// <reference types="mocha" />
/** The patches of Lock's form, on markup as Lock renders it. The journeys show them on the real Lock. */
import { expect } from '@open-wc/testing';
import { patchLockAccessibility, type FieldNotes } from '../../src/auth0/lock-accessibility.ts';
import { styleLock } from '../../src/auth0/lock-style.ts';
import { waitUntil } from '../wait-until.ts';

const NOTES = new Map<string, FieldNotes>([
  ['company', { label: 'Company', autocomplete: 'organization', inputMode: 'text', link: { text: 'Why', url: 'https://acme.example/why' } }],
  ['role', { label: 'Role', required: 'Choose a role.' }],
  ['team', { label: 'Team' }],
  ['news', { label: 'Newsletter', link: { text: 'Privacy', url: 'https://acme.example/privacy' } }],
  ['gone', { label: 'Not in the form' }],
]);

const FORM = `
<ul class="auth0-lock-tabs"><li class="auth0-lock-tabs-current"><span>Log in</span></li><li><a>Sign up</a></li><li></li></ul>
<input class="auth0-lock-input" name="email" placeholder="yours@example.com" aria-describedby="dead">
<input class="auth0-lock-input" name="nickname" placeholder="" aria-describedby="hint"><p id="hint">A hint</p>
<div class="auth0-lock-show-password"><input type="checkbox" id="shows"><label title="Show password"></label></div>
<div class="auth0-lock-show-password"><input type="checkbox" id="untitled"><label></label></div>
<div class="auth0-lock-show-password"><label title="No box"></label></div>
<input type="hidden" name="company"><label><input class="auth0-lock-input" name="company" placeholder="company"></label>
<div class="auth0-lock-input-block"><input type="button" name="role" value="Role"></div>
<input type="button" name="team" value="Ops">
<label><input type="checkbox" name="news">Newsletter</label>`;

const LIST = `
<div class="auth0-lock-select-country"><span class="auth0-lock-back-button"></span><input name="search" id="search">
<ul><li class="auth0-lock-list-code-highlighted">Dev</li><li>Ops</li></ul></div>`;

let dialog: HTMLElement;
let container: HTMLElement;
let stop: () => void;

const find = (selector: string) => container.querySelector<HTMLElement>(selector)!;
const attributesOf = (selector: string, ...names: string[]) => names.map((name) => find(selector).getAttribute(name));
const input = (name: string) => find(`input[name="${name}"]:not([type="hidden"])`) as HTMLInputElement;

function openList(html = LIST): HTMLElement {
  container.insertAdjacentHTML('beforeend', html);
  return container.lastElementChild as HTMLElement;
}

async function openListOf(name: string, html = LIST): Promise<HTMLElement> {
  input(name).click();
  const list = openList(html);
  await waitUntil(() => find('ul[role="listbox"]'), 'no list is patched');
  return list;
}

/** Lock's own listener, and the page around Lock. */
function press(target: HTMLElement, key: string, isWanted = true) {
  const seen: string[] = [];
  const atLock = () => void seen.push('Lock');
  const atPage = (event: Event) => {
    seen.push('page');
    if (!isWanted) event.preventDefault();
  };
  target.addEventListener('keydown', atLock);
  dialog.addEventListener('keydown', atPage);
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  target.removeEventListener('keydown', atLock);
  dialog.removeEventListener('keydown', atPage);
  return { seen, isPrevented: event.defaultPrevented };
}

describe('Lock’s form', () => {
  beforeEach(() => {
    dialog = document.createElement('div');
    dialog.innerHTML = `<div>${FORM}</div>`;
    container = dialog.firstElementChild as HTMLElement;
    document.body.append(dialog);
    stop = patchLockAccessibility(container, NOTES);
  });
  afterEach(() => {
    stop();
    dialog.remove();
  });

  it('names its additional fields, and tells the browser what belongs into them', () => {
    expect(attributesOf('input[name="company"][placeholder]', 'aria-label', 'autocomplete', 'inputmode', 'aria-haspopup')).to.deep.equal(['Company', 'organization', 'text', null]);
    expect(attributesOf('input[name="news"]', 'aria-label', 'autocomplete', 'inputmode')).to.deep.equal(['Newsletter', null, null]);
    expect(find('input[type="hidden"]').getAttributeNames()).to.have.members(['type', 'name']);
  });

  it('names a choice, and what is chosen', async () => {
    expect(attributesOf('input[name="role"]', 'aria-label', 'aria-haspopup', 'aria-invalid')).to.deep.equal(['Role', 'listbox', 'false']);
    expect(attributesOf('input[name="team"]', 'aria-label', 'aria-haspopup', 'aria-invalid')).to.deep.equal(['Team: Ops', 'listbox', null]);
    expect(attributesOf('.auth0-lock-input-block', 'data-label', 'data-error')).to.deep.equal(['Role', 'Choose a role.']);
    input('role').setAttribute('value', 'Developer');
    await waitUntil(() => input('role').getAttribute('aria-label') === 'Role: Developer');
  });

  it('says that a choice is missing, until it is made', async () => {
    expect(attributesOf('input[name="role"]', 'aria-description')).to.deep.equal([null]);
    find('.auth0-lock-input-block').classList.add('auth0-lock-error');
    await waitUntil(() => input('role').getAttribute('aria-invalid') === 'true');
    expect(attributesOf('input[name="role"]', 'aria-description')).to.deep.equal(['Choose a role.']);
    find('.auth0-lock-input-block').classList.remove('auth0-lock-error');
    await waitUntil(() => input('role').getAttribute('aria-invalid') === 'false');
    expect(attributesOf('input[name="role"]', 'aria-description')).to.deep.equal([null]);
  });

  it('names Lock’s own inputs by their placeholder, and the box that shows the password', () => {
    expect(attributesOf('input[name="email"]', 'aria-label')).to.deep.equal(['yours@example.com']);
    expect(attributesOf('input[name="nickname"]', 'aria-label')).to.deep.equal([null]);
    expect([attributesOf('#shows', 'aria-label'), attributesOf('#untitled', 'aria-label')]).to.deep.equal([['Show password'], [null]]);
  });

  it('has one link beside a checkbox, outside of its label, and none beside other inputs', async () => {
    const [link, ...others] = container.querySelectorAll<HTMLAnchorElement>('.progressive-lock-link');
    expect([link?.href, link?.target, link?.rel, link?.textContent, others.length]).to.deep.equal(['https://acme.example/privacy', '_blank', 'noopener', 'Privacy', 0]);
    expect(link?.previousElementSibling).to.equal(find('label:has(input[name="news"])'));
    input('role').setAttribute('value', 'Developer');
    await waitUntil(() => input('role').getAttribute('aria-label') === 'Role: Developer');
    expect(container.querySelectorAll('.progressive-lock-link')).to.have.length(1);
  });

  it('says which tab is open', async () => {
    const current = () => [...container.querySelectorAll('.auth0-lock-tabs li > *')].map((words) => words.getAttribute('aria-current'));
    expect(current()).to.deep.equal(['true', null]);
    const [first, second] = container.querySelectorAll('.auth0-lock-tabs li');
    first!.classList.remove('auth0-lock-tabs-current');
    second!.classList.add('auth0-lock-tabs-current');
    await waitUntil(() => current()[1] === 'true');
    expect(current()).to.deep.equal([null, 'true']);
  });

  it('names no description that is not there', () => {
    expect([...attributesOf('input[name="email"]', 'aria-describedby'), ...attributesOf('input[name="nickname"]', 'aria-describedby')]).to.deep.equal([null, 'hint']);
  });

  describe('a list of choices', () => {
    it('has roles, names and the choice that is highlighted', async () => {
      await openListOf('role');
      expect(attributesOf('.auth0-lock-select-country ul', 'id', 'role', 'aria-label')).to.deep.equal(['search-list', 'listbox', 'Role']);
      const items = [...container.querySelectorAll('.auth0-lock-select-country li')].map((item) => [item.id, item.getAttribute('role'), item.getAttribute('aria-selected')]);
      expect(items).to.deep.equal([['search-list-0', 'option', 'true'], ['search-list-1', 'option', 'false']]);
      expect(attributesOf('#search', 'role', 'aria-expanded', 'aria-controls', 'aria-label', 'placeholder', 'aria-activedescendant')).to.deep.equal(['combobox', 'true', 'search-list', 'Role', 'Role', 'search-list-0']);
      expect(document.activeElement?.id).to.equal('search');
      find('.auth0-lock-list-code-highlighted').classList.remove('auth0-lock-list-code-highlighted');
      await waitUntil(() => !find('#search').hasAttribute('aria-activedescendant'));
    });

    it('keeps an id and a focus of its own, and may be one that no field has opened', async () => {
      const list = openList(LIST.replace('<ul>', '<ul id="own">').replace('<span ', '<span tabindex="0" '));
      list.querySelector<HTMLElement>('.auth0-lock-back-button')!.focus();
      await waitUntil(() => find('ul[role="listbox"]'));
      expect([...attributesOf('#own', 'aria-label'), document.activeElement?.className]).to.deep.equal(['', 'auth0-lock-back-button']);
      list.remove();
      await waitUntil(() => press(input('email'), 'Escape').seen.length === 2);
      expect(document.activeElement).to.equal(document.body);
    });

    it('is left alone where Lock’s markup is another', async () => {
      for (const html of [LIST.replace('name="search"', 'name="other"'), LIST.replaceAll('ul>', 'ol>')]) {
        const list = openList(html);
        input('role').setAttribute('value', html.length.toString());
        await waitUntil(() => input('role').getAttribute('aria-label') === `Role: ${html.length}`);
        expect(list.querySelector('[role]')).to.equal(null);
        list.remove();
      }
    });

    it('gives the focus back to its field when it closes', async () => {
      const list = await openListOf('team');
      list.remove();
      await waitUntil(() => document.activeElement === input('team'));
      input('email').focus();
      input('role').setAttribute('value', 'Developer');
      await waitUntil(() => input('role').getAttribute('aria-label') === 'Role: Developer');
      expect(document.activeElement).to.equal(input('email'));
    });

    it('belongs to the field whose key has opened it', async () => {
      press(input('role'), 'ArrowDown');
      press(input('email'), 'a');
      openList();
      await waitUntil(() => find('ul[role="listbox"]'));
      expect(attributesOf('.auth0-lock-select-country ul', 'aria-label')).to.deep.equal(['Role']);
      find('#search').click();
      find('.auth0-lock-select-country').remove();
      await waitUntil(() => document.activeElement === input('role'));
    });

    it('is closed by Escape, and not the dialog around it', async () => {
      await openListOf('role');
      let backs = 0;
      find('.auth0-lock-back-button').addEventListener('click', () => (backs += 1));
      expect(press(find('#search'), 'a')).to.deep.equal({ seen: ['Lock', 'page'], isPrevented: false });
      expect(press(find('#search'), 'Escape')).to.deep.equal({ seen: [], isPrevented: true });
      expect(backs).to.equal(1);
      find('.auth0-lock-back-button').remove();
      expect(press(find('#search'), 'Escape')).to.deep.equal({ seen: [], isPrevented: true });
    });
  });

  it('opens a choice with the keys that press a button, which Lock would swallow', () => {
    let clicks = 0;
    input('role').addEventListener('click', () => (clicks += 1));
    for (const key of ['Enter', ' ']) expect(press(input('role'), key)).to.deep.equal({ seen: [], isPrevented: true });
    expect(clicks).to.equal(2);
    for (const [name, key] of [['role', 'ArrowDown'], ['company', 'Enter'], ['email', ' '], ['news', 'Escape']] as const) {
      expect(press(input(name), key)).to.deep.equal({ seen: ['Lock', 'page'], isPrevented: false });
    }
    container.insertAdjacentHTML('beforeend', '<input type="button" name="foreign"><span></span>');
    for (const selector of ['[name="foreign"]', 'span']) expect(press(find(selector), 'Enter').seen).to.deep.equal(['Lock', 'page']);
    expect(clicks).to.equal(2);
  });

  it('hands Escape on a choice to the page around Lock, which may take it', () => {
    expect(press(input('role'), 'Escape')).to.deep.equal({ seen: ['page'], isPrevented: false });
    expect(press(input('role'), 'Escape', false)).to.deep.equal({ seen: ['page'], isPrevented: true });
    container.remove();
    expect(press(input('role'), 'Escape')).to.deep.equal({ seen: [], isPrevented: false });
  });

  it('is left alone in the end', async () => {
    stop();
    input('role').setAttribute('value', 'Developer');
    const observed = new Promise((resolve) => new MutationObserver(resolve).observe(container, { attributes: true }));
    container.setAttribute('class', 'rendered');
    await observed;
    expect(attributesOf('input[name="role"]', 'aria-label')).to.deep.equal(['Role']);
    expect(press(input('role'), 'Enter')).to.deep.equal({ seen: ['Lock', 'page'], isPrevented: false });
    input('role').click();
    stop = patchLockAccessibility(container, NOTES);
    openList();
    await waitUntil(() => find('ul[role="listbox"]'));
    expect(attributesOf('.auth0-lock-select-country ul', 'aria-label')).to.deep.equal(['']);
  });
});

describe('Lock’s style', () => {
  it('is put into the document once, next to the page’s own, and again where it was taken out', () => {
    const own = new CSSStyleSheet();
    document.adoptedStyleSheets = [own];
    styleLock();
    styleLock();
    expect(document.adoptedStyleSheets).to.have.length(2);
    expect(document.adoptedStyleSheets[0]).to.equal(own);
    const [rule] = document.adoptedStyleSheets[1]!.cssRules;
    expect((rule as CSSStyleRule).selectorText).to.equal('.progressive-lock-styled.progressive-lock-styled .auth0-lock.auth0-lock');
    const [, sheet] = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [own];
    styleLock();
    expect(document.adoptedStyleSheets[1]).to.equal(sheet);
    document.adoptedStyleSheets = [];
  });
});
