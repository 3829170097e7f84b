import { autocompleteOf } from '../../plan/autocomplete.ts';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { describeError } from '../../ask/describe-error.ts';
import type { FieldOption } from '../../plan/plan.ts';
import { tagIn, textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import { renderChoiceGroup } from './choice-group.ts';
import type { Combobox } from './combobox.ts';
import { isGroup, type Controls } from './controls.ts';
import { renderText } from './plan-text.ts';
import { describedBy, emptyEntry, renderWhy, type QuestionView } from './question-view.ts';

/** Draws a question with its label, reason, input and error. */
export function renderQuestion(view: QuestionView & { controls: Controls; combobox?: Combobox }): TemplateResult {
  const { field, id, language, words, fault } = view;
  const optional = view.isMarkedOptional ? html`<small> (${words.optional})</small>` : nothing;
  const label = html`${renderText(field.label, language)}${optional}`;
  const error = html`<p class="error" part="error" id="${id}-error" aria-live="polite">${fault ? describeError(words, field, fault, language) : nothing}</p>`;

  const { renderCheckbox, renderNumber } = view.controls;
  if (isGroup(view)) return renderChoiceGroup(view, label, error);
  if (renderCheckbox && field.type === 'checkbox') return renderCheckbox(view, label, error);
  return html`<div class="question ${view.combobox?.isOpen ? 'picking' : ''}" part="question">
    <label class="label" part="label" id="${id}-label" for=${id}>${label}</label>
    ${renderWhy(view)} ${view.combobox ? view.combobox.render(view) : renderNumber && field.type === 'number' ? renderNumber(view) : renderInput(view)} ${error}
  </div>`;
}

function renderInput(view: QuestionView): TemplateResult {
  const { field, id, language } = view;
  const { type = 'text' } = field;
  const name = inputName(field);
  const value = view.value === undefined ? '' : String(view.value);
  const invalid = view.fault ? 'true' : nothing;
  const placeholder = field.placeholder ? textIn(field.placeholder, language) : nothing;
  const autocomplete = autocompleteOf(field) ?? nothing;

  switch (type) {
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
      return html`<div class="select"><select
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
      </select></div>`;

    default: {
      const isText = type !== 'date';
      return html`<input
        class="input"
        part="input"
        type=${type satisfies InputType | DrawnByControls}
        lang=${language}
        dir=${type === 'email' || type === 'url' ? 'ltr' : nothing}
        id=${id}
        name=${name}
        placeholder=${placeholder}
        autocomplete=${autocomplete}
        inputmode=${type === 'tel' ? type : nothing}
        ?required=${field.required}
        minlength=${(isText && field.minLength) || nothing}
        maxlength=${(isText && field.maxLength) || nothing}
        pattern=${(isText && field.pattern) || nothing}
        min=${isText ? nothing : (field.min ?? nothing)}
        max=${isText ? nothing : (field.max ?? nothing)}
        step=${isText ? nothing : (field.step ?? nothing)}
        aria-describedby=${describedBy(view)}
        aria-invalid=${invalid}
        .value=${value}
      />`;
    }
  }
}

/** The browser's input for each type. `controls.ts` draws types without one. A new type needs an entry here, or a case above. */
type InputType = 'text' | 'email' | 'tel' | 'url' | 'date';
type DrawnByControls = 'number' | 'radio' | 'multiselect' | 'checkbox' | 'rating' | 'hidden';

function choicesOf({ options }: QuestionView): FieldOption[] {
  return Array.isArray(options) ? options : [];
}
