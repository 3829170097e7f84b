/** `progressive-lock/plan`: the pure core. No DOM, clock, network or storage; it runs in browsers, Node and Actions. */
export type * from './plan.ts';
export { AnswerError, encodeAnswers, findFault, readValue, type AnswerFault, type AnswerProblem } from './codec.ts';
export { countryOptions } from './country.ts';
export { definePlan } from './define-plan.ts';
export { parseDuration } from './duration.ts';
export { emptyLedger, mergeLedgers, readLedger } from './ledger.ts';
export { recordAnswered, recordDeclined, recordSession, recordShown, recordSnoozed, type Ledger } from './ledger.ts';
export { explain, nextAsk } from './next-ask.ts';
export { parsePlan, PlanError, type PlanProblem } from './parse-plan.ts';
export { planWarnings } from './plan-warnings.ts';
export { readProfile } from './profile.ts';
export { checkProfileSize, estimateProfileSize, ProfileSizeError } from './profile-size.ts';
export { signUpFields, type AdditionalSignUpField, type SignUpForm } from './sign-up-fields.ts';
export { PREFER_NOT_TO_SAY } from './stored-text.ts';
export { textIn } from './text.ts';
