import { html, type TemplateResult } from 'lit/html.js';
import type { Text } from '../../plan/plan.ts';
import { tagIn, textIn } from '../../plan/text.ts';

/** Draws a text of the plan with its own language and direction, which may differ from those of the panel. */
export function renderText(text: Text, language: string): TemplateResult {
  return html`<bdi lang=${tagIn(text, language)}>${textIn(text, language)}</bdi>`;
}
