import { html, type TemplateResult } from 'lit/html.js';
import { addPanelStyles } from './panel.styles.ts';

/** What is left of the panel that the person has made small: a button that brings it back. */
export function renderPill(text: string, handlePress: () => void): TemplateResult {
  addPanelStyles(css);
  return html`<button type="button" class="pill" part="restore" aria-expanded="false" @click=${() => handlePress()}>${text}</button>`;
}

const css = `
.panel.minimised { inset-inline: auto 1em; inset-block-end: calc(1em + env(safe-area-inset-bottom)); inline-size: auto; padding: 0; border-width: 1px; border-radius: 1.5em; }
.minimised > :not(.pill) { display: none; }
.pill { display: block; min-block-size: 3em; padding: .5em 1.25em; border: 0; background: none; font-weight: 500; cursor: pointer; }
`;
