/** What the studio and the preview in its frame say to each other, by `postMessage` within one origin. */
import type { Explanation } from '../../src/plan/decide.ts';
import type { Words } from '../../src/locales/words.ts';
import type { Profile, ProfilePlan } from '../../src/plan/plan.ts';
import type { Moment, View } from './design.ts';
import type { BUTTONS } from './look.ts';
import type { EditedText } from './edited-text.ts';
import type { Box } from './preview-place.ts';

/** To the frame: what to show. */
export interface PreviewRequest {
  type: 'show';
  /** Grows to show the same from the beginning. */
  run: number;
  /** Grows to show something else from the beginning. Another look, language or screen is not something else. */
  version: number;
  view: View;
  plan: ProfilePlan;
  moment: Moment;
  /** The panel's own words, in the language of the view. */
  dictionary?: Partial<Words>;
  /** A click on words changes them, whatever it would do in a page. */
  isEditing?: boolean;
  /** Custom properties by name. */
  properties: Record<string, string>;
  /** The shape of the panel's buttons. */
  buttons?: keyof typeof BUTTONS;
  /** For Lock, which takes no custom properties. */
  accent?: string;
  logo?: string;
}

/**
 * From the frame: it can be told what to show; what is asked for is on the screen; a page would have heard this event; the
 * panel is there; these words were changed in it.
 */
export type PreviewReport =
  | { type: 'ready' }
  | { type: 'shown' }
  | { type: 'event'; name: string; detail: string }
  | { type: 'placed'; box: Box | undefined }
  | { type: 'edited'; edited: EditedText }
  | ExplainedReport;

const REPORTS = ['ready', 'shown', 'event', 'placed', 'edited', 'explained'];

/** What the element in the frame says of every field. */
export interface ExplainedReport {
  type: 'explained';
  /** Of the request. */
  version: number;
  /** Before anything was asked; else after what was done in the frame. */
  isBegin: boolean;
  rows: Explanation[];
  profile: Profile;
}

export function isPreviewReport(data: unknown): data is PreviewReport {
  return typeof data === 'object' && data !== null && REPORTS.includes((data as { type?: string }).type ?? '');
}

export function isPreviewRequest(data: unknown): data is PreviewRequest {
  return typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'show';
}
