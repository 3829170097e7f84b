import { PLACEMENTS, type View } from '../design.ts';
import { SCENES } from '../scenes.ts';

export interface State {
  title: string;
  view: Partial<View>;
}

/** Everything that the panel can look like, beginning with what is seen most. */
export const STATES: readonly State[] = [
  ...Object.entries(PLACEMENTS).map(([placement, title]): State => ({ title: `Question, ${title.toLowerCase()}`, view: { scene: 'question', placement: placement as View['placement'] } })),
  ...(Object.entries(SCENES) as [View['scene'], string][]).filter(([scene]) => scene !== 'question').map(([scene, title]): State => ({ title, view: { scene, placement: 'corner' } })),
];
