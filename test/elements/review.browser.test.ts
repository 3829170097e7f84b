/// <reference types="mocha" />
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { Review, type ReviewEntry, type ReviewState } from '../../src/elements/review/review.ts';
import { waitUntil } from '../wait-until.ts';
import { itWith } from './driven.ts';
import { questions, type } from './panel-fixture.ts';
import { expectAccessible } from './expect-accessible.ts';

const company: ReviewEntry = { ...questions.text, value: 'ACME', source: 'user', at: '2026-05-01T10:00:00Z' };
const country: ReviewEntry = { ...questions.country, value: 'DE', source: 'idp' };
const size: ReviewEntry = { ...questions.select, value: 'huge', source: 'enrichment', unfit: true };

async function showReview(...entries: ReviewEntry[]) {
  const host = await fixture<HTMLElement>(html`<div></div>`);
  const root = host.attachShadow({ mode: 'open' });
  const calls: unknown[][] = [];
  const note = (name: string) => (...values: unknown[]) => void calls.push([name, ...values]);
  const review = new Review(root, { onOpen: () => undefined, onSave: note('save'), onErase: note('erase'), onDropOther: note('drop'), onExport: note('export') });
  const state: ReviewState = { entries, language: 'en' };
  await review.update(state);
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  const text = (selector: string) => find(selector).textContent.trim().replace(/\s+/g, ' ');
  return { host, root, review, calls, find, text, state };
}

