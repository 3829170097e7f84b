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

/** What draws that few asks have. */
export type Controls = Partial<typeof checkbox & typeof combobox & typeof confirmation & typeof followUps & typeof numberInput & typeof pill & typeof rating & typeof steps & typeof thanks>;

const isCheckbox = ({ field }: PanelQuestion): boolean => field.type === 'checkbox';
const isNumber = ({ field }: PanelQuestion): boolean => field.type === 'number';
const isRating = ({ field }: PanelQuestion): boolean => field.type === 'rating';

/** True if several inputs make up the answer. */
export function isGroup(question: PanelQuestion): boolean {
  const { type } = question.field;
  return type === 'rating' || ((type === 'radio' || type === 'multiselect') && !isLong(question));
}

/** True for a question that more than the platform's own input belongs to. */
export const needsControls = (question: PanelQuestion): boolean => isLong(question) || isGroup(question) || isCheckbox(question) || isNumber(question);

export const loadThanks = () => import('./thanks.ts').catch(() => undefined);

/** Loads those that an ask needs, or the thanks. */
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
    // Without its code the panel stays as large as it is.
    isSmall && import('./pill.ts').catch(() => undefined),
  ]);
  return Object.assign({}, ...parts) as Controls;
}
