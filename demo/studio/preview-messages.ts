/** The messages between the studio and the preview in its frame, sent by `postMessage` within one origin. */
import type { Explanation } from '../../src/plan/decide.ts';
import type { Words } from '../../src/locales/words.ts';
import type { Profile, ProfilePlan } from '../../src/plan/plan.ts';
import type { Moment, View } from './design.ts';
import type { BUTTONS } from './look.ts';
import type { EditedText } from './edited-text.ts';
import type { Box } from './preview-place.ts';

/** A message to the frame: what to show. */
export interface PreviewRequest {
  type: 'show';
  /** Grows to show the same scene from its beginning. */
  run: number;
  /** Grows to show something else from its beginning. A new look, language or screen does not count. */
  version: number;
  view: View;
  plan: ProfilePlan;
  moment: Moment;
  /** The panel's own words in the view's language. */
  dictionary?: Partial<Words>;
  /** A click on words edits them, regardless of what it would do in a page. */
  isEditing?: boolean;
  /** Custom properties by name. */
  properties: Record<string, string>;
  /** The shape of the panel's buttons. */
  buttons?: keyof typeof BUTTONS;
  /** For Lock, which does not support custom properties. */
  accent?: string;
  logo?: string;
}

/**
 * A message from the frame: it is ready; the request is on the screen; a page would have received this event; the panel is at
 * this position; these words were changed; the element explains its decisions.
 */
export type PreviewReport =
  | { type: 'ready' }
  | { type: 'shown' }
  | { type: 'event'; name: string; detail: string }
  | { type: 'placed'; box: Box | undefined }
  | { type: 'edited'; edited: EditedText }
  | ExplainedReport;

const REPORTS = ['ready', 'shown', 'event', 'placed', 'edited', 'explained'];

/** The decisions of the element in the frame about every field. */
export interface ExplainedReport {
  type: 'explained';
  /** The version of the request. */
  version: number;
  /** True at the beginning of the scene and while questions are shown. False after another action in the frame. */
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
