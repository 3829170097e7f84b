/** All texts for people, by place. A file in languages/ has one constant for each of these. */

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
  /** Goes back one step. */
  back: string;
  later: string;
  never: string;
  /** Minimises the panel, to continue later. */
  minimise: string;
  yes: string;
  no: string;
  /** The first entry of a list, and the placeholder of a long one. */
  choose: string;
  /** Name of the button that opens a long list. */
  showList: string;
  /** Clears a choice. */
  clear: string;
  loading: string;
  choicesFailed: string;
  noMatch: string;
  /** Spoken: how many entries of a list match the typed text. */
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
  /** Cannot be saved: the profile is full or does not accept the answer. */
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

/** Texts of `<profile-review>`, and of the redirect page when it cannot ask. */
export interface PageWords {
  /** The heading of the known answers. */
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
  /**
   * Next to an answer, if another device stored a different one and it is not clear which is later. `{value}` is the one that
   * is not in the profile.
   */
  otherAnswer: string;
  /** Saves that one. */
  useOther: string;
  dropOther: string;
  saved: string;
  erased: string;
  /**
   * The page was opened without a login, the login took too long, or its answers would go to another person. Each has a heading
   * and an explanation.
   */
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
 * Messages about invalid answers, and the other texts of the sign-up form. `{limit}` is the plan's number or date. Plurals are
 * written as in ICU's messages: `{limit, plural, one {# character} other {# characters}}`.
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

/** Texts of `<progressive-lock>` in Lock's form and around it. */
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

/** Texts of `<profile-meter>`. */
export interface MeterWords {
  /** `{count}`: how many. */
  answersLeft: string;
  answerNow: string;
  /** Hides it permanently. */
  hideMeter: string;
}

/** The message after a question is put off or declined. An empty text shows nothing. */
export interface RefusalWords {
  /** After "Not now". `{when}` is the plan's `snooze` as a time from now: "in 1 week". */
  askAgain: string;
  /** After "Don't ask again". */
  askNoMore: string;
  /**
   * After `askNoMore`, on pages with a `<profile-review>`: `{review}` is its heading. A dictionary's text is shown on every
   * page.
   */
  findAnswers: string;
}

/** The panel's texts for a question. */
export interface AskWords extends PanelWords, Hints {}

/** Every text of the panel and the review. An element's `dictionary` can replace each of them. The meter has its own texts. */
export interface Words extends AskWords, PageWords, RefusalWords {}
