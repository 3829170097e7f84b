/** `progressive-lock/plan`: the pure core. No DOM, clock, network or storage; it runs in browsers, Node and Actions. */
export type * from './plan.ts';
export {
  AnswerError,
  encodeAnswers,
  findFault,
  PREFER_NOT_TO_SAY,
  readValue,
  type AnswerFault,
  type AnswerProblem,
} from './codec.ts';
export { countryOptions } from './country.ts';
export { parseDuration } from './duration.ts';
export { emptyLedger, mergeLedgers, readLedger } from './ledger.ts';
export { recordAnswered, recordDeclined, recordSession, recordShown, recordSnoozed, type Ledger } from './ledger.ts';
export { explain, nextAsk } from './next-ask.ts';
export { readProfile } from './profile.ts';
export { textIn } from './text.ts';
