import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Words } from '../../locales/words.ts';
import type { AnswerFault } from '../../plan/codec.ts';
import type { FieldOption } from '../../plan/plan.ts';
import { textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import type { PanelQuestion } from './panel-state.ts';

/** One question as it is shown. */
export interface QuestionView extends PanelQuestion {
  /** Prefix of the ids of its parts. */
  id: string;
  language: string;
  words: Words;
  fault?: AnswerFault;
  /** Say that it may stay blank. */
  isMarkedOptional?: boolean;
}

/** The text with `{name}`s replaced. */
export function fillIn(text: string, values: Record<string, string | number | undefined>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}

/** A question with its label, reason, input and what is wrong with the answer. */
export function renderQuestion(view: QuestionView): TemplateResult {
  const { field, id, language, words, fault } = view;
  const label = html`${textIn(field.label, language)}${view.isMarkedOptional ? html` <small>(${words.optional})</small>` : nothing}`;
  const why = field.why && html`<p class="why" part="why" id="${id}-why">${textIn(field.why, language)}</p>`;
  const error = html`<p class="error" part="error" id="${id}-error" aria-live="polite">
    ${fault ? fillIn(words[fault.code], { limit: limitIn(fault, language) }) : nothing}
  </p>`;

  if (isGroup(view)) {
    const isRadio = field.type !== 'multiselect';
    return html`<fieldset
      class="question"
      part="question"
      id=${id}
      role=${isRadio ? 'radiogroup' : 'group'}
      aria-describedby=${describedBy(view)}
      aria-required=${isRadio && field.required ? 'true' : nothing}
      aria-invalid=${isRadio && fault ? 'true' : nothing}
    >
      <legend class="label" part="label">${label}</legend>
      ${why}
      <div class="choices">${renderChoices(view)}</div>
      ${error}
    </fieldset>`;
  }
  if (field.type === 'checkbox') {
    return html`<div class="question" part="question">
      <label class="tick" part="label">${renderInput(view)} <span>${label}</span></label>
      ${why} ${error}
    </div>`;
  }
  return html`<div class="question" part="question">
    <label class="label" part="label" for=${id}>${label}</label>
    ${why} ${renderInput(view)} ${error}
  </div>`;
}

function renderInput(view: QuestionView): TemplateResult {
  const { field, id, language } = view;
  const invalid = view.fault ? 'true' : nothing;
  const placeholder = field.placeholder ? textIn(field.placeholder, language) : nothing;
  const autocomplete = field.autocomplete ?? nothing;
  const value = view.value === undefined ? '' : String(view.value);

  switch (field.type) {
    case 'checkbox':
      return html`<input
        type="checkbox"
        part="input"
        id=${id}
        name=${inputName(field)}
        .checked=${view.value === true}
        ?required=${field.required}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
      />`;
    case 'textarea':
      return html`<textarea
        class="input"
        part="input"
        id=${id}
        name=${inputName(field)}
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
    case 'country': {
      const options = listOf(view.options);
      return html`<select
        class="input"
        part="input"
        id=${id}
        name=${inputName(field)}
        autocomplete=${autocomplete}
        ?required=${field.required}
        ?disabled=${!options}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
      >
        <option value="">${emptyEntry(view)}</option>
        ${options?.map(
          (option) =>
            html`<option value=${option.value} ?selected=${option.value === value}>${textIn(option.label, language)}</option>`,
        )}
      </select>`;
    }
    default: {
      const type = field.type ?? 'text';
      const isNumber = type === 'number';
      const isText = !isNumber && type !== 'date';
      return html`<input
        class="input"
        part="input"
        type=${type}
        id=${id}
        name=${inputName(field)}
        placeholder=${placeholder}
        autocomplete=${autocomplete}
        inputmode=${isNumber ? 'decimal' : nothing}
        ?required=${field.required}
        minlength=${(isText && field.minLength) || nothing}
        maxlength=${(isText && field.maxLength) || nothing}
        pattern=${(isText && field.pattern) || nothing}
        min=${isText ? nothing : (field.min ?? nothing)}
        max=${isText ? nothing : (field.max ?? nothing)}
        step=${isNumber ? (field.step ?? 'any') : nothing}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
        .value=${value}
      />`;
    }
  }
}

/** Chips for one of several, boxes for any of them, stars or numbers for a rating. */
function renderChoices(view: QuestionView): unknown {
  const { field, language } = view;
  if (field.type === 'rating') return renderRating(view);
  const isRadio = field.type === 'radio';
  const options = listOf(view.options);
  if (!options) return html`<p class="why">${emptyEntry(view)}</p>`;
  return options.map(
    (option) =>
      html`<label class="chip" part="chip">
        <input
          type=${isRadio ? 'radio' : 'checkbox'}
          name=${inputName(field)}
          value=${option.value}
          .checked=${Array.isArray(view.value) ? view.value.includes(option.value) : view.value === option.value}
          ?required=${isRadio && field.required}
        />
        <span>${textIn(option.label, language)}</span>
      </label>`,
  );
}

function renderRating(view: QuestionView): TemplateResult[] {
  const { field, words, language } = view;
  const min = Number(field.min ?? 1);
  const max = Number(field.max ?? 5);
  const isStars = min === 1 && max <= 5;
  const number = new Intl.NumberFormat(language);
  return Array.from({ length: max - min + 1 }, (_, index) => index + min).map((value) => {
    const name = fillIn(words.rating, { value: number.format(value), count: number.format(max) });
    return html`<label class=${isStars ? 'star' : 'chip'} part=${isStars ? 'star' : 'chip'}>
      <input
        type="radio"
        name=${inputName(field)}
        value=${value}
        .checked=${view.value === value}
        ?required=${field.required}
        aria-label=${name}
      />
      <span aria-hidden="true">${isStars ? '★' : number.format(value)}</span>
    </label>`;
  });
}

/** True if several inputs make up the answer. */
function isGroup({ field }: QuestionView): boolean {
  return field.type === 'radio' || field.type === 'multiselect' || field.type === 'rating';
}

function describedBy({ field, id }: QuestionView): string {
  return field.why ? `${id}-why ${id}-error` : `${id}-error`;
}

function listOf(options: QuestionView['options']): FieldOption[] | undefined {
  return Array.isArray(options) ? options : undefined;
}

function emptyEntry({ options, words }: QuestionView): string {
  if (options === 'loading') return words.loading;
  return options === 'failed' ? words.choicesFailed : words.choose;
}

/** The limit as a person of `language` writes it. */
function limitIn({ limit }: AnswerFault, language: string): string {
  return typeof limit === 'number' ? new Intl.NumberFormat(language).format(limit) : (limit ?? '');
}
