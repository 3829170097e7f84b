/** What a page needs to draw the questions itself. All of it is plain data that JSON holds. */
import type { FieldType, FieldValue, Source } from '../plan/plan.ts';

/**
 * - `nobody`: nobody is signed in.
 * - `deciding`: somebody is, and it is not known yet whether something is asked.
 * - `quiet`: nothing is asked now.
 * - `asking`: `fields` are asked.
 * - `thanking`: they are answered. It ends by itself after 20 seconds, or by `close()`.
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
  /** A link beside the label of a checkbox; opens in a new tab. */
  link?: { text: string; url: string };
  /** What the lowest and the highest rating mean. */
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
  /** Of a number, a date (`"2026-05-01"`) or a rating, where it is always there. */
  min?: number | string;
  max?: number | string;
  step?: number;
  autocomplete?: string;
  /** What the input holds: what was typed, a value to confirm, or the answer to change. */
  value?: FieldValue;
  /** Where `value` comes from; left out for what the person has typed. */
  source?: Source;
  /** `value` is known from elsewhere: ask whether it is right. `answer()` leaves it out unless it is named there. */
  isConfirmation?: true;
  /** An answer that was just given has brought it along: it stands below that question. */
  isFollowUp?: true;
  /** What is wrong with the answer. */
  error?: string;
}

/** Something that the person should know of the answer. */
export interface ProfilerNotice {
  /**
   * `blank`: there is no answer yet. `failed`: it could not be saved; `refused`: nor will it be, the profile is full. It is kept, and sent later: `offline`, `kept`, or
   * `keptHere` (in this tab only).
   */
  code: 'blank' | 'failed' | 'offline' | 'kept' | 'keptHere' | 'refused';
  /** The same in the person's language. */
  text: string;
}

/** A new object after each change. */
export interface ProfilerState {
  phase: ProfilerPhase;
  /** What is asked, or was answered; empty in other phases. */
  fields: ProfilerField[];
  /** More than three questions come in steps. `index` counts from 1. */
  step?: { index: number; count: number };
  notice?: ProfilerNotice;
  /** In `thanking`, where the plan has words of its own for an answer. */
  thanks?: string;
  /** `undo()` takes the last answers back. */
  canUndo: boolean;
  /** The names of the fields that are known. */
  known: string[];
  /**
   * How far the profile is: of `total` fields with a `why`, `known` have a value. Declined and sensitive fields do not count.
   * `next`: the field to ask next, and its `why`; left out once all are known. Left out while nothing is decided.
   */
  progress?: { known: number; total: number; next?: { name: string; why: string } };
  /** The language of the texts, a BCP 47 tag; with the questions. */
  language?: string;
}

/** The state while nobody is signed in, on a server too. */
export const NOBODY: ProfilerState = { phase: 'nobody', fields: [], canUndo: false, known: [] };
