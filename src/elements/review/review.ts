import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { directionOf } from '../../locales/direction.ts';
import { fillIn } from '../../locales/fill-in.ts';
import { languageOfWords } from '../../locales/index.ts';
import { loadPageWords } from '../../locales/page-words.ts';
import { regionalTag } from '../../locales/regional-tag.ts';
import type { AskWords, PageWords, Words } from '../../locales/words.ts';
import type { AnswerFault } from '../../plan/codec.ts';
import type { FieldOption, FieldValue, ProfileField, Source } from '../../plan/plan.ts';
import { textIn } from '../../plan/text.ts';
import { readAnswer } from '../panel/answer.ts';
import { choicesIn, comboboxFor } from '../panel/choices.ts';
import type { Combobox } from '../panel/combobox.ts';
import { loadControls, needsControls, type Controls } from '../panel/controls.ts';
import { describeValue } from '../panel/describe-value.ts';
import { panelSheet } from '../panel/panel.styles.ts';
import { renderFresh } from '../panel/render-fresh.ts';
import { renderText } from '../panel/plan-text.ts';
import { keepTypedKeys } from '../panel/typed-keys.ts';
import { faultOf } from '../panel/progress.ts';
import { renderQuestion } from '../panel/question.ts';
import { sourceWords } from '../panel/source-words.ts';
import { reviewSheet } from './review.styles.ts';

export interface ReviewEntry {
  field: ProfileField;
  /** Left out if there is only an answer to choose (`other`). */
  value?: FieldValue;
  source?: Source;
  /** An answer that is not in the profile, because the profile has another one and their order is unknown. */
  other?: FieldValue;
  /** When it was given, as an ISO 8601 date and time. */
  at?: string;
  /** Start with the input open. */
  editing?: boolean;
  /** The stored value no longer fits the plan. */
  unfit?: boolean;
  options?: FieldOption[] | 'loading' | 'failed';
}

/** Everything that the review shows. */
export interface ReviewState {
  entries: ReviewEntry[];
  /** A BCP 47 tag, as `pickLanguage` returns it. */
  language: string;
  dictionary?: Partial<Words>;
  notice?: 'offline' | 'kept' | 'keptHere' | 'failed' | 'refused' | 'saved' | 'erased';
}

export interface ReviewHandlers {
  /** An entry is opened, so the message about an earlier change is removed. */
  onOpen(): void;
  /** The person has entered another, valid value. */
  onSave(name: string, value: FieldValue): void;
  /** The person discards `other`. */
  onDropOther(name: string): void;
  /** The person has confirmed that the answer will be erased. */
  onErase(name: string): void;
  onExport(): void;
}

/** The open part: the input of an entry, or the question whether to erase it. */
interface OpenEntry {
  name: string;
  task: 'edit' | 'erase';
  fault?: AnswerFault;
  combobox?: Combobox;
  controls?: Controls;
}

/** Shown instead of the text in narrow rows. */
const PENCIL = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m4 20 1-4L16 5l3 3L8 19zM14 7l3 3" /></svg>`;
const BIN = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M9 7V4h6v3m3 0-1 13H7L6 7m4 4v5m4-5v5" /></svg>`;

/** Draws what is known about a person, with sources and buttons to change it. Like the panel, it only draws and reports. */
export class Review {
  readonly #root: ShadowRoot;
  readonly #handlers: ReviewHandlers;
  #state?: ReviewState;
  #words?: AskWords & PageWords;
  #call = 0;
  #open?: OpenEntry;
  #isDrawing = false;

