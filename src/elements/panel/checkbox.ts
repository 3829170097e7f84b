import { html, nothing, type TemplateResult } from 'lit/html.js';
import { inputName } from './answer.ts';
import { addPanelStyles } from './panel.styles.ts';
import { renderText } from './plan-text.ts';
import { describedBy, renderWhy, type QuestionView } from './question-view.ts';
import { isSafeLink } from './safe-link.ts';

/** Draws a checkbox with its label. */
export function renderCheckbox(view: QuestionView, label: TemplateResult, error: TemplateResult): TemplateResult {
  addPanelStyles(css);
  const { field, id, value, fault } = view;
  return html`<div class="question" part="question">
    <label class="tick" part="label">
      <input
        type="checkbox"
        part="input"
        id=${id}
        name=${inputName(field)}
        .checked=${value === true}
        ?required=${field.required}
        aria-describedby=${describedBy(view)}
        aria-invalid=${fault ? 'true' : nothing}
      />
      <span>${label}</span>
    </label>
    ${renderLink(view)} ${renderWhy(view)} ${error}
  </div>`;
}

/** The link is next to the label, not in it, because a click must not check the box. */
function renderLink({ field: { link }, language, words }: QuestionView): TemplateResult | typeof nothing {
  if (!link || !isSafeLink(link.url)) return nothing;
  return html`<a class="link beside" part="link" href=${link.url} target="_blank" rel="noopener">${renderText(link.text, language)}<span class="quiet"> (${words.newTab})</span></a>`;
}

const css = `
.tick { display: flex; gap: .75em; align-items: flex-start; min-block-size: 1.75em; font-size: 1.0625em; line-height: 1.3; cursor: pointer; }
.tick input { flex: none; inline-size: 1.375em; block-size: 1.375em; accent-color: var(--fill); cursor: inherit; }
.beside { margin-inline-start: 2.25em; text-decoration: underline; }
.tick ~ .why { margin: .125em 0 0; }
.tick ~ :is(.why, .error) { padding-inline-start: 2.5em; }
`;
