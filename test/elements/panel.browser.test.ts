/// <reference types="mocha" />
import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import type { PanelState, Placement } from '../../src/elements/panel/panel-state.ts';
import { waitUntil } from '../wait-until.ts';
import { itWith } from './driven.ts';
import { asking, isStill, questions, showPanel, type, type ShownPanel } from './panel-fixture.ts';
import { expectAccessible } from './expect-accessible.ts';

const placements: Placement[] = ['corner', 'dialog', 'inline', 'bar'];

const states: Record<string, Partial<PanelState>> = {
  'one question': {},
  'two questions in steps': { questions: [questions.rating, questions.multiselect], step: { index: 2, count: 3 } },
  'a confirmation': { questions: [questions.confirmation] },
  'a long list': { questions: [questions.country] },
  'choices that are loading': { questions: [{ ...questions.select, options: 'loading' }] },
  'choices that failed': { questions: [{ ...questions.radio, options: 'failed' }] },
  'a notice': { notice: 'failed', privacyUrl: '/privacy' },
  'the redirect page': { isRedirect: true },
  thanks: { phase: 'thanks', canUndo: true },
  'thanks while offline': { phase: 'thanks', canUndo: true, notice: 'offline' },
};

describe('the panel', () => {
  for (const placement of placements) {
    for (const [name, state] of Object.entries(states)) {
      it(`is accessible as ${placement} with ${name}`, async () => {
        const { host } = await showPanel({ ...asking(questions.text), ...state, placement });
        await expectAccessible(host);
      });
    }
  }

  itWith('media features', 'is accessible in the dark, with errors, and with any accent', async () => {
    await emulateMedia({ colorScheme: 'dark' });
    document.documentElement.style.colorScheme = 'light dark';
    try {
      for (const accent of ['#ffe14d', '#777', '#2b2b2b', 'rgb(0 128 0)', undefined]) {
        const shown = await showPanel({ ...asking(questions.required, questions.radio, questions.rating), accent });
        shown.find('[part=save]').click();
        expect(shown.text('.error')).not.to.equal('');
        await expectAccessible(shown.host);
        shown.panel.destroy();
      }
    } finally {
      document.documentElement.style.colorScheme = '';
      await emulateMedia({ colorScheme: 'light' });
    }
  });

  it('takes black or white on the accent, whichever reads better', async () => {
    for (const [accent, expected] of [['#ffe14d', 0], ['#1a2b6b', 1]] as const) {
      const { find } = await showPanel({ ...asking(questions.text), accent });
      const color = getComputedStyle(find('[part=save]')).color;
      const [red] = /[\d.]+(?= )/.exec(color.replace(/^color\(\S+ /, ''))!;
      expect(Math.round(Number(red)), `${color} on ${accent}`).to.equal(expected);
    }
  });

  it('lets the page\'s own accent win over the given one, and takes no accent that is no colour', async () => {
    const { panel, host, find } = await showPanel({ ...asking(questions.text), accent: 'rgb(1, 2, 3)' });
    const background = () => getComputedStyle(find('[part=save]')).backgroundColor;
    expect(background()).to.equal('rgb(1, 2, 3)');
    await panel.update({ ...asking(questions.text), accent: 'red; } * { display: none' });
    expect(background()).to.equal('rgb(40, 80, 200)');
    host.style.setProperty('--tell-us-more-accent', 'rgb(4, 5, 6)');
    expect(background()).to.equal('rgb(4, 5, 6)');
  });

  it('needs no style attribute and no style element', async () => {
    for (const state of Object.values(states)) {
      const { root } = await showPanel({ ...asking(questions.text), ...state });
      expect(root.querySelector('[style], style, link')).to.equal(null);
    }
  });

  it('shows texts of the plan as text, never as HTML', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { root, text } = await showPanel(asking({ field: { name: 'evil', label: evil, why: evil, placeholder: evil } }));
    expect(root.querySelector('img')).to.equal(null);
    expect(text('label')).to.equal(evil);
  });

  it('links to the privacy page only if that is a page of the web', async () => {
    const { panel, root, find } = await showPanel({ ...asking(questions.text), privacyUrl: '/privacy' });
    expect(find<HTMLAnchorElement>('[part=privacy]').getAttribute('href')).to.equal('/privacy');
    await panel.update({ ...asking(questions.text), privacyUrl: 'java\nscript:alert(1)' });
    expect(root.querySelector('[part=privacy]')).to.equal(null);
  });

  it('never shows a hidden field', async () => {
    const { root } = await showPanel(asking({ field: { name: 'plan', label: 'Plan', type: 'hidden' } }, questions.text));
    expect(root.querySelectorAll('.question')).to.have.length(1);
  });

  describe('the first drawing', () => {
    const isSeen = (root: ShadowRoot) => root.querySelector('.panel')?.checkVisibility({ visibilityProperty: true }) ?? false;
    const isBegun = (root: ShadowRoot) => new Promise((resolve) => new MutationObserver(resolve).observe(root, { childList: true }));

    for (const placement of placements) {
      it(`is seen as ${placement} when it is whole, and does not move the page before`, async () => {
        const { panel, host, root } = await showPanel({ ...asking(), phase: 'closed', placement });
        const state = { ...asking(questions.text, questions.radio, questions.country), placement };
        const looks: { isSeen: boolean; height: number; questions: number }[] = [];
        const look = () => looks.push({ isSeen: isSeen(root), height: host.offsetHeight, questions: root.querySelectorAll('.question').length });
        const watch = new MutationObserver(look);
        watch.observe(root, { childList: true, subtree: true });
        await panel.update(state);
        watch.disconnect();
        // What lies over the page is raised when it is whole; what stands in the page is whole when it comes.
        const isOver = placement !== 'inline';
        expect(looks.length).to.be.greaterThan(0);
        for (const { isSeen, height, questions } of looks) {
          expect(questions).to.equal(3);
          expect(height === 0).to.equal(isOver);
          if (!isOver) expect(isSeen).to.equal(true);
        }
        expect(looks[0]!.isSeen).to.equal(!isOver);
        expect(isSeen(root)).to.equal(true);
        expect(root.querySelectorAll('.question')).to.have.length(3);
        expect(root.querySelector('.unseen')).to.equal(null);
      });
    }

    it('is spoken of and seen, though something else came in between', async () => {
      const { panel, root } = await showPanel({ ...asking(), phase: 'closed' });
      const drawing = panel.update(asking(questions.text));
      await isBegun(root);
      expect(isSeen(root)).to.equal(false);
      await panel.update({ ...asking(questions.text), notice: 'offline' });
      expect(isSeen(root)).to.equal(true);
      await drawing;
      await waitUntil(() => root.querySelector('[role=status]')!.textContent.includes('Company'), 'expected it to be spoken of');
    });

    it('is given up where the panel is taken away meanwhile', async () => {
      const { panel, root } = await showPanel({ ...asking(), phase: 'closed' });
      for (const end of [() => panel.update({ ...asking(), phase: 'closed' }), () => Promise.resolve(panel.destroy())]) {
        const drawing = panel.update(asking(questions.text));
        await isBegun(root);
        await Promise.all([end(), drawing]);
        expect(root.querySelector('.panel')).to.equal(null);
      }
    });
  });

  describe('steps', () => {
    const second = { ...asking(questions.text), step: { index: 2, count: 3 } };

    it('are counted, drawn, and can be gone back', async () => {
      const { root, find, text, calls } = await showPanel(second);
      expect(text('[part=step]')).to.equal('Step 2 of 3');
      expect([...root.querySelectorAll('[part=steps] > *')].map(({ className }) => className)).to.deep.equal(['done', 'done', '']);
      find('[part=back]').click();
      expect(calls).to.deep.equal([['back']]);
    });

    it('have no way back in the first, and are not spoken of where there is one', async () => {
      const { root, panel } = await showPanel({ ...second, step: { index: 1, count: 3 } });
      expect([root.querySelector('[part=back]'), root.querySelectorAll('.done').length]).to.deep.equal([null, 1]);
      await panel.update({ ...second, step: { index: 1, count: 1 } });
      expect(root.querySelector('[part=step]')).to.equal(null);
    });

    it('have inputs of their own, and keep the focus in the panel', async () => {
      const { panel, root, find } = await showPanel({ ...second, step: { index: 1, count: 3 } });
      await type(find('input'), 'ACME');
      await panel.update({ ...second, questions: [questions.email] });
      expect(find<HTMLInputElement>('input').value).to.equal('');
      expect(root.activeElement).to.equal(find('input'));
    });
  });

  describe('made small', () => {
    for (const placement of ['corner', 'bar'] as const) {
      it(`is a pill as ${placement}, and comes back with what was typed`, async () => {
        const { host, root, find, calls } = await showPanel({ ...asking(questions.text), placement });
        await isStill(root);
        await type(find('input'), 'ACME');
        find('[part=minimise]').focus();
        find('[part=minimise]').click();
        await waitUntil(() => root.querySelector('[part=restore]'), 'expected the pill');
        expect([find('form').checkVisibility(), root.activeElement, find('.panel').offsetHeight]).to.deep.equal([false, find('[part=restore]'), 50]);
        await expectAccessible(host);
        find('[part=restore]').click();
        await waitUntil(() => !root.querySelector('[part=restore]'), 'expected no pill');
        expect([find<HTMLInputElement>('input').value, root.activeElement]).to.deep.equal(['ACME', find('input')]);
        expect(calls).to.deep.equal([['resize', true], ['resize', false]]);
      });
    }

    it('begins so where the person had made it small, and is not spoken of', async () => {
      const { root, find, panel } = await showPanel({ ...asking(questions.text), isSmall: true });
      expect([find('[part=restore]').checkVisibility(), find('form').checkVisibility()]).to.deep.equal([true, false]);
      await panel.update({ ...asking(questions.text), isSmall: true, placement: 'inline' });
      expect([root.querySelector('[part=restore]'), find('form').checkVisibility()]).to.deep.equal([null, true]);
    });

    itWith('window size', 'by a finger that moves the head of the sheet down, far or fast', async () => {
      await setViewport({ width: 390, height: 800 });
      try {
        for (const [way, ms, type, pointerType, isSmall] of [
          [120, 1000, 'pointerup', 'touch', true],
          [40, 50, 'pointerup', 'touch', true],
          [40, 1000, 'pointerup', 'touch', false],
          [-120, 100, 'pointerup', 'touch', false],
          [120, 1000, 'pointercancel', 'touch', false],
          [120, 1000, 'pointerup', 'mouse', false],
        ] as const) {
          const { panel, root, find, calls } = await showPanel(asking(questions.text));
          await isStill(root);
          const heading = find('h2');
          const send = (name: string, clientY: number, timeStamp: number) => {
            const event = new PointerEvent(name, { bubbles: true, composed: true, pointerId: 3, pointerType, clientY });
            Object.defineProperty(event, 'timeStamp', { value: timeStamp });
            heading.dispatchEvent(event);
          };
          send('pointerdown', 500, 0);
          // Where the code comes later than the finger goes, it counts all the same.
          if (way !== 40) await waitUntil(() => (send('pointermove', 500 + way, ms), find('.panel').style.translate || pointerType === 'mouse'), 'expected the sheet to follow');
          expect(find('.panel').style.translate).to.equal(way === 40 || pointerType === 'mouse' ? '' : `0px ${way > 0 ? `${way}px` : ''}`.trim());
          send(type, 500 + way, ms);
          if (isSmall) await waitUntil(() => root.querySelector('[part=restore]'), `expected the pill after ${way} px in ${ms} ms`);
          await waitUntil(() => !find('.panel').style.translate, 'expected it to be let go');
          await isStill(root);
          expect([calls, root.querySelector('[part=restore]') !== null]).to.deep.equal([isSmall ? [['resize', true]] : [], isSmall]);
          panel.destroy();
        }
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

    it('is large again for another question', async () => {
      const { panel, root, find } = await showPanel(asking(questions.text));
      find('[part=minimise]').click();
      await waitUntil(() => root.querySelector('[part=restore]'), 'expected the pill');
      await panel.update(asking(questions.email));
      expect([root.querySelector('[part=restore]'), find('form').checkVisibility()]).to.deep.equal([null, true]);
    });

    it('is not offered by what is in the page, or above all of it', async () => {
      for (const placement of ['inline', 'dialog'] as const) {
        const { panel, root } = await showPanel({ ...asking(questions.text), placement });
        expect(root.querySelector('[part=minimise]')).to.equal(null);
        panel.destroy();
      }
    });
  });

  it('leaves room at the end of a page that scrolls, as long as it is there', async () => {
    const page = await fixture<HTMLElement>(html`<div style="height: 3000px"></div>`);
    const { style } = document.documentElement;
    style.paddingBlockEnd = '10px';
    const before = document.documentElement.scrollHeight;
    const { panel, find } = await showPanel({ ...asking(questions.text), placement: 'bar' });
    await waitUntil(() => document.documentElement.scrollHeight > before, 'expected room');
    scrollTo(0, document.documentElement.scrollHeight);
    expect(page.getBoundingClientRect().bottom).to.be.at.most(find('.panel').getBoundingClientRect().top + 1);
    panel.destroy();
    expect([document.documentElement.scrollHeight, style.paddingBlockEnd]).to.deep.equal([before, '10px']);
    style.paddingBlockEnd = '';
  });

  it('leaves no room on paper, which would have an empty page for it', async () => {
    await fixture<HTMLElement>(html`<div style="height: 3000px"></div>`);
    const { style } = document.documentElement;
    const { panel } = await showPanel(asking(questions.text));
    await waitUntil(() => style.paddingBlockEnd !== '', 'expected room');
    const room = style.paddingBlockEnd;
    dispatchEvent(new Event('beforeprint'));
    expect([style.paddingBlockEnd, style.scrollPaddingBlockEnd]).to.deep.equal(['', '']);
    dispatchEvent(new Event('afterprint'));
    expect([style.paddingBlockEnd, style.scrollPaddingBlockEnd]).to.deep.equal([room, room]);
    panel.destroy();
    dispatchEvent(new Event('afterprint'));
    expect(style.paddingBlockEnd).to.equal('');
  });

  it('leaves room for the highest of several, whichever of them goes first, and none in the page', async () => {
    await fixture<HTMLElement>(html`<div style="height: 3000px"></div>`);
    const { style } = document.documentElement;
    const [low, high] = [await showPanel(asking(questions.text)), await showPanel(asking(questions.textarea, questions.radio))];
    const isRoomFor = (shown: ShownPanel) => waitUntil(() => style.paddingBlockEnd === `${shown.find('.panel').offsetHeight}px`, 'expected room for the panel');
    await isRoomFor(high);
    high.panel.destroy();
    await isRoomFor(low);
    const other = await showPanel(asking(questions.textarea));
    await isRoomFor(other);
    low.panel.destroy();
    await isRoomFor(other);
    await other.panel.update({ ...asking(questions.textarea), placement: 'inline' });
    await waitUntil(() => style.paddingBlockEnd === '', 'expected no room');
  });

  it('as a dialog leaves the page alone while its part of the page is hidden, and comes with what was typed once it is shown', async () => {
    const { host, find, calls } = await showPanel({ ...asking(questions.text), placement: 'dialog' });
    const isModal = () => find('dialog').matches(':modal');
    await type(find('input'), 'AC');
    const button = await fixture<HTMLElement>(html`<button>Own</button>`);
    for (let time = 0; time < 2; time++) {
      host.hidden = true;
      await waitUntil(() => !isModal(), 'expected the page to be free');
      button.focus();
      expect(document.activeElement).to.equal(button);
      host.hidden = false;
      await waitUntil(isModal, 'expected the dialog');
      expect(find<HTMLInputElement>('input').value).to.equal('AC');
    }
    expect(calls).to.deep.equal([]);
  });

  describe('thanks', () => {
    it('go with the next click in the page, not with its press, which the page would move away from, nor with one in them', async () => {
      for (const [placement, expected] of [['corner', [['close']]], ['bar', [['close']]], ['inline', []]] as const) {
        const { panel, find, calls } = await showPanel({ ...asking(), phase: 'thanks', canUndo: true, placement });
        const press = (type: string, element: Element) => element.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
        press('click', find('[part=thanks]'));
        press('pointerdown', document.body);
        expect(calls).to.deep.equal([]);
        press('click', document.body);
        expect(calls, placement).to.deep.equal(expected);
        panel.destroy();
      }
    });

    it('are the plan\'s own words where it has some', async () => {
      const { text } = await showPanel({ ...asking(), phase: 'thanks', canUndo: true, thanks: { en: 'Colleagues can <b>now</b> find you' } });
      expect(text('[part=thanks]')).to.equal('Colleagues can <b>now</b> find you');
    });

    it('leave a question alone', async () => {
      const { calls } = await showPanel(asking(questions.text));
      document.body.click();
      expect(calls).to.deep.equal([]);
    });

    it('have the check beside their first line, and a notice as wide as the card', async () => {
      const { find } = await showPanel({ ...asking(), phase: 'thanks', canUndo: true, thanks: 'Thank you! Colleagues find your workspace now. '.repeat(3), notice: 'kept' });
      const box = (selector: string) => find(selector).getBoundingClientRect();
      expect(box('.thanks svg').top).to.be.closeTo(box('.thanks span').top, 4);
      const { paddingInline } = getComputedStyle(find('.panel'));
      expect(box('.notice').width).to.be.closeTo(find('.panel').clientWidth - 2 * parseFloat(paddingInline), 1);
      const short = await showPanel({ ...asking(), phase: 'thanks', canUndo: true, notice: 'offline' });
      expect(short.find('.notice').offsetWidth).to.equal(find('.notice').offsetWidth);
    });

    it('stand in one line of a bar', async () => {
      const { find } = await showPanel({ ...asking(), phase: 'thanks', canUndo: true, placement: 'bar' });
      const middle = (selector: string) => {
        const { top, bottom } = find(selector).getBoundingClientRect();
        return (top + bottom) / 2;
      };
      expect(middle('[part=undo]')).to.be.closeTo(middle('[part=thanks]'), 2);
    });
  });

  it('grows with the root\'s font size', async () => {
    const widthAt = async (size: string) => {
      document.documentElement.style.fontSize = size;
      const { panel, find } = await showPanel(asking(questions.text));
      const measured = [find('.panel').offsetWidth, find('[part=save]').offsetHeight, parseFloat(getComputedStyle(find('[part=label]')).fontSize)];
      panel.destroy();
      return measured;
    };
    try {
      const plain = await widthAt('100%');
      const large = await widthAt('150%');
      expect(large.map((length, index) => Math.round((100 * length) / plain[index]!))).to.deep.equal([150, 150, 150]);
    } finally {
      document.documentElement.style.fontSize = '';
    }
  });

  describe('where it stands', () => {
    it('takes what was typed along to another place', async () => {
      const { panel, find, root } = await showPanel(asking(questions.text, questions.radio, questions.confirmation));
      find<HTMLInputElement>('#q0').value = 'Acme GmbH';
      root.querySelector<HTMLInputElement>('input[value=ops]')!.checked = true;
      await panel.update({ ...asking(questions.text, questions.radio, questions.confirmation), placement: 'bar' });
      expect(find<HTMLInputElement>('.bar #q0').value).to.equal('Acme GmbH');
      expect(root.querySelector<HTMLInputElement>('input[value=ops]')!.checked).to.equal(true);
      expect(find('[part=value]').textContent.trim()).to.equal('ACME');
    });

    it('hides nothing of the page that has the focus; where it cannot be helped, Escape takes the panel away', async () => {
      const { panel, calls, find } = await showPanel({ ...asking(questions.text, questions.radio), placement: 'bar' });
      const page = await fixture(html`<div><div style="height: 3000px"></div><button>low</button></div>`);
      const button = page.querySelector('button')!;
      const isCovered = () => button.getBoundingClientRect().bottom > find('.panel').getBoundingClientRect().top;
      button.style.marginBottom = '3000px';
      scrollTo(0, button.getBoundingClientRect().bottom + scrollY - innerHeight + 4);
      expect(isCovered()).to.equal(true);
      button.focus({ preventScroll: true });
      await waitUntil(() => !isCovered(), 'expected the button to be brought out');
      // At the end of a page it cannot be scrolled up any more.
      button.blur();
      button.style.marginBottom = '0';
      scrollTo(0, document.documentElement.scrollHeight);
      Object.assign(button.style, { position: 'fixed', bottom: '4px' });
      button.focus({ preventScroll: true });
      expect(isCovered()).to.equal(true);
      const escape = () => button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
      escape();
      expect(calls).to.deep.equal([['snooze']]);
      // What can be seen keeps its own Escape.
      button.style.bottom = '90vh';
      escape();
      panel.destroy();
      escape();
      expect(calls).to.have.length(1);
    });

    it('does not move the page as corner, bar or dialog', async () => {
      for (const placement of ['corner', 'bar', 'dialog'] as const) {
        const { host, panel } = await showPanel({ ...asking(), phase: 'closed', placement });
        const before = document.documentElement.scrollHeight;
        await panel.update({ ...asking(questions.text), placement });
        expect(host.getBoundingClientRect().height).to.equal(0);
        expect(document.documentElement.scrollHeight).to.equal(before);
        panel.destroy();
      }
    });

    it('stands above a page that is transformed', async () => {
      const { host, find } = await showPanel(asking(questions.text));
      host.style.cssText = 'transform: scale(.5); display: block; overflow: hidden';
      expect(find('.panel').getBoundingClientRect().width).to.be.greaterThan(300);
    });

    itWith('window size', 'is a sheet along the bottom of a phone, and fits 320 pixels', async () => {
      await setViewport({ width: 320, height: 480 });
      try {
        for (const language of ['en', 'de', 'ar']) {
          const { find, panel } = await showPanel({ ...asking(questions.rating, questions.radio), language });
          const box = find('.panel');
          const { left, right, bottom } = box.getBoundingClientRect();
          await Promise.all(box.getAnimations().map((animation) => animation.finished));
          expect([left, right]).to.deep.equal([0, 320]);
          expect(Math.round(bottom)).to.be.at.least(480);
          expect(box.scrollWidth, language).to.equal(box.clientWidth);
          panel.destroy();
        }
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

    itWith('window size', 'hides nothing of itself that has the focus behind its buttons', async () => {
      const tools = Array.from({ length: 8 }, (_, index) => ({ value: `${index}`, label: `Werkzeug Nummer ${index}` }));
      const asked = asking(questions.radio, questions.agreement, questions.textarea, { ...questions.multiselect, options: tools }, questions.date);
      try {
        for (const height of [568, 256]) {
          await setViewport({ width: 320, height });
          for (const placement of ['corner', 'dialog', 'bar'] as const) {
            const { panel, root } = await showPanel({ ...asked, placement, language: 'de', step: { index: 2, count: 3 } });
            await isStill(root);
            for (const control of root.querySelectorAll<HTMLElement>(':is(input, textarea, a, button):not(.clear)')) {
              control.focus();
              const { left, top, width, height } = control.getBoundingClientRect();
              const seen = root.elementFromPoint(left + width / 2, top + height / 2);
              expect(seen === control || control.contains(seen), `${placement}: ${control.outerHTML}`).to.equal(true);
            }
            panel.destroy();
          }
        }
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

    itWith('window size', 'breaks no word of its head and cuts no button off where the text is twice as large', async () => {
      await setViewport({ width: 390, height: 800 });
      document.documentElement.style.fontSize = '200%';
      try {
        for (const placement of placements) {
          const { find, panel } = await showPanel({ ...asking(questions.confirmation, questions.date), placement, language: 'ja', step: { index: 2, count: 3 } });
          const box = find('.panel');
          expect([box.scrollWidth, find('h2').offsetWidth > 200], placement).to.deep.equal([box.clientWidth, true]);
          panel.destroy();
        }
      } finally {
        document.documentElement.style.fontSize = '';
        await setViewport({ width: 800, height: 600 });
      }
    });

    itWith('window size', 'has room for a scale from 0 to 10 in one line at 320 pixels', async () => {
      await setViewport({ width: 320, height: 480 });
      try {
        for (const placement of ['corner', 'dialog'] as const) {
          const { root, panel } = await showPanel({ ...asking({ field: { ...questions.rating.field, min: 0, max: 10 } }), placement });
          const tops = [...root.querySelectorAll('.number')].map((number) => number.getBoundingClientRect().top);
          expect(new Set(tops).size, placement).to.equal(1);
          panel.destroy();
        }
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

    it('fits the window of a page that is zoomed, and of one that is transformed and longer', async () => {
      const frame = await fixture(html`<div style="position: fixed; inset: 0; visibility: hidden"></div>`);
      const long = { field: { ...questions.text.field, why: 'So that invoices are right. '.repeat(200) } };
      const expectToFit = async (state: Partial<PanelState>) => {
        const { find, root, panel, host } = await showPanel({ ...asking(long), ...state });
        if (state.layer) host.style.cssText = 'display: block; position: absolute; inset: 0 0 auto; block-size: 3000px; transform: translate(0)';
        await isStill(root);
        const { left, width, height } = find('.panel').getBoundingClientRect();
        const room = frame.getBoundingClientRect();
        expect(height, state.placement).to.be.at.most(room.height);
        expect(left, state.placement).to.be.at.least(0);
        expect(left + width, state.placement).to.be.at.most(room.width);
        panel.destroy();
      };
      document.documentElement.style.zoom = '2';
      try {
        for (const placement of ['corner', 'bar', 'dialog'] as const) await expectToFit({ placement });
      } finally {
        document.documentElement.style.zoom = '';
      }
      for (const placement of ['corner', 'bar'] as const) await expectToFit({ placement, layer: 'page' });
    });

    it('mirrors for languages written from right to left', async () => {
      const { find } = await showPanel({ ...asking(questions.text), language: 'ar' });
      const panel = find('.panel');
      expect(panel.dir).to.equal('rtl');
      expect(panel.lang).to.equal('ar');
      expect(panel.getBoundingClientRect().left).to.be.lessThan(40);
    });

    it('runs texts of the plan in their own direction, at the side where the panel begins', async () => {
      const { find } = await showPanel({ ...asking({ field: { ...questions.rating.field, why: 'So that it gets better!' } }), language: 'ar' });
      for (const part of ['label', 'why']) {
        const box = find(`[part=${part}]`);
        const words = [...box.querySelector('bdi')!.childNodes].find((node) => node instanceof Text)!;
        const text = document.createRange();
        text.selectNodeContents(words);
        const sign = document.createRange();
        sign.setStart(words, words.length - 1);
        sign.setEnd(words, words.length);
        expect(sign.getBoundingClientRect().right, part).to.be.closeTo(text.getBoundingClientRect().right, 1);
        expect(text.getBoundingClientRect().right, part).to.be.closeTo(box.getBoundingClientRect().right, 1);
      }
    });

    it('tells screen readers the language of each text: of the words, and of the plan', async () => {
      const label = { sv: 'Din roll', en: 'Your role' };
      const options = [{ value: 'dev', label: { sv: 'Utvecklare' } }, { value: 'ops', label: 'Ops' }];
      const spoken = async (state: Partial<PanelState>) => {
        const { panel, root, find } = await showPanel({ ...asking({ field: { ...questions.radio.field, label }, options }), ...state });
        const texts = [...root.querySelectorAll('bdi')].map((bdi) => `${bdi.lang}: ${bdi.textContent}`);
        const words = find('.panel').lang;
        panel.destroy();
        return { words, texts };
      };
      // Swedish has no words here: they are English.
      expect(await spoken({ language: 'sv' })).to.deep.equal({ words: 'en', texts: ['sv: Din roll', 'sv: Utvecklare', 'sv: Ops'] });
      expect(await spoken({ language: 'sv', dictionary: { save: 'Spara' } })).to.deep.include({ words: 'sv' });
      expect(await spoken({ language: 'de-AT' })).to.deep.equal({ words: 'de', texts: ['en: Your role', 'sv: Utvecklare', 'de-AT: Ops'] });
    });

    itWith('media features', 'does not move by itself for people who prefer reduced motion', async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      try {
        const { find } = await showPanel(asking(questions.text));
        expect(find('.panel').getAnimations()).to.deep.equal([]);
      } finally {
        await emulateMedia({ reducedMotion: 'no-preference' });
      }
      const { find } = await showPanel(asking(questions.text));
      expect(find('.panel').getAnimations()).to.have.length(1);
    });

    it('gives every control a target of at least 24 pixels', async () => {
      const all = [questions.text, questions.rating, questions.radio, questions.multiselect, questions.country];
      const { root } = await showPanel({ ...asking(...all), privacyUrl: '/privacy' });
      for (const control of root.querySelectorAll<HTMLElement>('button, a, select, input:not([type=hidden]), textarea')) {
        if (!control.checkVisibility()) continue;
        const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
        expect(Math.min(width, height), control.outerHTML).to.be.at.least(24);
      }
    });
  });

  describe('focus', () => {
    it('is not taken by a corner, a bar or an inline panel', async () => {
      for (const placement of ['corner', 'bar', 'inline'] as const) {
        const { panel } = await showPanel({ ...asking(questions.text), placement });
        expect(document.activeElement).to.equal(document.body);
        panel.destroy();
      }
    });

    it('goes into a dialog and back to where it was', async () => {
      const opener = document.body.appendChild(document.createElement('button'));
      opener.focus();
      const { panel, host, root } = await showPanel({ ...asking(questions.text), placement: 'dialog' });
      expect(document.activeElement).to.equal(host);
      expect(root.activeElement?.id).to.equal('q0');
      await panel.update({ ...asking(), phase: 'closed', placement: 'dialog' });
      expect(document.activeElement).to.equal(opener);
      opener.remove();
    });

    it('goes back to where it was when a corner that had it is closed', async () => {
      const before = document.body.appendChild(document.createElement('button'));
      const { panel, host } = await showPanel(asking(questions.text));
      before.focus();
      panel.focus();
      expect(document.activeElement).to.equal(host);
      await panel.update({ ...asking(), phase: 'closed' });
      expect(document.activeElement).to.equal(before);
      before.remove();
    });

    it('stays in the panel when the thanks come', async () => {
      const { panel, root } = await showPanel(asking(questions.text));
      panel.focus();
      await panel.update({ ...asking(), phase: 'thanks' });
      expect(root.activeElement?.textContent).to.equal('Thank you!');
    });
  });

  describe('leaving', () => {
    it('is "not now" by Escape, only while the focus is within', async () => {
      const { panel, calls } = await showPanel(asking(questions.text));
      await sendKeys({ press: 'Escape' });
      expect(calls).to.deep.equal([]);
      panel.focus();
      await sendKeys({ press: 'Escape' });
      expect(calls).to.deep.equal([['snooze']]);
    });

    it('is not "not now" by an Escape that an input method uses, also in Safari, which has ended the composition before', async () => {
      const { find, calls } = await showPanel(asking(questions.text));
      find('input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 229, bubbles: true, cancelable: true }));
      expect(calls).to.deep.equal([]);
    });

    it('is "not now" by Escape in a dialog, which is closed by the state alone', async () => {
      const { calls, find } = await showPanel({ ...asking(questions.text), placement: 'dialog' });
      await sendKeys({ press: 'Escape' });
      expect(calls).to.deep.equal([['snooze']]);
      expect(find<HTMLDialogElement>('dialog').open).to.equal(true);
    });

    it('is "not now" when the browser closes the dialog unasked, and nothing more when the state does', async () => {
      const { calls, find, panel } = await showPanel({ ...asking(questions.text), placement: 'dialog' });
      find<HTMLDialogElement>('dialog').close();
      await waitUntil(() => calls.length > 0);
      expect(calls).to.deep.equal([['snooze']]);
      await panel.update({ ...asking(questions.radio), placement: 'dialog' });
      const dialog = find<HTMLDialogElement>('dialog');
      const closed = new Promise((resolve) => dialog.addEventListener('close', resolve));
      await panel.update({ ...asking(), phase: 'closed', placement: 'dialog' });
      await closed;
      expect(calls).to.have.length(1);
    });

    it('is "don\'t ask again" by its button, which the redirect page has not', async () => {
      const { calls, find, panel, root, text } = await showPanel(asking(questions.text));
      find('[part=never]').click();
      find('[part=later]').click();
      expect(calls).to.deep.equal([['decline'], ['snooze']]);
      await panel.update({ ...asking(questions.text), isRedirect: true });
      expect(root.querySelector('[part=never]')).to.equal(null);
      expect(text('[part=save]')).to.equal('Continue');
    });

    it('closes the thanks by Escape', async () => {
      const { panel, calls } = await showPanel({ ...asking(), phase: 'thanks' });
      panel.focus();
      await sendKeys({ press: 'Escape' });
      expect(calls).to.deep.equal([['close']]);
    });

    it('leaves nothing behind', async () => {
      const { panel, root } = await showPanel({ ...asking(questions.text), placement: 'dialog' });
      panel.destroy();
      expect(root.adoptedStyleSheets).to.deep.equal([]);
      expect(root.childElementCount).to.equal(0);
    });
  });

  describe('thanks', () => {
    it('offers to undo what can be undone', async () => {
      const { panel, calls, find, root } = await showPanel({ ...asking(), phase: 'thanks', canUndo: true });
      find('[part=undo]').click();
      expect(calls).to.deep.equal([['undo']]);
      await panel.update({ ...asking(), phase: 'thanks', canUndo: false });
      expect(root.querySelector('[part=undo]')).to.equal(null);
      find('[part=close]').click();
      expect(calls.at(-1)).to.deep.equal(['close']);
    });

    it('comes into the live region that was there while asking', async () => {
      const { panel, find, text } = await showPanel(asking(questions.text));
      const region = find('[role=status]');
      await panel.update({ ...asking(), phase: 'thanks', notice: 'offline' });
      expect(find('[role=status]')).to.equal(region);
      expect(text('[role=status]')).to.match(/^Thank you! You’re offline\./);
    });
  });

  describe('what is spoken', () => {
    it('is that a question has appeared, in a live region that was there before', async () => {
      const { find, text } = await showPanel(asking(questions.text));
      const region = find('[role=status]');
      expect(text('[role=status]')).to.equal('');
      await waitUntil(() => region.textContent?.includes('Company'));
      expect(find('[role=status]')).to.equal(region);
      expect(text('[role=status]')).to.equal('One quick question – Company – Press F6 to go there.');
    });

    it('is not said of a dialog, which has the focus', async () => {
      const { text } = await showPanel({ ...asking(questions.text), placement: 'dialog' });
      // By the time another panel has said it, this one would have.
      const other = await showPanel(asking(questions.text));
      await waitUntil(() => other.text('[role=status]') !== '');
      expect(text('[role=status]')).to.equal('');
    });

    it('is every notice', async () => {
      const { panel, text } = await showPanel(asking(questions.text));
      await panel.update({ ...asking(questions.text), notice: 'failed' });
      expect(text('[role=status]')).to.match(/^Your answer couldn’t be saved/);
    });
  });

  describe('updates', () => {
    it('keep what is being typed', async () => {
      const { panel, find } = await showPanel(asking(questions.text));
      await type(find('#q0'), 'AC ');
      await panel.update({ ...asking({ ...questions.text, value: 'AC' }), notice: 'offline' });
      expect(find<HTMLInputElement>('#q0').value).to.equal('AC ');
    });

    it('that are overtaken by a later one show nothing', async () => {
      const { panel, root } = await showPanel({ ...asking(), phase: 'closed' });
      const first = panel.update({ ...asking(questions.text), language: 'pl' });
      const second = panel.update({ ...asking(), phase: 'closed' });
      await Promise.all([first, second]);
      expect(root.childElementCount).to.equal(0);
    });

    it('to another ask begin with its values and without the faults of the last', async () => {
      const { panel, find, text } = await showPanel(asking(questions.required));
      find('[part=save]').click();
      expect(text('.error')).not.to.equal('');
      await panel.update(asking({ ...questions.text, value: 'ACME' }));
      expect(find<HTMLInputElement>('#q0').value).to.equal('ACME');
      expect(text('.error')).to.equal('');
    });

    it('to another placement keep the question and its draft', async () => {
      const { panel, find } = await showPanel(asking({ ...questions.text, value: 'ACME' }));
      for (const placement of placements) {
        await panel.update({ ...asking({ ...questions.text, value: 'ACME' }), placement });
        expect(find<HTMLInputElement>('#q0').value).to.equal('ACME');
      }
    });

    it('can replace any word', async () => {
      const { text } = await showPanel({ ...asking(questions.text), dictionary: { save: 'Go!' } });
      expect(text('[part=save]')).to.equal('Go!');
      expect(text('[part=later]')).to.equal('Not now');
    });

    it('show how far it is', async () => {
      const { panel, root, text } = await showPanel({ ...asking(questions.text), step: { index: 1, count: 2 } });
      expect(text('[part=step]')).to.equal('Step 1 of 2');
      await panel.update({ ...asking(questions.text), step: { index: 1, count: 1 } });
      expect(root.querySelector('[part=step]')).to.equal(null);
    });
  });
});
