import { expect, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import type { BeforeAskEvent, FieldsEvent } from '../../src/ask/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import { chooseVariants } from '../../src/plan/experiments.ts';
import { LEDGER_KEY, readLedger, variantKey } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { QUIET_PERIOD_KEY } from '../../src/person/quiet-period.ts';
import { waitUntil } from '../wait-until.ts';
import { MemoryStore } from './memory-store.ts';

const plan: ProfilePlan = {
  fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 1 } } }],
  experiments: [{ name: 'reason', variants: [{ name: 'without' }, { name: 'with', changes: { fields: { company: { why: 'So that invoices are right' } } } }] }],
};

/** Somebody whose variant is `wanted`, back for a second session. */
function personWith(wanted: string) {
  let number = 0;
  while (chooseVariants(plan, `auth0|${number}`)['reason'] !== wanted) number++;
  return { sub: `auth0|${number}`, logins_count: 2, created_at: '2026-01-01T00:00:00Z' };
}

async function ask(wanted: string) {
  const element = document.createElement('tell-us-more');
  const store = new MemoryStore();
  Object.assign(element, { plan, store, user: personWith(wanted), placement: 'inline' });
  const isAboutToAsk = oneEvent(element, 'before-ask') as unknown as Promise<BeforeAskEvent>;
  const isAsked = oneEvent(element, 'asked') as unknown as Promise<FieldsEvent>;
  document.body.append(element);
  const details = [(await isAboutToAsk).detail, (await isAsked).detail];
  return { element, store, details };
}

describe('an experiment', () => {
  let element: TellUsMoreElement;

  afterEach(async () => {
    await element.forget({ timeoutMs: 0 });
    element.remove();
  });

  for (const [variant, why] of [['with', 'So that invoices are right'], ['without', undefined]] as const) {
    it(`shows, tells and writes down the variant "${variant}"`, async () => {
      const asked = await ask(variant);
      element = asked.element;
      const { shadowRoot } = element;
      expect(shadowRoot!.querySelector('[part~="why"]')?.textContent?.trim()).to.equal(why);
      for (const { variants } of asked.details) expect(variants).to.deep.equal({ reason: variant });
      expect(element.explain()[0]?.variants).to.deep.equal({ reason: variant });
      const isSaved = oneEvent(element, 'saved');
      const input = shadowRoot!.querySelector('input')!;
      input.value = 'Acme';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      shadowRoot!.querySelector<HTMLElement>('[part~="save"]')!.click();
      await isSaved;
      expect(readLedger(asked.store.metadata[LEDGER_KEY]).e).to.deep.equal([variantKey('reason', variant)]);
    });
  }

  it('is what a quiet period is worked out from', async () => {
    const soon = { fields: { company: { ask: { after: { sessions: 2 } } } } };
    const late: ProfilePlan = {
      fields: [{ name: 'company', label: 'Company', ask: { after: { sessions: 5 } } }],
      experiments: [{ name: 'moment', variants: [{ name: 'soon', changes: soon }] }],
    };
    const user = { sub: 'auth0|quiet-experiment' };
    element = document.createElement('tell-us-more');
    Object.assign(element, { plan: late, store: new MemoryStore(), user });
    document.body.append(element);
    const storage = await PersonStorage.open(user.sub, '');
    await waitUntil(() => storage.read(QUIET_PERIOD_KEY), 'expected a quiet period');
    expect(storage.read(QUIET_PERIOD_KEY)).to.include({ sessions: 0 });
  });
});
