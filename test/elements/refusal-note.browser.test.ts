/// <reference types="mocha" />
/** What is said after "Not now" and "Don't ask again". */
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { waitUntil } from '../wait-until.ts';
import { expectAccessible } from './expect-accessible.ts';
import { MemoryStore } from './memory-store.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
  pacing: { snooze: 'P7D' },
};

let people = 0;

async function asked(pacing: ProfilePlan['pacing'] = {}, properties: Partial<TellUsMoreElement> = {}): Promise<TellUsMoreElement> {
  const element = await fixture<TellUsMoreElement>(html`
    <tell-us-more .plan=${{ ...plan, pacing: { ...plan.pacing, ...pacing } }} .user=${{ sub: `auth0|refusal${++people}` }} .store=${new MemoryStore()} client-id="app"></tell-us-more>
  `);
  Object.assign(element, properties);
  await isAsked(element);
  return element;
}

const isAsked = (element: TellUsMoreElement) => waitUntil(() => element.shadowRoot!.querySelector('input')?.checkVisibility({ visibilityProperty: true }), 'expected a question');

const noteIn = (element: TellUsMoreElement) => element.shadowRoot!.querySelector<HTMLElement>('.refusal');

/** Presses a button of the panel, and tells what is said of it. */
async function refuse(element: TellUsMoreElement, part: 'later' | 'never'): Promise<string> {
  element.shadowRoot!.querySelector<HTMLButtonElement>(`[part~="${part}"]`)!.click();
  await waitUntil(() => noteIn(element)?.textContent, 'expected something to be said');
  return noteIn(element)!.textContent;
}

describe('after "Not now"', () => {
  it('the panel says when it comes again, as the plan has it', async () => {
    const element = await asked();
    expect(await refuse(element, 'later')).to.equal('We’ll ask again in 1 week.');
    expect(element.shadowRoot!.querySelector('.panel')).to.equal(null);
    const note = noteIn(element)!;
    expect(note.getAttribute('role')).to.equal('status');
    expect(note.matches(':popover-open')).to.equal(true);
    expect(note.contains(element.shadowRoot!.activeElement)).to.equal(false);
    await expectAccessible(element);
    expect(await refuse(await asked({ snooze: 'PT36H' }), 'later')).to.equal('We’ll ask again in 36 hours.');
  });

  it('its words have the one box with an edge and a shadow, wherever the panel was', async () => {
    for (const placement of ['corner', 'bar', 'inline'] as const) {
      const element = await asked({}, { placement });
      await refuse(element, 'later');
      const { boxShadow, borderWidth, paddingInline, backgroundColor } = getComputedStyle(noteIn(element)!);
      expect([boxShadow, borderWidth, paddingInline, backgroundColor], placement).to.deep.equal(['none', '0px', '0px', 'rgba(0, 0, 0, 0)']);
      element.remove();
    }
  });

  it('it says so in the language of the page, in its direction', async () => {
    const element = await asked({ snooze: 'P14D' }, { language: 'ar' });
    expect(await refuse(element, 'later')).to.equal('سنسألك مجددًا خلال أسبوعين.');
    expect([noteIn(element)!.lang, noteIn(element)!.dir]).to.deep.equal(['ar', 'rtl']);
    expect(await refuse(await asked({}, { language: 'de' }), 'later')).to.equal('Wir fragen in 1 Woche noch einmal.');
    expect(await refuse(await asked({}, { language: 'he' }), 'later')).to.equal('נשאל שוב בעוד שבוע.');
  });

  it('for the last time, it says that it was', async () => {
    expect(await refuse(await asked({ giveUpAfter: 1 }), 'later')).to.equal('We won’t ask this again.');
  });

  it('the page’s own words are said, and with an empty text nothing is', async () => {
    expect(await refuse(await asked({}, { dictionary: { askAgain: 'See you {when}.' } }), 'later')).to.equal('See you in 1 week.');
    const element = await asked({}, { dictionary: { askAgain: '' } });
    await expectNothingSaid(element, 'later');
  });

  it('nothing is said where the page has asked, which may ask at any time', async () => {
    const element = await asked();
    await refuse(element, 'later');
    void element.ask(['vat_id']);
    await isAsked(element);
    // The next question has taken its place.
    expect(noteIn(element)).to.equal(null);
    await expectNothingSaid(element, 'later');
  });
});

it('nothing is left for the next person', async () => {
  for (const user of [null, { sub: `auth0|refusal${++people}` }]) {
    const element = await asked();
    await refuse(element, 'later');
    element.user = user;
    await element.updateComplete;
    expect(noteIn(element)).to.equal(null);
  }
  const element = await asked();
  await refuse(element, 'later');
  element.user = { ...element.user!, iat: 2 };
  await element.updateComplete;
  expect(noteIn(element), 'a renewed token').not.to.equal(null);
});

describe('after "Don’t ask again"', () => {
  it('the panel says that it was heard', async () => {
    expect(await refuse(await asked(), 'never')).to.equal('We won’t ask this again.');
  });

  it('and where the answers are, if the page shows them', async () => {
    await fixture(html`<profile-review></profile-review>`);
    expect(await refuse(await asked(), 'never')).to.equal('We won’t ask this again. Your answers are under “Your details”.');
    expect(await refuse(await asked({}, { dictionary: { review: 'My profile' } }), 'never')).to.include('“My profile”');
  });

  it('or where the page says that they are', async () => {
    const dictionary = { findAnswers: 'Your answers are in Settings.' };
    expect(await refuse(await asked({}, { dictionary }), 'never')).to.equal('We won’t ask this again. Your answers are in Settings.');
    await expectNothingSaid(await asked({}, { dictionary: { askNoMore: '', findAnswers: '' } }), 'never');
  });
});

/** What would be said is there by the time another element, asked later, says it. */
async function expectNothingSaid(element: TellUsMoreElement, part: 'later' | 'never'): Promise<void> {
  element.shadowRoot!.querySelector<HTMLButtonElement>(`[part~="${part}"]`)!.click();
  await waitUntil(() => !element.shadowRoot!.querySelector('.panel'), 'expected no panel');
  const other = await asked();
  await refuse(other, 'later');
  expect(noteIn(element)?.textContent ?? '').to.equal('');
  other.remove();
}
