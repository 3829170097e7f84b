/** An ask on the screen. It stores the person's answers and runs the effects of `ask-state.ts`. Loaded when something is asked. */
import type { PersonClient } from '../person/person-clients.ts';
import type { Person } from '../person/person.ts';
import { saveAnswers, type Statement } from '../person/save-answers.ts';
import { encodeAnswers } from '../plan/encode-answers.ts';
import { recordDeclined, recordSnoozed } from '../plan/ledger.ts';
import type { FieldValue, Profile, ProfilePlan, Text, UserMetadata } from '../plan/plan.ts';
import { checkProfileSize, ProfileSizeError } from '../plan/profile-size.ts';
import { shownVariants } from '../plan/shown-variants.ts';
import { openState, transition, type Answers, type AskEffect, type AskEvent, type AskNotice, type AskState } from './ask-state.ts';
import { FieldsEvent, fail, type AskCircumstances } from './events.ts';
import type { FollowUp, ListedField } from './listed-fields.ts';

/** What is on the screen. */
export interface CurrentAsk {
  phase: 'asking' | 'thanks';
  fields: ListedField[];
  /** The follow-ups of their answers. */
  followUps: readonly FollowUp[];
  /** The initial values of the inputs: drafts, and values to confirm. */
  values: Answers;
  /** The fields whose initial values are drafts. */
  drafted: string[];
  notice?: AskNotice;
  /** The plan's text instead of "Thank you!". */
  thanks?: Text;
  /** The step of `fields`. `index` counts from 1. */
  step: { index: number; count: number };
}

/** Finds the follow-ups of answers. */
export interface AskFollowUps {
  /** The names of all follow-ups so far. */
  readonly shown: readonly string[];
  /** Returns the follow-ups after `values` have changed in the inputs; `undefined` if they stay the same. */
  find(current: Pick<CurrentAsk, 'fields' | 'followUps'>, values: Record<string, FieldValue | undefined>): FollowUp[] | undefined;
}

/** Settles the promise of `ask()`. */
export type Settle = (answers: Answers | null | Promise<never>) => void;

/** The surroundings of an open ask. */
export interface AskContext {
  host: EventTarget & { requestUpdate(): void; isBeingUsed(): boolean; readonly placement?: string };
  person: Person;
  client?: PersonClient;
  plan: ProfilePlan;
  /** The person's activity when it was asked. */
  activity: string | undefined;
  /** Returns the known values. */
  profile: () => Profile;
  now: () => Date;
  /** Present for plans with conditions. */
  followUps?: AskFollowUps;
  /** Called when the known values may have changed. */
  handleProfile: () => void;
  /** The names whose values `ask()` resolves with. */
  names: string[];
  /** Called once, with the values of `names`, or with `null` if the person has not answered. */
  settle?: Settle;
  /** Called when nothing is on the screen any longer. */
  handleEnd: () => void;
}

/** Long enough to find "Undo" (WCAG 2.2.1). The panel also ends the thanks at the next click outside of it. */
const THANKS_MS = 20_000;

