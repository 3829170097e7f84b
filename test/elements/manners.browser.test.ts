/// <reference types="mocha" />
/** How the panel behaves on a page that has shortcuts, dialogs and handlers of its own. */
import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../src/define.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { Placement } from '../../src/elements/panel/panel-state.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { waitUntil } from '../wait-until.ts';
import { itWith } from './driven.ts';
import { MemoryStore } from './memory-store.ts';
import { asking, questions, showPanel, type } from './panel-fixture.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};

let people = 0;

async function signedIn(placement: Placement = 'corner', store = new MemoryStore(), asks = plan): Promise<TellUsMoreElement> {
  return fixture<TellUsMoreElement>(html`
    <tell-us-more .plan=${asks} .user=${{ sub: `auth0|manners-${++people}` }} .store=${store} client-id="app" placement=${placement}></tell-us-more>
  `);
}

const panelOf = (element: TellUsMoreElement) => element.shadowRoot!.querySelector<HTMLElement>('.panel');
const isSeen = (element: TellUsMoreElement) => panelOf(element)?.checkVisibility({ visibilityProperty: true }) ?? false;
const whenSeen = (element: TellUsMoreElement) => waitUntil(() => isSeen(element), 'expected the panel to be seen');

describe('the panel on a page with shortcuts', () => {
  let fired: string[];
  const note = (event: KeyboardEvent) => void fired.push(event.key);
  beforeEach(() => {
    fired = [];
    for (const name of ['keydown', 'keyup'] as const) document.addEventListener(name, note);
  });
  afterEach(() => {
    for (const name of ['keydown', 'keyup'] as const) document.removeEventListener(name, note);
  });

  for (const name of ['text', 'textarea', 'select', 'radio', 'country'] as const) {
    it(`keeps what is typed into a ${name} to itself`, async () => {
      const { find, drafts } = await showPanel(asking(questions[name]));
      await type(find('[data-index="0"] :is(input:not([type=hidden]), select, textarea)'), 'e/');
      expect(fired).to.deep.equal([]);
      if (name === 'text') expect(drafts.at(-1)).to.deep.equal(['company', 'e/']);
    });
  }

  it('lets the page have shortcuts with Control', async () => {
    const { find } = await showPanel(asking(questions.text));
    const press = (init: KeyboardEventInit) => find('input').dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }));
    press({ key: 'k', ctrlKey: true });
    press({ key: '@', ctrlKey: true, altKey: true });
    expect(fired).to.deep.equal(['k']);
  });

  it('keeps what edits a text, also with Control and by the clipboard, and what presses a button', async () => {
    const { find, calls } = await showPanel(asking(questions.text));
    const send = (part: string, event: Event) => find(`[part=${part}]`).dispatchEvent(event);
    const press = (part: string, key: string, more: KeyboardEventInit = {}) => send(part, new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }));
    for (const key of ['a', 'c', 'v', 'x', 'y', 'z', 'Z', 'Backspace', 'Delete', 'ArrowLeft', 'ArrowUp', 'Home', 'End']) press('input', key, { ctrlKey: true });
    for (const part of ['save', 'later', 'never', 'minimise']) for (const key of [' ', 'Enter']) press(part, key);
    const others: string[] = [];
    const types = ['copy', 'cut', 'paste', 'beforeinput'];
    const noteOther = ({ type }: Event) => void others.push(type);
    for (const type of types) document.addEventListener(type, noteOther);
    for (const type of types) send('input', new Event(type, { bubbles: true, composed: true }));
    // What is copied from a text of the panel is the page's business.
    send('heading', new Event('copy', { bubbles: true, composed: true }));
    for (const type of types) document.removeEventListener(type, noteOther);
    expect([fired, others]).to.deep.equal([[], ['copy']]);
    press('later', 'k');
    press('later', 'Enter', { ctrlKey: true });
    expect([fired, calls]).to.deep.equal([['k', 'Enter'], []]);
  });

  itWith('active window', 'has buttons that keys press on a page that takes these keys from all but controls', async () => {
    const { find, calls } = await showPanel(asking(questions.text));
    const take = (event: Event) => {
      if (!(event.target as Element).matches('input, textarea, select, button, a')) event.preventDefault();
    };
    document.addEventListener('keydown', take);
    try {
      for (const [part, press] of [['later', 'Enter'], ['never', ' ']] as const) {
        find(`[part=${part}]`).focus();
        await sendKeys({ press });
      }
    } finally {
      document.removeEventListener('keydown', take);
    }
    expect(calls).to.deep.equal([['snooze'], ['decline']]);
  });

  it('takes Escape for itself', async () => {
    const { find, calls } = await showPanel(asking(questions.text));
    for (const part of ['input', 'save']) {
      find(`[part=${part}]`).focus();
      find(`[part=${part}]`).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
    }
    expect(calls).to.deep.equal([['snooze'], ['snooze']]);
    expect(fired).to.deep.equal([]);
  });
});

