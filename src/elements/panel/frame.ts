import { html, nothing, type TemplateResult } from 'lit/html.js';
import { directionOf } from '../../locales/direction.ts';
import { languageOfWords } from '../../locales/index.ts';
import { fillIn } from '../../locales/fill-in.ts';
import type { AskWords } from '../../locales/words.ts';
import { textIn } from '../../plan/text.ts';
import { choicesIn } from './choices.ts';
import type { Controls } from './controls.ts';
import type { PanelHandlers, PanelQuestion, PanelState } from './panel-state.ts';
import type { renderPill } from './pill.ts';
import { isConfirmation, isUndecided, type Progress } from './progress.ts';
import { renderQuestion } from './question.ts';
import { isSafeLink } from './safe-link.ts';

/** Everything that a drawing of the panel depends on. */
export interface FrameView {
  state: PanelState;
  words: AskWords;
  controls: Controls;
  /** The person's progress with the questions. The thanks have none. */
  progress?: Progress;
  /** Announces the panel to screen readers. */
  announcement?: string;
  handlers: FrameHandlers;
  /** A modal dialog of the page is open, so the panel is hidden. */
  isAside?: boolean;
  /** Draws the minimised panel: a pill that restores it. */
  renderPill?: typeof renderPill;
  /** Draws the panel without its questions. */
  isEmpty?: boolean;
}

export interface FrameHandlers extends Pick<PanelHandlers, 'onSnooze' | 'onDecline' | 'onBack' | 'onUndo' | 'onClose'> {
  onSubmit: (event: SubmitEvent) => void;
  onInput: (event: Event) => void;
  onKeydown: (event: KeyboardEvent) => void;
  onFocusIn: (event: FocusEvent) => void;
  /** Minimises or restores the panel. */
  onResize: (isSmall: boolean) => void;
  /** A finger or pointer is pressed on the head. */
  onSwipe: (event: PointerEvent) => void;
  onCancel: (event: Event) => void;
  onDialogClose: (event: Event) => void;
  /** "Yes" or "No" to a value to confirm. */
  onReply: (index: number, reply: 'yes' | 'no') => void;
}

/** Draws the card, dialog, section or bar with everything in it. */
export function renderFrame(view: FrameView): TemplateResult {
  const { state, handlers } = view;
  const { language, dictionary, placement, layer, phase } = state;
  const lang = languageOfWords(language, dictionary);
  const dir = directionOf(language);
  const unseen = view.isAside ? 'unseen' : '';
  // One live region for all phases, because screen readers do not speak the content of a new one.
  const isThanks = phase === 'thanks';
  const content = html`${isThanks ? nothing : renderHead(view)}
    <div role="status" part="status">${isThanks ? renderThanks(view) : nothing} ${renderNotice(view)}</div>
    ${isThanks ? view.controls.renderThanksActions?.(view) : renderForm(view)}`;
  if (placement === 'dialog') {
    return html`<dialog
      class="panel dialog ${phase} ${unseen}"
      part="panel"
      aria-labelledby="heading"
      lang=${lang}
      dir=${dir}
      @cancel=${handlers.onCancel}
      @close=${handlers.onDialogClose}
      @keydown=${handlers.onKeydown}
    >
      ${content}
    </dialog>`;
  }
  return html`<section
    class="panel ${placement} ${phase} ${state.isRedirect ? 'redirect' : view.renderPill ? 'minimised' : ''} ${unseen}"
    part="panel"
    popover=${placement === 'inline' || layer === 'page' ? nothing : 'manual'}
    aria-labelledby="heading"
    lang=${lang}
    dir=${dir}
    @keydown=${handlers.onKeydown}
    @focusin=${handlers.onFocusIn}
  >
    ${content}
    ${view.renderPill?.(headingText(view), () => handlers.onResize(false))}
  </section>`;
}

/** A panel over the page can be minimised. */
export const hasPill = ({ placement }: PanelState): boolean => placement === 'corner' || placement === 'bar';

/** Returns the text that screen readers speak when the questions appear: the heading, the step, the labels. */
export function describeAsk(view: FrameView): string {
  const { questions, language } = view.state;
  const labels = questions.map(({ field }) => textIn(field.label, language));
  const step = view.controls.stepText?.(view.state, view.words);
  return [headingText(view), step, ...labels, view.words.jump].filter(Boolean).join(' – ');
}

