/// <reference types="mocha" />
import { expect, fixture, html } from '@open-wc/testing';
import { Review, type ReviewState } from '../../src/elements/review/review.ts';
import type { PanelState } from '../../src/elements/panel/panel-state.ts';
import { hints, pages, panel, refusal } from '../../src/locales/languages/en.ts';
import type { Words } from '../../src/locales/words.ts';
import { waitUntil } from '../wait-until.ts';
import { asking, questions, showPanel, type } from './panel-fixture.ts';

const english: Words = { ...panel, ...pages, ...hints, ...refusal };

/** Every word replaced by its name, with what is filled in. */
const dictionary = Object.fromEntries(
  Object.entries<string>({ ...english }).map(([key, text]) => [key, `<${key}>${(text.match(/\{\w+\}/g) ?? []).join('')}`]),
) as unknown as Words;
const builtIn = Object.values<string>({ ...english }).filter((text) => /[a-z]{2}/i.test(text.replace(/\{\w+\}/g, '')));

/** All texts there are, for eyes and ears. */
function textsIn(root: ShadowRoot): string[] {
  const texts: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'title']) texts.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node instanceof Text) texts.push(node.data);
  }
  return texts.map((text) => text.trim()).filter(Boolean);
}

function expectReplaced(root: ShadowRoot, ...keys: (keyof Words)[]): void {
  const texts = textsIn(root);
  expect(texts.filter((text) => builtIn.includes(text))).to.deep.equal([]);
  for (const key of keys) expect(texts.some((text) => text.includes(`<${key}>`)), `${key} in ${texts.join(' | ')}`).to.equal(true);
}

describe('a dictionary', () => {
  const states: [Partial<PanelState>, (keyof Words)[]][] = [
    [{ questions: [questions.text] }, ['heading', 'save', 'later', 'never']],
    [{ questions: [questions.text, questions.required], step: { index: 1, count: 2 }, privacyUrl: '/privacy' }, ['headingMany', 'progress', 'optional', 'continue', 'privacy']],
    [{ questions: [questions.confirmation] }, ['headingConfirm', 'yes', 'no', 'sourceIdp']],
    [{ questions: [{ ...questions.confirmation, source: 'enrichment' }] }, ['sourceEnrichment']],
    [{ questions: [questions.select] }, ['choose']],
    [{ questions: [{ ...questions.select, options: 'loading' }] }, ['loading']],
    [{ questions: [{ ...questions.radio, options: 'failed' }] }, ['choicesFailed', 'clear']],
    [{ questions: [questions.rating] }, ['rating', 'clear']],
    [{ questions: [questions.country] }, ['choose', 'showList']],
    [{ questions: [{ ...questions.checkbox, value: true, isConfirmation: true, source: 'idp' }] }, ['ticked']],
    [{ isRedirect: true }, ['headingRedirect', 'continue']],
    [{ notice: 'failed' }, ['failed']],
    [{ notice: 'kept' }, ['kept']],
    [{ phase: 'thanks', canUndo: true, notice: 'offline' }, ['thanks', 'undo', 'close', 'offline']],
  ];
  for (const [state, keys] of states) {
    it(`replaces ${keys.join(', ')}`, async () => {
      const { root } = await showPanel({ ...asking(questions.text), ...state, dictionary });
      expectReplaced(root, ...keys);
    });
  }

  it('replaces what is said about answers, and of a list in which nothing is found', async () => {
    const wrong = await showPanel({ ...asking(questions.required, questions.email, questions.number), dictionary });
    await type(wrong.find('#q1'), 'nobody');
    await type(wrong.find('#q2'), '12');
    wrong.find('[part=save]').click();
    expectReplaced(wrong.root, 'required', 'type-email', 'too-large');
    wrong.panel.destroy();
    const blank = await showPanel({ ...asking(questions.text), dictionary });
    blank.find('[part=save]').click();
    expectReplaced(blank.root, 'blank');
    blank.panel.destroy();
    const list = await showPanel({ ...asking(questions.country), dictionary });
    await type(list.find('[role=combobox]'), 'Atlantis');
    expectReplaced(list.root, 'noMatch');
  });

  it('replaces what is spoken of a question that has come', async () => {
    const { root, text } = await showPanel({ ...asking(questions.text), dictionary });
    await waitUntil(() => text('[role=status]') !== '');
    expectReplaced(root, 'heading');
  });

  it('replaces everything of the review', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const root = host.attachShadow({ mode: 'open' });
    const review = new Review(root, { onOpen() {}, onSave() {}, onErase() {}, onDropOther() {}, onExport() {} });
    const state: ReviewState = {
      language: 'en',
      dictionary,
      entries: [
        { ...questions.text, value: 'ACME', source: 'user' },
        { ...questions.checkbox, value: false, source: 'app' },
        { ...questions.select, value: 'huge', source: 'idp', unfit: true },
      ],
    };
    await review.update(state);
    expectReplaced(root, 'review', 'sourceApp', 'sourceIdp', 'unticked', 'unfit', 'edit', 'erase', 'export');
    root.querySelector<HTMLElement>('[part=erase]')!.click();
    expectReplaced(root, 'eraseSure', 'cancel');
    const [company, ...others] = state.entries;
    await review.update({ ...state, notice: 'erased', entries: others });
    expectReplaced(root, 'erased');
    await review.update({ ...state, entries: [{ ...company!, other: 'Globex' }] });
    expectReplaced(root, 'useOther', 'dropOther');
    await review.update({ ...state, entries: [] });
    expectReplaced(root, 'reviewEmpty');
  });
});
