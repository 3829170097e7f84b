/**
 * The events of the elements. All cross shadow roots, and all but `error` bubble. They carry names of fields, no
 * answers: a page that wants one reads `element.profile`.
 */

/** What all events have in common. */
export const shared = { bubbles: true, composed: true };

/**
 * Something went wrong that the page should know of; the person is told in plain words by the element itself.
 * Like the platform's own `error` events of elements it does not bubble: at the window it would be taken for an
 * uncaught exception by everything that listens for those.
 */
export class FailureEvent extends CustomEvent<{ error: Error }> {
  /** What went wrong. `PlanError` for a wrong plan, `StoreError` for a save that failed. */
  readonly error: Error;

  constructor(error: Error) {
    super('error', { ...shared, bubbles: false, detail: { error } });
    this.error = error;
  }
}

/** Tells the page of a failure: to the console, and by an event of `host`. */
export function fail(host: EventTarget, error: Error): void {
  console.error(error);
  host.dispatchEvent(new FailureEvent(error));
}

/**
 * Something is about to be asked; `preventDefault()` keeps it from being shown now. `variants`: the person's variants of
 * experiments that concern it, by experiment.
 */
export class BeforeAskEvent extends CustomEvent<{ names: string[]; activity?: string; variants?: Record<string, string>; planId?: string }> {
  constructor(names: string[], activity?: string, variants?: Record<string, string>, planId?: string) {
    super('before-ask', { ...shared, cancelable: true, detail: { names, activity, ...(variants && { variants }), ...(planId && { planId }) } });
  }
}

/**
 * More, or less, is known about the person than before. `names`: the fields that are known now; see `element.profile`.
 * `changed`: those whose value or source is another since the event before; the first event of a person has all of them.
 */
export class ProfileChangedEvent extends CustomEvent<{ names: string[]; changed: string[] }> {
  constructor(names: string[], changed = names) {
    super('profile-changed', { ...shared, detail: { names, changed } });
  }
}

/** The types of the events that name fields, in the past tense: it has happened. */
export type FieldsEventType = 'asked' | 'answered' | 'saved' | 'snoozed' | 'declined' | 'erased';

/** In which circumstances something is asked. Left out where there are none. */
export interface AskCircumstances {
  /** The `id` of the plan. */
  planId?: string;
  /** With `asked` alone: the person's variants of experiments that concern the fields, by experiment. */
  variants?: Record<string, string>;
  /** What the person was doing when it was asked. */
  activity?: string;
  /** Where the panel stands; `undefined` for a profiler. */
  placement?: string;
  /** Which of several steps the fields are; counts from 1. */
  step?: { index: number; count: number };
}

/**
 * `asked`: on the screen now. `answered`: written down, on its way. `saved`: in the profile.
 * `snoozed`: "not now". `declined`: "don't ask again". `erased`: taken out of the profile. What is saved or erased has no
 * circumstances but `planId`.
 */
export class FieldsEvent extends CustomEvent<{ names: string[] } & AskCircumstances> {
  declare readonly type: FieldsEventType;

  constructor(type: FieldsEventType, names: string[], circumstances: AskCircumstances = {}) {
    const given = Object.entries(circumstances).filter(([, value]) => value !== undefined);
    super(type, { ...shared, detail: { names, ...(Object.fromEntries(given) as AskCircumstances) } });
  }
}

export interface TellUsMoreEventMap {
  'before-ask': BeforeAskEvent;
  asked: FieldsEvent;
  answered: FieldsEvent;
  saved: FieldsEvent;
  snoozed: FieldsEvent;
  declined: FieldsEvent;
  'profile-changed': ProfileChangedEvent;
  error: FailureEvent;
}
