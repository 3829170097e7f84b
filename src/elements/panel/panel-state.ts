import type { Words } from '../../locales/words.ts';
import type { FieldOption, FieldValue, ProfileField, Source, Text } from '../../plan/plan.ts';

/** Where the panel stands: a card in the corner (a bottom sheet on phones), a modal dialog, in the page, a bar along the bottom. */
export type Placement = 'corner' | 'dialog' | 'inline' | 'bar';

export type PanelPhase = 'asking' | 'thanks' | 'closed';

export interface PanelQuestion {
  field: ProfileField;
  /** What the input starts with: a value from elsewhere to confirm, a draft, or the answer to edit. */
  value?: FieldValue;
  /** Ask "is this right?" about `value` instead of showing an input. */
  isConfirmation?: boolean;
  /** Where `value` comes from. With a source `value` is known already, so an emptied input erases it; without, it is a draft. */
  source?: Source;
  /** An answer has brought it along: the index of the question, one of the first, below which it appears. */
  below?: number;
  /** The choices of a select, radio or multiselect. `country` needs none. */
  options?: FieldOption[] | 'loading' | 'failed';
}

/** All that the panel shows. It decides nothing itself. */
export interface PanelState {
  phase: PanelPhase;
  questions: PanelQuestion[];
  /** Progress when the questions come in several steps; `index` counts from 1. */
  step?: { index: number; count: number };
  placement: Placement;
  /** `page`: with the `z-index` of `--tell-us-more-layer` instead of above all that the page shows. */
  layer?: 'top' | 'page';
  /** A BCP 47 tag, as `pickLanguage` returns it. */
  language: string;
  /** Texts that replace the built-in ones. */
  dictionary?: Partial<Words>;
  privacyUrl?: string;
  /** `offline`, `kept`, `keptHere`: not sent yet, but kept. `failed`: not saved. `refused`: nor will it be. `thanks`: on the redirect page, on its way. */
  notice?: 'offline' | 'kept' | 'keptHere' | 'failed' | 'refused' | 'thanks';
  canUndo?: boolean;
  /** With the thanks: the plan's own words in place of "Thank you!". */
  thanks?: Text;
  /** Begin small, as a pill: what the person made of the same ask on an earlier page. Only as corner and bar. */
  isSmall?: boolean;
  /** A CSS colour for buttons and selection, unless the page sets `--tell-us-more-accent`. */
  accent?: string;
  /** On the redirect page, in the middle of a login: "Continue" instead of "Save", and no "Don't ask again". */
  isRedirect?: boolean;
}

export interface PanelHandlers {
  /** By field name, each one valid. A question left blank is not named; `null` erases what was known. */
  onAnswer(values: Record<string, FieldValue | null>): void;
  /** "Not now", by button or Escape. */
  onSnooze(): void;
  /** "Don't ask again". */
  onDecline(): void;
  /** Something was typed, not yet checked; `undefined` when the input is blank again. */
  onDraft(name: string, value: FieldValue | undefined): void;
  /** To the step before. */
  onBack(): void;
  /** It was made small, or large again. */
  onResize(isSmall: boolean): void;
  onUndo(): void;
  /** The thanks were closed. */
  onClose(): void;
}
