/**
 * Decides what is asked and follows an ask to its end: element → this → outbox → store → Auth0, and back as events.
 * It shows nothing itself: what should be on the screen is `current`.
 */
import type { Claims } from '../auth0/session.ts';
import type { ProfileStore } from '../auth0/profile-store.ts';
import type { StoreError } from '../auth0/store-error.ts';
import { Person } from '../browser/person.ts';
import { encodeAnswers } from '../plan/codec.ts';
import {
  LEDGER_KEY,
  recordAnswered,
  recordDeclined,
  recordShown,
  recordSnoozed,
  type Ledger,
} from '../plan/ledger.ts';
import { explain, nextAsk, requestedAsk } from '../plan/next-ask.ts';
import { checkProfileSize } from '../plan/profile-size.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, Reason, UserMetadata } from '../plan/plan.ts';
import { BeforeAskEvent, fail, FieldsEvent, ProfileChangedEvent } from './events.ts';

export type Answers = Record<string, FieldValue>;

/** What is on the screen now. */
export interface CurrentAsk {
  phase: 'asking' | 'thanks';
  fields: ProfileField[];
  /** What the inputs start with: drafts, and values to confirm. */
  values: Answers;
  /** Whose values were typed earlier, and not yet sent. */
  drafted: string[];
  notice?: 'offline' | 'kept' | 'failed';
  activity?: string;
}

export interface AskHost extends EventTarget {
  /** `current` has changed. */
  requestUpdate(): void;
  /** Whether the person is in the panel with pointer or focus: then it is not taken away. */
  isBeingUsed(): boolean;
  /** Called after answers were saved, so that the page can renew its ID token. */
  refresh?: () => Promise<void> | void;
}

export interface AskSubject {
  user: Claims;
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  /** The person has just signed in, as opposed to coming back signed in. */
  isNewSignIn?: boolean;
}

export interface AskOptions {
  /** Shows what the person declined all the same: they came for it themselves. */
  evenIfDeclined?: boolean;
  /** Shows what is known, too, for the person to change it. */
  evenIfKnown?: boolean;
}

interface OpenRequest {
  names: string[];
  resolve: (answers: Answers | null) => void;
}

const THANKS_MS = 6000;
// Activity is noted by the minute: sessions end after thirty.
const OBSERVE_EVERY_MS = 60_000;

export class AskController {
  readonly #host: AskHost;
  readonly #now: () => Date;
  #subject: AskSubject | undefined;
  #person: Person | undefined;
  #known: UserMetadata | undefined;
  #activity: string | undefined;
  #current: CurrentAsk | undefined;
  #request: OpenRequest | undefined;
  /** The last answers, for undoing them while the thanks are on the screen. */
  #undo: { fields: ProfileField[]; values: Answers; patch: UserMetadata } | undefined;
  #thanksTimer: ReturnType<typeof setTimeout> | undefined;
  #considering: Promise<void> | undefined;
  #observedAt = 0;

  constructor(host: AskHost, now: () => Date = () => new Date()) {
    this.#host = host;
    this.#now = now;
  }

  get current(): CurrentAsk | undefined {
    return this.#current;
  }

  /** What is known about the person, with answers that are still on their way. Empty while nobody is there. */
  get profile(): Profile {
    return this.#person?.profile(this.#known) ?? {};
  }

  get canUndo(): boolean {
    return this.#undo !== undefined;
  }

  get person(): Person | undefined {
    return this.#person;
  }