export class OpenAsk {
  readonly #context: AskContext;
  /** The names of the fields, on all steps. */
  readonly names: readonly string[];
  /** It could not be drawn, so no one has seen it. */
  hasFailed?: boolean;
  #state: AskState;
  #current: CurrentAsk | undefined;
  #thanksTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: AskContext, fields: ListedField[]) {
    this.#context = context;
    this.names = context.names;
    const { person } = context;
    const profile = context.profile();
    const drafts = person.openAsks.drafts;
    const values: Answers = {};
    for (const { name } of fields) {
      const { value } = profile[name] ?? {};
      if (value !== undefined) values[name] = value;
    }
    this.#state = openState(fields, { ...values, ...drafts }, Object.keys(drafts));
    this.#current = currentOf(this.#state);
    this.follow(drafts);
  }

  get current(): CurrentAsk | undefined {
    return this.#current;
  }

  /** Returns the circumstances for an event about `names`. */
  circumstances(names: readonly string[], step = this.#current?.step): AskCircumstances {
    const { activity, host, plan } = this.#context;
    return { planId: plan.id, variants: shownVariants(plan, names), activity, placement: host.placement, step };
  }

  get canUndo(): boolean {
    return this.#state.phase !== 'ended' && this.#state.undo !== undefined;
  }

  /** Whether the person has minimised it, here or on an earlier page of the visit. */
  get isSmall(): boolean {
    const openAsk = this.#context.person.openAsks.find(this.#context.plan);
    return openAsk?.isSmall === true && this.#current?.fields.every(({ name }) => openAsk.names.includes(name)) === true;
  }

  /** Stores that the person has minimised or restored it. */
  resize(isSmall: boolean): void {
    const { person, plan } = this.#context;
    const openAsk = person.openAsks.find(plan);
    if (openAsk) person.openAsks.keep(plan, { ...openAsk, isSmall });
  }

  /** Stores the answers and sends them. `null` erases a known value. */
  answer(answers: Record<string, FieldValue | null>): void {
    const { host, person, plan } = this.#context;
    if (this.#state.phase !== 'asking') return;
    try {
      const names = Object.keys(answers);
      const before = person.metadata;
      const encoded = encodeAnswers(plan, answers);
      checkProfileSize({ user_metadata: before }, encoded);
      if (!this.#save({ patch: encoded })) return;
      const saved = Object.fromEntries(names.map((name) => [name, [encoded[name]]]));
      const values = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null)) as Answers;
      const patch: UserMetadata = Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
      this.#handle({ type: 'answered', answers, undo: { values, saved, patch } });
    } catch (error) {
      fail(host, error as Error);
      this.#handle({ type: 'failed', isFinal: error instanceof ProfileSizeError });
    }
  }

  /** Takes the last answers back and asks again, with the answers filled in. */
  undo(): void {
    const { host } = this.#context;
    const undo = this.#state.phase !== 'ended' && this.#state.undo;
    if (!undo) return;
    try {
      if (this.#save({ patch: undo.patch, takesBack: undo.saved })) {
        this.#handle({ type: 'taken-back' });
        this.follow(undo.values);
      }
    } catch (error) {
      fail(host, error as Error);
      this.#handle({ type: 'failed' });
    }
  }

  /** "Not now", for this step and those after it. */
  snooze(): void {
    this.#handle({ type: 'snoozed' });
  }

  /** "Don't ask again", for the questions on the screen. */
  decline(): void {
    this.#handle({ type: 'declined' });
  }

  /** Shows the previous step. */
  back(): void {
    this.#handle({ type: 'back', drafts: this.#context.person.openAsks.drafts });
    this.follow();
  }

  /** Keeps a typed value. It survives a reload unless the field is sensitive. */
  draft(name: string, value: FieldValue | undefined): void {
    // Loads the code that sends. If that fails, the answer is stored all the same.
    this.#context.person.outbox().catch(() => undefined);
    const field = this.#current && shownFields(this.#current).find((candidate) => candidate.name === name);
    if (!field) return;
    if (!field.sensitive) this.#context.person.openAsks.setDraft(name, value);
    this.follow({ [name]: value });
  }

  /** Updates the follow-ups after `values` were typed. */
  follow(values: Record<string, FieldValue | undefined> = {}): void {
    const current = this.#current;
    const followUps = current?.phase === 'asking' && this.#context.followUps?.find(current, values);
    if (followUps) this.#handle({ type: 'followed', followUps });
  }

  /** Removes the thanks. */
  close(): void {
    this.#handle({ type: 'closed' });
  }

  /** Removes everything from the screen. Stored data stays. */
  end(): void {
    this.#handle({ type: 'ended' });
  }

  /** Ends an ask that cannot be drawn. It does not count as shown. */
  fail(error: Error): void {
    this.hasFailed = true;
    this.#context.settle?.(Promise.reject(error));
    this.end();
  }

  /** Shows a notice about saving. */
  notify(notice: AskNotice | undefined): void {
    this.#handle({ type: 'noticed', notice });
  }

  #handle(event: AskEvent): void {
    const step = this.#current?.step;
    const { state, effects } = transition(this.#state, event);
    if (state !== this.#state) {
      this.#state = state;
      this.#current = currentOf(state);
      if (state.phase !== 'thanking') clearTimeout(this.#thanksTimer);
      this.#context.host.requestUpdate();
    }
    for (const effect of effects) this.#do(effect, step);
  }

  /** `step`: the step before the transition. */
  #do(effect: AskEffect, step: CurrentAsk['step'] | undefined): void {
    const { host, person, plan, now, profile, names, settle, handleEnd } = this.#context;
    switch (effect.type) {
      case 'tell':
        host.dispatchEvent(new FieldsEvent(effect.event, effect.names, this.circumstances(effect.names, step)));
        return;
      case 'record': {
        const record = effect.kind === 'snoozed' ? recordSnoozed : recordDeclined;
        return person.changeLedger((ledger) => record(plan, ledger, effect.names, now()));
      }
      case 'send-ledger':
        this.#save({});
        return;
      case 'forget-drafts':
        return effect.names.forEach((name) => person.openAsks.setDraft(name, undefined));
      case 'keep-drafts':
        return Object.entries(effect.values).forEach(([name, value]) => person.openAsks.setDraft(name, value));
      case 'keep-open':
        person.openAsks.keep(plan, effect.names && { names: effect.names });
        return;
      case 'settle':
        return settle?.(effect.isAnswered ? knownAnswers(profile(), [...names, ...(this.#context.followUps?.shown ?? [])]) : null);
      case 'time-thanks':
        this.#thanksTimer = setTimeout(() => this.#handle({ type: 'timed-out', isBeingUsed: host.isBeingUsed() }), THANKS_MS);
        return;
      case 'end':
        return handleEnd();
    }
  }

  #save(statement: Statement): boolean {
    const { person, client, handleProfile } = this.#context;
    const isWritten = saveAnswers(person, { ...statement, client });
    if (isWritten) handleProfile();
    return isWritten;
  }
}

function currentOf(state: AskState): CurrentAsk | undefined {
  if (state.phase === 'ended') return undefined;
  const { steps, index, values, drafted, followUps, notice } = state;
  return {
    phase: state.phase === 'asking' ? 'asking' : 'thanks',
    // The array stays the same during a step, because a view keeps entries as long as it does.
    fields: steps[index - 1] as ListedField[],
    followUps,
    values,
    drafted,
    notice,
    thanks: state.phase === 'thanking' ? steps.flat().find(({ name, thanks }) => thanks && state.undo && Object.hasOwn(state.undo.values, name))?.thanks : undefined,
    step: { index, count: steps.length },
  };
}

/** Returns all questions on the screen, with follow-ups at the end. */
export function shownFields({ fields, followUps }: Pick<CurrentAsk, 'fields' | 'followUps'>): ListedField[] {
  return [...fields, ...followUps.map(({ field }) => field)];
}

/** Returns the known values of `names`; `null` if there are none. */
export function knownAnswers(profile: Record<string, { value: FieldValue } | undefined>, names: string[]): Answers | null {
  const known = names.flatMap((name) => (Object.hasOwn(profile, name) && profile[name] ? [[name, profile[name].value] as const] : []));
  return known.length ? Object.fromEntries(known) : null;
}
