import { html, type TemplateResult } from 'lit/html.js';
import type { Text } from '../../plan/plan.ts';
import { tagIn, textIn } from '../../plan/text.ts';

/** A text of the plan: spoken in its own language and running in its own direction, whatever those of the words around it. */
export function renderText(text: Text, language: string): TemplateResult {
  return html`<bdi lang=${tagIn(text, language)}>${textIn(text, language)}</bdi>`;
}
