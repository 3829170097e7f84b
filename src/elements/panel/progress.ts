import { findFault, type AnswerFault } from '../../plan/codec.ts';
import type { FieldValue } from '../../plan/plan.ts';
import { readAnswer } from './answer.ts';
import type { Combobox } from './combobox.ts';
import type { PanelQuestion, PanelState } from './panel-state.ts';

/** The person's progress with the questions on the screen. Lists are by the question's index. */
export interface Progress {
  /** See `keyOf`. */
  key: string;
  /** The names of the fields, once there are follow-ups; see `takeFollowUps`. */
  names?: string[];
  /** The initial values of the inputs. The inputs themselves keep typed values. */
  values: (FieldValue | undefined)[];
  /** The reply to a confirmation: "Yes" or "No". */
  replies: ('yes' | 'no' | undefined)[];
  faults: (AnswerFault | undefined)[];
  comboboxes: (Combobox | undefined)[];
  /** "Save" was pressed with everything blank. */
  isBlank: boolean;
}

export function newProgress(key: string, questions: readonly PanelQuestion[]): Progress {
  return { key, values: questions.map(({ value }) => value), replies: [], faults: [], comboboxes: [], isBlank: false };
}

/** True while a confirmation has no reply, or a "Yes". */
export function isConfirmation(progress: Progress | undefined, question: PanelQuestion, index: number): boolean {
  return progress !== undefined && question.isConfirmation === true && progress.values[index] !== undefined && progress.replies[index] !== 'no';
}

export function isUndecided(progress: Progress | undefined, question: PanelQuestion, index: number): boolean {
  return isConfirmation(progress, question, index) && progress!.replies[index] !== 'yes';
}

/** Returns the answers in `form` if there are some and all are valid. Otherwise, sets `faults` or `isBlank`. */
export function readAnswers(progress: Progress, questions: readonly PanelQuestion[], form: HTMLFormElement): Record<string, FieldValue | null> | undefined {
  const { replies, values, faults } = progress;
  const data = new FormData(form);
  const answers: Record<string, FieldValue | null> = {};
  for (const [index, question] of questions.entries()) {
    const { field } = question;
    if (isUndecided(progress, question, index)) continue;
    const isConfirmed = replies[index] === 'yes';
    const value = isConfirmed ? values[index] : readAnswer(field, data);
    const fault = isConfirmed ? undefined : faultOf(question, inputOf(form, index), value);
    faults[index] = fault;
    if (fault) continue;
    if (value !== undefined) answers[field.name] = value;
    else if (question.source && question.value !== undefined && !question.isConfirmation) answers[field.name] = null;
  }
  const isSound = !faults.some(Boolean);
  progress.isBlank = isSound && Object.keys(answers).length === 0;
  return isSound && !progress.isBlank ? answers : undefined;
}

/** Returns a key of the fields and the placement, which differs for other questions; `undefined` if nothing is asked. */
export function keyOf({ phase, placement, questions }: PanelState): string | undefined {
  return phase === 'asking' ? [placement, ...questions.map(({ field, below }) => (below === undefined ? field.name : ''))].join(' ').trim() : undefined;
}

/** Returns the fields of a key, without the placement. */
export function namesIn(key: string): string {
  return key.slice(key.indexOf(' '));
}

export function inputOf(form: HTMLFormElement, index: number): Element | null {
  return form.querySelector(`#q${index}`);
}

/** Returns why `value` of `input` is invalid. The review uses it, too. */
export function faultOf({ field, options }: Pick<PanelQuestion, 'field' | 'options'>, input: Element | null, value: FieldValue | undefined): AnswerFault | undefined {
  // A list that did not load has no choices.
  if (options === 'loading' || options === 'failed') return undefined;
  // An incomplete date, or letters in a number.
  if (input instanceof HTMLInputElement && input.validity.badInput) return { code: 'type' };
  return findFault(options ? { ...field, options } : field, value);
}
