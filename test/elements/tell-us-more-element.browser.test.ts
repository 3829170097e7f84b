import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import { StoreError } from '../../src/person/store-error.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { hasQuietPeriod } from '../../src/person/quiet-period.ts';
import type { FieldsEvent, ProfileChangedEvent } from '../../src/ask/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { untilLater } from '../platform/until-later.ts';
import { waitUntil } from '../wait-until.ts';
import { itWith } from './driven.ts';
import { MemoryStore } from './memory-store.ts';
import { nextTask } from '../../src/platform/next-task.ts';
import { countListeners } from './count-listeners.ts';
import { expectAccessible } from './expect-accessible.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'team', label: 'Team', ask: { after: { sessions: 1 } } },
    { name: 'size', label: 'Size', ask: { after: { sessions: 1 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
  pacing: { maxFields: 2 },
};

let people = 0;

/** An element with somebody signed in who has never been here before. */
async function signedIn(store = new MemoryStore(), sub = `auth0|${++people}`, asks = plan): Promise<TellUsMoreElement> {
  return fixture<TellUsMoreElement>(html`
    <tell-us-more .plan=${asks} .user=${{ sub }} .store=${store} client-id="app"></tell-us-more>
  `);
}

function inputs(element: TellUsMoreElement): HTMLInputElement[] {
  return [...element.shadowRoot!.querySelectorAll('input')];
}

async function asked(element: TellUsMoreElement): Promise<string[]> {
  // While they are drawn they cannot be seen, nor have the focus.
  await waitUntil(() => inputs(element)[0]?.checkVisibility({ visibilityProperty: true }), 'expected a question');
  return inputs(element).map((input) => input.labels?.[0]?.textContent?.trim() ?? '');
}

function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function press(element: TellUsMoreElement, part: string): void {
  element.shadowRoot!.querySelector<HTMLButtonElement>(`[part~="${part}"]`)!.click();
}

/** Once the thanks are there. */
async function undo(element: TellUsMoreElement): Promise<void> {
  await waitUntil(() => element.shadowRoot!.querySelector('[part~="undo"]'), 'expected "Undo"');
  press(element, 'undo');
}

/** What the console is warned of until `work` is done. */
/** At least `count` of them. */
async function warningsDuring(work: () => Promise<void> | void, count = 0): Promise<string[]> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => warnings.push(text);
  try {
    await work();
    await waitUntil(() => warnings.length >= count, `expected ${count} warnings`);
  } finally {
    console.warn = warn;
  }
  return warnings;
}

const isGone = (element: TellUsMoreElement) => waitUntil(() => !element.shadowRoot!.querySelector('.panel'), 'expected no panel');

describe('<tell-us-more>', () => {
  it('takes nothing that was known of one person for another', async () => {
    const element = await signedIn();
    await asked(element);
    element.known = { company: 'ACME' };
    await waitUntil(() => element.profile.company, 'expected what the page knows');
    Object.assign(element, { user: { sub: `auth0|${++people}` }, known: { team: 'Sales' } });
    await oneEvent(element, 'profile-changed');
    expect(Object.keys(element.profile)).to.deep.equal(['team']);
  });

  it('answers nothing for names that every object has', async () => {
    const element = await signedIn(new MemoryStore({ company: 'ACME' }));
    await asked(element);
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(await element.ask([name])).to.equal(null);
    }
    expect(await element.ask(['constructor', 'company'])).to.deep.equal({ company: 'ACME' });
  });

  it('shows its panel whatever stands in the metadata', async () => {
    for (const company of [{ toString: 1, valueOf: 1 }, [{ toString: 1 }], { toJSON: 1 }, [[[]]], 'x'.repeat(100_000)]) {
      const element = await signedIn(new MemoryStore({ company, size: company }));
      const answers = element.ask(['company'], { evenIfKnown: true });
      await asked(element);
      type(inputs(element)[0]!, 'ACME');
      press(element, 'save');
      expect(await answers).to.deep.equal({ company: 'ACME' });
      element.remove();
    }
  });

  it('tells of a store that fails without what its error holds', async () => {
    const secret = 'opaque_5fKq0x7Yt2LwZ9';
    const failing = (words: string) => Promise.reject(Object.assign(new Error(words), { config: { headers: { authorization: secret }, data: '"my illness"' } }));
    const store = new MemoryStore();
    const errors: Error[] = [];
    const element = await signedIn(store);
    element.addEventListener('error', ({ error }) => errors.push(error));
    await asked(element);
    store.save = () => failing(`Bearer ${secret} may not save "my illness"`);
    type(inputs(element)[0]!, 'my illness');
    press(element, 'save');
    await waitUntil(() => errors.length > 0, 'expected an error');
    for (const error of errors) {
      const cause = error.cause as Error & { config?: unknown };
      expect(error).to.be.instanceOf(StoreError);
      expect(cause.config).to.equal(undefined);
      expect(`${error.message} ${error.stack} ${cause.message} ${cause.stack}`).not.to.match(/opaque_|illness/);
    }
    await element.forget();
  });

  it('asks at most the plan’s number of fields that are not known, after reading the profile once', async () => {
    const store = new MemoryStore({ company: 'ACME' });
    const element = await signedIn(store);
    const labels = await asked(element);
    expect(labels).to.have.length(2);
    expect(labels[0]).to.contain('Team');
    expect(labels[1]).to.contain('Size');
    expect(store.calls).to.deep.equal(['read']);
    await expectAccessible(element);
  });

  it('tells that it has asked when that is on the screen', async () => {
    const element = await signedIn();
    const { detail } = (await oneEvent(element, 'asked')) as unknown as CustomEvent<{ names: string[] }>;
    expect(detail.names).to.deep.equal(['company', 'team']);
    expect(inputs(element).map((input) => input.checkVisibility({ visibilityProperty: true }))).to.deep.equal([true, true]);
  });

  it('speaks the language of the page around it, out of shadow roots as well', async () => {
    const page = await fixture(html`<div lang="de"><div></div></div>`);
    const inner = page.firstElementChild!.attachShadow({ mode: 'open' });
    const element = document.createElement('tell-us-more');
    Object.assign(element, { plan, store: new MemoryStore(), user: { sub: `auth0|${++people}` } });
    inner.append(element);
    await asked(element);
    expect(element.shadowRoot!.querySelector('.panel')!.getAttribute('lang')).to.equal('de');
  });

  itWith('active window', 'comes as a dialog when nobody is typing in the page', async () => {
    const page = await fixture(html`<form><input aria-label="one" /><input aria-label="two" /><button>x</button></form>`);
    const [one, two] = page.querySelectorAll('input');
    one!.focus();
    const element = document.createElement('tell-us-more');
    Object.assign(element, { plan, store: new MemoryStore(), user: { sub: `auth0|${++people}` }, placement: 'dialog' });
    const begun = oneEvent(element, 'profile-changed');
    page.append(element);
    await begun;
    two!.focus();
    // Whatever was to be asked is decided after that.
    await element.silence(false);
    await element.updateComplete;
    expect(element.explain().some((field) => field.asked)).to.equal(true);
    expect(element.shadowRoot!.querySelector('.panel')).to.equal(null);
    page.querySelector('button')!.focus();
    await asked(element);
    expect(element.shadowRoot!.activeElement).to.equal(inputs(element)[0]);
  });

  it('stays in its corner where a refresh that morphs the page removes `placement`', async () => {
    const element = await signedIn();
    await asked(element);
    const panel = element.shadowRoot!.querySelector('.panel')!;
    const { className } = panel;
    element.removeAttribute('placement');
    await element.updateComplete;
    expect([panel.className, panel.isConnected]).to.deep.equal([className, true]);
    expect(className).to.include('corner');
  });

  it('asks again some day what was answered, taken back and put off', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store);
    await asked(element);
    type(inputs(element)[0]!, 'ACME');
    press(element, 'save');
    await waitUntil(() => store.metadata.company === 'ACME');
    await undo(element);
    await asked(element);
    await waitUntil(() => !('company' in store.metadata));
    press(element, 'later');
    await isGone(element);
    expect(element.explain()[0]).to.deep.equal({ name: 'company', asked: false, reason: 'snoozed' });
  });

  itWith('active window', 'stays with its thanks while somebody is at them', async () => {
    const element = await signedIn();
    await asked(element);
    type(inputs(element)[0]!, 'ACME');
    press(element, 'save');
    await waitUntil(() => element.shadowRoot!.querySelector('[part~="undo"]'));
    expect(element.isBeingUsed()).to.equal(false);
    element.shadowRoot!.querySelector<HTMLElement>('[part~="undo"]')!.focus({ focusVisible: true });
    expect(element.isBeingUsed()).to.equal(true);
  });

  it('tells of no question that somebody was spared by leaving while it was drawn', async () => {
    const element = await signedIn();
    const events: string[] = [];
    element.addEventListener('asked', () => events.push('asked'));
    const isDrawing = new Promise((resolve) => new MutationObserver(resolve).observe(element.shadowRoot!, { childList: true }));
    await isDrawing;
    element.user = null;
    await isGone(element);
    await element.updateComplete;
    await element.silence().catch(() => undefined);
    expect(events).to.deep.equal([]);
  });

  it('settles what was asked of a store that never answers once the person has left', async () => {
    const store = new MemoryStore();
    const isReading = new Promise<void>((resolve) => (store.read = () => new Promise(() => resolve())));
    const element = await signedIn(store);
    await isReading;
    const answers = element.ask(['company']);
    await element.updateComplete;
    element.remove();
    expect(await answers).to.equal(null);
  });

  it('settles what was wanted while it loads a question without waiting for that', async () => {
    const store = new MemoryStore();
    const isReading = new Promise<void>((resolve) => (store.read = () => new Promise(() => resolve())));
    const element = await signedIn(store);
    await isReading;
    await element.optOut();
    expect(element.explain().map(({ reason }) => reason)).to.include('declined');
    await element.forget();
  });

  it('keeps its place for what the page asks instead of its question', async () => {
    const [store, sub] = [new MemoryStore(), `auth0|${++people}`];
    const eager = { ...plan, pacing: { maxFields: 1, asksPerSession: 9, coolDown: 'PT0S' } };
    const element = await signedIn(store, sub, eager);
    expect(await asked(element)).to.deep.equal(['Company']);
    const other = await signedIn(store, sub, eager);
    await waitUntil(() => other.explain().length > 0, 'expected the other to decide');
    const events: string[] = [];
    other.addEventListener('before-ask', ({ detail }) => events.push(...detail.names));
    void element.ask(['vat_id']);
    await waitUntil(() => inputs(element)[0]?.labels?.[0]?.textContent?.includes('VAT'), 'expected what was asked for');
    await other.optOut(false);
    await other.updateComplete;
    expect([events, inputs(other)]).to.deep.equal([[], []]);
  });

  it('ends what cannot be drawn, rejects ask(), and neither tells of a question nor counts one', async () => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Another document"></iframe>`);
    const element = document.createElement('tell-us-more');
    Object.assign(element, { plan, store: new MemoryStore(), user: { sub: `auth0|${++people}` }, placement: 'inline' });
    const events: string[] = [];
    for (const name of ['asked', 'error'] as const) element.addEventListener(name, () => events.push(name));
    // Its style sheets belong to another document.
    frame.contentDocument!.body.append(element);
    const answers = element.ask(['company']).catch((error: Error) => error.name);
    expect(await answers).to.equal('NotAllowedError');
    expect(events).to.include('error');
    expect(events).not.to.include('asked');
    expect(element.run!.open).to.equal(undefined);
    // It comes as soon as it can be drawn: nobody has seen it.
    document.body.append(element);
    element.user = { ...element.user!, iat: 2 };
    expect((await asked(element))[0]).to.equal('Company');
    element.remove();
  });

  it('counts what the page asks for twice, as by a double click, as shown once', async () => {
    const element = await signedIn(new MemoryStore(), undefined, { ...plan, pacing: { ...plan.pacing, giveUpAfter: 2 } });
    await asked(element);
    const [first, second] = [element.ask(['vat_id']), element.ask(['vat_id'])];
    expect(await first).to.equal(null);
    await waitUntil(() => inputs(element)[0]?.labels?.[0]?.textContent?.includes('VAT'), 'expected what was asked for');
    press(element, 'later');
    expect(await second).to.equal(null);
    element.track('checkout');
    expect(element.explain().map(({ reason }) => reason)).not.to.include('given-up');
  });

  it('gives the answers to a page that removes it as soon as they are given', async () => {
    const element = await signedIn();
    await asked(element);
    element.addEventListener('answered', () => element.remove());
    const answers = element.ask(['company']);
    await waitUntil(() => inputs(element).length === 1, 'expected one question');
    type(inputs(element)[0]!, 'ACME');
    press(element, 'save');
    expect(await answers).to.deep.equal({ company: 'ACME' });
  });

  it('waits for the plan where a server has rendered the attribute of an object', async () => {
    const fetched: unknown[] = [];
    const { fetch } = window;
    window.fetch = (address) => {
      fetched.push(address);
      return fetch(address);
    };
    const element = await fixture<TellUsMoreElement>(html`<tell-us-more plan="[object Object]"></tell-us-more>`);
    Object.assign(element, { plan, user: { sub: `auth0|${++people}` }, store: new MemoryStore() });
    expect(await asked(element)).to.have.length(2);
    expect(fetched).to.deep.equal([]);
    window.fetch = fetch;
  });

  it('neither reads nor shows anything when nothing is to be asked', async () => {
    const store = new MemoryStore();
    const element = await fixture<TellUsMoreElement>(html`
      <tell-us-more .plan=${{ fields: [plan.fields[3]] }} .user=${{ sub: `auth0|${++people}` }} .store=${store}></tell-us-more>
    `);
    await waitUntil(() => element.explain().length > 0);
    expect(element.explain()[0]?.reason).to.equal('not-due');
    expect(store.calls).to.deep.equal([]);
    expect(element.shadowRoot!.childElementCount).to.equal(0);
  });

  it('saves an answer with the ledger in one patch, says thanks, and knows the answer at once', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store);
    await asked(element);
    type(inputs(element)[0]!, ' ACME ');
    const saved = oneEvent(element, 'saved');
    press(element, 'save');
    const event = (await saved) as unknown as FieldsEvent;
    expect(event.detail.names).to.deep.equal(['company']);
    expect(store.calls).to.deep.equal(['read', 'save']);
    expect(store.metadata.company).to.equal('ACME');
    expect(store.metadata).to.have.property('progressive_lock');
    expect(element.profile.company).to.deep.equal({ value: 'ACME', source: 'user' });
    await waitUntil(() => element.shadowRoot!.querySelector('[part~="thanks"]'));
    await expectAccessible(element);
    press(element, 'close');
    await isGone(element);
    expect(element.explain().map((row) => row.reason)).to.deep.equal(['known', 'cool-down', 'cool-down', 'not-due']);
  });

  it('keeps the question, and what was typed, over a reload', async () => {
    const sub = `auth0|${++people}`;
    const first = await signedIn(new MemoryStore(), sub);
    await asked(first);
    type(inputs(first)[0]!, 'ACM');
    first.remove();
    const second = await signedIn(new MemoryStore(), sub);
    await asked(second);
    expect(inputs(second)[0]!.value).to.equal('ACM');
  });

  it('stays small over a reload, and large once it is made so again', async () => {
    const sub = `auth0|${++people}`;
    const reload = async (before: TellUsMoreElement) => {
      before.remove();
      return signedIn(new MemoryStore(), sub);
    };
    const has = (element: TellUsMoreElement, part: string) => waitUntil(() => element.shadowRoot!.querySelector(`[part~="${part}"]`)?.checkVisibility({ visibilityProperty: true }), `expected "${part}"`);
    let element = await signedIn(new MemoryStore(), sub);
    await asked(element);
    press(element, 'minimise');
    await has(element, 'restore');
    element = await reload(element);
    await has(element, 'restore');
    press(element, 'restore');
    await has(element, 'minimise');
    element = await reload(element);
    await has(element, 'minimise');
    expect(element.shadowRoot!.querySelector('[part~="restore"]')).to.equal(null);
  });

  for (const [part, event] of [['later', 'snoozed'], ['never', 'declined']] as const) {
    it(`does not ask again after "${event}", also after a reload`, async () => {
      const sub = `auth0|${++people}`;
      const store = new MemoryStore();
      const first = await signedIn(store, sub);
      await asked(first);
      const ended = oneEvent(first, event);
      press(first, part);
      await ended;
      await isGone(first);
      first.remove();
      const second = await signedIn(store, sub);
      await waitUntil(() => second.explain().length > 0);
      expect(second.explain().some((row) => row.asked)).to.equal(false);
      expect(second.explain()[0]?.reason).to.equal(event);
      expect(second.shadowRoot!.querySelector('.panel')).to.equal(null);
    });
  }

  it('tells other devices through the profile that a field was declined', async () => {
    const store = new MemoryStore();
    const first = await signedIn(store);
    await asked(first);
    press(first, 'never');
    await waitUntil(() => store.calls.includes('save'));
    expect(Object.keys(store.metadata)).to.deep.equal(['progressive_lock']);
  });

  it('asks and loads nothing while it is off, and goes on where it was once it is not', async () => {
    const store = new MemoryStore();
    const element = await fixture<TellUsMoreElement>(html`
      <tell-us-more off .plan=${plan} .user=${{ sub: `auth0|${++people}` }} .store=${store} client-id="app"></tell-us-more>
    `);
    await element.updateComplete;
    expect(element.profile).to.deep.equal({});
    const refusal = await element.ask(['company']).then(() => '', (error: Error) => error.message);
    expect(refusal).to.contain('signed-in person before ask()');
    expect(store.calls).to.deep.equal([]);
    element.off = false;
    expect(await asked(element)).to.deep.equal(['Company', 'Team']);
    element.off = true;
    await isGone(element);
    element.off = false;
    expect(await asked(element)).to.deep.equal(['Company', 'Team']);
  });

  it('tells nothing while it is off, and knows what it knew once it is not', async () => {
    const element = await signedIn(new MemoryStore({ team: 'Sales' }));
    const told: string[] = [];
    element.addEventListener('profile-changed', () => told.push('profile-changed'));
    await asked(element);
    const question = element.ask(['vat_id']);
    await waitUntil(() => element.explain().some(({ name, asked: isAsked }) => name === 'vat_id' && isAsked), 'expected the question');
    element.off = true;
    expect(await question).to.equal(null);
    await isGone(element);
    told.length = 0;
    const warnings = await warningsDuring(async () => {
      element.known = { company: 'ACME' };
      element.track('somewhere');
      await element.updateComplete;
      await nextTask();
    });
    expect([warnings, told, element.profile, element.explain()]).to.deep.equal([[], [], {}, []]);
    for (const call of [() => element.ask(['company']), () => element.readProfile(), () => element.optOut()]) {
      const refusal = await call().then(() => '', (error: Error) => error.message);
      expect(refusal).to.contain('or `off` is set');
    }
    // As a flag that is not decided yet: several times in one task, and in the next.
    element.off = false;
    element.off = true;
    await element.updateComplete;
    Object.assign(element, { off: false, known: undefined });
    expect(await asked(element)).to.contain('Company');
    expect(element.profile.team?.value).to.equal('Sales');
  });

  it('sends what is pending at a sign-out, though it is off by then', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store);
    await asked(element);
    const save = store.save.bind(store);
    store.save = () => Promise.reject(new StoreError('login-required'));
    type(inputs(element)[0]!, 'ACME');
    const failure = oneEvent(element, 'error');
    press(element, 'save');
    await failure;
    store.save = save;
    element.off = true;
    await element.updateComplete;
    await element.forget();
    expect(store.metadata.company).to.equal('ACME');
  });

  it('explains what is on the screen as asked', async () => {
    const element = await signedIn();
    await asked(element);
    expect(element.explain().map(({ reason }) => reason)).to.deep.equal(['asked', 'asked', 'cool-down', 'not-due']);
    press(element, 'later');
    await isGone(element);
    expect(element.explain().map(({ asked: isAsked }) => isAsked)).to.deep.equal([false, false, false, false]);
  });

  for (const call of ['read', 'save'] as const) {
    it(`says what a store is expected to do whose ${call}() resolves with nothing, and keeps the answer`, async () => {
      const store = new MemoryStore();
      if (call === 'save') Object.assign(store, { save: () => Promise.resolve() });
      const element = await signedIn(store);
      const failures: string[] = [];
      element.addEventListener('error', (event) => failures.push((event as CustomEvent<{ error: Error }>).detail.error.message));
      await asked(element);
      if (call === 'read') Object.assign(store, { read: () => Promise.resolve() });
      if (call === 'read') await element.optOut(false);
      else type(inputs(element)[0]!, 'ACME');
      if (call === 'save') press(element, 'save');
      await waitUntil(() => failures.length, 'expected an error');
      expect(failures[0]).to.contain(`Expected ${call}() of the store to resolve with the whole user_metadata, got undefined.`);
      expect(element.explain()).to.have.length(4);
      if (call === 'save') expect(element.profile.company?.value).to.equal('ACME');
    });
  }

  it('says once what the plan does not have', async () => {
    const element = await signedIn();
    await asked(element);
    const warnings = await warningsDuring(async () => {
      const questions = [element.ask(['compnay']), element.ask(['compnay', 'company'])];
      element.track('chekout');
      element.track('chekout');
      element.track('checkout');
      await questions[0];
      element.user = null;
      await questions[1];
    }, 2);
    expect(warnings.map((words) => /got "(\w+)"/.exec(words)?.[1]).toSorted()).to.deep.equal(['chekout', 'compnay']);
  });

  it('warns of no activity that a variant of the plan waits for, nor of one that was meant for another element', async () => {
    const variants = [
      { name: 'now', weight: 1 },
      { name: 'late', weight: 0, changes: { fields: { vat_id: { ask: { on: 'invoice' } } } } },
    ];
    const element = await signedIn(undefined, undefined, { ...plan, experiments: [{ name: 'moment', variants }] });
    await asked(element);
    const button = await fixture(html`<button data-tell-us-more="elsewhere">Go on</button>`);
    const warnings = await warningsDuring(() => {
      element.track('invoice');
      (button as HTMLElement).click();
      element.track('invoices');
    }, 1);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('an activity of the plan (checkout, invoice), got "invoices".');
  });

  it('gives what is known, read now', async () => {
    const store = new MemoryStore({ company: 'ACME', team: 'A', size: '3' });
    const element = await signedIn(store);
    expect((await element.readProfile()).company).to.deep.equal({ value: 'ACME', source: 'user' });
    expect(store.calls.filter((call) => call === 'read')).to.have.length(1);
  });

  it('tells with what was answered where, when and in which step it was asked', async () => {
    const element = await signedIn();
    await asked(element);
    const later = oneEvent<FieldsEvent>(element, 'snoozed');
    press(element, 'later');
    expect((await later).detail).to.deep.equal({ names: ['company', 'team'], placement: 'corner', step: { index: 1, count: 1 } });
    const shown = oneEvent<FieldsEvent>(element, 'asked');
    element.track('checkout');
    void element.ask(['vat_id']);
    const activity = 'checkout';
    expect((await shown).detail).to.deep.equal({ names: ['vat_id'], activity, placement: 'corner', step: { index: 1, count: 1 } });
    const saved = oneEvent<FieldsEvent>(element, 'saved');
    const answered = oneEvent<FieldsEvent>(element, 'answered');
    await asked(element);
    type(inputs(element)[0]!, 'DE1');
    press(element, 'save');
    expect((await answered).detail).to.deep.equal({ names: ['vat_id'], activity, placement: 'corner', step: { index: 1, count: 1 } });
    expect((await saved).detail).to.deep.equal({ names: ['vat_id'] });
  });

  it('asks nothing any more after optOut(), tells other devices, and takes it back', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store);
    await asked(element);
    await element.optOut();
    await isGone(element);
    expect(element.explain().every(({ reason }) => reason === 'declined')).to.equal(true);
    await waitUntil(() => 'progressive_lock' in store.metadata);
    // By its former name.
    await element.silence(false);
    expect(element.explain().some(({ reason }) => reason === 'declined')).to.equal(false);
  });

  it('counts a sign-in once, however often it is taken out of the page and put back, or the token is renewed', async () => {
    const sub = `auth0|${++people}`;
    const store = new MemoryStore();
    const later: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }] };
    const element = await fixture<TellUsMoreElement>(html`
      <tell-us-more .plan=${later} .user=${{ sub }} .store=${store} .isNewSignIn=${true}></tell-us-more>
    `);
    await waitUntil(() => element.explain().length > 0);
    for (let time = 0; time < 2; time++) {
      const parent = await fixture<HTMLElement>(html`<div></div>`);
      element.remove();
      await nextTask();
      let isBack = oneEvent(element, 'profile-changed');
      parent.append(element);
      await isBack;
      expect(element.explain()[0]?.reason).to.equal('not-due');
      isBack = oneEvent(element, 'profile-changed');
      element.user = { sub, iat: time };
      await isBack;
      expect(element.explain()[0]?.reason).to.equal('not-due');
    }
  });

  it('goes on with what is on the screen where it is moved in the page', async () => {
    const element = await signedIn();
    await asked(element);
    const answers = element.ask(['company']);
    await waitUntil(() => inputs(element).length === 1, 'expected one question');
    const parent = await fixture<HTMLElement>(html`<div></div>`);
    parent.append(element);
    await waitUntil(() => element.shadowRoot!.querySelector('.panel')?.matches(':popover-open'), 'expected the panel above the page');
    type(inputs(element)[0]!, 'ACME');
    press(element, 'save');
    expect(await answers).to.deep.equal({ company: 'ACME' });
  });

  it('lets one of several elements ask, and another one once that is done', async () => {
    const sub = `auth0|${++people}`;
    const store = new MemoryStore();
    const patient: ProfilePlan = { ...plan, pacing: { maxFields: 1, asksPerSession: 2, coolDown: 'PT0S' } };
    const elements = await Promise.all([1, 2, 3].map(() => signedIn(store, sub, patient)));
    const asking = () => elements.filter((element) => inputs(element).length > 0);
    await waitUntil(() => asking().length > 0, 'expected a question');
    await Promise.all(elements.map((element) => waitUntil(() => element.explain().length > 0)));
    expect(asking()).to.have.length(1);
    const first = asking()[0]!;
    type(inputs(first)[0]!, 'ACME');
    press(first, 'save');
    await waitUntil(() => first.shadowRoot!.querySelector('[part~="close"]'), 'expected thanks');
    press(first, 'close');
    await waitUntil(() => asking().length > 0, 'expected the next question');
    expect(asking()).to.have.length(1);
    expect(asking()[0]!.shadowRoot!.querySelector('label')!.textContent).to.contain('Team');
  });

  it('waits while another tab has a question on the screen for the same person', async () => {
    const sub = `auth0|${++people}`;
    const name = (await PersonStorage.open(sub, 'app')).key('asking');
    const free = await new Promise<() => void>((resolve) => {
      void navigator.locks.request(name, () => new Promise<void>((release) => resolve(release)));
    });
    const element = await signedIn(new MemoryStore(), sub);
    await waitUntil(async () => (await navigator.locks.query()).pending?.some((lock) => lock.name === name), 'expected it to wait');
    expect(inputs(element)).to.have.length(0);
    free();
    await asked(element);
  });

  it('asks on the page of the app that the question belongs to, and takes it away on another, also with hash routes', async () => {
    const page = location.href;
    const routes: [string, string][] = [['/account/team', '/home'], ['#/account/team', '#/home']];
    try {
      for (const [there, elsewhere] of routes) {
        history.pushState({}, '', elsewhere);
        const paged: ProfilePlan = { fields: [{ name: 'team', label: 'Team', ask: { after: { sessions: 1 }, page: '/account/*' } }] };
        const element = await signedIn(new MemoryStore(), `auth0|${++people}`, paged);
        await waitUntil(() => element.explain().length > 0);
        expect(element.explain()[0]?.reason).to.equal('not-due');
        for (let time = 0; time < 2; time++) {
          history.pushState({}, '', there);
          await asked(element);
          history.pushState({}, '', elsewhere);
          await isGone(element);
        }
        element.remove();
      }
    } finally {
      history.replaceState({}, '', page);
    }
  });

  it('does not keep the next person waiting for what is read for the one before, nor asks for them', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store, `auth0|${++people}`);
    await asked(element);
    const slow = new MemoryStore();
    slow.read = () => new Promise(() => {});
    const wait = { ...plan, fields: [{ name: 'slow', label: 'Slow', ask: { after: { sessions: 1 } } }] } as ProfilePlan;
    Object.assign(element, { store: slow, user: { sub: `auth0|${++people}` }, plan: wait });
    await oneEvent(element, 'profile-changed');
    const answers = element.ask(['slow']);
    Object.assign(element, { store, user: { sub: `auth0|${++people}` }, plan });
    await asked(element);
    expect(await answers).to.equal(null);
  });

  it('does not begin if it was removed before its first update, and begins once it is inserted again', async () => {
    const counts = countListeners();
    const store = new MemoryStore();
    const element = document.createElement('tell-us-more');
    try {
      Object.assign(element, { plan, store, user: { sub: `auth0|${++people}` } });
      document.body.append(element);
      const answers = element.ask(['company']);
      element.remove();
      expect(await answers).to.equal(null);
      await untilLater();
      expect(counts.alive(), counts.names()).to.equal(0);
      document.body.append(element);
      await oneEvent(element, 'asked');
    } finally {
      element.remove();
      counts.restore();
    }
  });

  it('leaves no listener behind after many mounts, moves and renewals', async () => {
    const counts = countListeners();
    try {
      const parent = await fixture<HTMLElement>(html`<div></div>`);
      const element = document.createElement('tell-us-more');
      const sub = `auth0|${++people}`;
      Object.assign(element, { plan, store: new MemoryStore({ company: 'a', team: 'b', size: 'c' }), user: { sub } });
      for (let mount = 0; mount < 100; mount++) {
        parent.append(element);
        if (mount % 3 === 0) await nextTask();
        element.user = { sub, iat: mount };
        if (mount % 5 === 0) await nextTask();
        element.remove();
        if (mount % 2 === 0) await nextTask();
      }
      await element.updateComplete;
      await waitUntil(() => counts.alive() === 0, `expected no listener, got ${counts.names()}`);
    } finally {
      counts.restore();
    }
  });

  it('keeps the thanks when the page renews the token of the same person', async () => {
    const sub = `auth0|${++people}`;
    const element = await signedIn(new MemoryStore(), sub);
    await asked(element);
    type(inputs(element)[0]!, 'ACME');
    press(element, 'save');
    await waitUntil(() => element.shadowRoot!.querySelector('[part~="thanks"]'));
    element.user = { sub, iat: 2 };
    await element.updateComplete;
    await undo(element);
    await asked(element);
    expect(inputs(element)[0]!.value).to.equal('ACME');
  });

  it('does not bring back, on another page, what only an activity there made relevant', async () => {
    const sub = `auth0|${++people}`;
    const page = (given: Partial<TellUsMoreElement> = {}) => fixture<TellUsMoreElement>(html`
      <tell-us-more .plan=${{ fields: [plan.fields[3]!] }} .user=${{ sub }} .store=${new MemoryStore()} .known=${given.known}></tell-us-more>
    `);
    const checkout = await page();
    await waitUntil(() => checkout.explain().length > 0);
    checkout.track('checkout');
    await asked(checkout);
    checkout.remove();
    const elsewhere = await page();
    await waitUntil(() => elsewhere.explain().length > 0);
    expect(elsewhere.shadowRoot!.querySelector('.panel')).to.equal(null);
  });

  it('has the store fetch what it needs as soon as something is asked: later there may be no network', async () => {
    let isPrepared = false;
    const store = Object.assign(new MemoryStore(), { prepare: () => Promise.resolve((isPrepared = true)) });
    const element = await signedIn(store);
    await asked(element);
    expect(isPrepared).to.equal(true);
  });

  it('shares nothing between two people on one browser', async () => {
    const first = await signedIn();
    await asked(first);
    type(inputs(first)[0]!, 'ACME');
    first.store = new MemoryStore();
    first.user = { sub: `auth0|${++people}` };
    await waitUntil(() => inputs(first)[0]?.value === '', 'expected an empty input for somebody else');
    expect(first.profile).to.deep.equal({});
  });

  it('asks what an activity makes relevant, by track() and by data-tell-us-more', async () => {
    const checkout: ProfilePlan = { fields: [plan.fields[3]!] };
    for (const trigger of ['track', 'click', 'click on a picture']) {
      const element = await fixture<TellUsMoreElement>(html`
        <tell-us-more .plan=${checkout} .user=${{ sub: `auth0|${++people}` }} .store=${new MemoryStore()}></tell-us-more>
      `);
      await waitUntil(() => element.explain().length > 0);
      if (trigger === 'track') element.track('checkout');
      else if (trigger === 'click') (await fixture<HTMLElement>(html`<button data-tell-us-more="checkout"><b>Pay</b></button>`)).querySelector('b')!.click();
      else (await fixture<HTMLElement>(html`<svg data-tell-us-more="checkout"></svg>`)).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      expect(await asked(element)).to.have.length(1);
      element.remove();
    }
  });

  it('takes the same data made anew, as frameworks do in every rendering, for no change', async () => {
    const element = await signedIn();
    const { user } = element;
    const again = () => Object.assign(element, { plan: structuredClone(plan), user: { ...user }, known: { size: '1' }, dictionary: {} });
    element.known = { size: '1' };
    element.dictionary = {};
    // While it is beginning, and when it is through.
    again();
    await asked(element);
    again();
    await element.updateComplete;
    const panel = element.shadowRoot!.querySelector('.panel');
    type(inputs(element)[0]!, 'ACM');
    const told: string[][] = [];
    element.addEventListener('profile-changed', ({ detail }) => told.push(detail.names));
    again();
    await element.updateComplete;
    element.known = { size: '2', vat_id: 'DE1' };
    await waitUntil(() => told.length > 0, 'expected what is new to be told');
    expect(told).to.deep.equal([['size', 'vat_id']]);
    expect(element.shadowRoot!.querySelector('.panel')).to.equal(panel);
    expect(inputs(element)[0]!.value).to.equal('ACM');
  });

  it('takes data that was changed in place, and given as a new object, for the change it is', async () => {
    const element = await signedIn();
    await asked(element);
    const known: Record<string, string> = { size: '1' };
    element.known = known;
    await oneEvent(element, 'profile-changed');
    known.vat_id = 'DE1';
    element.known = { ...known };
    const { detail } = await oneEvent<ProfileChangedEvent>(element, 'profile-changed');
    expect(detail).to.deep.equal({ names: ['size', 'vat_id'], changed: ['vat_id'] });
  });

  it('tells which values have come, changed and gone', async () => {
    const element = await signedIn();
    await asked(element);
    const told: string[][] = [];
    element.addEventListener('profile-changed', ({ detail }) => told.push(detail.changed));
    for (const [count, known] of [{ size: '1', vat_id: 'DE1' }, { size: '2', vat_id: 'DE1' }, { vat_id: 'DE1' }].entries()) {
      element.known = known;
      await waitUntil(() => told.length > count, 'expected the change to be told');
    }
    expect(told).to.deep.equal([['size', 'vat_id'], ['size'], ['size']]);
  });

  it('says after a renewed token that nothing has changed, in a quiet period and outside one', async () => {
    const sub = `auth0|${++people}`;
    const later: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }, { name: 'team', label: 'Team' }] };
    const known = { company: 'ACME' };
    const storage = await PersonStorage.open(sub, 'app');
    for (const isQuiet of [false, true]) {
      expect(hasQuietPeriod(storage)).to.equal(isQuiet);
      const element = await fixture<TellUsMoreElement>(html`
        <tell-us-more .plan=${later} .user=${{ sub }} .store=${new MemoryStore()} .known=${known} client-id="app"></tell-us-more>
      `);
      expect((await oneEvent<ProfileChangedEvent>(element, 'profile-changed')).detail).to.deep.equal({ names: ['company'], changed: ['company'] });
      element.user = { sub, iat: 2 };
      expect((await oneEvent<ProfileChangedEvent>(element, 'profile-changed')).detail).to.deep.equal({ names: ['company'], changed: [] });
      await waitUntil(() => hasQuietPeriod(storage), 'expected a quiet period');
      element.known = { ...known, team: 'Sales' };
      expect((await oneEvent<ProfileChangedEvent>(element, 'profile-changed')).detail).to.deep.equal({ names: ['company', 'team'], changed: ['team'] });
      element.known = known;
      await waitUntil(() => hasQuietPeriod(storage), 'expected a quiet period');
      element.remove();
    }
  });

  it('tells that nothing is known any more once the person has left', async () => {
    const ways: Record<string, (element: TellUsMoreElement) => unknown> = {
      'user = null': (element) => (element.user = null),
      'forget()': (element) => element.forget(),
      'no store': (element) => (element.store = undefined),
      'user = undefined while off': async (element) => {
        element.off = true;
        element.user = undefined;
        await element.updateComplete;
        element.off = false;
      },
    };
    for (const [way, leave] of Object.entries(ways)) {
      const element = await signedIn(new MemoryStore({ team: 'Ops' }));
      await asked(element);
      const told: [string[], string[], string[]][] = [];
      element.addEventListener('profile-changed', ({ detail }) => told.push([detail.names, detail.changed, Object.keys(element.profile)]));
      await leave(element);
      await element.updateComplete;
      expect(told, way).to.deep.equal([[[], ['team'], []]]);
      element.remove();
    }
  });

  it('goes on with what a page sets when it is told of what is known', async () => {
    const element = await signedIn();
    await asked(element);
    element.addEventListener('profile-changed', () => (element.known = { size: '1', team: 'Sales' }), { once: true });
    element.known = { size: '1' };
    await waitUntil(() => element.profile.team);
  });

  it('withdraws a question whose answer the page has come to know, and tells that it does', async () => {
    const element = await signedIn();
    expect(await asked(element)).to.deep.equal(['Company', 'Team']);
    const told: string[][] = [];
    element.addEventListener('profile-changed', ({ detail }) => told.push(detail.names));
    element.known = { company: 'ACME' };
    await waitUntil(() => told.length === 1, 'expected to be told');
    expect(await asked(element), 'the other one is still open').to.deep.equal(['Company', 'Team']);
    element.known = { company: 'ACME', team: 'Sales' };
    await isGone(element);
    expect(told).to.deep.equal([['company'], ['company', 'team']]);
  });

  it('tells of the profile only when something in it has changed', async () => {
    const element = await signedIn();
    const told: string[][] = [];
    element.addEventListener('profile-changed', ({ detail }) => told.push(detail.names));
    await asked(element);
    expect(told).to.deep.equal([[]]);
    const [company, team] = inputs(element);
    type(company!, 'ACME');
    type(team!, 'Ops');
    const saved = oneEvent(element, 'saved');
    press(element, 'save');
    await saved;
    await untilLater();
    dispatchEvent(new StorageEvent('storage', { key: null }));
    expect(told).to.deep.equal([[], ['company', 'team']]);
    element.known = { size: '1' };
    await element.updateComplete;
    expect(told.length).to.equal(3);
  });

  it('leaves a question that is over but not answered where it is, whatever else the page has come to know', async () => {
    const element = await signedIn(undefined, undefined, { ...plan, fields: plan.fields.filter(({ name }) => name === 'vat_id') });
    await oneEvent(element, 'profile-changed');
    element.track('checkout');
    expect(await asked(element)).to.deep.equal(['VAT number']);
    element.track(undefined);
    element.known = { cart: '3' };
    await oneEvent(element, 'profile-changed');
    await element.updateComplete;
    expect(await asked(element)).to.deep.equal(['VAT number']);
  });

  itWith('active window', 'leaves the person who is answering alone, whatever the page has come to know', async () => {
    const element = await signedIn();
    await asked(element);
    inputs(element)[0]!.focus();
    element.known = { company: 'ACME', team: 'Sales' };
    await oneEvent(element, 'profile-changed');
    await element.updateComplete;
    expect(await asked(element)).to.deep.equal(['Company', 'Team']);
  });

  it('asks after the open question what began to matter meanwhile', async () => {
    const fields = plan.fields.filter(({ name }) => name === 'company' || name === 'vat_id');
    const eager = { fields, pacing: { asksPerSession: 2, coolDown: 'PT0S' } };
    const element = await signedIn(undefined, undefined, eager);
    expect(await asked(element)).to.deep.equal(['Company']);
    element.track('checkout');
    await element.updateComplete;
    press(element, 'later');
    await waitUntil(() => inputs(element)[0]?.labels?.[0]?.textContent?.trim() === 'VAT number', 'expected the next question');
    press(element, 'later');
    await isGone(element);
  });

  it('gives just-in-time answers to the page: typed ones, known ones, and null for "not now"', async () => {
    const element = await signedIn(new MemoryStore({ company: 'ACME', team: 'Ops', size: '3' }));
    expect(await element.ask(['company'])).to.deep.equal({ company: 'ACME' });
    const answers = element.ask(['vat_id']);
    await asked(element);
    type(inputs(element)[0]!, 'ATU1');
    press(element, 'save');
    expect(await answers).to.deep.equal({ vat_id: 'ATU1' });
    await waitUntil(() => element.shadowRoot!.querySelector('[part~="thanks"]'));
    const refused = element.ask(['vat_id'], { evenIfKnown: true });
    await asked(element);
    press(element, 'later');
    expect(await refused).to.equal(null);
  });

  describe('with more than three questions', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const long: ProfilePlan = { fields: names.map((name) => ({ name, label: name.toUpperCase(), ask: { after: { sessions: 1 } } })), pacing: { maxFields: 5 } };
    const step = (element: TellUsMoreElement) => element.shadowRoot!.querySelector('[part~="step"]')?.textContent;
    const isAt = (element: TellUsMoreElement, text: string) => waitUntil(() => step(element) === text, `expected ${text}`);

    async function askedForAll(store = new MemoryStore(), sub = `auth0|${++people}`): Promise<TellUsMoreElement> {
      const element = await fixture<TellUsMoreElement>(html`<tell-us-more .plan=${long} .user=${{ sub }} .store=${store}></tell-us-more>`);
      await asked(element);
      return element;
    }

    it('asks them in steps, and takes all of them back by one "undo"', async () => {
      const store = new MemoryStore();
      const element = await askedForAll(store);
      expect(await asked(element)).to.deep.equal(['A', 'B', 'C']);
      expect(step(element)).to.equal('Step 1 of 2');
      type(inputs(element)[0]!, 'one');
      inputs(element)[0]!.focus();
      press(element, 'save');
      await isAt(element, 'Step 2 of 2');
      expect(await asked(element)).to.deep.equal(['D', 'E']);
      expect(element.shadowRoot!.activeElement === inputs(element)[0], 'focus in the first question').to.equal(true);
      await waitUntil(() => store.metadata.a === 'one', 'expected the first step to be saved by itself');
      type(inputs(element)[1]!, 'five');
      press(element, 'save');
      await waitUntil(() => element.shadowRoot!.querySelector('[part~="thanks"]'));
      await waitUntil(() => store.metadata.e === 'five');
      await undo(element);
      await isAt(element, 'Step 1 of 2');
      expect(inputs(element).map(({ value }) => value)).to.deep.equal(['one', '', '']);
      await waitUntil(() => !('a' in store.metadata || 'e' in store.metadata));
    });

    it('goes on after a reload with those that are open', async () => {
      const sub = `auth0|${++people}`;
      const store = new MemoryStore();
      const first = await askedForAll(store, sub);
      type(inputs(first)[1]!, 'two');
      press(first, 'save');
      await isAt(first, 'Step 2 of 2');
      first.remove();
      const second = await askedForAll(store, sub);
      expect(await asked(second)).to.deep.equal(['A', 'C']);
      expect(step(second)).to.equal('Step 1 of 2');
    });

    it('puts off by "not now" all that are left', async () => {
      const element = await askedForAll();
      const snoozed = oneEvent(element, 'snoozed');
      press(element, 'later');
      expect(((await snoozed) as unknown as FieldsEvent).detail.names).to.deep.equal(names);
    });
  });

  it('keeps what was typed through "not now", for the next time', async () => {
    const element = await signedIn();
    await asked(element);
    type(inputs(element)[0]!, 'ACM');
    press(element, 'later');
    await isGone(element);
    void element.ask(['company']);
    await asked(element);
    expect(inputs(element)[0]!.value).to.equal('ACM');
  });

  it('lets the page keep a question back', async () => {
    const store = new MemoryStore();
    const element = document.createElement('tell-us-more');
    element.addEventListener('before-ask', (event) => event.preventDefault());
    const isAboutToAsk = oneEvent(element, 'before-ask');
    Object.assign(element, { plan, store, user: { sub: `auth0|${++people}` } });
    document.body.append(element);
    await isAboutToAsk;
    expect(element.shadowRoot!.querySelector('.panel')).to.equal(null);
    expect(element.explain()[0]?.reason).to.equal('asked');
    element.remove();
  });

  it('keeps an answer that cannot be saved, tells the page why, and sends it on the next visit', async () => {
    const sub = `auth0|${++people}`;
    const store = new MemoryStore();
    const first = await signedIn(store, sub);
    await asked(first);
    store.failure = new StoreError('network');
    type(inputs(first)[0]!, 'ACME');
    const failure = oneEvent(first, 'error');
    press(first, 'save');
    await failure;
    expect(first.profile.company?.value).to.equal('ACME');
    first.remove();
    store.failure = undefined;
    const second = await signedIn(store, sub);
    await waitUntil(() => store.metadata.company === 'ACME');
    await waitUntil(() => second.profile.company?.value === 'ACME');
  });

  it('refuses an answer that would make the profile too large, and keeps what was typed', async () => {
    const store = new MemoryStore({ essay: 'x'.repeat(7900) });
    const element = await signedIn(store);
    await asked(element);
    type(inputs(element)[0]!, 'A company with a long name '.repeat(9));
    const failure = oneEvent(element, 'error');
    press(element, 'save');
    expect(((await failure) as unknown as { error: Error }).error.message).to.contain('Auth0 accepts at most 10000');
    expect(store.calls).to.deep.equal(['read']);
    expect(inputs(element)[0]!.value).to.contain('A company with a long name');
  });

  it('takes the last answer back by "undo", and asks again with it filled in', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store);
    await asked(element);
    type(inputs(element)[0]!, 'ACMA');
    press(element, 'save');
    await waitUntil(() => store.metadata.company === 'ACMA');
    await undo(element);
    await asked(element);
    expect(inputs(element)[0]!.value).to.equal('ACMA');
    await waitUntil(() => !('company' in store.metadata));
  });

  it('never writes a sensitive answer into browser storage', async () => {
    const store = new MemoryStore();
    const secret: ProfilePlan = { fields: [{ name: 'salary', label: 'Salary', sensitive: true, ask: { after: { sessions: 1 } } }] };
    const element = await fixture<TellUsMoreElement>(html`
      <tell-us-more .plan=${secret} .user=${{ sub: `auth0|${++people}` }} .store=${store}></tell-us-more>
    `);
    await asked(element);
    const written = () => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage });
    type(inputs(element)[0]!, 'Xq7-secret');
    expect(written()).not.to.contain('Xq7-secret');
    press(element, 'save');
    await waitUntil(() => store.metadata.salary === 'Xq7-secret');
    expect(written()).not.to.contain('Xq7-secret');
  });

  for (const [type, happen] of [
    ['storage', () => dispatchEvent(new StorageEvent('storage', { key: null }))],
    ['pageshow', () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))],
  ] as const) {
    it(`lets go of a person who has signed out elsewhere, as a ${type} event tells`, async () => {
      const sub = `auth0|${++people}`;
      const element = await signedIn(new MemoryStore({ team: 'Ops' }), sub);
      await asked(element);
      const other = await PersonStorage.open(sub, 'app');
      await untilLater();
      happen();
      expect(element.user?.sub).to.equal(sub);
      other.forget();
      happen();
      expect(element.user).to.equal(null);
      await isGone(element);
      expect(element.profile).to.deep.equal({});
      expect(other.list('').sort()).to.deep.equal(['ledger', 'signed-out']);
      // Whoever signs in again is asked as before.
      const again = await signedIn(new MemoryStore(), sub);
      await waitUntil(() => again.explain().length > 0);
    });
  }

  it('forgets a person on request, but not their "not now"', async () => {
    const sub = `auth0|${++people}`;
    const store = new MemoryStore({ team: 'Ops-9137' });
    const element = await signedIn(store, sub);
    await asked(element);
    press(element, 'later');
    await element.forget();
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Ops-9137');
    const again = await signedIn(store, sub);
    await waitUntil(() => again.explain().length > 0);
    expect(again.explain()[0]?.reason).to.equal('snoozed');
  });

  it('forgets no one but the person who was there when forget() was called', async () => {
    const store = new MemoryStore();
    const element = await signedIn(store);
    await asked(element);
    store.save = () => new Promise(() => {});
    type(inputs(element)[0]!, 'ACME');
    press(element, 'save');
    const forgotten = element.forget({ timeoutMs: 1 });
    const next = { sub: `auth0|${++people}` };
    Object.assign(element, { user: next, store: new MemoryStore() });
    await forgotten;
    expect(element.user).to.deep.equal(next);
    expect(await asked(element)).to.deep.equal(['Company', 'Team']);
  });

  it('fetches a plan again that did not come, for the next person', async () => {
    const { fetch } = window;
    let count = 0;
    window.fetch = (...given) => (given[0] === '/plan.json' ? Promise.resolve(++count === 1 ? new Response('', { status: 503 }) : Response.json(plan)) : fetch(...given));
    try {
      const element = document.createElement('tell-us-more');
      Object.assign(element, { plan: '/plan.json', store: new MemoryStore(), user: { sub: `auth0|${++people}` } });
      const failure = oneEvent(element, 'error');
      document.body.append(element);
      await failure;
      element.user = { sub: `auth0|${++people}` };
      expect(await asked(element)).to.deep.equal(['Company', 'Team']);
      element.user = { sub: `auth0|${++people}` };
      await oneEvent(element, 'asked');
      expect(count).to.equal(2);
      element.remove();
    } finally {
      window.fetch = fetch;
    }
  });

  it('tells the page about an unknown type, and goes on with what is right', async () => {
    const element = document.createElement('tell-us-more');
    const failure = oneEvent(element, 'error');
    const wrong = { fields: [{ name: 'x', label: 'X', type: 'colour' }, ...plan.fields] };
    Object.assign(element, { plan: wrong, store: new MemoryStore(), user: { sub: `auth0|${++people}` } });
    document.body.append(element);
    const { error } = (await failure) as unknown as { error: Error & { problems: { path: string }[] } };
    expect(error.problems.map(({ path }) => path)).to.deep.equal(['fields[0].type']);
    expect(await asked(element)).to.have.length(2);
    element.remove();
  });

  it('tells about a wrong plan once, though more is given while that is on its way', async () => {
    const element = document.createElement('tell-us-more');
    const failures: unknown[] = [];
    element.addEventListener('error', (event) => failures.push(event));
    Object.assign(element, { plan: { fields: [{ name: 'x' }, ...plan.fields] }, store: new MemoryStore() });
    document.body.append(element);
    await element.updateComplete;
    element.user = { sub: `auth0|${++people}` };
    expect(await asked(element)).to.have.length(2);
    expect(failures).to.have.length(1);
    element.remove();
  });
});
