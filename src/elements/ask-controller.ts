/**
 * Decides what is asked, and when: element → this → open ask → outbox → store → Auth0, and back as events.
 * It shows nothing itself: what should be on the screen is `current`.
 */
import type { Claims } from '../auth0/session.ts';
import type { ProfileStore } from '../auth0/profile-store.ts';
import type { StoreError } from '../auth0/store-error.ts';
import { Person } from '../browser/person.ts';
import { decideAsk, decideRequest, explainDecision, type AskMoment, type Explanation } from '../plan/decide.ts';
import { LEDGER_KEY, recordShown, recordSilenced, recordUnsilenced } from '../plan/ledger.ts';
import type { Profile, ProfileField, ProfilePlan, Reason, UserMetadata } from '../plan/plan.ts';
import { BeforeAskEvent, FieldsEvent, ProfileChangedEvent, fail } from './events.ts';
import type { Answers, CurrentAsk, OpenAsk } from './open-ask.ts';

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

// Activity is noted by the minute: sessions end after thirty.
const OBSERVE_EVERY_MS = 60_000;
const ACTIVITY_EVENTS = ['pointerdown', 'keydown', 'visibilitychange', 'pageshow'] as const;

export class AskController {
  readonly #host: AskHost;
  readonly #now: () => Date;
  #subject: AskSubject | undefined;
  #person: Person | undefined;
  #holds: AskMoment['holds'];
  #known: UserMetadata | undefined;
  #activity: string | undefined;
  #open: OpenAsk | undefined;
  #considering: Promise<void> | undefined;
  #observedAt = 0;

  constructor(host: AskHost, now: () => Date = () => new Date()) {
    this.#host = host;
    this.#now = now;
  }

  /** The ask on the screen, to hand on to it what the person does there. */
  get open(): OpenAsk | undefined {
    return this.#open;
  }

  get current(): CurrentAsk | undefined {
    return this.#open?.current;
  }

