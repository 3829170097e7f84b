import type { Words } from '../../locales/words.ts';
import type { FieldOption, FieldValue, ProfileField, Source, Text } from '../../plan/plan.ts';

/**
 * Where the panel appears: a card in the corner (a bottom sheet on phones), a modal dialog, in the page, or a bar along the
 * bottom.
 */
export type Placement = 'corner' | 'dialog' | 'inline' | 'bar';

export type PanelPhase = 'asking' | 'thanks' | 'closed';

export interface PanelQuestion {
  field: ProfileField;
  /** The initial value of the input: a value to confirm, a draft, or the answer to edit. */
  value?: FieldValue;
  /** Ask "is this right?" about `value` instead of showing an input. */
  isConfirmation?: boolean;
  /** The source of `value`. With a source, the value is known, and an emptied input erases it. Without one, it is a draft. */
  source?: Source;
  /** For a follow-up: the index of the question below which it appears. */
  below?: number;
  /** The choices of a select, radio or multiselect. `country` needs none. */
  options?: FieldOption[] | 'loading' | 'failed';
}

/** Everything that the panel shows. It decides nothing itself. */
export interface PanelState {
  phase: PanelPhase;
  questions: PanelQuestion[];
  /** The step, if there are several. `index` counts from 1. */
  step?: { index: number; count: number };
  placement: Placement;
  /** `page`: with the `z-index` of `--tell-us-more-layer`. Default: above all other content. */
  layer?: 'top' | 'page';
  /** A BCP 47 tag, as `pickLanguage` returns it. */
  language: string;
  /** Texts that replace the built-in ones. */
  dictionary?: Partial<Words>;
  privacyUrl?: string;
  /**
   * `offline`, `kept`, `keptHere`: kept and not sent yet. `failed`: not saved. `refused`: cannot be saved. `thanks`: being sent,
   * on the redirect page.
   */
  notice?: 'offline' | 'kept' | 'keptHere' | 'failed' | 'refused' | 'thanks';
  canUndo?: boolean;
  /** The plan's text instead of "Thank you!". */
  thanks?: Text;
  /** Start minimised, because the person has minimised the same questions on an earlier page. Only for `corner` and `bar`. */
  isSmall?: boolean;
  /** A CSS colour for buttons and selection, unless the page sets `--tell-us-more-accent`. */
  accent?: string;
  /** On the redirect page during a login: "Continue" instead of "Save", and no "Don't ask again". */
  isRedirect?: boolean;
}

export interface PanelHandlers {
  /** Valid answers by field name. Blank questions are left out; `null` erases a known value. */
  onAnswer(values: Record<string, FieldValue | null>): void;
  /** "Not now", by button or Escape. */
  onSnooze(): void;
  /** "Don't ask again". */
  onDecline(): void;
  /** Something was typed, which is not checked yet; `undefined` if the input is blank again. */
  onDraft(name: string, value: FieldValue | undefined): void;
  /** Back to the previous step. */
  onBack(): void;
  /** The panel was minimised or restored. */
  onResize(isSmall: boolean): void;
  onUndo(): void;
  /** The thanks were closed. */
  onClose(): void;
}
