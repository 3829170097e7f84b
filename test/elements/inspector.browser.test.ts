/** `debug`: what the inspector says and does. */
import { expect } from '@open-wc/testing';
import '../../src/define.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { hashPlan } from '../../src/plan/profile-claim.ts';
import { waitUntil } from '../wait-until.ts';
import { MemoryStore } from './memory-store.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};

let people = 0;

const inspector = () => document.querySelector('[data-progressive-lock-inspector]')?.shadowRoot ?? undefined;
const text = () => (inspector()?.textContent ?? '').replaceAll(/\s+/g, ' ');
const says = (...words: string[]) =>
  waitUntil(() => words.every((one) => text().includes(one)), `expected the inspector to say "${words.join('" and "')}"`);

async function inspected(properties: Partial<TellUsMoreElement> = {}): Promise<TellUsMoreElement> {
  const user = { sub: `auth0|inspected-${++people}` };
  const element = Object.assign(document.createElement('tell-us-more'), { plan, user, store: new MemoryStore(), debug: true, ...properties });
  document.body.append(element);
  await element.updateComplete;
  return element;
}

async function press(label: string): Promise<void> {
  await waitUntil(() => buttonOf(label), `expected the button "${label}"`);
  buttonOf(label)!.click();
}

const buttonOf = (label: string) => [...(inspector()?.querySelectorAll('button') ?? [])].find((button) => button.textContent?.includes(label) || button.ariaLabel === label);

/** What the console is warned of; `restore` gives it back. */
function listenToConsole(): { warnings: string[]; restore: () => void } {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (words: string) => warnings.push(words);
  return { warnings, restore: () => (console.warn = warn) };
}