describe('the review', () => {
  it('shows every answer with where it comes from and when, and is accessible', async () => {
    const { host, root } = await showReview(company, country, size);
    const facts = [...root.querySelectorAll('.fact')].map((fact) => fact.textContent.trim().replace(/\s+/g, ' '));
    expect(facts).to.deep.equal([
      'Company ACME May 1, 2026',
      'Country Germany From the account you signed in with',
      'Team size huge Looked up for you This answer no longer fits the question. Please check it.',
    ]);
    await expectAccessible(host);
  });

  it('writes dates and numbers as the region of the person does', async () => {
    const birthdate: ReviewEntry = { ...questions.date, value: '2019-05-01', source: 'user', at: '2026-05-01T10:00:00Z' };
    const rooms: ReviewEntry = { field: { name: 'rooms', label: 'Rooms', type: 'number' }, value: 2.5, source: 'app' };
    const languages = Object.getOwnPropertyDescriptor(Navigator.prototype, 'languages')!;
    Object.defineProperty(navigator, 'languages', { value: ['fr-CH', 'en-GB', 'en-US'], configurable: true });
    try {
      const { root } = await showReview(birthdate, rooms);
      expect([...root.querySelectorAll('[part=value], time')].map(({ textContent }) => textContent)).to.deep.equal(['1 May 2019', '1 May 2026', '2.5']);
    } finally {
      Reflect.deleteProperty(navigator, 'languages');
      expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'languages')).to.deep.equal(languages);
    }
  });

  itWith('window size', 'has icons with names in the row on a phone', async () => {
    await setViewport({ width: 390, height: 800 });
    try {
      const { host, find, root } = await showReview(company, country);
      const [fact, edit, erase] = ['.fact', '[part=edit]', '[part=erase]'].map((selector) => find(selector).getBoundingClientRect());
      expect([edit!.top < fact!.bottom && edit!.bottom > fact!.top, edit!.top === erase!.top, edit!.width, edit!.height]).to.deep.equal([true, true, 44, 44]);
      const names = [...root.querySelectorAll('[part=edit], [part=erase]')].map((button) => button.getAttribute('aria-labelledby')!.split(' ').map((id) => root.getElementById(id)!.textContent.trim()).join(' '));
      expect(names).to.deep.equal(['Edit Company', 'Erase Company', 'Edit Country']);
      for (const icon of root.querySelectorAll('.link svg')) expect(icon.checkVisibility()).to.equal(true);
      await expectAccessible(host);
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  itWith('window size', 'gives the answers of a phone a line of their own where the text is twice as large', async () => {
    await setViewport({ width: 390, height: 800 });
    document.documentElement.style.fontSize = '200%';
    try {
      const { find } = await showReview(company);
      expect(find('.fact').offsetWidth).to.be.greaterThan(250);
    } finally {
      document.documentElement.style.fontSize = '';
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('says so when there is nothing', async () => {
    const { host, root, text } = await showReview();
    expect(text('.why')).to.equal('There is nothing here yet.');
    expect(root.querySelector('button')).to.equal(null);
    await expectAccessible(host);
  });

  it('changes an answer, and gives the focus back', async () => {
    const { host, root, calls, find, text, review, state } = await showReview(company);
    find('[part=edit]').click();
    expect(root.activeElement?.localName).to.equal('input');
    await expectAccessible(host);
    (find('input') as HTMLInputElement).value = '';
    find('[part=save]').click();
    expect(text('.error')).to.equal('Answer this question.');
    await type(find('input'), 'Other');
    await sendKeys({ press: 'Enter' });
    expect(calls).to.deep.equal([['save', 'company', 'Other']]);
    expect(root.activeElement?.textContent?.trim()).to.equal('Edit');
    expect(text('[role=status]')).to.equal('');
    await review.update({ ...state, notice: 'saved' });
    expect(text('[role=status]')).to.equal('Saved.');
    find('[part=edit]').click();
    expect(text('[role=status]')).to.equal('');
  });

  it('offers the answer of another device, to use or to discard, and is accessible', async () => {
    const { host, root, calls, find, text, review, state } = await showReview({ ...company, other: 'Globex' }, { ...questions.country, other: 'FR' });
    expect(text('[part=other]')).to.equal('You also answered: Globex');
    expect([...root.querySelectorAll('.stored')].map((value) => value.textContent)).to.deep.equal(['ACME']);
    await expectAccessible(host);
    find('[part=use-other]').click();
    expect(root.activeElement?.getAttribute('part')).to.equal('edit');
    [...root.querySelectorAll<HTMLElement>('[part=drop-other]')].at(-1)!.click();
    expect(calls).to.deep.equal([['save', 'company', 'Globex'], ['drop', 'country']]);
    await review.update({ ...state, entries: [company] });
    expect(find('[part=other]')).to.equal(null);
  });

  it('leaves an answer as it was by Escape', async () => {
    const { calls, find, root } = await showReview(company);
    find('[part=edit]').click();
    await sendKeys({ press: 'Escape' });
    expect(root.querySelector('form')).to.equal(null);
    expect(calls).to.deep.equal([]);
  });

  it('changes a long list by a combobox', async () => {
    const { review, state, find } = await showReview(country);
    await review.update({ ...state, entries: [country] });
    find('[part=edit]').click();
    await review.update(state);
    await waitUntil(() => find('[role=combobox]'), 'expected a combobox');
    expect((find('[role=combobox]') as HTMLInputElement).value).to.equal('Germany');
    await review.update({ ...state, entries: [country], language: 'de' });
    expect((find('[role=combobox]') as HTMLInputElement).value).to.equal('Deutschland');
    await review.update({ ...state, entries: [country] });
  });

  it('asks before it erases', async () => {
    const { host, calls, find, root } = await showReview(company, country);
    find('[part=erase]').click();
    expect(calls).to.deep.equal([]);
    expect(root.activeElement?.textContent).to.equal('Cancel');
    await expectAccessible(host);
    find('[part=cancel]').click();
    expect(calls).to.deep.equal([]);
    find('[part=erase]').click();
    find('[part=erase]').click();
    expect(calls).to.deep.equal([['erase', 'company']]);
  });

  it('erases only what the person said: the rest is not kept here', async () => {
    const { root } = await showReview(company, country, size);
    const erasable = [...root.querySelectorAll('.entry')].map((entry) => entry.querySelector('[part=erase]') !== null);
    expect(erasable).to.deep.equal([true, false, false]);
  });

  it('exports', async () => {
    const { calls, find } = await showReview(company);
    find('[part=export]').click();
    expect(calls).to.deep.equal([['export']]);
  });
});
