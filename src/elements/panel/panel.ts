import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { keyed } from 'lit/directives/keyed.js';
import { directionOf } from '../../locales/direction.ts';
import { loadWords, type Words } from '../../locales/index.ts';
import { fillIn } from '../../locales/words.ts';
import { findFault, type AnswerFault } from '../../plan/codec.ts';
import type { FieldValue } from '../../plan/plan.ts';
import { textIn } from '../../plan/text.ts';
import { readAnswer } from './answer.ts';
import { choicesIn, isLong } from './choices.ts';
import type { Combobox } from './combobox.ts';
import type { PanelHandlers, PanelQuestion, PanelState } from './panel-state.ts';
import { panelSheet } from './panel.styles.ts';
import { renderConfirmation, renderQuestion } from './question.ts';

/** How long a live region must have been there before screen readers speak what comes into it. */
const LIVE_REGION_MS = 150;

/** What the person has done with one ask; forgotten with it. */
interface Progress {
  /** The ask's fields and their places. Another key is another ask. */
  key: string;
  /** What the inputs began with. They keep what is typed themselves. */
  values: (FieldValue | undefined)[];
  /** By index: "yes" was said to a confirmation, or "no". */
  replies: ('yes' | 'no' | undefined)[];
  faults: (AnswerFault | undefined)[];
  isBlank: boolean;
  comboboxes: (Combobox | undefined)[];
}

/**
 * What the person sees of an ask: it renders a {@link PanelState} into a shadow root and reports what the person does.
 * It decides nothing, and keeps only what belongs to the ask on the screen: replies and what is wrong with them.
 *
 * lit-html makes its templates through the Trusted Types policy `lit-html`; a page that requires trusted types allows
 * it by `trusted-types lit-html`.
 *
 * @cssprop --tell-us-more-accent - buttons and selection; the text on it is black or white, whichever reads better
 * @cssprop --tell-us-more-background - the panel's background
 * @cssprop --tell-us-more-text - its text; lines and quieter text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - of the panel; inputs and buttons have at most 8 px of it
 * @cssprop --tell-us-more-layer - `z-index` in browsers without popovers
 */
export class Panel {
  readonly #root: ShadowRoot;
  readonly #handlers: PanelHandlers;
  readonly #accentSheet = new CSSStyleSheet();
  #state?: PanelState;
  #words?: Words;
  #call = 0;
  #progress?: Progress;
  /** Says that the panel has arrived, for those who cannot see it. */
  #announcement?: string;
  #announcing?: ReturnType<typeof setTimeout>;
  #focusedBefore?: HTMLElement;
  /** Inputs that are taken away while they have the focus tell of it in the middle of drawing. */
  #isDrawing = false;

  constructor(root: ShadowRoot, handlers: PanelHandlers) {
    this.#root = root;
    this.#handlers = handlers;
    this.#accentSheet.replaceSync('.panel {}');
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, panelSheet(), this.#accentSheet];
  }

  /** Shows `state`. Resolves when it is on the screen, or when a later call has overtaken this one. */
  async update(state: PanelState): Promise<void> {
    const call = ++this.#call;
    const needsList = state.phase === 'asking' && state.questions.some((question) => isLong(question));
    const [words, lists] = await Promise.all([
      loadWords(state.language, state.dictionary),
      needsList ? import('./combobox.ts') : undefined,
    ]);
    if (call !== this.#call) return;
    this.#state = state;
    this.#words = words;
    const hadFocus = this.#hasFocus;
    const isNewAsk = this.#keepProgress(state);
    if (lists) this.#addComboboxes(state, lists.Combobox);
    this.#setAccent(state.accent);
    this.#render();
    // From one step to the next, for people who answer by the keyboard.
    if (isNewAsk && hadFocus) this.focus();
    if (isNewAsk && state.placement !== 'dialog') this.#announceSoon();
  }

  /** Moves the focus to the first input. */
  focus(): void {
    this.#root.querySelector<HTMLElement>(`.panel ${FOCUSABLE}`)?.focus();
  }

  /** Takes everything off the screen and the style sheets off the root. */
  destroy(): void {
    this.#call++;
    this.#progress = undefined;
    this.#clear();
    const own = [panelSheet(), this.#accentSheet];
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => !own.includes(sheet));
  }

  // ── what belongs to the ask

  /** Begins anew for another ask; true if it did. */
  #keepProgress({ phase, placement, questions }: PanelState): boolean {
    const key = phase === 'asking' ? [placement, ...questions.map(({ field }) => field.name)].join(' ') : undefined;
    if (key === this.#progress?.key) return false;
    this.#silence();
    this.#progress = undefined;
    if (key === undefined) return false;
    this.#progress = {
      key,
      values: questions.map(({ value }) => value),
      replies: [],
      faults: [],
      isBlank: false,
      comboboxes: [],
    };
    return true;
  }

