/// <reference types="mocha" />
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import '../../src/profile-meter.ts';
import type { FailureEvent } from '../../src/ask/events.ts';
import type { ProfileMeterElement } from '../../src/elements/profile-meter-element.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { waitUntil } from '../wait-until.ts';
import { countListeners } from './count-listeners.ts';
import { expectAccessible } from './expect-accessible.ts';
import { MemoryStore } from './memory-store.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', why: { en: 'Invoices fill themselves in', de: 'Rechnungen füllen sich selbst aus' }, ask: { after: { sessions: 5 } } },
    { name: 'team', label: 'Team', why: 'Colleagues find you', ask: { after: { sessions: 5 } } },
    { name: 'role', label: 'Role', ask: { after: { sessions: 5 } } },
  ],
};

let people = 0;

interface Shown {
  asker: TellUsMoreElement;
  meter: ProfileMeterElement;
  part: (name: string) => HTMLElement | null;
}

async function show({ store = new MemoryStore(), sub = `auth0|meter-${++people}`, language }: { store?: MemoryStore; sub?: string; language?: string } = {}): Promise<Shown> {
  const page = await fixture(html`
    <div>
      <tell-us-more id="asker-${sub}" client-id="app" .plan=${plan} .user=${{ sub }} .store=${store} placement="inline"></tell-us-more>
      <profile-meter for="asker-${sub}" .language=${language}></profile-meter>
    </div>
  `);
  const meter = page.querySelector('profile-meter')!;
  return { asker: page.querySelector('tell-us-more')!, meter, part: (name) => meter.shadowRoot!.querySelector(`[part="${name}"]`) };
}

async function shown(given?: Parameters<typeof show>[0]): Promise<Shown> {
  const page = await show(given);
  await waitUntil(() => page.part('why')?.textContent, 'expected the meter');
  return page;
}

async function answer(asker: TellUsMoreElement, text: string): Promise<void> {
  await waitUntil(() => asker.shadowRoot!.querySelector('form input'), 'expected the question');
  const input = asker.shadowRoot!.querySelector<HTMLInputElement>('form input')!;
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  asker.shadowRoot!.querySelector<HTMLButtonElement>('[part~="save"]')!.click();
}

