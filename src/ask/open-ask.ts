/**
 * An ask from the moment it is shown to its end: answered and thanked for, put off, declined. Loaded when something is
 * asked, so that pages on which nothing is do not pay for it.
 */
import type { Person } from '../person/person.ts';
import { saveAnswers, type Statement } from '../person/save-answers.ts';
import { encodeAnswers } from '../plan/encode-answers.ts';
import { recordAnswered, recordDeclined, recordSnoozed, recordUndone, type Ledger } from '../plan/ledger.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { checkProfileSize } from '../plan/profile-size.ts';
import { FieldsEvent, fail } from './events.ts';

export type Answers = Record<string, FieldValue>;

/** What is on the screen. */
export interface CurrentAsk {
  phase: 'asking' | 'thanks';
  fields: ProfileField[];
  /** What the inputs start with: drafts, and values to confirm. */
  values: Answers;
  /** Whose values were typed earlier, and not yet sent. */
  drafted: string[];
  notice?: 'offline' | 'kept' | 'keptHere' | 'failed';
  /** Which of several steps `fields` are; counts from 1. */
  step: { index: number; count: number };
}

/** What an open ask needs of those who opened it. */
export interface AskContext {
  host: EventTarget & { requestUpdate(): void; isBeingUsed(): boolean };
  person: Person;
  plan: ProfilePlan;
  /** What is known now. */
  profile: () => Profile;
  now: () => Date;
  /** What is known may have changed. */
  handleProfile: () => void;
  /** The names whose values the answer to `ask()` holds. */
  names: string[];
  /** The person has answered (`answers` are the values of `names`), or has not. Called once. */
  settle: (answers: Answers | null) => void;
  /** Nothing is on the screen any more. */
  handleEnd: () => void;
}

const THANKS_MS = 6000;
/** More questions than this come in steps. */
const STEP_FIELDS = 3;

