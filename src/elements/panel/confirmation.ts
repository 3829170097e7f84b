import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FieldValue } from '../../plan/plan.ts';
import { addPanelStyles } from './panel.styles.ts';
import { describeValue } from './describe-value.ts';
import { renderText } from './plan-text.ts';
import { renderWhy, type QuestionView } from './question-view.ts';
import { sourceWords } from './source-words.ts';

/** Draws a value from another source, which one click confirms or changes. */
export function renderConfirmation(
  view: QuestionView & { value: FieldValue; isConfirmed: boolean; isOnly: boolean },
  { handleYes, handleNo }: { handleYes: () => void; handleNo: () => void },
): TemplateResult {
  addPanelStyles(css);
  const { field, id, language, words, source, isConfirmed } = view;
  const options = Array.isArray(view.options) ? view.options : undefined;
  return html`<div class="question" part="question" role="group" aria-labelledby="${id}-label ${id}">
    <p class="label" part="label" id="${id}-label">${renderText(field.label, language)}</p>
    <p class="value" part="value" id=${id}>
      ${isConfirmed ? html`<span aria-hidden="true">✓ </span>` : nothing}<bdi lang=${language}>${describeValue(field, view.value, { language, words, options })}</bdi>
    </p>
    ${source ? html`<p class="origin">${words[sourceWords[source]]}</p>` : nothing} ${renderWhy(view)}
    <div class="actions">
      ${isConfirmed
        ? nothing
        : html`<button type="button" class="button ${view.isOnly ? 'main' : ''}" part="yes" @click=${handleYes}>${words.yes}</button>`}
      <button type="button" class="button ghost" part="no" @click=${handleNo}>${words.no}</button>
    </div>
  </div>`;
}

const css = `
.value { font-size: 1.25em; line-height: 1.3; }
.origin { margin-block: .125em 1em; color: var(--muted); font-size: .875em; }
@media (max-width: 480px) {
  [part=yes], [part=yes] + .button { flex: auto; }
}
`;
