/** The follow-up questions on the page in the middle of a login. */
import { FollowUpLists, takeAnswers, type FollowUp } from '../ask/follow-ups.ts';
import { listedFields, type ListedField } from '../ask/listed-fields.ts';
import { matchesCondition } from '../plan/condition.ts';
import { findFollowUps } from '../plan/follow-ups.ts';
import { emptyLedger } from '../plan/ledger.ts';
import type { FieldValue, ProfilePlan } from '../plan/plan.ts';
import type { RedirectRequest } from './redirect-flow.ts';

export class RedirectFollowUps {
  readonly #plan: ProfilePlan;
  readonly #lists: FollowUpLists;
  #answers: Record<string, FieldValue> = {};

  /** `handleChange`: called when options have loaded. */
  constructor({ fields }: ProfilePlan, request: RedirectRequest, handleFailure: (error: Error) => void, handleChange: () => void) {
    const names = [...request.fields, ...request.followUps];
    this.#plan = { fields: fields.filter(({ name }) => names.includes(name)), pacing: { maxFields: names.length } };
    this.#lists = new FollowUpLists((some) => listedFields(some, handleFailure), handleChange);
  }

  /**
   * The follow-up fields below `fields` for the typed `values`. The Action has already considered what was asked before and
   * what is known.
   */
  find(fields: readonly ListedField[], values: Record<string, FieldValue | undefined>): FollowUp[] {
    this.#answers = takeAnswers(this.#plan, this.#answers, values);
    const moment = { profile: {}, ledger: emptyLedger(), now: new Date(), isEverywhere: true, matchesCondition };
    const shown = fields.map(({ name }) => name);
    return this.#lists.of(findFollowUps(this.#plan, moment, shown, this.#answers, {}));
  }
}
