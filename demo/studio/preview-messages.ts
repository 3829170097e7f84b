/** What the studio and the preview in its frame say to each other, by `postMessage` within one origin. */
import type { ProfilePlan } from '../../src/plan/plan.ts';
import type { View } from './design.ts';

/** To the frame: what to show. */
export interface PreviewRequest {
  type: 'show';
  /** Grows when the same is to be shown from the beginning. */
  run: number;
  view: View;
  plan: ProfilePlan;
  /** Names of the fields that would be asked. */
  asked: string[];
  /** Custom properties by name. */
  properties: Record<string, string>;
  /** For Lock, which takes no custom properties. */
  accent?: string;
}

/** From the frame: it can be told what to show; what is asked for is on the screen; a page would have heard this event. */
export type PreviewReport = { type: 'ready' } | { type: 'shown' } | { type: 'event'; name: string; detail: string };

export function isPreviewReport(data: unknown): data is PreviewReport {
  return typeof data === 'object' && data !== null && ['ready', 'shown', 'event'].includes((data as { type?: string }).type ?? '');
}

export function isPreviewRequest(data: unknown): data is PreviewRequest {
  return typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'show';
}
