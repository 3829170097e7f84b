/** Everything that a page needs to draw the questions itself, as plain data (JSON). */
import type { FieldType, FieldValue, Source } from '../plan/plan.ts';

/**
 * - `nobody`: no one is signed in.
 * - `deciding`: a person is signed in, and it is not known yet whether something is asked.
 * - `quiet`: nothing is asked now.
 * - `asking`: `fields` are asked.
 * - `thanking`: the questions are answered. Ends after 20 seconds, or with `close()`.
 */
export type ProfilerPhase = 'nobody' | 'deciding' | 'quiet' | 'asking' | 'thanking';

/** A choice of a field, in the person's language. `value` is what is stored. */
export interface ProfilerOption {
  value: string;
  label: string;
}

/** One question. Texts are in the person's language; constraints have HTML's names. */
export interface ProfilerField {
  name: string;
  type: FieldType;
  label: string;
  /** The reason for asking. */
  why?: string;
  /** A link next to a checkbox's label. Open it in a new tab. */
  link?: { text: string; url: string };
  /** The meanings of the lowest and the highest rating. */
  lowLabel?: string;
  highLabel?: string;
  /** An example for an empty input. */
  placeholder?: string;
  /** The choices of a select, radio, multiselect or country. */
  options?: ProfilerOption[];
  required?: true;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** The limits of a number, a date (`"2026-05-01"`) or a rating. A rating always has them. */
  min?: number | string;
  max?: number | string;
  step?: number;
  autocomplete?: string;
  /** The input's value: what was typed, a value to confirm, or the answer to change. */
  value?: FieldValue;
  /** Where `value` comes from. Left out for typed values. */
  source?: Source;
  /** `value` is known from elsewhere: ask whether it is right. `answer()` ignores it unless you pass it. */
  isConfirmation?: true;
  /** A follow-up of an answer that was just given. Show it below that question. */
  isFollowUp?: true;
  /** Why the answer is invalid. */
  error?: string;
}

/** A message about the answer. */
export interface ProfilerNotice {
  /**
   * `blank`: there is no answer yet. `failed`: it could not be saved. `refused`: it cannot be saved, because the profile is
   * full. `offline`, `kept`, `keptHere` (in this tab only): it is kept and sent later.
   */
  code: 'blank' | 'failed' | 'offline' | 'kept' | 'keptHere' | 'refused';
  /** The message in the person's language. */
  text: string;
}

/** A new object after each change. */
export interface ProfilerState {
  phase: ProfilerPhase;
  /** The questions that are asked or were answered. Empty in other phases. */
  fields: ProfilerField[];
  /** More than three questions come in steps. `index` counts from 1. */
  step?: { index: number; count: number };
  notice?: ProfilerNotice;
  /** In `thanking`, if the plan has its own text for an answer. */
  thanks?: string;
  /** True if `undo()` can take the last answers back. */
  canUndo: boolean;
  /** The names of the known fields. */
  known: string[];
  /**
   * How complete the profile is: of `total` fields with a `why`, `known` have a value. Declined and sensitive fields do not
   * count. `next` is the field to ask next, with its `why`, until all are known. Left out while nothing is decided.
   */
  progress?: { known: number; total: number; next?: { name: string; why: string } };
  /** The language of the texts, a BCP 47 tag. Present while there are questions. */
  language?: string;
}

/** The state while no one is signed in, also on a server. */
export const NOBODY: ProfilerState = { phase: 'nobody', fields: [], canUndo: false, known: [] };
