/// <reference types="mocha" />
import { expect, fixture, html } from '@open-wc/testing';
import { a11ySnapshot } from '@web/test-runner-commands';
import { Review } from '../../src/elements/review/review.ts';
import { waitUntil } from '../wait-until.ts';
import { itWith } from './driven.ts';
import { asking, questions, showPanel } from './panel-fixture.ts';

interface Node {
  role: string;
  name?: string;
  description?: string;
  children?: Node[];
  [state: string]: unknown;
}

const STATES = ['required', 'invalid', 'checked', 'expanded', 'disabled', 'modal', 'focused', 'level'];

/** What a screen reader goes through, one line for each: role, name, states, description. */
async function spoken(): Promise<string[]> {
  // Declared as resolving with nothing.
  const tree = (await a11ySnapshot({})) as unknown as Node;
  const lines: string[] = [];
  const visit = ({ role, name, description, children = [], ...rest }: Node) => {
    const states = STATES.filter((state) => rest[state] && rest[state] !== 'false').map((state) => (rest[state] === true ? state : `${state} ${String(rest[state])}`));
    lines.push([`${role} “${name ?? ''}”`, ...states, ...(description ? [`(${description})`] : [])].join(' '));
    children.forEach(visit);
  };
  tree.children?.forEach(visit);
  return lines;
}

describe('what a screen reader goes through', () => {
  itWith('accessibility tree', 'in a corner, with questions of several kinds', async () => {
    const { text } = await showPanel({ ...asking(questions.text, questions.radio, questions.rating), privacyUrl: '/privacy', step: { index: 1, count: 2 } });
    await waitUntil(() => text('[role=status]'));
    expect(await spoken()).to.deep.equal([
      'region “A couple of quick questions”',
      'heading “A couple of quick questions” level 2',
      'button “Minimise”',
      'StaticText “Step 1 of 2”',
      'status “”',
      'StaticText “A couple of quick questions – Step 1 of 2 – Company – Your role – How do you like it? – Press F6 to go there.”',
      'form “”',
      'StaticText “Company”',
      'StaticText “So that invoices are right”',
      'textbox “Company” (So that invoices are right)',
      'StaticText “Your role”',
      'radio “Developer”',
      'StaticText “Developer”',
      'radio “Operations”',
      'StaticText “Operations”',
      'StaticText “How do you like it?”',
      ...[1, 2, 3, 4, 5].map((star) => `radio “${star} of 5”`),
      'button “Continue”',
      'button “Not now”',
      'link “How we use your answers (opens in a new tab)”',
      'StaticText “How we use your answers”',
      'StaticText “(”',
      'StaticText “opens in a new tab”',
      'StaticText “)”',
      'button “Don’t ask again”',
    ]);
  });

  itWith('accessibility tree', 'in a dialog, with a mistake', async () => {
    const { find } = await showPanel({ ...asking(questions.required, questions.checkbox), placement: 'dialog' });
    find('[part=save]').click();
    expect(await spoken()).to.deep.equal([
      'dialog “A couple of quick questions” modal',
      'heading “A couple of quick questions” level 2',
      'status “”',
      'form “”',
      'StaticText “VAT number”',
      'textbox “VAT number” required invalid true focused (Answer this question.)',
      'paragraph “”',
      'StaticText “Answer this question.”',
      'checkbox “Send me news (optional)”',
      'StaticText “Send me news”',
      'StaticText “ (”',
      'StaticText “optional”',
      'StaticText “)”',
      'button “Save”',
      'button “Not now”',
      'button “Don’t ask again”',
    ]);
  });

  itWith('accessibility tree', 'of a value to confirm', async () => {
    const { text } = await showPanel(asking(questions.confirmation));
    await waitUntil(() => text('[role=status]'));
    expect(await spoken()).to.deep.equal([
      'region “Is this right?”',
      'heading “Is this right?” level 2',
      'button “Minimise”',
      'status “”',
      'StaticText “Is this right? – Company – Press F6 to go there.”',
      'form “”',
      'StaticText “Company”',
      'StaticText “ACME”',
      'StaticText “From the account you signed in with”',
      'button “Yes, that’s right”',
      'button “No, change it”',
      'button “Not now”',
      'button “Don’t ask again”',
    ]);
  });

  itWith('accessibility tree', 'after an answer', async () => {
    await showPanel({ ...asking(questions.text), phase: 'thanks', canUndo: true, notice: 'offline' });
    expect(await spoken()).to.deep.equal([
      'region “Thank you!”',
      'status “”',
      'heading “Thank you!” level 2',
      'StaticText “You’re offline. Your answer is saved on this device and will be sent when you’re back.”',
      'button “Undo”',
      'button “Close”',
    ]);
  });

  itWith('accessibility tree', 'of all that is known', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const review = new Review(host.attachShadow({ mode: 'open' }), { onOpen() {}, onSave() {}, onErase() {}, onDropOther() {}, onExport() {} });
    await review.update({ language: 'en', entries: [{ ...questions.text, value: 'ACME', source: 'user', at: '2026-05-01T10:00:00Z' }] });
    expect(await spoken()).to.deep.equal([
      'region “Your details”',
      'heading “Your details” level 2',
      'status “”',
      'heading “Company” level 3',
      'StaticText “ACME”',
      'StaticText “May 1, 2026”',
      'button “Edit Company”',
      'button “Erase Company”',
      'button “Download as JSON”',
    ]);
  });
});
