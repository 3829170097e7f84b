/**
 * Asks at the right time, and reports what becomes of the answers: element → this → screen → open ask → outbox → store → Auth0,
 * and back as events. It shows nothing itself: what should be on the screen is `current`.
 */
import type { Claims } from '../person/claims.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { StoreError } from '../person/store-error.ts';
import { watchActivity } from '../platform/activity.ts';
import { checkLater } from '../platform/developer-page.ts';
import { watchLocation } from '../platform/location.ts';
import { nextTask } from '../platform/next-task.ts';
import { joinPerson } from '../person/join-person.ts';
import type { PersonChange, PersonClient } from '../person/person-clients.ts';
import { OPEN_ASK_ITEM } from '../person/person-storage.ts';
import type { Person } from '../person/person.ts';
import { saveAnswers } from '../person/save-answers.ts';
import type { AskMoment, Explanation } from '../plan/decide.ts';
import { LEDGER_KEY, recordSilenced, recordUnsilenced, type Ledger } from '../plan/ledger.ts';
import type { Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import { AskDecider, type PageFacts } from './ask-decider.ts';
import type { AskHost } from './ask-host.ts';
import type { AskOptions } from './ask-options.ts';
import type { AskSubject } from './ask-subject.ts';
import { AskScreen, type PrepareView } from './ask-screen.ts';
import { FieldsEvent, ProfileChangedEvent, fail } from './events.ts';
import { keptNotice } from './kept-notice.ts';
import type { Answers } from './ask-state.ts';
import { knownAnswers, shownFields, type CurrentAsk, type OpenAsk } from './open-ask.ts';

export interface AskControllerOptions extends AskSubject {
  host: AskHost;
  prepareView: PrepareView;
  /** Ends all of it: listeners, waiting, what is under way. */
  signal: AbortSignal;
  /** The profile in the last event. The next run of the same person continues with it. */
  told: { profile?: Profile };
  /** Default: the browser's clock. */
  now?: () => Date;
}

/** What there is once the person's storage is open and the session counted. */
interface Asker {
  person: Person;
  decider: AskDecider;
  screen: AskScreen;
}

export class AskController implements PersonClient {
  readonly user: Claims;
  readonly clientId: string;
  readonly store: ProfileStore;
  /** With the person's variants, from the start on. */
  plan: ProfilePlan;
  readonly now: () => Date;
  /** Whether the session, and the sign-in that began it, have been counted. */
  hasObserved = false;
  readonly #options: AskControllerOptions;
  readonly #host: AskHost;
  readonly #signal: AbortSignal;
  readonly #facts: PageFacts = {};
  #asker: Asker | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  /** The profile and `known` at the last event of this run; `undefined`: there was none. */
  #lastTold: [Profile, UserMetadata | undefined] | undefined;

  constructor(options: AskControllerOptions) {
    this.#options = options;
    this.#host = options.host;
    this.user = options.user;
    this.clientId = options.clientId;
    this.store = options.store;
    this.plan = options.plan;
    this.now = options.now ?? (() => new Date());
    this.#signal = options.signal;
  }

  /** The ask on the screen, which takes what the person does there. */
  get open(): OpenAsk | undefined {
    return this.#asker?.screen.open;
  }

  get current(): CurrentAsk | undefined {
    return this.open?.current;
  }

  /** Whether calls need not wait for `start()`. */
  get isOpen(): boolean {
    return this.#asker !== undefined;
  }

  /** What is known about the person, with answers that are being saved. Empty while no one is signed in. */
  get profile(): Profile {
    return this.#asker?.decider.profile ?? {};
  }

  /** Opens the person's storage, counts the session, and asks if it is time. */
  async start(): Promise<void> {
    const signal = this.#signal;
    this.plan = await assignPlan(this.#options);
    // Nothing that can fail comes after the person is joined: another start would join them once more.
    const matchesCondition = await loadConditions(this.plan);
    if (signal.aborted) return;
    const person = await joinPerson(this, signal);
    if (!person) return;
    this.hasObserved = true;
    await person.observe(this.#options.isNewSignIn);
    await nextTask();
    if (signal.aborted) return;
    const asker = (this.#asker = this.#createAsker(person, matchesCondition));
    watchLocation(() => void this.#followLocation(asker), signal);
    const handleActivity = () => void person.observe().then((isNew) => (isNew ? this.consider() : undefined));
    watchActivity(handleActivity, this.now, signal);
    this.#tellProfile();
    // Answers of an earlier visit that were not saved.
    if (person.hasPending) void person.sendPending();
    await this.consider();
    checkLater(() => import('./page-check.ts').then(({ checkPage }) => checkPage(this.#options)));
  }

  #createAsker(person: Person, matchesCondition: AskMoment['matchesCondition']): Asker {
    const facts = this.#facts;
    const shared = { ...this.#options, plan: this.plan, person, facts, now: this.now };
    const decider = new AskDecider({ ...shared, matchesCondition });
    const screen = new AskScreen({
      ...shared,
      client: this,
      decider,
      // Thanks stay, and another part of the page asks.
      handleTurn: () => {
        if (!this.current) void this.consider();
      },
      handleProfile: () => this.#tellProfile(),
      handleMissed: () => void this.consider(),
    });
    return { person, decider, screen };
  }

  /** Tries to send what is pending for at most `timeoutMs`, then forgets the person in this browser. */
  async forget(timeoutMs: number): Promise<void> {
    const person = this.#asker?.person;
    if (!person) return;
    const limit = new Promise((resolve) => setTimeout(resolve, timeoutMs));
    // Answers that cannot be sent in time are dropped, so that no one finds them after the sign-out.
    await Promise.race([sendLast(person, performance.now() + timeoutMs).catch((error: Error) => fail(this.#host, error)), limit]);
    person.close();
    person.forget();
  }

  /** Values the page knows, by field name or as `knownFrom: ["app.…"]` names them. */
  set known(known: UserMetadata | undefined) {
    this.#facts.known = known;
    if (!this.#asker) return;
    this.#tellProfile();
    this.#asker.screen.endIfKnown();
    void this.consider();
  }

  /** The person does something now that may make fields relevant; `undefined` ends it. */
  track(activity: string | undefined): void {
    this.#facts.activity = activity;
    this.#warnOfUnknown('activities', activity === undefined ? [] : [activity]);
    void this.consider();
  }

  /** A name that the plan does not have is probably misspelt. */
  #warnOfUnknown(what: 'activities' | 'fields', names: readonly string[]): void {
    const { plan } = this.#options;
    const text = JSON.stringify(plan);
    if (names.every((name) => text.includes(JSON.stringify(name)))) return;
    import('./unknown-names.ts').then(({ warnOfUnknown }) => warnOfUnknown(what, names, plan)).catch(() => undefined);
  }

  /** What is known, read again unless that was done within ten minutes. */
  async readProfile(): Promise<Profile> {
    if (await this.#asker?.person.read()) this.#tellProfile();
    return this.profile;
  }

  /** "Don't ask again" for everything, or that taken back. Other devices learn of it through the profile. */
  async optOut(isOut: boolean): Promise<void> {
    if (!this.#asker) return;
    const { person, screen } = this.#asker;
    // Only a known refusal can be taken back, and another device may have recorded it.
    if (!isOut) await person.read(0).catch((error: Error) => fail(this.#host, error));
    const record = (ledger: Ledger) => (isOut ? recordSilenced : recordUnsilenced)(ledger, this.now());
    if (!saveAnswers(person, { record, client: this })) return;
    if (isOut) screen.end();
    else await this.consider();
  }

  explain(): Explanation[] {
    const { current } = this;
    const shown = new Set(current?.phase === 'asking' ? shownFields(current).map(({ name }) => name) : []);
    const rows = this.#asker?.decider.explain() ?? [];
    return rows.map((row) => (shown.has(row.name) ? { ...row, asked: true, reason: 'asked' } : row));
  }

  /** Brings back what was on the screen, or asks if it is time. Reads the profile first, but only when something would be asked. */
  async consider(): Promise<void> {
    await this.#inOrder(async (asker) => {
      if (this.current ? this.current.phase !== 'asking' : !(await asker.screen.resume())) await this.#considerNow(asker);
    }).catch((error: Error) => fail(this.#host, error));
  }

  /** Asks for `names` (or for what is next) now. Resolves with all their values, or `null` if the person does not answer. */
  async ask(names?: string[], options: AskOptions = {}): Promise<Answers | null> {
    this.#warnOfUnknown('fields', names ?? []);
    const asked = await this.#inOrder(async (asker) => {
      const find = () => asker.decider.findRequested(names, options);
      await this.#prepare(asker, find());
      let settle: (answers: Answers | null) => void = () => {};
      const answers = new Promise<Answers | null>((resolve) => (settle = resolve));
      const isShown = await asker.screen.show(find, names, settle);
      // Wrapped, so that the queue does not wait until the person has answered.
      return { answers: isShown ? answers : names ? knownAnswers(this.profile, names) : null };
    });
    return (await asked?.answers) ?? null;
  }

  /**
   * One thing after the other, so that two asks cannot get in each other's way. `undefined`: no one is signed in (any more).
   */
  #inOrder<T>(work: (asker: Asker) => Promise<T>): Promise<T | undefined> {
    const run = this.#queue.then(() => (this.#asker && !this.#signal.aborted ? work(this.#asker) : undefined));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #considerNow(asker: Asker): Promise<void> {
    const { decider, screen } = asker;
    const find = () => decider.findDue();
    await this.#prepare(asker, find());
    const fields = find();
    if (!fields) return this.#noteQuietPeriod(asker);
    // The next question replaces one whose choices could not be loaded, or that was not due any more once they were.
    if (!(await screen.show(find)) && !this.#signal.aborted && !isSameJson(find(), fields)) await this.#considerNow(asker);
  }

  /** Nothing is asked now: if that lasts, the next pages need not load the code that decides. */
  async #noteQuietPeriod({ person, decider }: Asker): Promise<void> {
    const quietPeriod = await decider.findQuietPeriod(() => !this.#signal.aborted && !this.open && !person.hasPending);
    if (quietPeriod) person.storeQuietPeriod(quietPeriod);
  }

  /** Reads the profile if an ask needs it, and fetches meanwhile what else it needs. A failure of that is reported where it is needed. */
  async #prepare({ person }: Asker, fields: ProfileField[] | undefined): Promise<void> {
    if (!fields) return;
    for (const part of [this.#options.prepareView(fields), this.store.prepare?.()]) part?.catch(() => undefined);
    if (person.known.mustReadFor(fields.map(({ name }) => name)) && (await person.read())) this.#tellProfile();
  }

  /** The app has navigated: a question of another page ends, others may begin. */
  async #followLocation({ screen }: Asker): Promise<void> {
    screen.endIfOfOtherPage();
    await this.consider();
  }

  handleSaved(names: string[]): void {
    const fields = names.filter((name) => name !== LEDGER_KEY);
    if (fields.length) {
      this.#host.dispatchEvent(new FieldsEvent('saved', fields, { planId: this.plan.id }));
      this.#tellProfile();
      void this.#refresh();
    }
    this.open?.notify(undefined);
  }

  handleFailure(error: StoreError): void {
    fail(this.#host, error);
    const notice = keptNotice(error, this.#asker?.person);
    if (notice) this.open?.notify(notice);
  }

  async #refresh(): Promise<void> {
    try {
      await this.#host.refresh?.();
    } catch (error) {
      fail(this.#host, error as Error);
    }
  }

  handleChange({ from, item }: PersonChange): void {
    if (!this.#asker) return;
    if (from === 'tab' && (item === undefined || item === OPEN_ASK_ITEM)) this.#asker.screen.endIfClosedElsewhere();
    this.#tellProfile();
  }

  #tellProfile(): void {
    const { profile } = this;
    const now: [Profile, UserMetadata | undefined] = [profile, this.#facts.known];
    if (isSameJson(now, this.#lastTold)) return;
    const { told } = this.#options;
    const before = told.profile;
    this.#lastTold = now;
    told.profile = profile;
    const changed = Object.keys({ ...before, ...profile }).filter((name) => !isSameJson(profile[name], before?.[name]));
    this.#host.dispatchEvent(new ProfileChangedEvent(Object.keys(profile), changed));
  }
}

/** Waits as long as the tenant says, if that is over before `end`. */
async function sendLast(person: Person, end: number): Promise<void> {
  const outbox = person.hasPending && (await person.outbox());
  if (!outbox || performance.now() > end) return;
  await outbox.flush().catch(async (error: StoreError) => {
    const { retryAfterMs = Infinity } = error;
    if (performance.now() + retryAfterMs > end) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    await sendLast(person, end);
  });
}

/** The plan with the person's variants, for a plan that has experiments. */
async function assignPlan({ plan, user }: AskSubject): Promise<ProfilePlan> {
  return plan.experiments?.length ? (await import('../plan/experiments.ts')).assignVariants(plan, user.sub) : plan;
}

/** What evaluates conditions, for a plan that has some. */
async function loadConditions({ fields }: ProfilePlan): Promise<AskMoment['matchesCondition']> {
  return fields.some(({ when }) => when) ? (await import('../plan/condition.ts')).matchesCondition : undefined;
}
