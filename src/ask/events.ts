/**
 * The elements' events. All are composed, and all but `error` bubble. They contain names of fields and no answers; read those
 * from `element.profile`.
 */

/** Common to all events. */
export const shared = { bubbles: true, composed: true };

/**
 * Something failed. The element itself shows people a message. Like the platform's own `error` events of elements, it does not
 * bubble: listeners at the window would take it for an uncaught exception.
 */
export class FailureEvent extends CustomEvent<{ error: Error }> {
  /** The error: a `PlanError` for an invalid plan, a `StoreError` for a failed read or save. */
  readonly error: Error;

  constructor(error: Error) {
    super('error', { ...shared, bubbles: false, detail: { error } });
    this.error = error;
  }
}

/** Reports a failure to the page, on the console and with an event of `host`. */
export function fail(host: EventTarget, error: Error): void {
  console.error(error);
  host.dispatchEvent(new FailureEvent(error));
}

/**
 * Something is about to be asked. `preventDefault()` prevents it for now. `variants`: the person's variants of the experiments
 * that concern it, by experiment.
 */
export class BeforeAskEvent extends CustomEvent<{ names: string[]; activity?: string; variants?: Record<string, string>; planId?: string }> {
  constructor(names: string[], activity?: string, variants?: Record<string, string>, planId?: string) {
    super('before-ask', { ...shared, cancelable: true, detail: { names, activity, ...(variants && { variants }), ...(planId && { planId }) } });
  }
}

/**
 * The known values have changed. `names`: the fields that are known now; see `element.profile`. `changed`: the fields whose
 * value or source changed since the last event. A person's first event lists all fields.
 */
export class ProfileChangedEvent extends CustomEvent<{ names: string[]; changed: string[] }> {
  constructor(names: string[], changed = names) {
    super('profile-changed', { ...shared, detail: { names, changed } });
  }
}

/** The types of events about fields, in the past tense. */
export type FieldsEventType = 'asked' | 'answered' | 'saved' | 'snoozed' | 'declined' | 'erased';

/** The circumstances of a question. Each is left out if there is none. */
export interface AskCircumstances {
  /** The `id` of the plan. */
  planId?: string;
  /** The person's variants of the experiments that concern the fields, by experiment. */
  variants?: Record<string, string>;
  /** The person's activity when the question was asked. */
  activity?: string;
  /** The panel's placement; `undefined` for a profiler. */
  placement?: string;
  /**
   * The step that was on the screen, if there are several. Counts from 1. The names of `asked` and `snoozed` include those of
   * later steps.
   */
  step?: { index: number; count: number };
}

/**
 * `asked`: on the screen now. `answered`: stored in the browser and being sent. `saved`: in the profile. `snoozed`: "not now".
 * `declined`: "don't ask again". `erased`: removed from the profile. `saved` and `erased` have no circumstances but `planId`.
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