  #addComboboxes({ questions, language }: PanelState, ComboboxClass: typeof Combobox): void {
    const { comboboxes, values } = this.#progress!;
    for (const [index, question] of questions.entries()) {
      const options = isLong(question) && choicesIn(language, question);
      const known = comboboxes[index];
      if (!Array.isArray(options) || (known?.options === options && known.language === language)) continue;
      comboboxes[index] = new ComboboxClass(options, language, String(values[index] ?? ''), () => {
        if (!this.#isDrawing) this.#render();
      });
    }
  }

  /** True while a value from elsewhere waits for its "yes" or "no", or has its "yes". */
  #isConfirmation({ isConfirmation }: PanelQuestion, index: number): boolean {
    return isConfirmation === true && this.#progress!.values[index] !== undefined && this.#progress!.replies[index] !== 'no';
  }

  // ── showing

  #render(): void {
    const state = this.#state!;
    if (state.phase === 'closed') return this.#clear();
    const hadFocus = this.#hasFocus;
    this.#draw(this.#renderFrame(state, this.#words!));
    const panel = this.#panel!;
    if (panel instanceof HTMLDialogElement) {
      if (!panel.open) {
        panel.showModal();
        this.focus();
      }
    } else if (panel.popover && panel.isConnected && !panel.matches(':popover-open')) {
      // Above the page, whatever its stacking contexts and transforms.
      panel.showPopover();
    }
    // What had the focus may be gone.
    if (hadFocus && !this.#hasFocus) panel.querySelector<HTMLElement>('h2')?.focus();
  }

  #draw(content: TemplateResult | typeof nothing): void {
    this.#isDrawing = true;
    try {
      render(content, this.#root);
    } finally {
      this.#isDrawing = false;
    }
  }

  #renderFrame(state: PanelState, words: Words): TemplateResult {
    const { language, placement, phase } = state;
    const dir = directionOf(language);
    // One live region for all phases: what comes into a new one is not spoken.
    const isThanks = phase === 'thanks';
    const content = html`${isThanks ? nothing : this.#renderHead(state, words)}
      <div role="status" part="status">${isThanks ? this.#renderThanks(state, words) : this.#renderNotice(state, words)}</div>
      ${isThanks ? this.#renderThanksActions(state, words) : this.#renderForm(state, words)}`;
    if (placement === 'dialog') {
      return html`<dialog
        class="panel dialog"
        part="panel"
        aria-labelledby="heading"
        lang=${language}
        dir=${dir}
        @cancel=${this.#handleCancel}
        @close=${this.#handleDialogClose}
        @keydown=${this.#handleKeydown}
      >
        ${content}
      </dialog>`;
    }
    return html`<section
      class="panel ${placement}"
      part="panel"
      popover=${placement === 'inline' ? nothing : 'manual'}
      aria-labelledby="heading"
      lang=${language}
      dir=${dir}
      @keydown=${this.#handleKeydown}
      @focusin=${this.#handleFocusIn}
    >
      ${content}
    </section>`;
  }

  #renderHead(state: PanelState, words: Words): TemplateResult {
    const progress = progressText(state, words);
    return html`<div class="head">
      <h2 id="heading" part="heading" tabindex="-1">${this.#headingText(state, words)}</h2>
      ${progress ? html`<p class="step" part="step">${progress}</p>` : nothing}
    </div>`;
  }

  #renderNotice({ notice }: PanelState, words: Words): TemplateResult {
    const { isBlank } = this.#progress!;
    const message = isBlank ? fillIn(words.blank, { later: words.later }) : notice && words[notice];
    return html`${message ? html`<p class="notice" part="notice">${message}</p>` : nothing}
      <span class="quiet">${this.#announcement ?? nothing}</span>`;
  }

  #renderForm(state: PanelState, words: Words): TemplateResult {
    const { questions } = state;
    const { key } = this.#progress!;
    // Confirmations that wait for a "yes" or "no" are answered by these.
    const isSavable = !questions.every((question, index) => this.#isUndecided(question, index));
    return html`<form novalidate @submit=${this.#handleSubmit} @input=${this.#handleInput}>
        ${keyed(key, questions.map((question, index) => this.#renderQuestion(question, index, words)))}
        ${isSavable
          ? html`<div class="actions">
              <button class="button main" part="save">${state.isRedirect || hasMore(state) ? words.continue : words.save}</button>
              ${this.#renderLater('button', words)}
            </div>`
          : nothing}
        <div class="actions small">
          ${isSavable ? nothing : this.#renderLater('link', words)}
          ${isSafeLink(state.privacyUrl)
            ? html`<a class="link" part="privacy" href=${state.privacyUrl} target="_blank" rel="noopener">${words.privacy}</a>`
            : nothing}
          ${state.isRedirect
            ? nothing
            : html`<button type="button" class="link" part="never" @click=${() => this.#handlers.onDecline()}>${words.never}</button>`}
        </div>
      </form>`;
  }

  #renderQuestion(question: PanelQuestion, index: number, words: Words): TemplateResult | typeof nothing {
    const { field } = question;
    if (field.type === 'hidden') return nothing;
    const { language, questions } = this.#state!;
    const { faults, replies, values, comboboxes } = this.#progress!;
    const value = values[index];
    const view = { ...question, value, options: choicesIn(language, question), id: `q${index}`, language, words };
    const content =
      value !== undefined && this.#isConfirmation(question, index)
        ? renderConfirmation(
            { ...view, value, isConfirmed: replies[index] === 'yes' },
            { handleYes: () => this.#handleYes(index), handleNo: () => this.#handleNo(index) },
          )
        : renderQuestion({
            ...view,
            fault: faults[index],
            combobox: comboboxes[index],
            isMarkedOptional: !field.required && questions.some((other) => other.field.required),
          });
    return html`<div data-index=${index}>${content}</div>`;
  }

  #renderLater(look: 'button' | 'link', words: Words): TemplateResult {
    return html`<button type="button" class=${look} part="later" @click=${() => this.#handlers.onSnooze()}>${words.later}</button>`;
  }

  #renderThanks({ notice }: PanelState, words: Words): TemplateResult {
    return html`<h2 class="thanks" id="heading" part="thanks" tabindex="-1">${words.thanks}</h2>
      ${notice ? html`<p class="notice" part="notice">${words[notice]}</p>` : nothing}`;
  }

  #renderThanksActions({ canUndo }: PanelState, words: Words): TemplateResult {
    return html`<div class="actions">
      ${canUndo
        ? html`<button type="button" class="button" part="undo" @click=${() => this.#handlers.onUndo()}>${words.undo}</button>`
        : nothing}
      <button type="button" class="button" part="close" @click=${() => this.#handlers.onClose()}>${words.close}</button>
    </div>`;
  }

  #headingText({ questions, isRedirect }: PanelState, words: Words): string {
    if (isRedirect) return words.headingRedirect;
    if (questions.every((question, index) => this.#isConfirmation(question, index))) return words.headingConfirm;
    return questions.length > 1 ? words.headingMany : words.heading;
  }

  #clear(): void {
    const hadFocus = this.#hasFocus;
    this.#silence();
    // A dialog gives the focus back when it is closed, not when it is taken away.
    this.#root.querySelector('dialog')?.close();
    this.#draw(nothing);
    if (hadFocus && this.#focusedBefore?.isConnected) this.#focusedBefore.focus();
    this.#focusedBefore = undefined;
  }

  /** Speaks of what has appeared, in a live region that was there before. A dialog takes the focus, which is enough. */
  #announceSoon(): void {
    this.#announcing = setTimeout(() => {
      const state = this.#state!;
      const labels = state.questions.map(({ field }) => textIn(field.label, state.language));
      const words = this.#words!;
      this.#announcement = [this.#headingText(state, words), progressText(state, words), ...labels].filter(Boolean).join(' – ');
      this.#render();
    }, LIVE_REGION_MS);
  }

  #silence(): void {
    clearTimeout(this.#announcing);
    this.#announcement = undefined;
  }

  /** By a rule instead of an attribute, which `style-src 'self'` would refuse. */
  #setAccent(accent: string | undefined): void {
    const { style } = this.#accentSheet.cssRules[0] as CSSStyleRule;
    style.removeProperty('--accent');
    if (accent && CSS.supports('color', accent)) style.setProperty('--accent', accent);
  }

  get #panel(): HTMLElement | null {
    return this.#root.querySelector('.panel');
  }

  get #hasFocus(): boolean {
    return this.#panel?.contains(this.#root.activeElement) ?? false;
  }

  // ── what the person does

  readonly #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#submit(event.currentTarget as HTMLFormElement);
  };

  #submit(form: HTMLFormElement): void {
    const { questions } = this.#state!;
    const progress = this.#progress!;
    const data = new FormData(form);
    const answers: Record<string, FieldValue | null> = {};
    for (const [index, question] of questions.entries()) {
      const { field } = question;
      if (this.#isUndecided(question, index)) continue;
      const value = progress.replies[index] === 'yes' ? progress.values[index] : readAnswer(field, data);
      const fault = progress.replies[index] === 'yes' ? undefined : this.#findFault(question, index, value);
      progress.faults[index] = fault;
      if (fault) continue;
      if (value !== undefined) answers[field.name] = value;
      else if (question.source && question.value !== undefined && !question.isConfirmation) answers[field.name] = null;
    }
    const isSound = !progress.faults.some(Boolean);
    progress.isBlank = isSound && Object.keys(answers).length === 0;
    if (isSound && !progress.isBlank) return this.#handlers.onAnswer(answers);
    this.#render();
    const first = isSound ? 0 : progress.faults.findIndex(Boolean);
    this.#focusQuestion(first);
  }

  #findFault({ field, options }: PanelQuestion, index: number, value: FieldValue | undefined): AnswerFault | undefined {
    // Nobody can choose from a list that is not there.
    if (options === 'loading' || options === 'failed') return undefined;
    const input = this.#root.getElementById(`q${index}`);
    if (input instanceof HTMLInputElement && input.validity.badInput) return { code: 'type' };
    return findFault(options ? { ...field, options } : field, value);
  }

  readonly #handleInput = (event: Event): void => {
    const form = event.currentTarget as HTMLFormElement;
    const index = Number((event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index);
    const question = this.#state!.questions[index];
    if (!question || this.#isDrawing) return;
    const value = readAnswer(question.field, new FormData(form));
    const progress = this.#progress!;
    if (progress.faults[index] || progress.isBlank) {
      progress.faults[index] &&= this.#findFault(question, index, value);
      progress.isBlank = false;
      this.#render();
    }
    this.#handlers.onDraft(question.field.name, value);
  };

  #handleYes(index: number): void {
    const { questions } = this.#state!;
    this.#progress!.replies[index] = 'yes';
    this.#render();
    if (questions.every((_, other) => this.#progress!.replies[other] === 'yes')) {
      return this.#submit(this.#root.querySelector('form')!);
    }
    this.#focusQuestion(index);
  }

  #handleNo(index: number): void {
    this.#progress!.replies[index] = 'no';
    this.#render();
    this.#focusQuestion(index);
  }

  #focusQuestion(index: number): void {
    this.#root.querySelector<HTMLElement>(`[data-index="${index}"] ${FOCUSABLE}`)?.focus();
  }

  #isUndecided(question: PanelQuestion, index: number): boolean {
    return this.#isConfirmation(question, index) && this.#progress!.replies[index] !== 'yes';
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    // An open list or an input method may have used the key.
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.#leave();
  };

  readonly #handleCancel = (event: Event): void => {
    event.preventDefault();
    this.#leave();
  };

  /** Browsers may close a dialog without asking, for example by Android's back gesture. */
  readonly #handleDialogClose = (event: Event): void => {
    if (event.target === this.#panel && this.#state!.phase !== 'closed') this.#leave();
  };

  readonly #handleFocusIn = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof HTMLElement && !this.#root.contains(relatedTarget)) this.#focusedBefore = relatedTarget;
  };

  #leave(): void {
    if (this.#state!.phase === 'thanks') this.#handlers.onClose();
    else this.#handlers.onSnooze();
  }
}

const FOCUSABLE = ':is(input:not([type=hidden]), select, textarea, button):enabled';

/** "Step 1 of 2"; nothing where there is only one. */
function progressText({ step, language }: PanelState, words: Words): string | undefined {
  if (!step || step.count < 2) return undefined;
  // Only where there are numbers: a phone takes as long to make such a format as to draw the whole panel.
  const number = new Intl.NumberFormat(language);
  return fillIn(words.progress, { index: number.format(step.index), count: number.format(step.count) });
}

function hasMore({ step }: PanelState): boolean {
  return step !== undefined && step.index < step.count;
}

/** True for a page of the web: a plan must not be able to run a script. */
function isSafeLink(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url, document.baseURI) && /^https?:$/.test(new URL(url, document.baseURI).protocol);
}
