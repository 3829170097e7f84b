import { html, nothing, type TemplateResult } from 'lit/html.js';
import { wholeNumber } from '../../locales/whole-number.ts';
import { fillIn } from '../../locales/fill-in.ts';
import type { AskWords } from '../../locales/words.ts';
import { addPanelStyles } from './panel.styles.ts';
import type { PanelState } from './panel-state.ts';

/** Returns "Step 1 of 2". */
export function stepText({ step, language }: PanelState, words: AskWords): string {
  return fillIn(words.progress, { index: wholeNumber(step!.index, language), count: wholeNumber(step!.count, language) });
}

/** Draws the step as text and as a row of bars. */
export function renderStep(state: PanelState, words: AskWords): TemplateResult {
  addPanelStyles(css);
  const { index, count } = state.step!;
  const bars = Array.from({ length: count }, (_, at) => html`<i class=${at < index ? 'done' : ''}></i>`);
  return html`<p class="step" part="step">${stepText(state, words)}</p>
    <div class="steps" part="steps" aria-hidden="true">${bars}</div>`;
}

export function renderBack({ step }: PanelState, words: AskWords, handleBack: () => void): TemplateResult | typeof nothing {
  return step!.index > 1 ? html`<button type="button" class="button ghost" part="back" @click=${() => handleBack()}>${words.back}</button>` : nothing;
}

const css = `
.steps { display: flex; flex: 1 0 100%; gap: 4px; }
.steps i { flex: 1; block-size: 3px; border-radius: 3px; background: var(--edge); }
.steps .done { background: var(--ring); }
@media (forced-colors: active) {
  .steps i { forced-color-adjust: none; background: GrayText; }
  .steps .done { background: Highlight; }
}
`;