function renderHead(view: FrameView): TemplateResult {
  const { words, handlers, state } = view;
  return html`<div class="head" @pointerdown=${handlers.onSwipe}>
    ${state.isRedirect ? html`<slot name="brand"></slot>` : nothing}
    <h2 id="heading" part="heading" tabindex="-1">${headingText(view)}</h2>
    ${hasPill(state)
      ? html`<button type="button" class="minimise" part="minimise" aria-label=${words.minimise} @click=${() => handlers.onResize(true)}></button>`
      : nothing}
    ${view.controls.renderStep?.(view.state, words)}
  </div>`;
}

/** Draws the thanks. Without their code, which is loaded when the person turns to the panel, they are only text. */
function renderThanks(view: FrameView): TemplateResult {
  return view.controls.renderThanks?.(view) ?? html`<h2 id="heading" part="thanks" tabindex="-1">${view.words.thanks}</h2>`;
}

function renderNotice({ state: { notice }, words, progress, announcement }: FrameView): TemplateResult {
  const message = progress?.isBlank ? fillIn(words.blank, { later: words.later }) : notice && words[notice];
  return html`${message ? html`<p class="notice" part="notice">${message}</p>` : nothing}
    <span class="quiet">${announcement ?? nothing}</span>`;
}

function renderForm(view: FrameView): TemplateResult {
  const { state, words, controls, progress, handlers, isEmpty } = view;
  const { questions, isRedirect, privacyUrl } = state;
  // These buttons answer open confirmations.
  const isSavable = !questions.every((question, index) => isUndecided(progress, question, index));
  return html`<form novalidate @submit=${handlers.onSubmit} @input=${handlers.onInput}>
    ${isEmpty ? nothing : questions.map((question, index) => (question.below === undefined ? renderOne(view, question, index) : nothing))}
    ${isSavable
      ? html`<div class="actions answer">
          <button class="button main" part="save">${isRedirect || hasMore(state) ? words.continue : words.save}</button>
          ${controls.renderBack?.(state, words, handlers.onBack)}
          ${renderLater('button ghost', view)}
        </div>`
      : nothing}
    <div class="actions small">
      ${isSavable ? nothing : renderLater('link', view)}
      ${isSafeLink(privacyUrl) ? html`<a class="link" part="privacy" href=${privacyUrl} target="_blank" rel="noopener">${words.privacy}<span class="quiet"> (${words.newTab})</span></a>` : nothing}
      ${isRedirect
        ? nothing
        : html`<button type="button" class="link" part="never" @click=${() => handlers.onDecline()}>${words.never}</button>`}
    </div>
  </form>`;
}

function renderOne(view: FrameView, question: PanelQuestion, index: number): TemplateResult | typeof nothing {
  const { state, words, controls, progress, handlers } = view;
  const { field } = question;
  if (field.type === 'hidden' || !progress) return nothing;
  const { language, questions } = state;
  const value = progress.values[index];
  const shown = { ...question, value, options: choicesIn(language, question), id: `q${index}`, language, words, controls };
  const content =
    value !== undefined && isConfirmation(progress, question, index)
      ? controls.renderConfirmation?.(
          { ...shown, value, isConfirmed: progress.replies[index] === 'yes', isOnly: questions.every((other, at) => isUndecided(progress, other, at)) },
          { handleYes: () => handlers.onReply(index, 'yes'), handleNo: () => handlers.onReply(index, 'no') },
        )
      : renderQuestion({
          ...shown,
          fault: progress.faults[index],
          combobox: progress.comboboxes[index],
          isMarkedOptional: !field.required && questions.some((other) => other.field.required),
        });
  return html`<div data-index=${index}>${content}</div>${controls.renderFollowUps?.(state, index, (at) => renderOne(view, questions[at]!, at))}`;
}

function renderLater(look: 'button ghost' | 'link', { words, handlers }: FrameView): TemplateResult {
  return html`<button type="button" class=${look} part="later" @click=${() => handlers.onSnooze()}>${words.later}</button>`;
}

function headingText({ state: { questions, isRedirect }, words, progress }: FrameView): string {
  if (isRedirect) return words.headingRedirect;
  if (questions.every((question, index) => isConfirmation(progress, question, index))) return words.headingConfirm;
  return questions.length > 1 ? words.headingMany : words.heading;
}

function hasMore({ step }: PanelState): boolean {
  return step !== undefined && step.index < step.count;
}