describe('the panel on a page with a modal dialog', () => {
  const native = html`<dialog><button>Cancel</button></dialog>`;
  const trap = html`<div role="dialog" aria-modal="true" aria-label="Invite"><button>Cancel</button></div>`;

  /** Opens it, and gives what closes it. */
  async function openModal(kind: 'native' | 'trap'): Promise<() => void> {
    const modal = await fixture<HTMLElement>(kind === 'native' ? native : trap);
    if (modal instanceof HTMLDialogElement) modal.showModal();
    modal.querySelector('button')!.focus();
    return () => (modal instanceof HTMLDialogElement ? modal.close() : modal.remove());
  }

  for (const kind of ['native', 'trap'] as const) {
    for (const placement of ['corner', 'dialog', 'bar'] as const) {
      it(`comes as ${placement} once a ${kind} one is closed`, async () => {
        const close = await openModal(kind);
        const element = await signedIn(placement);
        let asked = 0;
        element.addEventListener('asked', () => (asked += 1));
        await waitUntil(() => element.explain().some((row) => row.asked), 'expected something to ask');
        await element.updateComplete;
        // WebKit (GTK 2.50) has no idle callbacks.
        await new Promise((resolve) => ('requestIdleCallback' in globalThis ? requestIdleCallback(resolve) : setTimeout(resolve)));
        expect([isSeen(element), asked]).to.deep.equal([false, 0]);
        close();
        await whenSeen(element);
        await waitUntil(() => asked === 1, 'expected "asked"');
      });
    }
  }

  it('comes inside of one, also out of the shadow roots there', async () => {
    const modal = await fixture<HTMLDialogElement>(native);
    modal.showModal();
    const inner = modal.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    const innermost = inner.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    const element = await signedIn();
    innermost.append(element);
    await whenSeen(element);
    // A click in the dialog does not make it step aside.
    modal.querySelector('button')!.click();
    expect(isSeen(element)).to.equal(true);
    modal.close();
  });

  for (const [attribute, value] of [['aria-hidden', 'true'], ['inert', '']] as const) {
    it(`waits while the page keeps people away from its part by ${attribute}`, async () => {
      const part = await fixture<HTMLElement>(html`<div></div>`);
      part.setAttribute(attribute, value);
      const element = await signedIn();
      part.append(element);
      await waitUntil(() => element.explain().some((row) => row.asked), 'expected something to ask');
      await element.updateComplete;
      await new Promise((resolve) => ('requestIdleCallback' in globalThis ? requestIdleCallback(resolve) : setTimeout(resolve)));
      expect(isSeen(element)).to.equal(false);
      part.removeAttribute(attribute);
      await whenSeen(element);
    });
  }

  it('comes inline all the same', async () => {
    const close = await openModal('native');
    await whenSeen(await signedIn('inline'));
    close();
  });

  it('steps aside for one that opens later, and keeps what was typed', async () => {
    const element = await signedIn();
    await whenSeen(element);
    await type(element.shadowRoot!.querySelector('input')!, 'AC');
    const close = await openModal('trap');
    await waitUntil(() => !isSeen(element), 'expected it to step aside');
    close();
    await whenSeen(element);
    expect(element.shadowRoot!.querySelector('input')!.value).to.equal('AC');
  });

  it('does not take what cannot be seen for one', async () => {
    await fixture(html`<div style="display: none"><div aria-modal="true"></div></div>`);
    await fixture(html`<div style="visibility: hidden" aria-modal="true">x</div>`);
    await fixture(html`<div style="opacity: 0" aria-modal="true">x</div>`);
    await fixture(html`<div style="opacity: 0"><div aria-modal="true">x</div></div>`);
    await fixture(html`<div style="position: fixed; inset: 0; width: 300px; transform: translateX(-110%)" aria-modal="true">x</div>`);
    await fixture(html`<div style="position: fixed; inset: 0; transform: translateY(100%)" aria-modal="true">x</div>`);
    await fixture(html`<div aria-modal="true" aria-hidden="true">x</div>`);
    await fixture(html`<details><summary>More</summary><div aria-modal="true">x</div></details>`);
    await whenSeen(await signedIn());
  });

  it('can be used where the body takes no pointer', async () => {
    document.body.style.pointerEvents = 'none';
    try {
      const { find } = await showPanel(asking(questions.text));
      const { left, top } = find('[part=save]').getBoundingClientRect();
      expect(find('[part=save]').matches(':hover') || find('.panel').contains((find('.panel').getRootNode() as ShadowRoot).elementFromPoint(left + 2, top + 2))).to.equal(true);
    } finally {
      document.body.style.pointerEvents = '';
    }
  });
});

