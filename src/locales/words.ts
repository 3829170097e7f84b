import type { AnswerFault } from '../plan/codec.ts';

/** What is said about an answer that does not fit. `{limit}` is the number or date that the plan sets. */
export type Hints = Record<AnswerFault['code'], string>;

/** Every text of the panel and the review. Each can be replaced by an element's `dictionary`. */
export interface Words extends Hints {
  /** Above one question. */
  heading: string;
  /** Above several. */
  headingMany: string;
  /** Above a value to confirm. */
  headingConfirm: string;
  /** On the redirect page. */
  headingRedirect: string;
  /** `{index}` and `{count}` are numbers. */
  progress: string;
  save: string;
  continue: string;
  later: string;
  never: string;
  yes: string;
  no: string;
  /** Behind the label of a question that may stay blank, beside one that may not. */
  optional: string;
  /** The first entry of a list, and what is in a search box for one. */
  choose: string;
  clear: string;
  loading: string;
  choicesFailed: string;
  noMatch: string;
  /** `{value}` of `{count}` stars. */
  rating: string;
  /** "Save" was pressed with every question blank. */
  blank: string;
  privacy: string;
  thanks: string;
  undo: string;
  close: string;
  offline: string;
  kept: string;
  failed: string;
  /** Where a value comes from: the person, the page, the sign-in, a look-up. */
  sourceUser: string;
  sourceApp: string;
  sourceIdp: string;
  sourceEnrichment: string;
  /** The review. */
  review: string;
  reviewEmpty: string;
  edit: string;
  erase: string;
  /** Asks before something is erased; `{label}` is the field's. */
  eraseSure: string;
  cancel: string;
  export: string;
  unfit: string;
  /** Values of a checkbox. */
  ticked: string;
  unticked: string;
}