describe('<profile-meter>', () => {
  it('says how many answers are left and what the next is good for, and asks it', async () => {
    const { asker, meter, part } = await shown();
    expect(meter.progress).to.deep.equal({ known: 0, total: 2, next: { name: 'company', why: plan.fields[0]!.why } });
    expect(part('left')!.textContent).to.equal('Answers left: 2');
    expect(part('why')!.textContent).to.equal('Invoices fill themselves in');
    const bar = part('bar') as HTMLProgressElement;
    expect([bar.value, bar.max]).to.deep.equal([0, 2]);
    await expectAccessible(meter);
    part('ask')!.click();
    await answer(asker, 'ACME');
    await waitUntil(() => part('left')?.textContent === 'Answers left: 1', 'expected one answer less');
    expect(part('why')!.textContent).to.equal('Colleagues find you');
    expect(bar.value).to.equal(1);
    part('ask')!.click();
    await waitUntil(() => asker.shadowRoot!.querySelector('form')?.textContent.includes('Team'), 'expected the next question');
    await answer(asker, 'Blue');
    await waitUntil(() => part('meter') === null, 'expected it to go once everything is known');
    expect(meter.progress).to.deep.equal({ known: 2, total: 2 });
  });

  it('speaks the language of the page, or its own, in its direction', async () => {
    const german = await shown({ language: 'de' });
    expect(german.part('left')!.textContent).to.equal('Offene Angaben: 2');
    expect(german.part('why')!.textContent).to.equal('Rechnungen füllen sich selbst aus');
    const arabic = await shown({ language: 'ar' });
    expect(arabic.part('meter')!.dir).to.equal('rtl');
    expect(arabic.part('why')!.lang).to.equal('en');
  });

  it('goes for good once it is hidden, for that person alone, over a sign-out, too', async () => {
    const sub = `auth0|meter-${++people}`;
    const first = await shown({ sub });
    first.part('hide')!.click();
    await waitUntil(() => first.part('meter') === null, 'expected it to go');
    await first.asker.forget();
    first.asker.remove();
    first.meter.remove();
    const again = await show({ sub });
    await waitUntil(() => again.meter.progress, 'expected it to be worked out');
    const other = await shown();
    expect(again.part('meter')).to.equal(null);
    expect(other.part('left')!.textContent).to.equal('Answers left: 2');
  });

  it('leaves out what was declined', async () => {
    const { asker, part } = await shown();
    part('ask')!.click();
    await waitUntil(() => asker.shadowRoot!.querySelector('[part~="never"]'), 'expected the question');
    asker.shadowRoot!.querySelector<HTMLButtonElement>('[part~="never"]')!.click();
    await waitUntil(() => part('left')?.textContent === 'Answers left: 1', 'expected one less');
    expect(part('why')!.textContent).to.equal('Colleagues find you');
  });

  it('is not there while nobody is signed in, and follows who is', async () => {
    const { asker, part } = await shown();
    asker.user = null;
    await waitUntil(() => part('meter') === null, 'expected it to go with the person');
    asker.user = { sub: `auth0|meter-${++people}` };
    await waitUntil(() => part('left')?.textContent === 'Answers left: 2', 'expected it for the next person');
    asker.off = true;
    await waitUntil(() => part('meter') === null, 'expected it to go while the element is off');
    asker.off = false;
    await waitUntil(() => part('left')?.textContent === 'Answers left: 2', 'expected it once the element is on again');
    await asker.forget();
    await waitUntil(() => part('meter') === null, 'expected it to go after forget()');
  });

  it('stays while the run of the same person begins again', async () => {
    const { asker, part } = await shown();
    const meter = part('meter')!;
    asker.user = { ...asker.user!, iat: 2 };
    await oneEvent(asker, 'profile-changed');
    asker.known = { company: 'ACME' };
    await waitUntil(() => part('left')?.textContent === 'Answers left: 1', 'expected one answer less');
    expect(part('meter')).to.equal(meter);
  });

  it('follows the element that takes the place of its target', async () => {
    const { asker, part } = await shown();
    const next = document.createElement('tell-us-more');
    Object.assign(next, { id: asker.id, plan, user: { sub: `auth0|meter-${++people}` }, store: new MemoryStore(), known: { company: 'ACME' }, placement: 'inline' });
    asker.replaceWith(next);
    await waitUntil(() => part('left')?.textContent === 'Answers left: 1', 'expected it for the person of the new element');
  });

  it('finds a target that comes after it, or comes back, and says once that it is missing', async () => {
    const page = await fixture(html`<div><profile-meter for="later"></profile-meter></div>`);
    const meter = page.querySelector('profile-meter')!;
    const errors: Event[] = [];
    meter.addEventListener('error', (event) => errors.push(event));
    await meter.updateComplete;
    for (let time = 0; time < 2; time++) {
      const asker = document.createElement('tell-us-more');
      Object.assign(asker, { id: 'later', plan, user: { sub: `auth0|meter-${++people}` }, store: new MemoryStore(), placement: 'inline' });
      page.append(asker);
      await waitUntil(() => meter.shadowRoot!.querySelector('[part="why"]')?.textContent, 'expected the meter');
      asker.remove();
      await waitUntil(() => !meter.shadowRoot!.querySelector('[part="meter"]'), 'expected it to go');
    }
    expect(errors.length).to.be.at.most(1);
  });

  it('says what it needs where `for` names nothing', async () => {
    const meter = document.createElement('profile-meter');
    meter.for = 'nothing';
    const failure = oneEvent<FailureEvent>(meter, 'error');
    document.body.append(meter);
    expect((await failure).error.message).to.equal('Expected a <progressive-lock> or <tell-us-more> with the id that `for` names, got "nothing". Give it the id of one in the same document.');
    meter.remove();
  });

  it('looks for its target only while it is in the page', async () => {
    const { asker, meter: other } = await shown();
    const meter = document.createElement('profile-meter');
    const errors: Event[] = [];
    meter.addEventListener('error', (event) => errors.push(event));
    meter.for = asker.id;
    other.after(meter);
    meter.remove();
    await meter.updateComplete;
    expect(errors).to.deep.equal([]);
    other.after(meter);
    await waitUntil(() => meter.shadowRoot!.querySelector('[part="why"]')?.textContent, 'expected the second meter');
  });

  it('leaves no listener behind after many mounts', async () => {
    const { meter } = await shown();
    const parent = meter.parentElement!;
    const counts = countListeners();
    try {
      for (let mount = 0; mount < 30; mount++) {
        meter.remove();
        parent.append(meter);
        await meter.updateComplete;
      }
      meter.remove();
      await waitUntil(() => counts.alive() <= 0, `expected no listener, got ${counts.names()}`);
    } finally {
      counts.restore();
    }
  });
});
