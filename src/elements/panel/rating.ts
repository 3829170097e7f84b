import { html, nothing, type TemplateResult } from 'lit/html.js';
import { wholeNumber } from '../../locales/whole-number.ts';
import { ratingScale } from '../../plan/field-types.ts';
import { textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import { describeRating } from './describe-value.ts';
import { renderText } from './plan-text.ts';
import { addPanelStyles } from './panel.styles.ts';
import type { QuestionView } from './question-view.ts';

/** Draws stars for scales from 1 to at most 5, and numbers for others. */
export function renderRating(view: QuestionView): TemplateResult {
  addPanelStyles(css);
  const { field, words, language } = view;
  const scale = ratingScale(field);
  const isStars = scale.length <= 5 && scale.every((value, index) => value === index + 1);
  const points = scale.map(
    (value) =>
      html`<label class=${isStars ? 'star' : 'chip number'} part=${isStars ? 'star' : 'chip'}>
        <input
          type="radio"
          name=${inputName(field)}
          value=${value}
          .checked=${view.value === value}
          ?required=${field.required}
          aria-label=${[describeRating(field, value, language, words), endText(view, value, scale)].filter(Boolean).join(' – ')}
        />${isStars ? star : html`<span aria-hidden="true">${wholeNumber(value, language)}</span>`}
      </label>`,
  );
  const { lowLabel, highLabel } = field;
  return html`<div class="scale">
    <div class="points">${points}</div>
    ${lowLabel || highLabel
      ? html`<div class="ends" aria-hidden="true"><span>${lowLabel ? renderText(lowLabel, language) : nothing}</span><span>${highLabel ? renderText(highLabel, language) : nothing}</span></div>`
      : nothing}
  </div>`;
}

/** Returns the plan's text for this end of the scale, which is spoken with its value. */
function endText({ field: { lowLabel, highLabel }, language }: QuestionView, value: number, scale: number[]): string | undefined {
  const text = value === scale[0] ? lowLabel : value === scale.at(-1) ? highLabel : undefined;
  return text && textIn(text, language);
}

const star = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m12 2.6 2.9 5.9 6.5.9-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5-4.7-4.6 6.5-.9z"/></svg>`;

/** Fills the stars up to the chosen one. */
const filledStars = [1, 2, 3, 4, 5].map((count) => `[data-chosen="${count}"] .star:nth-child(-n + ${count}) svg`).join();

const css = `
.scale { min-inline-size: 0; max-inline-size: 100%; }
.points { display: flex; flex-wrap: wrap; gap: .25em 0; }
.ends { display: flex; justify-content: space-between; inline-size: 0; min-inline-size: 100%; gap: 1.5em; margin-block-start: .375em; color: var(--muted); font-size: .875em; line-height: 1.3; }
.ends :last-child { text-align: end; }
.number { flex: 1 0 1.5em; justify-content: center; inline-size: 3em; min-inline-size: 1.5em; max-inline-size: 3em; padding-inline: 0; white-space: nowrap; margin-inline-end: -1px; border-color: var(--line); border-radius: 0; }
:is(.number, .star) input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
.number:first-child { border-start-start-radius: var(--inner); border-end-start-radius: var(--inner); }
.number:not(:has(+ .number)) { border-start-end-radius: var(--inner); border-end-end-radius: var(--inner); }
.number:is(:hover, :has(:checked, :focus-visible)) { z-index: 1; }
.number:has(:checked) { box-shadow: inset 0 0 0 1px var(--ring); font-weight: 600; }
.points:has(.star) { margin-inline-start: -.375em; }
.star { border-radius: var(--inner); }
.star svg { inline-size: 2.75em; block-size: 2.75em; padding: .375em; fill: none; stroke: var(--line); stroke-width: 1.5; stroke-linejoin: round; }
.star:hover svg, .star:has(~ .star:hover) svg { stroke: var(--ring); }
${filledStars} { fill: var(--fill); stroke: var(--ring); }
`;
