import { html, nothing, type TemplateResult } from 'lit/html.js';
import { readNumber } from '../../locales/read-number.ts';
import { regionalTag } from '../../locales/regional-tag.ts';
import { writeNumber } from '../../locales/write-number.ts';
import { autocompleteOf } from '../../plan/autocomplete.ts';
import { textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import { describedBy, type QuestionView } from './question-view.ts';

/** Draws a text input for a number. The browser's number input uses the browser's language, not the page's. */
export function renderNumber(view: QuestionView): TemplateResult {
  const { field, id, language, value } = view;
  const regional = regionalTag(language);
  // Some browser extensions fill in forms without an `input` event.
  const handleInput = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    input.parentElement!.querySelector<HTMLInputElement>('[type=hidden]')!.value = readNumber(input.value, regional);
  };
  return html`<div>
    <input type="hidden" name=${inputName(field)} .value=${String(value ?? '')} />
    <input
      class="input"
      part="input"
      lang=${language}
      id=${id}
      placeholder=${field.placeholder ? textIn(field.placeholder, language) : nothing}
      autocomplete=${autocompleteOf(field) ?? nothing}
      inputmode=${Number(field.min) < 0 ? nothing : 'decimal'}
      ?required=${field.required}
      aria-describedby=${describedBy(view)}
      aria-invalid=${view.fault ? 'true' : nothing}
      .value=${typeof value === 'number' ? writeNumber(value, regional) : String(value ?? '')}
      @input=${handleInput}
      @change=${handleInput}
    />
  </div>`;
}
