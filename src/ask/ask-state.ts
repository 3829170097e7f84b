/**
 * The state machine of an ask: questions that are shown together, from their appearance to their end. `transition` is pure. It
 * returns the state after an event and the effects, which `open-ask.ts` runs.
 */
import type { FieldValue, UserMetadata } from '../plan/plan.ts';
import type { FollowUp, ListedField } from './listed-fields.ts';

export type Answers = Record<string, FieldValue>;

/** A notice about saving. */
export type AskNotice = 'offline' | 'kept' | 'keptHere' | 'failed' | 'refused';

/** What "Undo" needs. */
export interface Undo {
  /** The answers to fill in again. */
  values: Answers;
  /** All values that this ask has saved, by root key. After "Back", a field can have several. */
  saved: Record<string, unknown[]>;
  /** The values of the profile before the ask, by root key; `null` if there was none. */
  patch: UserMetadata;
}

interface Shown {
  /** More than three questions come in steps. */
  steps: readonly (readonly ListedField[])[];
  /** The step on the screen; counts from 1. */
  index: number;
  /** The initial values of the inputs: drafts, and values to confirm. */
  values: Answers;
  /** The fields whose initial values are drafts. */
  drafted: string[];
  /** The follow-ups of the answers in this step. */
  followUps: readonly FollowUp[];
  notice?: AskNotice;
  undo?: Undo;
}

export type AskState = (Shown & { phase: 'asking' | 'thanking' }) | { phase: 'ended' };

export type AskEvent =
  /** The answers of the step are stored. */
  | { type: 'answered'; answers: Record<string, FieldValue | null>; undo: Undo }
  /** The answers could not be stored. `isFinal`: trying again does not help. */
  | { type: 'failed'; isFinal?: boolean }
  /** "Back": shows the previous step. `drafts`: values typed since. */
  | { type: 'back'; drafts: Answers }
  /** The follow-ups have changed. */
  | { type: 'followed'; followUps: readonly FollowUp[] }
  /** The undo is stored. */
  | { type: 'taken-back' }
  | { type: 'noticed'; notice: AskNotice | undefined }
  /** "Not now". */
  | { type: 'snoozed' }
  /** "Don't ask again". */
  | { type: 'declined' }
  /** The thanks were closed. */
  | { type: 'closed' }
  /** The time of the thanks is over. */
  | { type: 'timed-out'; isBeingUsed: boolean }
  /** Other questions replace these, or the run ends. */
  | { type: 'ended' };

export type AskEffect =
  | { type: 'tell'; event: 'answered' | 'snoozed' | 'declined'; names: string[] }
  /** Records it in the ledger. */
  | { type: 'record'; kind: 'snoozed' | 'declined'; names: string[] }
  /** Saves the ledger in the profile, for other devices. */
  | { type: 'send-ledger' }
  | { type: 'forget-drafts'; names: string[] }
  | { type: 'keep-drafts'; values: Answers }
  /** Stores which questions a reload restores; without `names`, none. */
  | { type: 'keep-open'; names?: string[] }
  /** Settles the promise of `ask()`. */
  | { type: 'settle'; isAnswered: boolean }
  | { type: 'time-thanks' }
  | { type: 'end' };

export interface Transition {
  state: AskState;
  effects: AskEffect[];
}

/** More questions than this come in steps. */
const STEP_FIELDS = 3;

const ENDED: AskState = { phase: 'ended' };

/** Returns the initial state, in which `fields` are on the screen. */
export function openState(fields: readonly ListedField[], values: Answers, drafted: string[]): AskState {
  return { phase: 'asking', steps: inSteps(fields), index: 1, values, drafted, followUps: [] };
}

