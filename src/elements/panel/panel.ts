import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { keyed } from 'lit/directives/keyed.js';
import { loadWords, type Words } from '../../locales/index.ts';
import { findFault, type AnswerFault } from '../../plan/codec.ts';
import { countryOptions } from '../../plan/country.ts';
import type { FieldValue } from '../../plan/plan.ts';
import { inputName, readAnswer } from './answer.ts';
import type { PanelHandlers, PanelQuestion, PanelState } from './panel-state.ts';
import { panelSheet } from './panel.styles.ts';
import { fillIn, renderQuestion } from './question.ts';

/** Languages written from right to left. */
const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/**
 * What the person sees of an ask: it renders a {@link PanelState} into a shadow root and reports what the person does.
 * It knows no network, storage or rule; what was typed and what is wrong with it is all that it keeps.
 */
export class Panel {
  readonly #root: ShadowRoot;
  readonly #handlers: PanelHandlers;
  #state?: PanelState;
  #words?: Words;
  #call = 0;
  #askKey?: string;
  #faults = new Map<string, AnswerFault>();
  #message?: 'blank';

  constructor(root: ShadowRoot, handlers: PanelHandlers) {
    this.#root = root;
    this.#handlers = handlers;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, panelSheet()];
  }

  /** Shows `state`. Resolves when it is on the screen, or when a later call has overtaken this one. */
  async update(state: PanelState): Promise<void> {
    const call = ++this.#call;
    const words = await loadWords(state.language, state.dictionary);
    if (call !== this.#call) return;
    const askKey = state.phase === 'asking' ? state.questions.map(({ field }) => field.name).join('\n') : undefined;
    if (askKey !== this.#askKey) {
      this.#askKey = askKey;
      this.#faults.clear();
      this.#message = undefined;
    }
    this.#state = state;
    this.#words = words;
    this.#render();
  }

  /** Moves the focus to the first input. */
  focus(): void {
    this.#root.querySelector<HTMLElement>('.panel :is(input, select, textarea, button)')?.focus();
  }

  /** Takes everything off the screen and the style sheet off the root. */
  destroy(): void {
    this.#call++;
    this.#root.querySelector('dialog')?.close();
    render(nothing, this.#root);
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => sheet !== panelSheet());
  }

  #render(): void {
    const state = this.#state!;
    if (state.phase === 'closed') {
      this.#root.querySelector('dialog')?.close();
      render(nothing, this.#root);
      return;
    }
    render(this.#renderFrame(state, this.#words!), this.#root);
    const dialog = this.#root.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  #renderFrame(state: PanelState, words: Words): TemplateResult {
    const { language, placement } = state;
    const dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
    const content = state.phase === 'thanks' ? this.#renderThanks(state, words) : this.#renderForm(state, words);
    if (placement === 'dialog') {
      return html`<dialog
        class="panel dialog"
        part="panel"
        aria-labelledby="heading"
        lang=${language}
        dir=${dir}
        @cancel=${this.#handleCancel}
        @keydown=${this.#handleKeydown}
      >
        ${content}
      </dialog>`;
    }
    return html`<section
      class="panel ${placement}"
      part="panel"
      aria-labelledby="heading"
      lang=${language}
      dir=${dir}
      @keydown=${this.#handleKeydown}
    >
      ${content}
    </section>`;
  }

  #renderThanks(state: PanelState, words: Words): TemplateResult {
    return html`<div role="status" part="thanks">
        <h2 id="heading" part="heading">${words.thanks}</h2>
        ${state.notice ? html`<p part="notice">${words[state.notice]}</p>` : nothing}
      </div>
      <div class="actions">
        ${state.canUndo
          ? html`<button type="button" class="button" part="undo" @click=${() => this.#handlers.onUndo()}>${words.undo}</button>`
          : nothing}
        <button type="button" class="button" part="close" @click=${() => this.#handlers.onClose()}>${words.close}</button>
      </div>`;
  }

  #renderForm(state: PanelState, words: Words): TemplateResult {
    const { questions, language, step } = state;
    return html`<form novalidate @submit=${this.#handleSubmit} @input=${this.#handleInput}>
      <div class="head">
        <h2 id="heading" part="heading">${questions.length > 1 ? words.headingMany : words.heading}</h2>
        ${step && step.count > 1 ? html`<p class="step" part="step">${fillIn(words.progress, step)}</p>` : nothing}
      </div>
      <div role="status">
        ${state.notice ? html`<p class="notice" part="notice">${words[state.notice]}</p>` : nothing}
        ${this.#message ? html`<p class="notice" part="notice">${words[this.#message]}</p>` : nothing}
      </div>
      ${keyed(this.#askKey, questions.map((question, index) => this.#renderQuestion(question, index, language, words)))}
      <div class="actions">
        <button class="button main" part="save">${state.isRedirect ? words.continue : words.save}</button>
        <button type="button" class="button" part="later" @click=${() => this.#handlers.onSnooze()}>${words.later}</button>
      </div>
      <div class="actions small">
        ${state.privacyUrl ? html`<a class="link" part="privacy" href=${state.privacyUrl} target="_blank" rel="noopener">${words.privacy}</a>` : nothing}
        ${state.isRedirect
          ? nothing
          : html`<button type="button" class="link" part="never" @click=${() => this.#handlers.onDecline()}>${words.never}</button>`}
      </div>
    </form>`;
  }

  #renderQuestion(question: PanelQuestion, index: number, language: string, words: Words): TemplateResult | typeof nothing {
    const { field } = question;
    if (field.type === 'hidden') return nothing;
    const options = question.options ?? (field.type === 'country' ? countryOptions(language) : undefined);
    return renderQuestion({ ...question, options, id: `q${index}`, language, words, fault: this.#faults.get(field.name) });
  }

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const values: Record<string, FieldValue | null> = {};
    this.#faults.clear();
    for (const { field, value: before, source } of this.#state!.questions) {
      const value = readAnswer(field, data);
      const fault = value === undefined && !field.required ? undefined : findFault(field, value);
      if (fault) this.#faults.set(field.name, fault);
      else if (value !== undefined) values[field.name] = value;
      else if (source && before !== undefined) values[field.name] = null;
    }
    this.#message = this.#faults.size === 0 && Object.keys(values).length === 0 ? 'blank' : undefined;
    if (this.#faults.size === 0 && !this.#message) return this.#handlers.onAnswer(values);
    this.#render();
    this.#root.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  };

  #handleInput = (event: Event): void => {
    const form = event.currentTarget as HTMLFormElement;
    const name = (event.target as HTMLInputElement).name;
    const field = this.#state!.questions.find((question) => inputName(question.field) === name)?.field;
    if (!field) return;
    this.#handlers.onDraft(field.name, readAnswer(field, new FormData(form)));
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.#leave();
  };

  #handleCancel = (event: Event): void => {
    event.preventDefault();
    this.#leave();
  };

  #leave(): void {
    if (this.#state!.phase === 'thanks') this.#handlers.onClose();
    else this.#handlers.onSnooze();
  }
}

