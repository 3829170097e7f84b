import { isLong } from './choices.ts';
import type * as combobox from './combobox.ts';
import type * as confirmation from './confirmation.ts';
import type * as rating from './rating.ts';
import type { PanelQuestion } from './panel-state.ts';

/** What draws the questions that few asks have. */
export type Controls = Partial<typeof combobox & typeof confirmation & typeof rating>;

export const isRating = ({ field }: PanelQuestion): boolean => field.type === 'rating';

/** Loads those that `questions` need. */
export async function loadControls(questions: readonly PanelQuestion[]): Promise<Controls> {
  const parts = await Promise.all([
    questions.some(isLong) && import('./combobox.ts'),
    questions.some(({ isConfirmation }) => isConfirmation) && import('./confirmation.ts'),
    questions.some(isRating) && import('./rating.ts'),
  ]);
  return Object.assign({}, ...parts) as Controls;
}
