/** One codec for both ways: what the panel and the sign-up form give, and what `user_metadata` holds. */
import type { FieldValue, ProfileField, ProfilePlan } from './plan.ts';

/** What is wrong with an answer; the words for it are in `hints/`. */
export interface AnswerFault {
  code: 'required' | 'type' | 'too-short' | 'too-long' | 'pattern' | 'too-small' | 'too-large' | 'step' | 'option' | 'markup';
  limit?: number | string;
}

/** Decodes a stored or supplied value. `undefined`: nothing is known. `unfit`: kept as it is, but it no longer fits the plan. */
export declare function readValue(field: ProfileField, raw: unknown): { value: FieldValue; unfit?: true } | undefined;
/** What is wrong with `value` as an answer to `field`; `undefined` if nothing is. */
export declare function findFault(field: ProfileField, value: unknown): AnswerFault | undefined;
/** The exact `user_metadata` patch for `answers` (by field name; `null` erases). Throws `AnswerError`. */
export declare function encodeAnswers(plan: ProfilePlan, answers: Record<string, unknown>): Record<string, unknown>;