describe('the way to the panel', () => {
  const pressF6 = (target: Element) => target.dispatchEvent(new KeyboardEvent('keydown', { key: 'F6', bubbles: true, composed: true, cancelable: true }));

  for (const placement of ['corner', 'bar', 'inline'] as const) {
    it(`is F6, there and back, as ${placement}`, async () => {
      const own = await fixture<HTMLElement>(html`<button>Own</button>`);
      const { root, find } = await showPanel({ ...asking(questions.text), placement });
      own.focus();
      pressF6(own);
      expect(root.activeElement).to.equal(find('input'));
      pressF6(find('input'));
      expect(document.activeElement).to.equal(own);
    });
  }

  it('is spoken, and does not stay among what is read', async () => {
    const { text } = await showPanel(asking(questions.text));
    await waitUntil(() => text('[role=status]').endsWith('Press F6 to go there.'), 'expected the way');
    await waitUntil(() => text('[role=status]') === '', 'expected it to be gone');
  }).timeout(10_000);
});

describe('the panel on any page', () => {
  it('hears of a click that the page stops on its way', async () => {
    const element = await signedIn('corner', new MemoryStore({ company: 'ACME' }));
    const button = await fixture<HTMLElement>(html`<button data-tell-us-more="checkout" @click=${(event: Event) => event.stopPropagation()}><b>Pay</b></button>`);
    await waitUntil(() => element.profile['company'], 'expected the profile');
    button.querySelector('b')!.click();
    await whenSeen(element);
    expect(panelOf(element)!.textContent).to.contain('VAT number');
  });

  it('lets the page lay things over it where it says so', async () => {
    const element = await signedIn();
    await whenSeen(element);
    expect(panelOf(element)!.matches(':popover-open')).to.equal(true);
    element.style.setProperty('--tell-us-more-layer', '7');
    element.layer = 'page';
    await waitUntil(() => panelOf(element)!.popover === null, 'expected no popover');
    expect(isSeen(element)).to.equal(true);
    expect([getComputedStyle(panelOf(element)!).zIndex, getComputedStyle(panelOf(element)!).position]).to.deep.equal(['7', 'fixed']);
  });

  itWith('media features', 'is not printed', async () => {
    const { find } = await showPanel(asking(questions.text));
    await emulateMedia({ media: 'print' });
    try {
      expect(find('.panel').checkVisibility()).to.equal(false);
    } finally {
      await emulateMedia({ media: 'screen' });
    }
    expect(find('.panel').checkVisibility()).to.equal(true);
  });

  it('goes on after a translator has replaced its texts', async () => {
    const state = asking(questions.required, questions.radio);
    const { panel, root, find, text } = await showPanel({ ...state, step: { index: 1, count: 2 } });
    const translate = () => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) if (walker.currentNode.textContent!.trim()) texts.push(walker.currentNode as Text);
      for (const node of texts) {
        const font = document.createElement('font');
        font.textContent = `${node.data} (translated)`;
        node.replaceWith(font);
      }
    };
    translate();
    find('[part=save]').click();
    expect(text('.error')).not.to.equal('');
    translate();
    await type(find('input'), 'x');
    expect(text('.error')).not.to.contain('(translated)');
    await panel.update({ ...asking(questions.text), step: { index: 2, count: 2 }, notice: 'offline' });
    for (const part of ['step', 'heading', 'save']) expect(text(`[part=${part}]`), part).not.to.contain('(translated)');
    translate();
    await panel.update({ ...asking(questions.text, questions.email), notice: 'kept' });
    for (const part of ['heading', 'notice']) expect(text(`[part=${part}]`), part).not.to.contain('(translated)');
    await panel.update({ ...asking(), phase: 'thanks', canUndo: true });
    expect(text('[part=thanks]')).to.equal('Thank you!');
  });

  it('does not say "try again" of what is refused for good', async () => {
    const store = new MemoryStore();
    const element = await signedIn('corner', store);
    await whenSeen(element);
    store.save = () => Promise.reject(new StoreError('too-large'));
    await type(element.shadowRoot!.querySelector('input')!, 'ACME');
    await sendKeys({ press: 'Enter' });
    const notice = () => element.shadowRoot!.querySelector('[part=notice]')?.textContent ?? '';
    await waitUntil(() => notice() !== '', 'expected a notice');
    expect(notice()).to.equal('This answer can’t be saved. A shorter one may work.');
    await element.forget();
  });

  it('does not say "try again" where the profile has no room', async () => {
    const element = await signedIn('corner', new MemoryStore({ everything_else: 'x'.repeat(9000) }));
    await whenSeen(element);
    await type(element.shadowRoot!.querySelector('input')!, 'ACME');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => element.shadowRoot!.querySelector('[part=notice]')?.textContent.includes('can’t be saved'), 'expected a notice');
  });
});
