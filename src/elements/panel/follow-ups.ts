/** The follow-ups below an answered question. */
import { type nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { textIn } from '../../plan/text.ts';
import type { PanelState } from './panel-state.ts';
import type { Progress } from './progress.ts';

/** `render` draws the question at an index. */
export function renderFollowUps({ questions }: Pick<PanelState, 'questions'>, index: number, render: (index: number) => TemplateResult | typeof nothing): unknown {
  const indexes = [...questions.keys()].filter((at) => questions[at]!.below === index);
  return repeat(indexes, (at) => questions[at]!.field.name, render);
}

/**
 * Updates the lists of `progress` to the questions. Returns the text that screen readers speak about new ones; `''` if there are
 * none.
 */
export function takeFollowUps(progress: Progress, { questions, language }: Pick<PanelState, 'questions' | 'language'>): string {
  const { values, replies, faults, comboboxes } = progress;
  // New ones are at the end.
  const { names = questions.slice(0, values.length).map(({ field }) => field.name) } = progress;
  const places = questions.map(({ field }) => names.indexOf(field.name));
  const lists: unknown[][] = [values, replies, faults, comboboxes];
  for (const list of lists) list.splice(0, list.length, ...places.map((at) => list[at]));
  progress.names = questions.map(({ field }) => field.name);
  const added = questions.filter((_, index) => places[index] === -1);
  for (const question of added) values[questions.indexOf(question)] = question.value;
  return added.map(({ field }) => textIn(field.label, language)).join(' – ');
}
