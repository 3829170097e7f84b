/** The panel while an answer brings further questions along. */
import { expect } from '@open-wc/testing';
import type { PanelState } from '../../src/elements/panel/panel-state.ts';
import { asking, isStill, questions, showPanel, type } from './panel-fixture.ts';
import { waitUntil } from '../wait-until.ts';

const country = { ...questions.text, field: { name: 'country', label: 'Country' } };
const seats = { ...questions.text, field: { name: 'seats', label: 'Seats' } };
const vat = { field: { name: 'vat_id', label: 'VAT number' }, below: 0 };
const office = { field: { name: 'tax_office', label: 'Tax office', type: 'radio' as const }, options: [{ value: 'a', label: 'Aachen' }, { value: 'b', label: 'Bonn' }], below: 0 };

async function showBranch(more: Partial<PanelState> = {}) {
  const state = { ...asking(country, seats), ...more };
  const shown = await showPanel(state);
  const input = (label: string) => {
    const found = [...shown.root.querySelectorAll('label')].find((candidate) => candidate.textContent.trim().startsWith(label));
    return found && shown.root.getElementById(found.htmlFor) as HTMLInputElement;
  };
  return {
    ...shown,
    input,
    labels: () => [...shown.root.querySelectorAll('[part=label]')].map((label) => label.textContent.trim()),
    follow: (...followUps: PanelState['questions']) => shown.panel.update({ ...state, questions: [country, seats, ...followUps] }),
    submit: () => shown.root.querySelector('form')!.requestSubmit(),
    status: () => shown.root.querySelector('[part=status]')!.textContent.trim(),
  };
}

describe('a question that an answer brings along', () => {
  for (const placement of ['corner', 'dialog'] as const) {
    it(`stands below it, with focus and all that was typed left where they are, and is spoken (${placement})`, async () => {
      const { input, labels, follow, root, status, host } = await showBranch({ placement });
      await type(input('Seats')!, '12');
      await type(input('Country')!, 'DE');
      const answered = input('Country')!;
      await follow(vat);
      expect(labels()).to.deep.equal(['Country', 'VAT number', 'Seats']);
      expect(root.activeElement).to.equal(answered);
      expect([answered.value, input('Seats')!.value, input('VAT number')!.value]).to.deep.equal(['DE', '12', '']);
      await waitUntil(() => status() === 'VAT number', 'expected it to be spoken');
      await isStill(root);
      await expect(host).to.be.accessible();
    });
  }

  it('is answered with the others, and held to its rules', async () => {
    const { input, follow, submit, calls, root } = await showBranch();
    await type(input('Country')!, 'DE');
    await follow({ ...vat, field: { ...vat.field, minLength: 5 } });
    await type(input('VAT number')!, 'DE1');
    submit();
    expect(calls).to.deep.equal([]);
    expect(root.activeElement).to.equal(input('VAT number'));
    await type(input('VAT number')!, '23');
    submit();
    expect(calls).to.deep.equal([['answer', { country: 'DE', vat_id: 'DE123' }]]);
  });

  it('goes again with its error, and leaves one that stays as it was', async () => {
    const { input, labels, follow, submit, calls, root } = await showBranch();
    await type(input('Country')!, 'DE');
    const strict = { ...vat, field: { ...vat.field, minLength: 5 } };
    await follow(strict, office);
    expect(labels()).to.deep.equal(['Country', 'VAT number', 'Tax office', 'Seats']);
    await type(input('VAT number')!, 'D');
    root.querySelector<HTMLInputElement>('[value=b]')!.click();
    submit();
    expect(calls).to.deep.equal([]);
    await follow(office);
    expect(labels()).to.deep.equal(['Country', 'Tax office', 'Seats']);
    submit();
    expect(calls).to.deep.equal([['answer', { country: 'DE', tax_office: 'b' }]]);
    calls.length = 0;
    await follow();
    submit();
    expect(calls).to.deep.equal([['answer', { country: 'DE' }]]);
  });
});
