/** Follow-ups: questions that appear below an answer that meets their condition. Loaded only for questions that can have some. */
import { findFault, isBlank } from '../plan/codec.ts';
import type { AskMoment, AskRequest } from '../plan/decide.ts';
import { findFollowUps, type FoundFollowUp } from '../plan/follow-ups.ts';
import { recordShown } from '../plan/ledger.ts';
import type { FieldValue, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import { FieldsEvent } from './events.ts';
import { isListed, type FollowUp, type ListedField } from './listed-fields.ts';
import type { AskContext, AskFollowUps, CurrentAsk, OpenAsk } from './open-ask.ts';

export interface FollowUpsContext {
  /** The names of the fields that were asked first. */
  shown: readonly string[];
  /** Returns the input of a decision now, with the ledger of the time when the ask was decided. */
  moment: () => AskMoment;
  /** The request of the page; `undefined` if the plan has asked. */
  request?: AskRequest;
  /** Loads the choices of `fields`, and leaves out fields whose choices cannot be loaded. */
  withLists: (fields: ProfileField[]) => Promise<ListedField[]>;
  /** Returns the ask while it is on the screen. */
  open: () => OpenAsk | undefined;
}

export class FollowUps implements AskFollowUps {
  readonly #ask: AskContext;
  readonly #context: FollowUpsContext;
  /** The fields that may be asked, without concealed ones, whose values this browser does not have. */
  readonly #plan: ProfilePlan;
  /** The valid answers in the inputs. */
  #answers: Record<string, FieldValue> = {};
  readonly #shown = new Set<string>();
  readonly #listed: ReturnType<typeof followUpLists>;

  constructor(ask: AskContext, context: FollowUpsContext) {
    this.#ask = ask;
    this.#context = context;
    this.#plan = { ...ask.plan, fields: ask.plan.fields.filter(({ name }) => !ask.person.known.isConcealed(name)) };
    this.#listed = followUpLists(context.withLists, () => context.open()?.follow());
  }

  get shown(): string[] {
    return [...this.#shown];
  }

  find({ fields, followUps }: Pick<CurrentAsk, 'fields' | 'followUps'>, values: Record<string, FieldValue | undefined>): FollowUp[] | undefined {
    const { shown, moment, request } = this.#context;
    this.#answers = takeAnswers(this.#plan, this.#answers, values);
    const found = findFollowUps(this.#plan, moment(), shown, this.#answers, request).filter(({ below }) => fields.some(({ name }) => name === below));
    const listed = this.#listed(found);
    const [before, names] = [followUps, listed].map((list) => list.map(({ field: { name } }) => name)) as [string[], string[]];
    if (isSameJson(before, names)) return undefined;
    // Values of follow-ups that have disappeared must not be sent.
    for (const name of before) if (!names.includes(name)) this.#ask.person.openAsks.setDraft(name, undefined);
    this.#noteShown(names.filter((name) => !this.#shown.has(name)));
    return listed;
  }

  #noteShown(names: string[]): void {
    const { host, person, plan, now } = this.#ask;
    for (const name of names) this.#shown.add(name);
    const ask = this.#context.open();
    // Follow-ups of restored drafts are part of the first `asked` event.
    if (!names.length || !ask) return;
    // They are part of the same ask, which counts once.
    person.changeLedger((ledger) => ({ ...recordShown(plan, ledger, names, now()), c: ledger.c }));
    host.dispatchEvent(new FieldsEvent('asked', names, ask.circumstances(names)));
  }
}

/**
 * Returns a function that withholds follow-ups until their choices are loaded. `handleChange` is called when they are. The page
 * during a login needs nothing else, because the Action records what was asked.
 */
export function followUpLists(withLists: FollowUpsContext['withLists'], handleChange: () => void): (found: readonly FoundFollowUp[]) => FollowUp[] {
  /** By name; `undefined` while the choices load, and if that fails. */
  const lists = new Map<string, ListedField | undefined>();
  const fetchList = async (field: ProfileField): Promise<void> => {
    lists.set(field.name, undefined);
    const [listed] = await withLists([field]);
    if (!listed) return;
    lists.set(field.name, listed);
    handleChange();
  };
  return (found) =>
    found.flatMap(({ field, below }) => {
      if (!isListed(field) && !lists.has(field.name)) void fetchList(field);
      const listed = isListed(field) ? field : lists.get(field.name);
      return listed ? [{ field: listed, below }] : [];
    });
}

/** Returns the valid answers after `values` were typed. */
export function takeAnswers({ fields }: ProfilePlan, answers: Record<string, FieldValue>, values: Record<string, FieldValue | undefined>): Record<string, FieldValue> {
  const after = { ...answers };
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((candidate) => candidate.name === name);
    if (field && value !== undefined && !isBlank(field, value) && !findFault(field, value)) after[name] = value;
    else delete after[name];
  }
  return after;
}
