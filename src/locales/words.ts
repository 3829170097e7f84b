import type { Hints } from '../plan/hints/hints.ts';

/**
 * Every text of the panel and the review, with the hints about wrong answers that the sign-up form shows too.
 * Each can be replaced by an element's `dictionary`.
 */
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
  /** Instead of "Save" on the redirect page. */
  continue: string;
  later: string;
  never: string;
  yes: string;
  no: string;
  /** The first entry of a list, and what stands in the input of a long one. */
  choose: string;
  /** Name of the button that opens a long list. */
  showList: string;
  /** Takes a choice back. */
  clear: string;
  loading: string;
  choicesFailed: string;
  noMatch: string;
  /** `{value}` of `{count}` stars or points. */
  rating: string;
  /** "Save" was pressed with every question blank; `{later}` is the button's text. */
  blank: string;
  privacy: string;
  thanks: string;
  undo: string;
  close: string;
  /** Notices about answers that are not in the profile. */
  offline: string;
  kept: string;
  /** Kept in the memory of this page: the browser's storage is full, or the answer is sensitive. */
  keptHere: string;
  failed: string;
  /** Where a value comes from: the person, the page, the sign-in, a look-up. */
  sourceUser: string;
  sourceApp: string;
  sourceIdp: string;
  sourceEnrichment: string;
  /** Above all that is known. */
  review: string;
  reviewEmpty: string;
  edit: string;
  erase: string;
  /** Asks before something is erased; `{label}` is the field's. */
  eraseSure: string;
  cancel: string;
  export: string;
  /** Beside a stored answer that the plan no longer allows. */
  unfit: string;
  /** Beside an answer where another device gave another one, and nothing tells which came later; `{value}` is the one that is not in the profile. */
  otherAnswer: string;
  /** Saves that one. */
  useOther: string;
  dropOther: string;
  saved: string;
  erased: string;
  /** Values of a checkbox. */
  ticked: string;
  unticked: string;
  /** On the redirect page, when no login led to it, it took too long, or its answers would go to a stranger. */
  redirectMissing: string;
  redirectExpired: string;
  redirectForeign: string;
}

/** The text with its `{name}`s filled in. */
export function fillIn(text: string, values: Record<string, string | number | undefined>): string {
  return text.replace(/\{(\w{1,40})\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : all,
  );
}
