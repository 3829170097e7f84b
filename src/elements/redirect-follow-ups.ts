/** The follow-up questions on the page in the middle of a login. */
import { followUpLists, takeAnswers } from '../ask/follow-ups.ts';
import { listedFields, type FollowUp, type ListedField } from '../ask/listed-fields.ts';
import { matchesCondition } from '../plan/condition.ts';
import { findFollowUps } from '../plan/follow-ups.ts';
import { emptyLedger } from '../plan/ledger.ts';
import type { FieldValue, ProfilePlan } from '../plan/plan.ts';

export class RedirectFollowUps {
  readonly #plan: ProfilePlan;
  readonly #listed: ReturnType<typeof followUpLists>;
  #answers: Record<string, FieldValue> = {};

  /** `names`: of the fields that may be asked. `handleChange`: called when options have loaded. */
  constructor({ fields }: ProfilePlan, names: readonly string[], handleFailure: (error: Error) => void, handleChange: () => void) {
    this.#plan = { fields: fields.filter(({ name }) => names.includes(name)), pacing: { maxFields: names.length } };
    this.#listed = followUpLists((some) => listedFields(some, handleFailure), handleChange);
  }

  /**
   * The follow-up fields below `fields` for the typed `values`. The Action has already considered what was asked before and
   * what is known.
   */
  find(fields: readonly ListedField[], values: Record<string, FieldValue | undefined>): FollowUp[] {
    this.#answers = takeAnswers(this.#plan, this.#answers, values);
    const moment = { profile: {}, ledger: emptyLedger(), now: new Date(), isEverywhere: true, matchesCondition };
    const shown = fields.map(({ name }) => name);
    return this.#listed(findFollowUps(this.#plan, moment, shown, this.#answers, {}));
  }
}
