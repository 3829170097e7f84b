/** Everything that is said to a person, by where it is said. A file in languages/ has one constant for each of these. */

/** The panel. */
export interface PanelWords {
  /** Above one question. */
  heading: string;
  /** Above several. */
  headingMany: string;
  /** Above a value to confirm. */
  headingConfirm: string;
  /** On the redirect page. */
  headingRedirect: string;
  /** Spoken after the heading and the questions. */
  jump: string;
  /** `{index}` and `{count}` are numbers. */
  progress: string;
  save: string;
  /** Instead of "Save" on the redirect page. */
  continue: string;
  /** Leads to the step before. */
  back: string;
  later: string;
  never: string;
  /** Makes the panel small, to go on with it later. */
  minimise: string;
  yes: string;
  no: string;
  /** The first entry of a list, and the placeholder of a long one. */
  choose: string;
  /** Name of the button that opens a long list. */
  showList: string;
  /** Takes a choice back. */
  clear: string;
  loading: string;
  choicesFailed: string;
  noMatch: string;
  /** Spoken: how many entries of a list fit what was typed. */
  matches: string;
  /** `{value}` of `{count}` stars or points. */
  rating: string;
  /** "Save" was pressed with every question blank; `{later}` is the button's text. */
  blank: string;
  privacy: string;
  /** Part of the name of links. */
  newTab: string;
  thanks: string;
  undo: string;
  close: string;
  /** Notices about answers that are not in the profile. */
  offline: string;
  kept: string;
  /** Kept in the memory of this page: the browser's storage is full, or the answer is sensitive. */
  keptHere: string;
  failed: string;
  /** Not saved, and not to be saved: the profile is full, or takes no such answer. */
  refused: string;
  /** Values of a checkbox. */
  ticked: string;
  unticked: string;
  /** Where a value comes from: the person, the page, the sign-in, a look-up. */
  sourceUser: string;
  sourceApp: string;
  sourceIdp: string;
  sourceEnrichment: string;
}

/** What only `<profile-review>` says, and the redirect page when it cannot ask. */
export interface PageWords {
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
  /** Next to an answer if another device gave another one and nothing says which is later; `{value}` is the one that is not in the profile. */
  otherAnswer: string;
  /** Saves that one. */
  useOther: string;
  dropOther: string;
  saved: string;
  erased: string;
  /** No login led to the redirect page, it took too long, or its answers would go to a stranger: a heading each, and what it means. */
  redirectMissingTitle: string;
  redirectExpiredTitle: string;
  redirectForeignTitle: string;
  /** The link that leads back from there; `{site}` is the page's host. */
  home: string;
  redirectMissing: string;
  redirectExpired: string;
  redirectForeign: string;
}

/**
 * What is said about an answer that does not fit, and the few other words of the sign-up form. `{limit}` is the
 * number or the date that the plan sets. What depends on how many they are is written as in ICU's messages:
 * `{limit, plural, one {# character} other {# characters}}`.
 */
export interface Hints {
  required: string;
  'required-checkbox': string;
  type: string;
  'type-email': string;
  'type-tel': string;
  'type-url': string;
  /** `{limit}` is a number as an example. */
  'type-number': string;
  'type-date': string;
  'too-short': string;
  'too-long': string;
  'too-early': string;
  'too-late': string;
  pattern: string;
  'too-small': string;
  'too-large': string;
  step: string;
  option: string;
  /** A "<" or "&", which Lock would change. */
  markup: string;
  'prefer-not-to-say': string;
  optional: string;
  'date-format': string;
}

/** What `<progressive-lock>` says in Lock's form and around it. */
export interface LockWords {
  loading: string;
  /** Lock cannot be shown. */
  failed: string;
  /** The tenant sent the person back with an error. */
  'login-failed': string;
  /** The browser blocks the tenant's cookies: signing in works on the tenant's own page only. */
  cookies: string;
  /** The tenant wants the person to confirm something on its own page. */
  interaction: string;
  /** The clock of the device is wrong. */
  clock: string;
  /** The button that leads to the tenant's own page. */
  redirect: string;
  /** The links under the sign-up form. */
  terms: string;
  privacy: string;
  retry: string;
  close: string;
  /** The name of the dialog around Lock. */
  dialog: string;
}

/** What `<profile-meter>` says. */
export interface MeterWords {
  /** `{count}`: how many. */
  answersLeft: string;
  answerNow: string;
  /** Takes it away for good. */
  hideMeter: string;
}

/** The message after a question is put off or declined. An empty text shows nothing. */
export interface RefusalWords {
  /** After "Not now". `{when}` is the plan's `snooze` as a time from now: "in 1 week". */
  askAgain: string;
  /** After "Don't ask again". */
  askNoMore: string;
  /** After `askNoMore`, on pages with a `<profile-review>`: `{review}` is its heading. A text of a dictionary is said on every page. */
  findAnswers: string;
}

/** What the panel says of an ask. */
export interface AskWords extends PanelWords, Hints {}

/** Every text of the panel and the review; those of the meter are its own. Each can be replaced by an element's `dictionary`. */
export interface Words extends AskWords, PageWords, RefusalWords {}