export class OpenAsk {
  readonly #context: AskContext;
  readonly #steps: ProfileField[][];
  #current: CurrentAsk | undefined;
  /** What takes the last answers back, while the thanks are on the screen. */
  #undo: { values: Answers; saved: UserMetadata; patch: UserMetadata } | undefined;
  #thanksTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: AskContext, fields: ProfileField[]) {
    this.#context = context;
    const { person } = context;
    const profile = context.profile();
    const drafts = person.drafts;
    const values: Answers = {};
    for (const { name } of fields) {
      const value = drafts[name] ?? profile[name]?.value;
      if (value !== undefined) values[name] = value;
    }
    // An answer must not be lost because the code that sends it does not load any more: it is fetched now.
    person.outbox().catch((error: Error) => fail(context.host, error));
    this.#steps = inSteps(fields);
    this.#showStep(1, { values, drafted: Object.keys(drafts) });
  }

  get current(): CurrentAsk | undefined {
    return this.#current;
  }

  get canUndo(): boolean {
    return this.#undo !== undefined;
  }

  /** Writes the answers down and sends them. `null` erases what was known. */
  async answer(values: Record<string, FieldValue | null>): Promise<void> {
    const { host, person, plan, profile, now, names } = this.#context;
    const current = this.#current;
    if (current?.phase !== 'asking') return;
    try {
      const answered = Object.keys(values);
      const before = person.metadata;
      const patch = encodeAnswers(plan, values);
      checkProfileSize({ user_metadata: before }, patch);
      if (!(await this.#save({ patch, record: (ledger) => recordAnswered(plan, ledger, answered, now()) }))) return;
      for (const field of current.fields) person.setDraft(field.name, undefined);
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Answers;
      const earlier = Object.fromEntries(answered.map((name) => [name, before[name] ?? null]));
      this.#undo = { values: { ...this.#undo?.values, ...given }, saved: { ...this.#undo?.saved, ...patch }, patch: { ...this.#undo?.patch, ...earlier } };
      host.dispatchEvent(new FieldsEvent('answered', answered));
      if (current.step.index < current.step.count) return this.#showStep(current.step.index + 1, current);
      person.openAsk = undefined;
      this.#context.settle(knownAnswers(profile(), names));
      this.#show({ ...current, phase: 'thanks', notice: undefined });
    } catch (error) {
      fail(host, error as Error);
      this.#show({ ...current, notice: 'failed' });
    }
  }

  /** "Not now": neither this step nor those after it. */
  async snooze(): Promise<void> {
    const { person, plan, now } = this.#context;
    const names = this.#steps.slice((this.#current?.step.index ?? 1) - 1).flatMap(namesOf);
    person.changeLedger((ledger) => recordSnoozed(plan, ledger, names, now()));
    await this.#finish('snoozed', names);
  }

  /** "Don't ask again" what is on the screen. */
  async decline(): Promise<void> {
    const { person, plan, now } = this.#context;
    const names = namesOf(this.#current?.fields ?? []);
    person.changeLedger((ledger) => recordDeclined(plan, ledger, names, now()));
    for (const name of names) person.setDraft(name, undefined);
    await this.#finish('declined', names);
  }

  /** Takes the last answers back and asks again, with them filled in. */
  async undo(): Promise<void> {
    const { person, plan, now } = this.#context;
    const undo = this.#undo;
    if (!undo || !this.#current) return;
    const record = (ledger: Ledger) => recordUndone(plan, ledger, Object.keys(undo.patch), now());
    try {
      if (!(await this.#save({ patch: undo.patch, takesBack: undo.saved, record }))) return;
    } catch (error) {
      fail(this.#context.host, error as Error);
      return this.notify('failed');
    }
    const fields = this.#steps.flat();
    for (const field of fields) if (!field.sensitive) person.setDraft(field.name, undo.values[field.name]);
    person.openAsk = { names: namesOf(fields) };
    this.#undo = undefined;
    this.#showStep(1, { values: undo.values, drafted: Object.keys(undo.values) });
  }

  /** What was typed so far; kept over reloads, unless the field is sensitive. */
  draft(name: string, value: FieldValue | undefined): void {
    const field = this.#current?.fields.find((candidate) => candidate.name === name);
    if (field && !field.sensitive) this.#context.person.setDraft(name, value);
  }

  /** Takes the thanks away. */
  close(): void {
    if (this.#current?.phase === 'thanks') this.end();
  }

  /** Takes everything off the screen; what is written down stays. */
  end(): void {
    this.#show(undefined);
    this.#context.settle(null);
    this.#context.handleEnd();
  }

  /** Says beside question or thanks how the saving goes. */
  notify(notice: CurrentAsk['notice']): void {
    if (this.#current) this.#show({ ...this.#current, notice });
  }

  #showStep(index: number, { values, drafted }: Pick<CurrentAsk, 'values' | 'drafted'>): void {
    this.#show({ phase: 'asking', fields: this.#steps[index - 1]!, values, drafted, step: { index, count: this.#steps.length } });
  }

  async #save(statement: Statement): Promise<boolean> {
    const { person, handleProfile } = this.#context;
    const isWritten = await saveAnswers(person, statement);
    if (isWritten) handleProfile();
    return isWritten;
  }

  async #finish(type: 'snoozed' | 'declined', names: string[]): Promise<void> {
    const { host, person } = this.#context;
    person.openAsk = undefined;
    host.dispatchEvent(new FieldsEvent(type, names));
    this.end();
    try {
      // Other devices learn of it through the profile.
      await this.#save({ record: (ledger) => ledger });
    } catch (error) {
      fail(host, error as Error);
    }
  }

  #show(current: CurrentAsk | undefined): void {
    const isStillThanking = this.#current?.phase === 'thanks' && current?.phase === 'thanks';
    this.#current = current;
    if (!isStillThanking) {
      clearTimeout(this.#thanksTimer);
      if (current?.phase === 'thanks') this.#thanksTimer = setTimeout(() => this.#endThanks(), THANKS_MS);
    }
    this.#context.host.requestUpdate();
  }

  #endThanks(): void {
    if (this.#context.host.isBeingUsed()) this.#thanksTimer = setTimeout(() => this.#endThanks(), THANKS_MS);
    else this.close();
  }
}

function namesOf(fields: readonly ProfileField[]): string[] {
  return fields.map(({ name }) => name);
}

/** As few steps as can be, of nearly the same length. */
function inSteps(fields: ProfileField[]): ProfileField[][] {
  const count = Math.ceil(fields.length / STEP_FIELDS);
  const length = Math.ceil(fields.length / count);
  return Array.from({ length: count }, (_, index) => fields.slice(index * length, (index + 1) * length));
}

/** The values of `names` that are known; `null` if none is. */
export function knownAnswers(profile: Record<string, { value: FieldValue } | undefined>, names: string[]): Answers | null {
  const known = names.flatMap((name) => (Object.hasOwn(profile, name) && profile[name] ? [[name, profile[name].value] as const] : []));
  return known.length ? Object.fromEntries(known) : null;
}