  /** Begins with a person, or begins anew because one of the things given changed. */
  async start(subject: AskSubject): Promise<void> {
    this.stop();
    this.#subject = subject;
    const person = await Person.open({
      ...subject,
      now: this.#now,
      handleSaved: (names) => this.#handleSaved(names),
      handleFailure: (error) => this.#handleSaveFailure(error),
    });
    if (this.#subject !== subject) return;
    this.#person = person;
    addEventListener('storage', this.#handleStorage);
    for (const type of ACTIVITY_EVENTS) addEventListener(type, this.#handleActivity, { passive: true, capture: true });
    await person.observe(subject.isNewSignIn);
    if (this.#person !== person) return;
    this.#tellProfile();
    // Answers of an earlier visit that did not get through.
    if (person.hasPending) void person.outbox().catch((error: Error) => fail(this.#host, error));
    if (!this.#resume(person)) await this.consider();
  }

  /** Lets go of the person; what is written down stays. */
  stop(): void {
    removeEventListener('storage', this.#handleStorage);
    for (const type of ACTIVITY_EVENTS) removeEventListener(type, this.#handleActivity, { capture: true });
    this.#show(undefined);
    this.#person?.close();
    this.#person = this.#subject = this.#considering = undefined;
    this.#settle(null);
  }

  /** Tries to send what is pending for at most `timeoutMs`, then forgets the person in this browser. */
  async forget(timeoutMs: number): Promise<void> {
    const person = this.#person;
    if (!person) return;
    if (person.hasPending) {
      // What cannot be sent in time is given up: nobody may find it after the sign-out.
      await person.outbox().then((outbox) => outbox.flush({ signal: AbortSignal.timeout(timeoutMs) })).catch((error: Error) => fail(this.#host, error));
    }
    this.stop();
    await person.forget();
  }

  /** Values the page knows, by field name or as `knownFrom: ["app.…"]` names them. */
  set known(known: UserMetadata | undefined) {
    this.#known = known;
    void this.consider();
  }

  /** The person does something now that may make fields relevant; `undefined` ends it. */
  track(activity: string | undefined): void {
    this.#activity = activity;
    void this.consider();
  }

  explain(): { name: string; asked: boolean; reason: Reason }[] {
    const person = this.#person;
    if (!this.#subject || !person) return [];
    return explain(this.#subject.plan, this.#decisionInput(person)).map((row) =>
      person.isConcealed(row.name) ? { ...row, asked: false, reason: 'known' } : row,
    );
  }

  /** Asks something if it is time. Reads the profile first, but only when something would be asked. */
  async consider(): Promise<void> {
    while (this.#considering) await this.#considering;
    const person = this.#person;
    if (!person || this.#current) return;
    this.#considering = this.#considerNow(person).catch((error: Error) => fail(this.#host, error));
    await this.#considering;
    this.#considering = undefined;
  }

  /** Asks for `names` (or for what is next) now. Resolves with all their values, or `null` if the person does not answer. */
  async ask(names?: string[], { evenIfDeclined, evenIfKnown }: AskOptions = {}): Promise<Answers | null> {
    const person = this.#person;
    if (!this.#subject || !person) {
      throw new Error('Expected somebody to be signed in before ask(), but there is no user yet. Wait for them, or set `user` and `store`.');
    }
    this.#settle(null);
    const find = () => requestedAsk(this.#subject!.plan, { ...this.#decisionInput(person), names, evenIfDeclined, evenIfKnown });
    let ask = find();
    if (ask) {
      await this.#read(person, ask.fields);
      ask = find();
    }
    if (person !== this.#person) return null;
    if (!ask) return names ? this.#knownAnswers(names) : null;
    const fields = ask.fields;
    const answers = new Promise<Answers | null>((resolve) => {
      this.#request = { names: names ?? fields.map((field) => field.name), resolve };
    });
    if (!this.#open(person, fields)) this.#settle(null);
    return answers;
  }

  // ── from the panel

  /** Writes the answers down and sends them. */
  async answer(values: Record<string, FieldValue | null>): Promise<void> {
    const { person, subject, current } = this.#asking();
    try {
      const names = Object.keys(values);
      const patch = encodeAnswers(subject.plan, values);
      checkProfileSize({ user_metadata: person.metadata }, patch);
      const before = person.metadata;
      const outbox = await person.outbox();
      person.changeLedger((ledger) => recordAnswered(subject.plan, ledger, names, this.#now()));
      outbox.put(this.#withLedger(patch, person.ledger));
      person.copyProfile();
      person.openAsk = undefined;
      for (const field of current.fields) person.setDraft(field.name, undefined);
      this.#undo = {
        fields: current.fields,
        values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Answers,
        patch: Object.fromEntries(names.map((name) => [name, before[name] ?? null])),
      };
      this.#dispatch('answered', names);
      this.#tellProfile();
      this.#settle(this.#knownAnswers(this.#request?.names ?? names));
      this.#show({ ...current, phase: 'thanks', notice: undefined });
    } catch (error) {
      fail(this.#host, error as Error);
      this.#show({ ...current, notice: 'failed' });
    }
  }

  /** "Not now". */
  snooze(): void {
    const { person, subject, current } = this.#asking();
    const names = current.fields.map((field) => field.name);
    person.changeLedger((ledger) => recordSnoozed(subject.plan, ledger, names, this.#now()));
    this.#finish('snoozed', names);
  }

  /** "Don't ask again", which other devices learn of through the profile. */
  async decline(): Promise<void> {
    const { person, subject, current } = this.#asking();
    const names = current.fields.map((field) => field.name);
    person.changeLedger((ledger) => recordDeclined(subject.plan, ledger, names, this.#now()));
    for (const name of names) person.setDraft(name, undefined);
    this.#finish('declined', names);
    try {
      (await person.outbox()).put(this.#withLedger({}, person.ledger));
    } catch (error) {
      fail(this.#host, error as Error);
    }
  }

  /** Takes the last answers back and asks again, with them filled in. */
  async undo(): Promise<void> {
    const person = this.#person;
    const undo = this.#undo;
    if (!person || !undo) return;
    (await person.outbox()).put(undo.patch);
    person.copyProfile();
    this.#tellProfile();
    for (const field of undo.fields) if (!field.sensitive) person.setDraft(field.name, undo.values[field.name]);
    const drafted = Object.keys(undo.values);
    this.#show({ phase: 'asking', fields: undo.fields, values: undo.values, drafted, activity: this.#activity });
  }

  /** What was typed so far; kept over reloads, unless the field is sensitive. */
  draft(name: string, value: FieldValue | undefined): void {
    const field = this.#current?.fields.find((candidate) => candidate.name === name);
    if (field && !field.sensitive) this.#person?.setDraft(name, value);
  }

  /** Takes the thanks away. */
  close(): void {
    if (this.#current?.phase === 'thanks') this.#show(undefined);
  }

  // ── deciding

  async #considerNow(person: Person): Promise<void> {
    const find = () => this.#askableNow(person);
    const wanted = find();
    if (!wanted) return;
    await this.#read(person, wanted);
    // Meanwhile somebody else may be there, or ask() may have opened the panel.
    if (person !== this.#person || this.#current) return;
    const fields = find();
    if (fields) this.#open(person, fields);
  }

  async #read(person: Person, fields: ProfileField[]): Promise<void> {
    if (person.mustReadFor(fields.map(({ name }) => name)) && (await person.read())) this.#tellProfile();
  }

  #askableNow(person: Person): ProfileField[] | undefined {
    if (!this.#subject) return undefined;
    const { plan } = this.#subject;
    const open = plan.fields.some((field) => person.isConcealed(field.name))
      ? { ...plan, fields: plan.fields.filter((field) => !person.isConcealed(field.name)) }
      : plan;
    return nextAsk(open, this.#decisionInput(person))?.fields;
  }

  #decisionInput(person: Person) {
    return {
      profile: person.profile(this.#known),
      ledger: person.ledger,
      now: this.#now(),
      activity: this.#activity,
      page: location.pathname,
    };
  }

  /** Shows an ask unless the page objects; answers whether it is shown. */
  #open(person: Person, fields: ProfileField[]): boolean {
    const names = fields.map((field) => field.name);
    if (!this.#host.dispatchEvent(new BeforeAskEvent(names, this.#activity))) return false;
    person.changeLedger((ledger) => recordShown(this.#subject!.plan, ledger, names, this.#now()));
    person.openAsk = { names, activity: this.#activity };
    this.#showFields(person, fields);
    this.#dispatch('asked', names);
    return true;
  }

  /** Brings back what was on the screen before a reload or a change of page. */
  #resume(person: Person): boolean {
    const open = person.openAsk;
    if (!open || !this.#subject) return false;
    const rows = this.explain().filter((row) => open.names.includes(row.name));
    const names = rows.filter((row) => !isOver(row.reason)).map((row) => row.name);
    const fields = this.#subject.plan.fields.filter((field) => names.includes(field.name));
    if (fields.length) this.#showFields(person, fields);
    else person.openAsk = undefined;
    return fields.length > 0;
  }

  #showFields(person: Person, fields: ProfileField[]): void {
    const profile = person.profile(this.#known);
    const drafts = person.drafts;
    const values: Answers = {};
    for (const { name } of fields) {
      const value = drafts[name] ?? profile[name]?.value;
      if (value !== undefined) values[name] = value;
    }
    // An answer must not be lost because the code that sends it does not load any more: it is fetched now.
    void person.outbox().catch((error: Error) => fail(this.#host, error));
    const drafted = Object.keys(drafts);
    this.#show({ phase: 'asking', fields, values, drafted, activity: this.#activity });
  }

  // ── ending

  #finish(type: 'snoozed' | 'declined', names: string[]): void {
    if (this.#person) this.#person.openAsk = undefined;
    this.#show(undefined);
    this.#dispatch(type, names);
    this.#settle(null);
  }

  #settle(answers: Answers | null): void {
    const request = this.#request;
    this.#request = undefined;
    request?.resolve(answers);
  }

  #knownAnswers(names: string[]): Answers | null {
    const profile = this.profile;
    const known = names.filter((name) => profile[name]);
    return known.length ? Object.fromEntries(known.map((name) => [name, profile[name]!.value])) : null;
  }

  #asking(): { person: Person; subject: AskSubject; current: CurrentAsk } {
    if (!this.#person || !this.#subject || !this.#current) throw new Error('Nothing is being asked.');
    return { person: this.#person, subject: this.#subject, current: this.#current };
  }

  #show(current: CurrentAsk | undefined): void {
    const isStillThanking = this.#current?.phase === 'thanks' && current?.phase === 'thanks';
    this.#current = current;
    if (!isStillThanking) {
      clearTimeout(this.#thanksTimer);
      if (current?.phase === 'thanks') this.#thanksTimer = setTimeout(() => this.#endThanks(), THANKS_MS);
      else this.#undo = undefined;
    }
    this.#host.requestUpdate();
  }

  #endThanks(): void {
    if (this.#host.isBeingUsed()) this.#thanksTimer = setTimeout(() => this.#endThanks(), THANKS_MS);
    else this.close();
  }

  #withLedger(patch: UserMetadata, ledger: Ledger): UserMetadata {
    return { ...patch, [LEDGER_KEY]: ledger };
  }

  // ── from outside

  #handleSaved(names: string[]): void {
    const fields = names.filter((name) => name !== LEDGER_KEY);
    if (fields.length) {
      this.#dispatch('saved', fields);
      this.#tellProfile();
      void this.#refresh();
    }
    if (this.#current) this.#show({ ...this.#current, notice: undefined });
  }

  #handleSaveFailure(error: StoreError): void {
    fail(this.#host, error);
    // Kept in any case; whether to wait for a network is something the person can see for themselves.
    if (this.#current) this.#show({ ...this.#current, notice: navigator.onLine ? 'kept' : 'offline' });
  }

  async #refresh(): Promise<void> {
    try {
      await this.#host.refresh?.();
    } catch (error) {
      fail(this.#host, error as Error);
    }
  }

  readonly #handleStorage = (event: StorageEvent): void => {
    const person = this.#person;
    if (!person?.owns(event.key)) return;
    person.reload();
    if (this.#current?.phase !== 'asking') return;
    const names = this.#current.fields.map((field) => field.name);
    const rows = this.explain().filter((row) => names.includes(row.name));
    // Answered or declined in another tab.
    if (rows.every((row) => isOver(row.reason))) this.#show(undefined);
  };

  readonly #handleActivity = (): void => {
    const at = this.#now().getTime();
    if (document.visibilityState !== 'visible' || at - this.#observedAt < OBSERVE_EVERY_MS) return;
    this.#observedAt = at;
    void this.#person?.observe().then((isNew) => (isNew ? this.consider() : undefined));
  };

  #tellProfile(): void {
    this.#host.dispatchEvent(new ProfileChangedEvent(Object.keys(this.profile)));
  }

  #dispatch(type: FieldsEvent['type'], names: string[]): void {
    this.#host.dispatchEvent(new FieldsEvent(type, names));
  }

}

const ACTIVITY_EVENTS = ['pointerdown', 'keydown', 'visibilitychange', 'pageshow'] as const;

function isOver(reason: Reason): boolean {
  return reason === 'known' || reason === 'declined';
}

