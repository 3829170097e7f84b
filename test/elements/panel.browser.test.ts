/// <reference types="mocha" />
import { expect, fixture, html } from '@open-wc/testing';
import { Panel } from '../../src/elements/panel/panel.ts';
import type { PanelState } from '../../src/elements/panel/panel-state.ts';

const nothingHappens = { onAnswer() {}, onSnooze() {}, onDecline() {}, onDraft() {}, onUndo() {}, onClose() {} };

describe('the panel', () => {
  it('shows a question without taking the focus', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const panel = new Panel(host.attachShadow({ mode: 'open' }), nothingHappens);
    const state: PanelState = {
      phase: 'asking',
      questions: [{ field: { name: 'company', label: 'Company', why: 'So that invoices are right' } }],
      placement: 'corner',
      language: 'en',
    };
    await panel.update(state);
    expect(host.shadowRoot?.querySelector('label')?.textContent?.trim()).to.equal('Company');
    expect(document.activeElement).to.equal(document.body);
    await expect(host).to.be.accessible();
  });
});
