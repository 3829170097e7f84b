import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { AskWords } from '../../locales/words.ts';
import type { AnswerFault } from '../../plan/codec.ts';
import type { PanelQuestion } from './panel-state.ts';
import { renderText } from './plan-text.ts';

/** One question as it is shown. */
export interface QuestionView extends PanelQuestion {
  /** Id of the input or the group; prefix of the other ids. */
  id: string;
  language: string;
  words: AskWords;
  fault?: AnswerFault;
  /** Say that it may stay blank. */
  isMarkedOptional?: boolean;
}

/** The ids of what explains the input: its reason and what is wrong. */
export function describedBy({ field, id }: QuestionView): string {
  return field.why ? `${id}-why ${id}-error` : `${id}-error`;
}

export function renderWhy({ field, id, language }: QuestionView): TemplateResult | typeof nothing {
  return field.why ? html`<p class="why" part="why" id="${id}-why">${renderText(field.why, language)}</p>` : nothing;
}

/** What stands where there is no choice yet. */
export function emptyEntry({ options, words }: QuestionView): string {
  if (options === 'loading') return words.loading;
  return options === 'failed' ? words.choicesFailed : words.choose;
}
