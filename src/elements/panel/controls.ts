import { isLong } from './choices.ts';
import type * as combobox from './combobox.ts';
import type * as confirmation from './confirmation.ts';
import type * as checkbox from './checkbox.ts';
import type * as followUps from './follow-ups.ts';
import type * as numberInput from './number-input.ts';
import type * as pill from './pill.ts';
import type * as rating from './rating.ts';
import type { PanelQuestion, PanelState } from './panel-state.ts';
import type * as steps from './steps.ts';
import type * as thanks from './thanks.ts';

/** The code for rare questions, loaded when they are asked. */
export type Controls = Partial<typeof checkbox & typeof combobox & typeof confirmation & typeof followUps & typeof numberInput & typeof pill & typeof rating & typeof steps & typeof thanks>;

const isCheckbox = ({ field }: PanelQuestion): boolean => field.type === 'checkbox';
const isNumber = ({ field }: PanelQuestion): boolean => field.type === 'number';
const isRating = ({ field }: PanelQuestion): boolean => field.type === 'rating';

/** True if the question has several inputs. */
export function isGroup(question: PanelQuestion): boolean {
  const { type } = question.field;
  return type === 'rating' || ((type === 'radio' || type === 'multiselect') && !isLong(question));
}

/** True for a question that needs more than the browser's own input. */
export const needsControls = (question: PanelQuestion): boolean => isLong(question) || isGroup(question) || isCheckbox(question) || isNumber(question);

export const loadThanks = () => import('./thanks.ts').catch(() => undefined);

/** Loads the code for these questions, or for the thanks. */
export async function loadControls({ phase, questions, placement, step, isSmall }: Pick<PanelState, 'phase' | 'questions'> & Partial<PanelState>): Promise<Controls> {
  if (placement === 'bar') (await import('./bar.ts')).useBar();
  if (phase !== 'asking') return phase === 'thanks' ? { ...(await loadThanks()) } : {};
  const parts = await Promise.all([
    questions.some(isCheckbox) && import('./checkbox.ts'),
    questions.some(isLong) && import('./combobox.ts'),
    questions.some(({ isConfirmation }) => isConfirmation) && import('./confirmation.ts'),
    questions.some(isNumber) && import('./number-input.ts'),
    questions.some(isRating) && import('./rating.ts'),
    questions.some(({ below }) => below !== undefined) && import('./follow-ups.ts'),
    step && step.count > 1 && import('./steps.ts'),
    // If it does not load, the panel cannot be minimised.
    isSmall && import('./pill.ts').catch(() => undefined),
  ]);
  return Object.assign({}, ...parts) as Controls;
}
