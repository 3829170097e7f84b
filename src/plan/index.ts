/** `progressive-lock/plan`: the pure core. No DOM, clock, network or storage; it runs in browsers, Node and Actions. */
export type * from './plan.ts';
export { findFault, readValue, type AnswerFault } from './codec.ts';
export { AnswerError, encodeAnswers, type AnswerProblem } from './encode-answers.ts';
export { countryOptions } from './country.ts';
export { definePlan, type Answers, type DefinedPlan, type FieldName } from './define-plan.ts';
export { parseDuration } from './duration.ts';
export { emptyLedger, LEDGER_KEY, mergeLedgers, readLedger, type Ledger, type SessionFacts } from './ledger.ts';
export { recordAllowed, recordAnswered, recordDeclined, recordSession, recordShown, recordSnoozed, recordUndone } from './ledger.ts';
export { recordSilenced, recordUnsilenced } from './ledger.ts';
export { explain, nextAsk, requestedAsk } from './next-ask.ts';
export type { AskMoment, Explanation, RequestedMoment } from './next-ask.ts';
export { parsePlan, PlanError, type PlanProblem } from './parse-plan.ts';
export { planWarnings } from './plan-warnings.ts';
export { readProfile, type ProfileSources } from './profile.ts';
export { checkProfileSize, estimateProfileSize, ProfileSizeError } from './profile-size.ts';
export { signUpFields, type AdditionalSignUpField, type SignUpForm } from './sign-up-fields.ts';
export { PREFER_NOT_TO_SAY } from './stored-text.ts';
export { textIn } from './text.ts';