describe('the inspector', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => {
    localStorage.removeItem('progressiveLockDebug');
    for (const element of document.querySelectorAll('tell-us-more, progressive-lock')) element.remove();
  });

  it('is nowhere without debug', async () => {
    const element = await inspected({ debug: false });
    await waitUntil(() => element.explain().length, 'expected a decision');
    expect(inspector()).to.equal(undefined);
  });

  it('comes with localStorage.progressiveLockDebug, too', async () => {
    localStorage.progressiveLockDebug = '1';
    await inspected({ debug: false });
    await says('Waits for session 2; this is session 1.');
  });

  it('says why each field is not asked, with numbers, and what is waited for', async () => {
    await inspected();
    await says('company not-due Waits for session 2; this is session 1.', 'vat_id not-due Only while “checkout” is happening', 'Quiet period: nothing is asked');
  });

  it('gives explain() its numbers', async () => {
    const element = await inspected();
    await says('this is session 1');
    expect(element.explain()[0]).to.deep.equal({ name: 'company', asked: false, reason: 'not-due', detail: [{ rule: 'after.sessions', needed: 2, current: 1 }] });
  });

  it('says that a question is on the screen', async () => {
    const element = await inspected();
    await says('this is session 1');
    void element.ask(['company']);
    await says('Asks for company.', 'company asked Asked now.');
  });

  it('lists the calls to the store with names, time and result, without values', async () => {
    const store = new MemoryStore({ phone: '+49 30 1234567' });
    const element = await inspected({ store });
    await element.readProfile();
    await says('read', 'ms, values: 1');
    await element.optOut();
    await says('save progressive_lock');
    expect(text()).not.to.contain('1234567');
  });

  it('travels to the next session, which asks, and back', async () => {
    const element = await inspected();
    await press('As if next session');
    await waitUntil(() => element.shadowRoot!.querySelector('input'), 'expected the question of session 2');
    await says('As if it were');
    await press('Back to now');
    await waitUntil(() => !text().includes('As if it were'), 'expected the present');
  });

  it('travels to tomorrow', async () => {
    const element = await inspected();
    await press('As if tomorrow');
    await says('As if it were');
    expect(element.now!().getTime() - Date.now()).to.be.greaterThan(86_000_000);
    await waitUntil(() => element.shadowRoot!.querySelector('input'), 'expected the question of the next day');
  });

  it('asks now, and says so where there is nothing to ask', async () => {
    const element = await inspected({ store: new MemoryStore({ company: 'ACME' }) });
    await press('Ask now');
    await says('There is nothing to ask');
    element.track('checkout');
    await press('Ask now');
    await waitUntil(() => element.shadowRoot!.querySelector('input'), 'expected the question');
  });

  it('resets the person on this device', async () => {
    const element = await inspected();
    await press('As if next session');
    await waitUntil(() => element.shadowRoot!.querySelector('input'), 'expected the question of session 2');
    element.shadowRoot!.querySelector<HTMLButtonElement>('[part~="never"]')!.click();
    await says('They said “Don’t ask again”.');
    element.store = new MemoryStore();
    await press('Reset this person on this device');
    await says('Waits for session 2; this is session 1.', 'knows nothing of the person any more');
    expect(element.user, 'nobody has signed out').not.to.equal(null);
  });

  it('says what is missing', async () => {
    await inspected({ user: undefined, store: undefined });
    await says('Waits for `user`', 'and for `store`');
  });

  it('says that it is switched off', async () => {
    await inspected({ off: true });
    await says('Switched off: `off` is set.');
  });

  it('can be closed, and comes back with debug set anew', async () => {
    const element = await inspected();
    await press('Close the inspector');
    await waitUntil(() => !inspector(), 'expected no inspector');
    expect(element.debug).to.equal(false);
    element.debug = true;
    await says('this is session 1');
  });

  it('opens and closes by the keyboard, and keeps its keys to itself', async () => {
    await inspected();
    await says('Quiet period');
    const toggle = inspector()!.querySelector<HTMLButtonElement>('.toggle')!;
    toggle.click();
    await waitUntil(() => toggle.ariaExpanded === 'true', 'expected it to be open');
    let isHeard = false;
    const listen = () => (isHeard = true);
    document.addEventListener('keydown', listen);
    buttonOf('Ask now')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await waitUntil(() => toggle.ariaExpanded === 'false', 'expected it to be closed');
    document.removeEventListener('keydown', listen);
    expect([isHeard, inspector()!.activeElement]).to.deep.equal([false, toggle]);
  });

  it('is accessible', async () => {
    await inspected();
    await says('Quiet period');
    inspector()!.querySelector<HTMLButtonElement>('.toggle')!.click();
    await waitUntil(() => inspector()!.querySelector('#body:not([hidden])'), 'expected it to be open');
    await expect(document.querySelector('[data-progressive-lock-inspector]')).to.be.accessible();
  });

  describe('finds as a mistake', () => {
    it('a plan that is not the Action’s', async () => {
      const { restore } = listenToConsole();
      try {
        const claim = { v: 1, at: 0, known: [], told: [], plan: 'other' };
        await inspected({ user: { sub: `auth0|inspected-${++people}`, 'https://acme.example/progressive_lock': claim } });
        await says(`made from this page's plan (digest ${hashPlan(plan)})`, 'got digest other', 'npx progressive-lock action plan.json');
      } finally {
        restore();
      }
    });

    it('nothing in what frameworks leave on elements', async () => {
      const { warnings, restore } = listenToConsole();
      try {
        const element = await inspected();
        for (const name of ['class', 'data-id', 'aria-label', '_ngcontent-abc', 'ng-version', 'v-cloak', 'x-data', 'slot', 'style', 'hidden']) element.setAttribute(name, '');
        element.requestUpdate();
        await says('this is session 1');
        expect(warnings).to.deep.equal([]);
      } finally {
        restore();
      }
    });
  });

  it('finds no mistake in a text of each kind, and says which one is none', async () => {
    const { warnings, restore } = listenToConsole();
    try {
      const dictionary = { save: 'Keep', required: 'Missing', review: 'Data', askAgain: 'Later', findAnswers: 'See settings', reviw: 'Data' };
      await inspected({ dictionary });
      await waitUntil(() => warnings.length > 0, 'expected a warning');
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain('got "reviw". Did you mean "review"?');
    } finally {
      restore();
    }
  });

  it('inspects <progressive-lock>, too', async () => {
    const { restore } = listenToConsole();
    try {
      const lock = Object.assign(document.createElement('progressive-lock'), { debug: true, plan, domain: 'http://localhost:1', clientId: 'app', manual: true });
      lock.setAttribute('redirecturl', '/');
      lock.addEventListener('error', () => undefined);
      document.body.append(lock);
      await says('<progressive-lock>', 'Did you mean "redirect-url"?');
    } finally {
      restore();
    }
  });
});
