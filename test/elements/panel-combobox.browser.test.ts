/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { a11ySnapshot, findAccessibilityNode, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { PanelQuestion } from '../../src/elements/panel/panel-state.ts';
import { itWith } from './driven.ts';
import { asking, isStill, questions, showPanel, type } from './panel-fixture.ts';
import { expectAccessible } from './expect-accessible.ts';

async function showCountries(question: PanelQuestion = questions.country, language = 'en') {
  const shown = await showPanel({ ...asking(question), language });
  await isStill(shown.root);
  const input = shown.find<HTMLInputElement>('[role=combobox]');
  const options = () => [...shown.root.querySelectorAll('[role=option]')].map((option) => option.textContent.trim());
  const active = () => {
    const id = input.getAttribute('aria-activedescendant');
    return id && shown.root.getElementById(id)?.textContent?.trim();
  };
  const isOpen = () => input.getAttribute('aria-expanded') === 'true' && shown.find('[role=listbox]').checkVisibility();
  const answer = () => {
    shown.find('[part=save]').click();
    return (shown.calls.find(([name]) => name === 'answer')?.[1] as { country?: unknown } | undefined)?.country;
  };
  return { ...shown, input, options, active, isOpen, answer };
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

describe('a long list', () => {
  it('is searched by typing, without case and accents, and chosen from by Enter', async () => {
    const { input, options, active, isOpen, answer } = await showCountries();
    expect(isOpen()).to.equal(false);
    await type(input, 'COTE D');
    expect(isOpen()).to.equal(true);
    expect(options()).to.deep.equal(['Côte d’Ivoire']);
    expect(active()).to.equal('Côte d’Ivoire');
    await press('Enter');
    expect(isOpen()).to.equal(false);
    expect(input.value).to.equal('Côte d’Ivoire');
    expect(answer()).to.equal('CI');
  });

  it('leaves Enter and Escape to an input method, also where Safari has ended the composition before the key', async () => {
    const { input, isOpen, calls } = await showCountries();
    await type(input, 'ge');
    for (const key of ['Enter', 'Escape']) input.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true }));
    expect([isOpen(), input.value]).to.deep.equal([true, 'ge']);
    expect(calls).to.deep.equal([]);
  });

  it('takes what a browser extension fills in, which may fire "change" alone', async () => {
    for (const [filled, saved] of [['Germany', 'DE'], ['DE', 'DE']]) {
      const { input, isOpen, answer, panel } = await showCountries();
      input.value = filled!;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      expect([isOpen(), input.value, answer()]).to.deep.equal([false, filled, saved]);
      panel.destroy();
    }
  });

  it('knows the apostrophe of keyboards, and both letters i of Turkish', async () => {
    const { input, options } = await showCountries();
    await type(input, "cote d'i");
    expect(options()).to.deep.equal(['Côte d’Ivoire']);
    for (const text of ['ırak', 'Irak', 'irak']) {
      const turkish = await showCountries(questions.country, 'tr');
      await type(turkish.input, text);
      expect(turkish.options(), text).to.deep.equal(['Irak']);
    }
  });

  it('takes no country for another because two letters of it were typed', async () => {
    const { input, answer, text } = await showCountries();
    await type(input, 'UK');
    await press('Tab');
    expect(input.value).to.equal('UK');
    expect(answer()).to.equal(undefined);
    expect(text('[part=error]')).not.to.equal('');
  });

  it('is left by Tab, and closed by that', async () => {
    const { input, isOpen, root, calls } = await showCountries();
    input.focus();
    await press('ArrowDown', 'ArrowDown', 'Tab');
    expect(isOpen()).to.equal(false);
    expect(root.activeElement?.matches('button')).to.equal(true);
    expect(calls).to.deep.equal([]);
  });

  it('lies under its input, whichever way page and panel run', async () => {
    for (const language of ['en', 'ar']) {
      for (const dir of ['ltr', 'rtl']) {
        document.documentElement.dir = dir;
        const { input, find, panel } = await showCountries(questions.country, language);
        input.focus();
        input.click();
        const [field, list] = [input, find('[role=listbox]')].map((element) => element.getBoundingClientRect()) as [DOMRect, DOMRect];
        expect(Math.abs(list.left - field.left), `${language} in ${dir}`).to.be.lessThan(2);
        panel.destroy();
      }
    }
    document.documentElement.dir = '';
  });

  it('keeps what was typed where the language changes', async () => {
    const { panel, input, find, root } = await showCountries();
    await type(input, 'Germany');
    await panel.update({ ...asking(questions.country), language: 'fr' });
    expect(find<HTMLInputElement>('[role=combobox]').value).to.equal('Allemagne');
    expect(root.querySelector<HTMLInputElement>('input[type=hidden]')!.value).to.equal('DE');
  });

  it('shows in bold what was typed, and tells how many there are', async () => {
    const { root, find, text } = await showPanel(asking(questions.country));
    await type(find('input[role=combobox]'), 'germ');
    expect(text('[role=option] b')).to.equal('Germ');
    expect(text('.combobox [role=status]')).to.equal(`Results: ${root.querySelectorAll('[role=option]').length}`);
  });

  it('shows in bold what was typed without its accents, too', async () => {
    const { root, find } = await showPanel({ ...asking(questions.country), language: 'fr' });
    await type(find('input[role=combobox]'), 'cote');
    const bold = [...root.querySelectorAll('[role=option] b')].map(({ textContent }) => textContent);
    expect(bold).to.include('Côte').and.to.have.length(root.querySelectorAll('[role=option]').length);
  });

  itWith('window size', 'has the whole screen of a phone below its question', async () => {
    await setViewport({ width: 390, height: 800 });
    try {
      for (const placement of ['corner', 'bar', 'dialog'] as const) {
        const { root, find, panel, text } = await showPanel({ ...asking(questions.text, questions.country), placement });
        await isStill(root);
        find('input[role=combobox]').focus();
        find('input[role=combobox]').click();
        await isStill(root);
        const box = (selector: string) => find(selector).getBoundingClientRect();
        const [list, input, label] = [box('[role=listbox]'), box('input[role=combobox]'), box('#q1-label')];
        expect([list.left, list.right, list.bottom].map(Math.round), placement).to.deep.equal([0, 390, 800]);
        expect(label.top < 40 && label.bottom <= input.top && input.bottom <= list.top && list.top < 140, `${placement} ${label.top} ${input.bottom} ${list.top}`).to.equal(true);
        expect(root.elementFromPoint(195, label.top + 4)?.closest('[id=q1-label], .picking')).not.to.equal(null);
        await type(find('input[role=combobox]'), 'germ');
        find('[role=option]').click();
        expect([find<HTMLInputElement>('input[role=combobox]').value, root.querySelector('.picking')]).to.deep.equal(['Germany', null]);
        expect(text('.combobox [role=status]')).to.equal('');
        panel.destroy();
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('covers neither its input nor the label', async () => {
    const { find, root } = await showPanel(asking(questions.country));
    await isStill(root);
    await type(find('input[role=combobox]'), 'a');
    const box = (selector: string) => find(selector).getBoundingClientRect();
    const list = box('[role=listbox]');
    for (const covered of [box('[part=label]'), box('input[role=combobox]')]) expect(list.top >= covered.bottom || list.bottom <= covered.top).to.equal(true);
    const gap = Math.min(Math.abs(list.top - box('input[role=combobox]').bottom), Math.abs(box('[part=label]').top - list.bottom));
    expect([list.left, gap < 8]).to.deep.equal([box('input[role=combobox]').left, true]);
  });

  it('shows those that begin with what was typed first', async () => {
    const { input, options } = await showCountries();
    await type(input, 'unit');
    expect(options().slice(0, 3)).to.deep.equal(['United Arab Emirates', 'United Kingdom', 'United States']);
  });

  it('has each country once, and none that is no more', async () => {
    const { input, options } = await showCountries();
    input.click();
    expect(options()).to.have.length(250);
    expect(new Set(options()).size).to.equal(250);
  });

  it('is walked through by the arrow keys, round its ends', async () => {
    const { input, options, active, isOpen } = await showCountries();
    input.focus();
    await press('ArrowDown');
    expect([isOpen(), active()]).to.deep.equal([true, options()[0]]);
    await press('ArrowUp');
    expect(active()).to.equal(options().at(-1));
    await press('ArrowDown', 'ArrowDown');
    expect(active()).to.equal(options()[1]);
    await press('Escape', 'ArrowUp');
    expect(active()).to.equal(options().at(-1));
  });

  itWith('held keys', 'opens and closes by Alt and the arrows without choosing', async () => {
    const { input, active, isOpen } = await showCountries();
    input.focus();
    await sendKeys({ down: 'Alt' });
    await press('ArrowDown');
    expect([isOpen(), active()]).to.deep.equal([true, null]);
    await press('ArrowUp');
    await sendKeys({ up: 'Alt' });
    expect(isOpen()).to.equal(false);
  });

  it('closes by Escape, and only the next Escape is "not now"', async () => {
    const { input, calls, isOpen } = await showCountries();
    await type(input, 'ger');
    await press('Escape');
    expect([isOpen(), input.value, calls.length]).to.deep.equal([false, 'ger', 0]);
    await press('Escape');
    expect(calls).to.deep.equal([['snooze']]);
  });

  it('begins at what is chosen', async () => {
    const { input, active, find, answer } = await showCountries({ ...questions.country, value: 'SE' });
    expect(input.value).to.equal('Sweden');
    input.focus();
    await press('ArrowDown');
    expect(active()).to.equal('Sweden');
    const list = find('[role=listbox]').getBoundingClientRect();
    const option = find('[aria-selected=true]').getBoundingClientRect();
    expect(option.top >= list.top && option.bottom <= list.bottom, 'in view').to.equal(true);
    await press('ArrowDown', 'Enter');
    expect(answer()).to.equal('CH');
  });

  it('is chosen from by pointer, without losing the focus', async () => {
    const { input, find, isOpen, root, answer, drafts } = await showCountries();
    await type(input, 'fra');
    await isStill(root);
    const { x, y, height } = find('[role=option]').getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + 20), Math.round(y + height / 2)] });
    expect(isOpen()).to.equal(false);
    expect(root.activeElement === input, 'focus').to.equal(true);
    expect(drafts.at(-1)).to.deep.equal(['country', 'FR']);
    expect(answer()).to.equal('FR');
  });

  it('opens by its button and by a click into it', async () => {
    const { input, find, isOpen, root } = await showCountries();
    find('.opener').click();
    expect(isOpen()).to.equal(true);
    expect(root.activeElement === input, 'focus').to.equal(true);
    find('.opener').click();
    expect(isOpen()).to.equal(false);
    input.click();
    expect(isOpen()).to.equal(true);
  });

  it('keeps to what was typed when it is left, unless one choice alone is meant', async () => {
    const { input, isOpen } = await showCountries();
    await type(input, 'ger');
    await press('Tab');
    expect([isOpen(), input.value]).to.deep.equal([false, 'ger']);
    input.value = '';
    await type(input, 'germ');
    await press('Tab');
    expect(input.value).to.equal('Germany');
  });

  it('takes a name that was typed out, and a code', async () => {
    const named = await showCountries();
    await type(named.input, 'sweden');
    expect(named.answer()).to.equal('SE');
    named.panel.destroy();
    const coded = await showCountries();
    await type(coded.input, 'SE');
    expect(coded.answer()).to.equal('SE');
  });

  it('says that nothing was found, and refuses to save it', async () => {
    const { input, isOpen, text, answer } = await showCountries();
    await type(input, 'Atlantis');
    expect(isOpen()).to.equal(false);
    expect(text('.combobox [role=status]')).to.equal('Nothing found.');
    expect(answer()).to.equal(undefined);
    expect(text('.error')).to.equal('Choose an entry from the list.');
  });

  it('is closed by the first Enter, and the next one saves', async () => {
    const { input, calls } = await showCountries();
    await type(input, 'swed');
    await press('Enter');
    expect(calls).to.deep.equal([]);
    await press('Enter');
    expect(calls).to.deep.equal([['answer', { country: 'SE' }]]);
  });

  it('is named and sorted in the person\'s language', async () => {
    const { input, options } = await showCountries(questions.country, 'de');
    await type(input, 'öst');
    expect(options()).to.include('Österreich');
  });

  it('takes the place of a select or radio with many options, and of no other', async () => {
    const options = Array.from({ length: 13 }, (_, index) => ({ value: `v${index}`, label: `Option ${index}` }));
    for (const kind of ['select', 'radio', 'multiselect'] as const) {
      for (const [count, isSearched] of [[12, false], [13, kind !== 'multiselect']] as const) {
        const { root } = await showPanel(asking({ ...questions[kind], options: options.slice(0, count) }));
        expect(root.querySelector('[role=combobox]') !== null, `${kind} of ${count}`).to.equal(isSearched);
      }
    }
  });

  it('may go away while it has the focus', async () => {
    const { input, panel, root, drafts } = await showCountries();
    await type(input, 'swed');
    const told = drafts.length;
    await panel.update(asking(questions.text));
    expect(root.querySelector('[role=combobox]')).to.equal(null);
    await panel.update(asking(questions.country));
    await type(root.querySelector<HTMLElement>('[role=combobox]')!, 'swed');
    panel.destroy();
    expect(root.childElementCount).to.equal(0);
    expect(drafts.length).to.equal(told + 4);
  });

  itWith('accessibility tree', 'is accessible while it is open, and spoken as a combobox', async () => {
    const { input, host } = await showCountries();
    await type(input, 'an');
    await expectAccessible(host);
    const tree = (await a11ySnapshot({})) as unknown as { children: never[] };
    const node: unknown = findAccessibilityNode(tree, ({ role, name }: { role?: string; name?: string }) => role === 'combobox' && name === 'Country');
    expect(node).to.include({ focused: true, expanded: true, autocomplete: 'list' });
  });

  it('is as wide as its input, and within the window', async () => {
    for (const placement of ['corner', 'dialog', 'inline', 'bar'] as const) {
      const { find, panel, root } = await showPanel({ ...asking(questions.country), placement });
      await isStill(root);
      await type(find('[role=combobox]'), 'a');
      const input = find('[role=combobox]').getBoundingClientRect();
      const list = find('[role=listbox]').getBoundingClientRect();
      expect(Math.round(list.width), placement).to.equal(Math.round(input.width));
      expect(Math.round(list.left), placement).to.equal(Math.round(input.left));
      expect(list.top >= 0 && list.bottom <= innerHeight, placement).to.equal(true);
      panel.destroy();
    }
  });
});
