/** The values that the person has entered, and why they are invalid. Loaded when something is asked. */
import type { Answers } from './ask-state.ts';
import { shownFields, type CurrentAsk } from './open-ask.ts';
import { fillIn } from '../locales/fill-in.ts';
import { readNumber } from '../locales/read-number.ts';
import { findFault, isBlank, toTyped, type AnswerFault } from '../plan/codec.ts';
import type { FieldValue, Profile, ProfileField } from '../plan/plan.ts';
import { isToConfirm } from '../plan/profile-claim.ts';
import { describeField, type Speech } from './describe-field.ts';
import type { ListedField } from './listed-fields.ts';
import type { ProfilerField, ProfilerNotice } from './profiler-state.ts';

/** A value from the page: one of the field's type, or the string of an input; `null` or `''` for none. */
export type Entry = FieldValue | null;

export class AnswerSheet {
  readonly language: string;
  readonly #speech: Speech;
  #asked: ListedField[] | undefined;
  readonly #entries = new Map<string, Entry>();
  readonly #faults = new Map<string, AnswerFault>();
  #isBlank = false;

  constructor(speech: Speech) {
    this.language = speech.language;
    this.#speech = speech;
  }

  describe(current: CurrentAsk, profile: Profile): { fields: ProfilerField[]; notice?: ProfilerNotice } {
    this.#follow(current);
    const { words } = this.#speech;
    const code = this.#isBlank ? 'blank' : current.notice;
    return {
      fields: inOrder(current).map(({ field, isFollowUp }) => {
        const entry = this.#entries.get(field.name);
        const facts = this.#entries.has(field.name) ? { value: entry ?? undefined } : startOf(field, current, profile);
        return describeField(field, { ...facts, isFollowUp, fault: this.#faults.get(field.name) }, this.#speech);
      }),
      notice: code && { code, text: code === 'blank' ? fillIn(words.blank, { later: words.later }) : words[code] },
    };
  }

  /** Takes a typed value, and checks it again if it was invalid. Returns the draft to keep. */
  enter(current: CurrentAsk, name: string, value: Entry): FieldValue | undefined {
    this.#follow(current);
    const field = fieldOf(current, name);
    this.#entries.set(name, value);
    this.#isBlank = false;
    if (this.#faults.has(name)) this.#check(field, value);
    const read = this.#read(field, value);
    return isBlank(field, read) ? undefined : (toTyped(field, read) ?? read ?? undefined);
  }

  /** Returns the answers, from `values` and earlier entries; `undefined` if some are invalid. `describe()` then explains why. */
  read(current: CurrentAsk, profile: Profile, values: Record<string, Entry | undefined>): Record<string, FieldValue | null> | undefined {
    this.#follow(current);
    for (const name of Object.keys(values)) fieldOf(current, name);
    for (const [name, value] of Object.entries(values)) if (value !== undefined) this.#entries.set(name, value);
    const fields = shownFields(current);
    const answers = fields.flatMap((field) => this.#readOne(field, current, profile));
    const isSound = !fields.some(({ name }) => this.#faults.has(name));
    this.#isBlank = isSound && answers.length === 0;
    return isSound && answers.length ? Object.fromEntries(answers) : undefined;
  }

  /** Removes the entries, because the ask has their values now. */
  clear(): void {
    this.#entries.clear();
    this.#faults.clear();
    this.#isBlank = false;
  }

  /** Removes the entries if these are other questions, or another step. */
  #follow({ fields }: CurrentAsk): void {
    if (fields !== this.#asked) this.clear();
    this.#asked = fields;
  }

  #readOne(field: ListedField, current: CurrentAsk, profile: Profile): [string, FieldValue | null][] {
    const { name } = field;
    const start = startOf(field, current, profile);
    // A value to confirm is an answer only if the page passes it.
    if (start.isConfirmation && !this.#entries.has(name)) return [];
    const value = this.#entries.has(name) ? this.#entries.get(name) : start.value;
    if (!this.#check(field, value)) return [];
    const read = this.#read(field, value);
    if (read !== undefined && read !== null && !isBlank(field, read)) return [[name, toTyped(field, read) ?? read]];
    return start.source && start.value !== undefined && !start.isConfirmation ? [[name, null]] : [];
  }

  /** Reads the string of a number input as the person's language writes numbers. */
  #read({ type }: ListedField, value: Entry | undefined): Entry | undefined {
    return type === 'number' && typeof value === 'string' ? readNumber(value, this.language) : value;
  }

  /** Returns true if `value` is valid. */
  #check(field: ListedField, value: Entry | undefined): boolean {
    const fault = findFault(field, this.#read(field, value));
    if (fault) this.#faults.set(field.name, fault);
    else this.#faults.delete(field.name);
    return !fault;
  }
}

/** Returns each question, followed by its follow-ups. */
function inOrder({ fields, followUps }: CurrentAsk): { field: ListedField; isFollowUp?: true }[] {
  return fields.flatMap((field) => [
    { field },
    ...followUps.filter(({ below }) => below === field.name).map((followUp) => ({ field: followUp.field, isFollowUp: true as const })),
  ]);
}

/** Returns the initial value of a field's input, and its source. A draft has no source. */
function startOf(field: ProfileField, { values, drafted }: CurrentAsk, profile: Profile) {
  const value = own<Answers[string]>(values, field.name);
  const source = drafted.includes(field.name) ? undefined : own(profile, field.name)?.source;
  return { value, source, isConfirmation: value !== undefined && source !== undefined && isToConfirm(field, source) };
}

function fieldOf(current: CurrentAsk, name: string): ListedField {
  const fields = shownFields(current);
  const field = fields.find((candidate) => candidate.name === name);
  if (field) return field;
  throw new Error(`Expected an answer to what is asked now (${fields.map((asked) => asked.name).join(', ')}), got "${name.slice(0, 99)}".`);
}

function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
