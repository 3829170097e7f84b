import { fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Panel } from '../../src/elements/panel/panel.ts';
import type { PanelQuestion, PanelState } from '../../src/elements/panel/panel-state.ts';

/** One question of every kind, for the panel's tests. */
export const questions = {
  text: { field: { name: 'company', label: 'Company', why: 'So that invoices are right', autocomplete: 'organization' } },
  required: { field: { name: 'vat_id', label: 'VAT number', required: true, minLength: 4, pattern: '[A-Z]{2}\\d+' } },
  textarea: { field: { name: 'about', label: 'About you', type: 'textarea', maxLength: 200 } },
  email: { field: { name: 'work_email', label: 'Work e-mail', type: 'email' } },
  tel: { field: { name: 'phone', label: 'Phone', type: 'tel' } },
  url: { field: { name: 'website', label: 'Website', type: 'url' } },
  number: { field: { name: 'seats', label: 'Seats', type: 'number', min: 1, max: 10 } },
  date: { field: { name: 'birthdate', label: 'Date of birth', type: 'date', max: '2020-01-31' } },
  select: {
    field: { name: 'size', label: 'Team size', type: 'select' },
    options: [{ value: '1', label: 'Just me' }, { value: '2', label: 'More' }],
  },
  radio: {
    field: { name: 'role', label: 'Your role', type: 'radio' },
    options: [{ value: 'dev', label: 'Developer' }, { value: 'ops', label: 'Operations' }],
  },
  multiselect: {
    field: { name: 'tools', label: 'Your tools', type: 'multiselect' },
    options: [{ value: 'js', label: 'JavaScript' }, { value: 'go', label: 'Go' }],
  },
  checkbox: { field: { name: 'news', label: 'Send me news', type: 'checkbox' } },
  agreement: { field: { name: 'agrees', label: 'I agree', type: 'checkbox', required: true, link: { text: { en: 'Terms & <b>more</b>', de: 'Bedingungen' }, url: '/terms?a=1&b=2' } } },
  rating: { field: { name: 'mood', label: 'How do you like it?', type: 'rating' } },
  country: { field: { name: 'country', label: 'Country', type: 'country' } },
  confirmation: { field: { name: 'company', label: 'Company' }, value: 'ACME', isConfirmation: true, source: 'idp' },
} satisfies Record<string, PanelQuestion>;

export const asking = (...asked: PanelQuestion[]): PanelState => ({
  phase: 'asking',
  questions: asked,
  placement: 'corner',
  language: 'en',
});

/** A panel in a shadow root of its own, and what it has reported. */
export interface ShownPanel {
  panel: Panel;
  host: HTMLElement;
  root: ShadowRoot;
  /** `[handler, …arguments]`, in order; drafts are kept apart. */
  calls: unknown[][];
  drafts: unknown[][];
  find<E extends HTMLElement = HTMLElement>(selector: string): E;
  text(selector: string): string;
}

/** Shows `state`; the panel is removed after the test. */
export async function showPanel(state: PanelState): Promise<ShownPanel> {
  const host = await fixture<HTMLElement>(html`<div></div>`);
  const root = host.attachShadow({ mode: 'open' });
  const calls: unknown[][] = [];
  const drafts: unknown[][] = [];
  const note = (name: string) => (...values: unknown[]) => void calls.push([name, ...values]);
  const panel = new Panel(root, {
    onAnswer: note('answer'),
    onSnooze: note('snooze'),
    onDecline: note('decline'),
    onDraft: (...values) => void drafts.push(values),
    onBack: note('back'),
    onResize: note('resize'),
    onUndo: note('undo'),
    onClose: note('close'),
  });
  const find = <E extends HTMLElement>(selector: string) => {
    const element = root.querySelector<E>(selector);
    if (!element) throw new Error(`Expected "${selector}" in the panel, found: ${root.innerHTML}`);
    return element;
  };
  await panel.update(state);
  return { panel, host, root, calls, drafts, find, text: (selector) => find(selector).textContent.trim().replace(/\s+/g, ' ') };
}

/** What comes in has its colours and its place only at the end. */
export async function isStill(root: ShadowRoot): Promise<void> {
  await Promise.all(root.getAnimations().map((animation) => animation.finished));
}

/** Types into an input as a person does. */
export async function type(input: HTMLElement, text: string): Promise<void> {
  input.focus();
  await sendKeys({ type: text });
}
