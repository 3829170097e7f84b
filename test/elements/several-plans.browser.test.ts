import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.ts';
import type { FieldsEvent } from '../../src/ask/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { QUIET_PERIOD_KEY, type StoredQuietPeriods } from '../../src/person/quiet-period.ts';
import { LEDGER_KEY, readLedger } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { waitUntil } from '../wait-until.ts';
import { MemoryStore } from './memory-store.ts';

const sales: ProfilePlan = {
  id: 'sales',
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'team', label: 'Team', ask: { on: 'invite' } },
  ],
  pacing: { asksPerSession: 2, coolDown: 'PT0S' },
};
const support: ProfilePlan = {
  id: 'support',
  fields: [{ name: 'system', label: 'System', ask: { after: { sessions: 1 } } }],
  pacing: { asksPerSession: 2, coolDown: 'PT0S' },
};

let people = 0;

describe('two plans on one page', () => {
  let sub: string;
  let store: MemoryStore;

  beforeEach(() => {
    sub = `auth0|plans-${++people}`;
    store = new MemoryStore();
  });

  /** One element for each plan, in a page of its own. */
  async function open(...plans: ProfilePlan[]): Promise<TellUsMoreElement[]> {
    const page = await fixture<HTMLElement>(html`<div>
      ${plans.map((plan) => html`<tell-us-more .plan=${plan} .user=${{ sub }} .store=${store} .isNewSignIn=${true} client-id="app"></tell-us-more>`)}
    </div>`);
    return [...page.querySelectorAll('tell-us-more')];
  }

  const inputOf = (element: TellUsMoreElement) => element.shadowRoot!.querySelector('input');
  const asking = (elements: TellUsMoreElement[]) => elements.filter((element) => inputOf(element));
  const reasons = (element: TellUsMoreElement) => element.explain().map(({ name, reason }) => `${name}: ${reason}`);
  const press = (element: TellUsMoreElement, part: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~="${part}"]`)!.click();
  const storage = () => PersonStorage.open(sub, 'app');

  async function asked(elements: TellUsMoreElement[]): Promise<TellUsMoreElement> {
    await waitUntil(() => asking(elements).length > 0, 'expected a question');
    expect(asking(elements)).to.have.length(1);
    return asking(elements)[0]!;
  }

  async function answer(element: TellUsMoreElement, text: string): Promise<void> {
    const input = inputOf(element)!;
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    press(element, 'save');
    await waitUntil(() => element.shadowRoot!.querySelector('[part~="close"]'), 'expected thanks');
    press(element, 'close');
  }

  for (const [id, got] of [[undefined, 'two different plans without one'], ['shared', 'two different plans with the id "shared"']] as const) {
    it(`are warned of once under one id (${id})`, async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (words: string) => warnings.push(words);
      try {
        await open({ ...sales, id }, { ...support, id }, { ...sales, id });
        await waitUntil(() => warnings.length > 0, 'expected a warning');
        expect(warnings).to.deep.equal([
          `progressive-lock: Expected each plan on a page to have an \`id\` of its own, got ${got}. ` +
            'Give one of them another `id`. Until then they share what is stored about the plan: the open question, and how long nothing is asked.',
        ]);
      } finally {
        console.warn = warn;
      }
    });
  }

  it('are not warned of under ids of their own, nor where both are the same', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (words: string) => warnings.push(words);
    try {
      await open(sales, support, structuredClone(sales));
      // What comes last says that all before it were looked at.
      await open(sales, { ...support, id: 'sales' });
      await waitUntil(() => warnings.length > 0, 'expected a warning');
      expect(warnings.filter((words) => !words.includes('id "sales"'))).to.deep.equal([]);
      expect(warnings).to.have.length(1);
    } finally {
      console.warn = warn;
    }
  });

  it('ask one question at a time, save by one way, and count one session; events tell of which plan they are', async () => {
    const elements = await open(sales, support);
    const events: string[] = [];
    for (const type of ['asked', 'answered', 'saved'] as const) {
      for (const element of elements) element.addEventListener(type, ({ detail }: FieldsEvent) => events.push(`${type} ${detail.names.join()} ${detail.planId}`));
    }
    const first = await asked(elements);
    await waitUntil(() => elements.every((element) => element.explain().length > 0));
    await answer(first, 'one');
    const second = await asked(elements.filter((element) => element !== first));
    await answer(second, 'two');
    await waitUntil(() => events.filter((event) => event.startsWith('saved')).length === 2, 'expected both answers to be saved');
    expect(events).to.include.members(['answered company sales', 'answered system support', 'saved company sales', 'saved system support']);
    expect(Object.keys(store.metadata)).to.include.members(['company', 'system']);
    expect(readLedger(store.metadata[LEDGER_KEY]).n).to.equal(1);
    expect(store.calls.filter((call) => call === 'read')).to.have.length(1);
  });

  it('have one history for a field of both: what is declined in one is not asked by the other', async () => {
    const other: ProfilePlan = { id: 'other', fields: [sales.fields[0]!] };
    const elements = await open(sales, other);
    const first = await asked(elements);
    press(first, 'never');
    await waitUntil(() => elements.every((element) => reasons(element).includes('company: declined')), 'expected it to be declined for both');
    await waitUntil(() => asking(elements).length === 0, 'expected no question');
  });

  it('have a quiet period each', async () => {
    store = new MemoryStore({ company: 'ACME', system: 'Linux' });
    const elements = await open(sales, support);
    const stored = async () => (await storage()).read(QUIET_PERIOD_KEY) as StoredQuietPeriods | undefined;
    await waitUntil(() => elements.every((element) => element.explain().length > 0));
    for (const element of elements) await element.readProfile();
    await waitUntil(async () => (await stored())?.others?.length === 1, 'expected two quiet periods');
    const { planId, others } = (await stored())!;
    expect([planId, others[0]!.planId].sort()).to.deep.equal(['sales', 'support']);
    for (const element of elements) element.remove();
    const reads = store.calls.length;
    // The next page: the plans' quiet periods hold, and an activity ends that of the plan which has it.
    const page = await fixture<HTMLElement>(html`<div>
      ${[sales, support].map((plan) => html`<tell-us-more .plan=${plan} .user=${{ sub }} .store=${store} client-id="app"></tell-us-more>`)}
    </div>`);
    const later = [...page.querySelectorAll('tell-us-more')];
    await waitUntil(() => later.every((element) => element.explain().length > 0));
    expect(later.map(reasons)).to.deep.equal([['company: known', 'team: not-due'], ['system: known']]);
    expect(store.calls).to.have.length(reads);
    for (const element of later) element.track('invite');
    expect(await asked(later)).to.equal(later[0]);
  });

  it('are each checked once in a browser', async () => {
    const texts = () => ['sales', 'support'].map((id) => localStorage.getItem(`progressive-lock:sound-plan${id}`));
    const elements = await open(sales, support);
    await asked(elements);
    await waitUntil(() => texts().every((text) => text), 'expected both to be found sound');
    expect(texts().map((text) => text!.includes('"id":"sales"'))).to.deep.equal([true, false]);
  });
});
