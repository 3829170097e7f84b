import { autocompleteOf } from '../../plan/autocomplete.ts';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { describeError } from '../../ask/describe-error.ts';
import type { AskWords } from '../../locales/words.ts';
import type { AnswerFault } from '../../plan/codec.ts';
import type { FieldOption, ProfileField } from '../../plan/plan.ts';
import { tagIn, textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import type { Combobox } from './combobox.ts';
import type { Controls } from './controls.ts';
import type { PanelQuestion } from './panel-state.ts';
import { renderText } from './plan-text.ts';
import { isSafeLink } from './safe-link.ts';

/** One question as it is shown. */
export interface QuestionView extends PanelQuestion {
  /** Id of the input or the group; prefix of the other ids. */
  id: string;
  language: string;
  words: AskWords;
  fault?: AnswerFault;
  /** Say that it may stay blank. */
  isMarkedOptional?: boolean;
  /** The long list that takes the place of the input. */
  combobox?: Combobox;
  controls: Controls;
}

/** A question with its label, reason, input and what is wrong with the answer. */
export function renderQuestion(view: QuestionView): TemplateResult {
  const { field, id, language, words, fault } = view;
  const optional = view.isMarkedOptional ? html`<small> (${words.optional})</small>` : nothing;
  const label = html`${renderText(field.label, language)}${optional}`;
  const error = html`<p class="error" part="error" id="${id}-error" aria-live="polite">${fault ? describeError(words, field, fault, language) : nothing}</p>`;

  if (isGroup(view)) {
    // A set of boxes has no one value that could be required or invalid.
    const isRadio = field.type !== 'multiselect';
    const isClearable = isRadio && !field.required;
    return html`<fieldset
      class="question"
      part="question"
      role=${isRadio ? 'radiogroup' : 'group'}
      aria-describedby=${describedBy(view)}
      aria-required=${isRadio && field.required ? 'true' : nothing}
      aria-invalid=${isRadio && fault ? 'true' : nothing}
    >
      <legend class="label" part="label">${label}</legend>
      ${renderWhy(view)}
      <div class="choices" id=${id} data-chosen=${field.type === 'rating' ? (view.value ?? nothing) : nothing} @input=${handleChoice}>
        ${field.type === 'rating' ? view.controls.renderRating?.(view) : renderChips(view)}
        ${isClearable
          ? html`<button type="button" class="link clear" part="clear" @click=${handleClear}>${words.clear}</button>`
          : nothing}
      </div>
      ${error}
    </fieldset>`;
  }
  if (field.type === 'checkbox') {
    return html`<div class="question" part="question">
      <label class="tick" part="label">${renderInput(view)}<span>${label}</span></label>
      ${renderLink(view)} ${renderWhy(view)} ${error}
    </div>`;
  }
  return html`<div class="question" part="question">
    <label class="label" part="label" id="${id}-label" for=${id}>${label}</label>
    ${renderWhy(view)} ${view.combobox ? view.combobox.render(view) : renderInput(view)} ${error}
  </div>`;
}

/** The ids of what explains the input: its reason and what is wrong. */
export function describedBy({ field, id }: QuestionView): string {
  return field.why ? `${id}-why ${id}-error` : `${id}-error`;
}

export function renderWhy({ field, id, language }: QuestionView): TemplateResult | typeof nothing {
  return field.why ? html`<p class="why" part="why" id="${id}-why">${renderText(field.why, language)}</p>` : nothing;
}

/** Beside the label, not in it: a click on it must not tick the box. */
function renderLink({ field: { link }, language }: QuestionView): TemplateResult | typeof nothing {
  if (!link || !isSafeLink(link.url)) return nothing;
  return html`<a class="link beside" part="link" href=${link.url} target="_blank" rel="noopener">${renderText(link.text, language)}</a>`;
}

function renderInput(view: QuestionView): TemplateResult {
  const { field, id, language } = view;
  const name = inputName(field);
  const value = view.value === undefined ? '' : String(view.value);
  const invalid = view.fault ? 'true' : nothing;
  const placeholder = field.placeholder ? textIn(field.placeholder, language) : nothing;
  const autocomplete = autocompleteOf(field) ?? nothing;

  switch (field.type) {
    case 'checkbox':
      return html`<input
        type="checkbox"
        part="input"
        id=${id}
        name=${name}
        .checked=${view.value === true}
        ?required=${field.required}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
      />`;

    case 'textarea':
      return html`<textarea
        class="input"
        part="input"
        lang=${language}
        id=${id}
        name=${name}
        placeholder=${placeholder}
        autocomplete=${autocomplete}
        ?required=${field.required}
        minlength=${field.minLength ?? nothing}
        maxlength=${field.maxLength ?? nothing}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
        .value=${value}
      ></textarea>`;

    case 'select':
    case 'country':
      return html`<select
        class="input"
        part="input"
        id=${id}
        name=${name}
        autocomplete=${autocomplete}
        ?required=${field.required}
        ?disabled=${!Array.isArray(view.options)}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
      >
        <option value="">${emptyEntry(view)}</option>
        ${choicesOf(view).map(
          (option) => html`<option value=${option.value} lang=${tagIn(option.label, language)} ?selected=${option.value === value}>${textIn(option.label, language)}</option>`,
        )}
      </select>`;

    default: {
      const { type = 'text' } = field;
      const isNumber = type === 'number';
      const isText = !isNumber && type !== 'date';
      return html`<input
        class="input"
        part="input"
        type=${type}
        lang=${language}
        dir=${type === 'email' || type === 'url' ? 'ltr' : nothing}
        id=${id}
        name=${name}
        placeholder=${placeholder}
        autocomplete=${autocomplete}
        inputmode=${inputModes[type] ?? nothing}
        ?required=${field.required}
        minlength=${(isText && field.minLength) || nothing}
        maxlength=${(isText && field.maxLength) || nothing}
        pattern=${(isText && field.pattern) || nothing}
        min=${isText ? nothing : (field.min ?? nothing)}
        max=${isText ? nothing : (field.max ?? nothing)}
        step=${isText ? nothing : (field.step ?? (isNumber ? 'any' : nothing))}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
        .value=${value}
      />`;
    }
  }
}

const inputModes: Partial<Record<NonNullable<ProfileField['type']>, string>> = { tel: 'tel', number: 'decimal' };

/** Chips: one of them for a radio, any for a multiselect. */
function renderChips(view: QuestionView): TemplateResult | TemplateResult[] {
  const { field, language, value } = view;
  const isRadio = field.type === 'radio';
  if (!Array.isArray(view.options)) return html`<p class="why">${emptyEntry(view)}</p>`;
  return view.options.map(
    (option) =>
      html`<label class="chip" part="chip">
        <input
          type=${isRadio ? 'radio' : 'checkbox'}
          name=${inputName(field)}
          value=${option.value}
          .checked=${Array.isArray(value) ? value.includes(option.value) : value === option.value}
          ?required=${isRadio && field.required}
        /><span>${renderText(option.label, language)}</span>
      </label>`,
  );
}

/** True if several inputs make up the answer. */
function isGroup({ field, combobox }: QuestionView): boolean {
  return !combobox && (field.type === 'radio' || field.type === 'multiselect' || field.type === 'rating');
}

function choicesOf({ options }: QuestionView): FieldOption[] {
  return Array.isArray(options) ? options : [];
}

function emptyEntry({ options, words }: QuestionView): string {
  if (options === 'loading') return words.loading;
  return options === 'failed' ? words.choicesFailed : words.choose;
}

/** Tells the style sheet how many stars are filled. */
function handleChoice(event: Event): void {
  const choices = event.currentTarget as HTMLElement;
  choices.dataset.chosen = choices.querySelector<HTMLInputElement>(':checked')?.value ?? '';
}

/** Takes the choice of a radio or rating back, which the platform has no way to do. */
function handleClear(event: Event): void {
  const group = (event.target as Element).closest('fieldset')!;
  const chosen = group.querySelector<HTMLInputElement>(':checked');
  if (!chosen) return;
  chosen.checked = false;
  chosen.focus();
  chosen.dispatchEvent(new Event('input', { bubbles: true }));
}