  /** What is known about the person, with answers that are still on their way. Empty while nobody is there. */
  get profile(): Profile {
    return this.#person?.profile(this.#known) ?? {};
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
    const [holds] = await Promise.all([loadConditions(subject.plan), person.observe(subject.isNewSignIn)]);
    if (this.#subject !== subject) return;
    this.#person = person;
    this.#holds = holds;
    addEventListener('storage', this.#handleStorage);
    for (const type of ACTIVITY_EVENTS) addEventListener(type, this.#handleActivity, { passive: true, capture: true });
    this.#tellProfile();
    // Answers of an earlier visit that did not get through.
    if (person.hasPending) void person.outbox().catch((error: Error) => fail(this.#host, error));
    if (!(await this.#resume(person))) await this.consider();
  }

  /** Lets go of the person; what is written down stays. */
  stop(): void {
    removeEventListener('storage', this.#handleStorage);
    for (const type of ACTIVITY_EVENTS) removeEventListener(type, this.#handleActivity, { capture: true });
    this.#open?.end();
    this.#person?.close();
    this.#person = this.#subject = this.#considering = undefined;
  }

  /** Tries to send what is pending for at most `timeoutMs`, then forgets the person in this browser. */
  async forget(timeoutMs: number): Promise<void> {
    const person = this.#person;
    if (!person) return;
    if (person.hasPending) {
      const ends = { signal: AbortSignal.timeout(timeoutMs) };
      // What cannot be sent in time is given up: nobody may find it after the sign-out.
      await person.outbox().then((outbox) => outbox.flush(ends)).catch((error: Error) => fail(this.#host, error));
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

  /** "Don't ask again" for everything, or that taken back. Other devices learn of it through the profile. */
  async silence(isSilent: boolean): Promise<void> {
    const person = this.#person;
    if (!person) throw new Error('Expected somebody to be signed in before silence(), but nobody is.');
    person.changeLedger((ledger) => (isSilent ? recordSilenced : recordUnsilenced)(ledger, this.#now()));
    if (isSilent) this.#open?.end();
    (await person.outbox()).put({ [LEDGER_KEY]: person.ledger });
    if (!isSilent) await this.consider();
  }

  explain(): Explanation[] {
    const person = this.#person;
    if (!this.#subject || !person) return [];
    return explainDecision(this.#subject.plan, this.#moment(person)).map((row) =>
      person.isConcealed(row.name) ? { ...row, asked: false, reason: 'known' } : row,
    );
  }

  /** Asks something if it is time. Reads the profile first, but only when something would be asked. */
  async consider(): Promise<void> {
    while (this.#considering) await this.#considering;
    const person = this.#person;
    if (!person || this.current?.phase === 'asking') return;
    this.#considering = this.#considerNow(person).catch((error: Error) => fail(this.#host, error));
    await this.#considering;
    this.#considering = undefined;
  }

  /** Asks for `names` (or for what is next) now. Resolves with all their values, or `null` if the person does not answer. */
  async ask(names?: string[], options: AskOptions = {}): Promise<Answers | null> {
    const person = this.#person;
    const plan = this.#subject?.plan;
    if (!plan || !person) {
      throw new Error('Expected somebody to be signed in before ask(), but there is no user yet. Wait for them, or set `user` and `store`.');
    }
    this.#open?.end();
    const find = () => decideRequest(plan, { ...this.#moment(person), ...options, names });
    let ask = find();
    if (ask) {
      await this.#read(person, ask.fields);
      ask = find();
    }
    if (person !== this.#person) return null;
    const { knownAnswers } = await import('./open-ask.ts');
    if (!ask) return names ? knownAnswers(this.profile, names) : null;
    const fields = ask.fields;
    return new Promise((resolve, reject) => {
      this.#show(person, fields, names, resolve).then((isShown) => {
        if (!isShown) resolve(null);
      }, reject);
    });
  }

  async #considerNow(person: Person): Promise<void> {
    const wanted = this.#askableNow(person);
    if (!wanted) return;
    await this.#read(person, wanted);
    // Meanwhile somebody else may be there, or ask() may have opened the panel.
    if (person !== this.#person || this.current?.phase === 'asking') return;
    const fields = this.#askableNow(person);
    if (fields) await this.#show(person, fields);
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
    return decideAsk(open, this.#moment(person))?.fields;
  }

  #moment(person: Person): AskMoment {
    return {
      profile: person.profile(this.#known),
      ledger: person.ledger,
      now: this.#now(),
      activity: this.#activity,
      page: location.pathname,
      holds: this.#holds,
    };
  }

  /** Shows an ask unless the page objects; answers whether it is shown. */
  async #show(person: Person, fields: ProfileField[], names?: string[], settle?: (answers: Answers | null) => void): Promise<boolean> {
    const shown = fields.map((field) => field.name);
    if (!this.#host.dispatchEvent(new BeforeAskEvent(shown, this.#activity))) return false;
    if (!(await this.#openAsk(person, fields, names, settle))) return false;
    person.changeLedger((ledger) => recordShown(this.#subject!.plan, ledger, shown, this.#now()));
    person.openAsk = { names: shown, activity: this.#activity };
    this.#host.dispatchEvent(new FieldsEvent('asked', shown));
    return true;
  }

  /** Brings back what was on the screen before a reload or a change of page. */
  async #resume(person: Person): Promise<boolean> {
    const open = person.openAsk;
    if (!open || !this.#subject) return false;
    const rows = this.explain().filter((row) => open.names.includes(row.name));
    const names = rows.filter((row) => !isOver(row.reason)).map((row) => row.name);
    const fields = this.#subject.plan.fields.filter((field) => names.includes(field.name));
    if (fields.length) return this.#openAsk(person, fields);
    person.openAsk = undefined;
    return false;
  }

  async #openAsk(
    person: Person,
    fields: ProfileField[],
    names = fields.map((field) => field.name),
    settle: (answers: Answers | null) => void = () => {},
  ): Promise<boolean> {
    const { OpenAsk } = await import('./open-ask.ts');
    if (person !== this.#person || !this.#subject) return false;
    this.#open?.end();
    const context = {
      host: this.#host,
      person,
      plan: this.#subject.plan,
      known: this.#known,
      now: this.#now,
      names,
      settle,
      handleEnd: () => {
        if (this.#open === open) this.#open = undefined;
      },
    };
    const open = new OpenAsk(context, fields);
    this.#open = open;
    this.#host.requestUpdate();
    return true;
  }

  #handleSaved(names: string[]): void {
    const fields = names.filter((name) => name !== LEDGER_KEY);
    if (fields.length) {
      this.#host.dispatchEvent(new FieldsEvent('saved', fields));
      this.#tellProfile();
      void this.#refresh();
    }
    this.#open?.notify(undefined);
  }

  #handleSaveFailure(error: StoreError): void {
    fail(this.#host, error);
    // Kept in any case; whether to wait for a network is something the person can see for themselves.
    this.#open?.notify(navigator.onLine ? 'kept' : 'offline');
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
    const { current } = this;
    if (current?.phase !== 'asking') return;
    const names = current.fields.map((field) => field.name);
    const rows = this.explain().filter((row) => names.includes(row.name));
    // Answered or declined in another tab.
    if (rows.every((row) => isOver(row.reason))) this.#open?.end();
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
}

/** What evaluates conditions, for a plan that has some. */
async function loadConditions({ fields }: ProfilePlan): Promise<AskMoment['holds']> {
  return fields.some(({ when }) => when) ? (await import('../plan/condition.ts')).holds : undefined;
}

function isOver(reason: Reason): boolean {
  return reason === 'known' || reason === 'declined';
}
