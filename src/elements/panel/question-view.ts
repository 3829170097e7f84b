import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { AskWords } from '../../locales/words.ts';
import type { AnswerFault } from '../../plan/codec.ts';
import type { PanelQuestion } from './panel-state.ts';
import { renderText } from './plan-text.ts';

/** Everything that a drawing of a question depends on. */
export interface QuestionView extends PanelQuestion {
  /** The ID of the input or the group, and the prefix of other IDs. */
  id: string;
  language: string;
  words: AskWords;
  fault?: AnswerFault;
  /** Show that it may stay blank. */
  isMarkedOptional?: boolean;
}

/** Returns the IDs of the elements that describe the input: its reason and its error. */
export function describedBy({ field, id }: QuestionView): string {
  return field.why ? `${id}-why ${id}-error` : `${id}-error`;
}

export function renderWhy({ field, id, language }: QuestionView): TemplateResult | typeof nothing {
  return field.why ? html`<p class="why" part="why" id="${id}-why">${renderText(field.why, language)}</p>` : nothing;
}

/** Returns the text of an empty select. */
export function emptyEntry({ options, words }: QuestionView): string {
  if (options === 'loading') return words.loading;
  return options === 'failed' ? words.choicesFailed : words.choose;
}
