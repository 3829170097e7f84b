import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { AskWords } from '../../locales/words.ts';
import type { PanelHandlers, PanelState } from './panel-state.ts';
import { addPanelStyles } from './panel.styles.ts';
import { renderText } from './plan-text.ts';

interface ThanksView {
  state: PanelState;
  words: AskWords;
  handlers: Pick<PanelHandlers, 'onUndo' | 'onClose'>;
}

const CHECK = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 13 5 5 9-11" /></svg>`;

/** Draws "Thank you!" with an animated check mark. */
export function renderThanks({ state, words }: ThanksView): TemplateResult {
  addPanelStyles(css);
  return html`<h2 class="thanks" id="heading" part="thanks" tabindex="-1">${CHECK}<span>${state.thanks ? renderText(state.thanks, state.language) : words.thanks}</span></h2>`;
}

export function renderThanksActions({ state, words, handlers }: ThanksView): TemplateResult {
  return html`<div class="actions">
    ${state.canUndo ? html`<button type="button" class="button" part="undo" @click=${() => handlers.onUndo()}>${words.undo}</button>` : nothing}
    <button type="button" class="button ghost" part="close" @click=${() => handlers.onClose()}>${words.close}</button>
  </div>`;
}

const css = `
.panel.thanks { display: flex; flex-wrap: wrap; gap: .75em 1.5em; align-items: center; }
.panel.thanks > :first-child { flex: auto; }
.panel.thanks .actions { margin-inline-end: -.5em; }
h2.thanks { display: flex; gap: .5em; color: inherit; font-size: 1.0625em; font-weight: 600; }
.thanks svg { flex: none; inline-size: 1.375em; block-size: 1.375em; fill: none; stroke: var(--ring); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.panel.thanks .notice { margin-block: .75em 0; }
@media (prefers-reduced-motion: no-preference) {
  h2.thanks { animation: enter .18s ease-out; }
  .thanks path { stroke-dasharray: 40; animation: draw .4s .1s ease-out backwards; }
  @keyframes draw { from { stroke-dashoffset: 40; } }
}
`;
