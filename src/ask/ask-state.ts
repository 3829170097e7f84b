/**
 * An ask as a pure machine, from the moment it is shown to its end: `transition` says what is on the screen after an event,
 * and what has to be done about it. `open-ask.ts` does it.
 */
import type { FieldValue, UserMetadata } from '../plan/plan.ts';
import type { FollowUp, ListedField } from './listed-fields.ts';

export type Answers = Record<string, FieldValue>;

/** How the saving goes. */
export type AskNotice = 'offline' | 'kept' | 'keptHere' | 'failed' | 'refused';

/** What takes answers back. */
export interface Undo {
  /** The answers, to be filled in again. */
  values: Answers;
  /** All that was saved of this ask, by root key: more than one answer after "Back". */
  saved: Record<string, unknown[]>;
  /** What the profile held before, by root key; `null`: nothing. */
  patch: UserMetadata;
}

interface Shown {
  /** More than three questions come in steps. */
  steps: readonly (readonly ListedField[])[];
  /** The step on the screen; counts from 1. */
  index: number;
  /** What the inputs start with: drafts, and values to confirm. */
  values: Answers;
  /** The names of the fields whose values were typed earlier and not sent yet. */
  drafted: string[];
  /** What the answers of the step have brought along. */
  followUps: readonly FollowUp[];
  notice?: AskNotice;
  undo?: Undo;
}

export type AskState = (Shown & { phase: 'asking' | 'thanking' }) | { phase: 'ended' };

export type AskEvent =
  /** The answers of the step are written down. */
  | { type: 'answered'; answers: Record<string, FieldValue | null>; undo: Undo }
  /** They could not be. `isFinal`: trying again does not help. */
  | { type: 'failed'; isFinal?: boolean }
  /** The step before once more; `drafts` is what was typed since. */
  | { type: 'back'; drafts: Answers }
  /** These belong below the questions now. */
  | { type: 'followed'; followUps: readonly FollowUp[] }
  /** The undo is written down. */
  | { type: 'taken-back' }
  | { type: 'noticed'; notice: AskNotice | undefined }
  /** "Not now". */
  | { type: 'snoozed' }
  /** "Don't ask again". */
  | { type: 'declined' }
  /** The thanks were closed. */
  | { type: 'closed' }
  /** The thanks have been there long enough. */
  | { type: 'timed-out'; isBeingUsed: boolean }
  /** Something else takes the screen, or the run ends. */
  | { type: 'ended' };

export type AskEffect =
  | { type: 'tell'; event: 'answered' | 'snoozed' | 'declined'; names: string[] }
  /** In the ledger. */
  | { type: 'record'; kind: 'snoozed' | 'declined'; names: string[] }
  /** Other devices learn of it through the profile. */
  | { type: 'send-ledger' }
  | { type: 'forget-drafts'; names: string[] }
  | { type: 'keep-drafts'; values: Answers }
  /** Comes back after a reload; none: nothing does. */
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

/** The state in which `fields` are on the screen. */
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
      // Neither this step nor those after it.
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

/** What was answered there is in the profile by now; a new answer takes its place. */
function goBack(state: Shown & { phase: 'asking' | 'thanking' }, drafts: Answers): AskState {
  return { ...state, index: state.index - 1, followUps: [], values: { ...state.values, ...state.undo?.values, ...drafts }, drafted: Object.keys(drafts), notice: undefined };
}

/** All of it once more, with the answers filled in. */
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

/** Without an answer, unless it was given. */
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

/** As few steps as possible, of nearly the same length. */
export function inSteps(fields: readonly ListedField[]): ListedField[][] {
  const count = Math.ceil(fields.length / STEP_FIELDS);
  const length = Math.ceil(fields.length / count);
  return Array.from({ length: count }, (_, index) => fields.slice(index * length, (index + 1) * length));
}
