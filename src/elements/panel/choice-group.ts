import { html, nothing, type TemplateResult } from 'lit/html.js';
import { textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import type { Controls } from './controls.ts';
import { renderText } from './plan-text.ts';
import { describedBy, emptyEntry, renderWhy, type QuestionView } from './question-view.ts';

/** Up to this many choices of at most this length are in one row. Otherwise, each has its own row. */
const PILLS = 3;
const PILL_LENGTH = 16;

/** Draws a question with several inputs: checkboxes, radio buttons or the numbers of a scale. */
export function renderChoiceGroup(view: QuestionView & { controls: Controls }, label: TemplateResult, error: TemplateResult): TemplateResult {
  const { field, id, words, fault, value } = view;
  // ARIA has neither `required` nor `invalid` for a group of checkboxes.
  const isRadio = field.type !== 'multiselect';
  return html`<fieldset
    class="question"
    part="question"
    role=${isRadio ? 'radiogroup' : 'group'}
    aria-describedby=${describedBy(view)}
    aria-required=${isRadio && field.required ? 'true' : nothing}
    aria-invalid=${isRadio && fault ? 'true' : nothing}
  >
    <legend class="label" part="label" id="${id}-label">${label}</legend>
    ${renderWhy(view)}
    <div class="choices ${hasRows(view) ? 'rows' : ''}" id=${id} data-chosen=${value ?? nothing} @input=${handleChoice}>
      ${field.type === 'rating' ? view.controls.renderRating?.(view) : renderChoices(view)}
      ${isRadio && !field.required
        ? html`<button type="button" class="link clear" part="clear" id="${id}-clear" aria-labelledby="${id}-clear ${id}-label" @click=${handleClear}>${words.clear}</button>`
        : nothing}
    </div>
    ${error}
  </fieldset>`;
}

function hasRows({ field, options, language }: QuestionView): boolean {
  if (field.type === 'rating' || !Array.isArray(options)) return false;
  return options.length > PILLS || options.some((option) => textIn(option.label, language).length > PILL_LENGTH);
}

/** Draws one choice: a radio button, or a checkbox of a multiselect. */
function renderChoices(view: QuestionView): TemplateResult | TemplateResult[] {
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

/**
 * Sets an attribute for the style sheet, because WebKit (GTK 2.50) does not update siblings of an input that is no longer checked.
 */
function handleChoice(event: Event): void {
  const choices = event.currentTarget as HTMLElement;
  choices.dataset.chosen = choices.querySelector<HTMLInputElement>(':checked')?.value ?? '';
}

/** Clears a radio group or rating, which people cannot do otherwise. */
function handleClear(event: Event): void {
  const group = (event.target as Element).closest('fieldset')!;
  const chosen = group.querySelector<HTMLInputElement>(':checked');
  if (!chosen) return;
  chosen.checked = false;
  chosen.focus();
  chosen.dispatchEvent(new Event('input', { bubbles: true }));
}