  constructor(root: ShadowRoot, handlers: ReviewHandlers) {
    this.#root = root;
    this.#handlers = handlers;
    keepTypedKeys(root);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, panelSheet(), reviewSheet()];
  }

  /** Shows `state`. Resolves when it is on the screen, or when a later call has replaced this one. */
  async update(state: ReviewState): Promise<void> {
    const call = ++this.#call;
    const words = await loadPageWords(state.language, state.dictionary);
    if (call !== this.#call) return;
    const hadEntries = this.#state !== undefined;
    this.#state = state;
    this.#words = words;
    const opened = state.entries.find(({ field }) => field.name === this.#open?.name);
    if (opened) this.#addCombobox(opened, this.#open!);
    else this.#open = undefined;
    const started = hadEntries ? undefined : state.entries.find(({ editing }) => editing);
    if (started) await this.#edit(started, false);
    else this.#render();
  }

  /** Removes the review and its style sheets. */
  destroy(): void {
    this.#call++;
    this.#draw(nothing);
    const own = [panelSheet(), reviewSheet()];
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => !own.includes(sheet));
  }

  // ── drawing

  #render(): void {
    const { entries, language, dictionary, notice } = this.#state!;
    const words = this.#words!;
    this.#draw(html`<section class="panel review" part="panel" aria-labelledby="heading" lang=${languageOfWords(language, dictionary)} dir=${directionOf(language)}>
      <h2 class="title" id="heading" part="heading" tabindex="-1">${words.review}</h2>
      <div role="status" part="status">${notice ? html`<p class="notice" part="notice">${words[notice]}</p>` : nothing}</div>
      ${entries.length > 0
        ? html`<ul class="entries">
            ${repeat(
              entries,
              ({ field }) => field.name,
              (entry, index) => html`<li class="entry" part="entry" data-name=${entry.field.name}>${this.#renderEntry(entry, `r${index}`)}</li>`,
            )}
          </ul>
          <button type="button" class="button" part="export" @click=${() => this.#handlers.onExport()}>${words.export}</button>`
        : html`<p class="why">${words.reviewEmpty}</p>`}
    </section>`);
  }

  #draw(content: TemplateResult | typeof nothing): void {
    this.#isDrawing = true;
    try {
      renderFresh(content, this.#root);
    } finally {
      this.#isDrawing = false;
    }
  }

  #renderEntry(entry: ReviewEntry, id: string): TemplateResult {
    const open = this.#open?.name === entry.field.name ? this.#open : undefined;
    if (open?.task === 'edit') return this.#renderForm(entry, id, open);
    const { field, unfit } = entry;
    const words = this.#words!;
    const { language } = this.#state!;
    const label = textIn(field.label, language);
    return html`<div class="fact">
        <h3 class="label" part="label" id=${id}>${renderText(field.label, language)}</h3>
        ${entry.value === undefined ? nothing : html`<p class="stored" part="value"><bdi lang=${language}>${this.#valueText(entry, entry.value)}</bdi></p>`}
        ${entry.source ? html`<p class="why">${entry.source === 'user' ? nothing : html`<span>${words[sourceWords[entry.source]]}</span>`}${this.#renderTime(entry)}</p>` : nothing}
        ${unfit ? html`<p class="error">${words.unfit}</p>` : nothing}
        ${entry.other === undefined ? nothing : this.#renderOther(entry, entry.other, id)}
      </div>
      ${open
        ? html`<div class="actions" role="group" aria-labelledby="${id}-sure">
            <p id="${id}-sure">${fillIn(words.eraseSure, { label })}</p>
            <button type="button" class="button" part="erase" @click=${() => this.#erase(entry)}>${words.erase}</button>
            <button type="button" class="button" part="cancel" @click=${() => this.#close(entry)}>${words.cancel}</button>
          </div>`
        : html`<div class="actions">
            <button type="button" class="link" part="edit" id="${id}-edit" aria-labelledby="${id}-edit ${id}" @click=${() => void this.#edit(entry)}>
              ${PENCIL}<span>${words.edit}</span>
            </button>
            ${entry.source === 'user'
              ? html`<button type="button" class="link" part="erase" id="${id}-erase" aria-labelledby="${id}-erase ${id}" @click=${() => this.#ask(entry)}>
                  ${BIN}<span>${words.erase}</span>
                </button>`
              : nothing}
          </div>`}`;
  }

  #renderOther(entry: ReviewEntry, other: FieldValue, id: string): TemplateResult {
    const words = this.#words!;
    return html`<p class="other" part="other" id="${id}-other">${fillIn(words.otherAnswer, { value: this.#valueText(entry, other) })}</p>
      <button type="button" class="link" part="use-other" id="${id}-use" aria-labelledby="${id}-use ${id}-other" @click=${() => this.#choose(entry, other)}>
        ${words.useOther}
      </button>
      <button type="button" class="link" part="drop-other" id="${id}-drop" aria-labelledby="${id}-drop ${id}-other" @click=${() => this.#choose(entry)}>
        ${words.dropOther}
      </button>`;
  }

  #renderForm(entry: ReviewEntry, id: string, { fault, combobox, controls = {} }: OpenEntry): TemplateResult {
    const { language } = this.#state!;
    const words = this.#words!;
    const view = { ...entry, options: choicesIn(language, entry), id, language, words, fault, combobox, controls };
    return html`<form
      novalidate
      @submit=${(event: SubmitEvent) => this.#save(event, entry, id)}
      @keydown=${(event: KeyboardEvent) => this.#handleKeydown(event, entry)}
    >
      <div data-index="0">${renderQuestion(view)}</div>
      <div class="actions">
        <button class="button main" part="save">${words.save}</button>
        <button type="button" class="button" part="cancel" @click=${() => this.#close(entry)}>${words.cancel}</button>
      </div>
    </form>`;
  }

  #renderTime({ at }: ReviewEntry): TemplateResult | typeof nothing {
    const time = at === undefined ? NaN : Date.parse(at);
    if (Number.isNaN(time)) return nothing;
    const { language } = this.#state!;
    const text = new Intl.DateTimeFormat(regionalTag(language), { dateStyle: 'medium' }).format(time);
    return html` <time lang=${language} datetime=${at}>${text}</time>`;
  }

  #valueText(entry: ReviewEntry, value: FieldValue): string {
    const { language } = this.#state!;
    const options = choicesIn(language, entry);
    // A value that does not fit the plan may be anything.
    if (entry.unfit && typeof value === 'object') return JSON.stringify(value);
    return describeValue(entry.field, value, { language, words: this.#words!, options: Array.isArray(options) ? options : undefined });
  }

  // ── what the person does

  async #edit(entry: ReviewEntry, isAsked = true): Promise<void> {
    const open: OpenEntry = { name: entry.field.name, task: 'edit' };
    this.#open = open;
    this.#dropSuccess();
    if (needsControls(entry)) {
      const controls = await loadControls({ phase: 'asking', questions: [entry] });
      // The person may have opened something else meanwhile.
      if (this.#open !== open) return;
      open.controls = controls;
      this.#addCombobox(entry, open);
    }
    this.#render();
    if (isAsked) this.#focus(entry, ':is(input:not([type=hidden]), select, textarea)');
  }

  /** The combobox for the current language. */
  #addCombobox(entry: ReviewEntry, open: OpenEntry): void {
    const { Combobox } = open.controls ?? {};
    if (Combobox) open.combobox = comboboxFor(entry, this.#state!.language, Combobox, this.#redraw, open.combobox);
  }

  #dropSuccess(): void {
    const { notice } = this.#state!;
    if (notice === 'saved' || notice === 'erased') this.#state = { ...this.#state!, notice: undefined };
    this.#handlers.onOpen();
  }

  readonly #redraw = (): void => {
    if (!this.#isDrawing) this.#render();
  };

  #ask(entry: ReviewEntry): void {
    this.#open = { name: entry.field.name, task: 'erase' };
    this.#dropSuccess();
    this.#render();
    this.#focus(entry, '[part=cancel]');
  }

  #close(entry: ReviewEntry): void {
    const wasErasing = this.#open?.task === 'erase';
    this.#open = undefined;
    this.#render();
    this.#focus(entry, wasErasing ? '[part=erase]' : '[part=edit]');
  }

  #save(event: SubmitEvent, entry: ReviewEntry, id: string): void {
    event.preventDefault();
    const { field, options } = entry;
    const value = readAnswer(field, new FormData(event.currentTarget as HTMLFormElement));
    // People erase an answer with its button. An unchecked box is an answer.
    const asked = typeof value === 'boolean' ? field : { ...field, required: true };
    const fault = faultOf({ field: asked, options }, this.#root.getElementById(id), value);
    if (fault || value === undefined) {
      this.#open = { ...this.#open!, fault };
      this.#render();
      return this.#focus(entry, ':is(input:not([type=hidden]), select, textarea)');
    }
    this.#close(entry);
    this.#handlers.onSave(field.name, value);
  }

  /** Saves the other answer, or discards it. */
  #choose(entry: ReviewEntry, other?: FieldValue): void {
    const { name } = entry.field;
    // The pressed button will disappear.
    this.#focus(entry, '[part=edit]');
    if (other === undefined) this.#handlers.onDropOther(name);
    else this.#handlers.onSave(name, other);
  }

  #erase({ field }: ReviewEntry): void {
    this.#open = undefined;
    this.#render();
    this.#root.querySelector<HTMLElement>('h2')?.focus();
    this.#handlers.onErase(field.name);
  }

  #handleKeydown(event: KeyboardEvent, entry: ReviewEntry): void {
    // An input method uses the key (229).
    if (event.key !== 'Escape' || event.defaultPrevented || event.keyCode === 229) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close(entry);
  }

  #focus({ field }: ReviewEntry, selector: string): void {
    const item = [...this.#root.querySelectorAll<HTMLElement>('.entry')].find(({ dataset }) => dataset.name === field.name);
    item?.querySelector<HTMLElement>(selector)?.focus();
  }
}