export function transition(state: AskState, event: AskEvent): Transition {
  if (state.phase === 'ended') return { state, effects: [] };
  const isAsking = state.phase === 'asking';
  switch (event.type) {
    case 'answered':
      return isAsking ? takeAnswers(state, event) : stay(state);
    case 'failed':
      return stay({ ...state, notice: event.isFinal ? 'refused' : 'failed' });
    case 'back':
      return isAsking && state.index > 1 ? stay(goBack(state, event.drafts)) : stay(state);
    case 'followed':
      return stay({ ...state, followUps: event.followUps });
    case 'noticed':
      return stay({ ...state, notice: event.notice });
    case 'taken-back':
      return state.undo ? askAgain(state, state.undo) : stay(state);
    case 'snoozed':
      // This step and those after it.
      return isAsking ? refuse('snoozed', [...namesOnScreen(state), ...state.steps.slice(state.index).flatMap(namesOf)]) : stay(state);
    case 'declined': {
      const names = namesOnScreen(state);
      return isAsking ? refuse('declined', names) : stay(state);
    }
    case 'closed':
      return isAsking ? stay(state) : end(false);
    case 'timed-out':
      if (isAsking) return stay(state);
      return event.isBeingUsed ? { state, effects: [{ type: 'time-thanks' }] } : end(false);
    case 'ended':
      return end(isAsking);
  }
}

function takeAnswers(state: Shown & { phase: 'asking' | 'thanking' }, { answers, undo }: AskEvent & { type: 'answered' }): Transition {
  const names = Object.keys(answers);
  const earlier = state.undo;
  const all: Undo = {
    values: { ...earlier?.values, ...undo.values },
    saved: { ...earlier?.saved, ...Object.fromEntries(Object.entries(undo.saved).map(([name, values]) => [name, [...(earlier?.saved[name] ?? []), ...values]])) },
    patch: { ...undo.patch, ...earlier?.patch },
  };
  const effects: AskEffect[] = [
    { type: 'forget-drafts', names: namesOnScreen(state) },
    { type: 'tell', event: 'answered', names },
  ];
  if (state.index < state.steps.length) return { state: { ...state, index: state.index + 1, followUps: [], notice: undefined, undo: all }, effects };
  return {
    state: { ...state, phase: 'thanking', notice: undefined, undo: all },
    effects: [...effects, { type: 'keep-open' }, { type: 'settle', isAnswered: true }, { type: 'time-thanks' }],
  };
}

/** The answers of the previous step may be in the profile already. New answers replace them. */
function goBack(state: Shown & { phase: 'asking' | 'thanking' }, drafts: Answers): AskState {
  return { ...state, index: state.index - 1, followUps: [], values: { ...state.values, ...state.undo?.values, ...drafts }, drafted: Object.keys(drafts), notice: undefined };
}

/** Starts again with the first step and the answers filled in. */
function askAgain({ steps, followUps }: Shown, { values }: Undo): Transition {
  const fields = steps.flat();
  const open = [...fields, ...followUps.map(({ field }) => field)].filter(({ sensitive }) => !sensitive).flatMap(({ name }) => (Object.hasOwn(values, name) ? [[name, values[name]!] as const] : []));
  return {
    state: { phase: 'asking', steps, index: 1, values, drafted: Object.keys(values), followUps: [] },
    effects: [
      { type: 'keep-drafts', values: Object.fromEntries(open) },
      { type: 'keep-open', names: namesOf(fields) },
    ],
  };
}

function refuse(kind: 'snoozed' | 'declined', names: string[]): Transition {
  const effects: AskEffect[] = [
    { type: 'record', kind, names },
    { type: 'keep-open' },
    { type: 'tell', event: kind, names },
    ...end(true).effects,
    { type: 'send-ledger' },
  ];
  return { state: ENDED, effects: kind === 'declined' ? [{ type: 'forget-drafts', names }, ...effects] : effects };
}

/** Ends the ask. While it is `asking`, there is no answer. */
function end(isAsking: boolean): Transition {
  return { state: ENDED, effects: isAsking ? [{ type: 'settle', isAnswered: false }, { type: 'end' }] : [{ type: 'end' }] };
}

function stay(state: AskState): Transition {
  return { state, effects: [] };
}

function namesOnScreen({ steps, index, followUps }: Shown): string[] {
  return [...namesOf(steps[index - 1]!), ...followUps.map(({ field }) => field.name)];
}

function namesOf(fields: readonly ListedField[]): string[] {
  return fields.map(({ name }) => name);
}

/** Divides fields into as few steps as possible, of nearly equal length. */
export function inSteps(fields: readonly ListedField[]): ListedField[][] {
  const count = Math.ceil(fields.length / STEP_FIELDS);
  const length = Math.ceil(fields.length / count);
  return Array.from({ length: count }, (_, index) => fields.slice(index * length, (index + 1) * length));
}
