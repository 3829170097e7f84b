/**
 * Asks at the right time, and reports as events what happens to the answers. It shows nothing itself: `current` is what should
 * be on the screen. An answer passes `AskScreen`, `OpenAsk`, the person's outbox and the store.
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
import { knownAnswers, shownFields, type CurrentAsk, type OpenAsk, type Settle } from './open-ask.ts';

export interface AskControllerOptions extends AskSubject {
  host: AskHost;
  prepareView: PrepareView;
  /** Ends listeners, timers and everything that is still running. */
  signal: AbortSignal;
  /** The profile in the last `profile-changed` event. The next run of the same person continues with it. */
  reported: { profile?: Profile };
  /** Default: the browser's clock. */
  now?: () => Date;
}

/** The parts that exist once the person's storage is open and the session is counted. */
interface Asker {
  person: Person;
  decider: AskDecider;
  screen: AskScreen;
}

export class AskController implements PersonClient {
  readonly user: Claims;
  readonly clientId: string;
  readonly store: ProfileStore;
  /** Contains the person's variants of experiments once `start()` has assigned them. */
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
  /** The profile and `known` at the last event of this run; `undefined` before the first. */
  #lastReport: [Profile, UserMetadata | undefined] | undefined;

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

  /** The questions on the screen. The view calls its methods. */
  get open(): OpenAsk | undefined {
    return this.#asker?.screen.open;
  }

  get current(): CurrentAsk | undefined {
    return this.open?.current;
  }

  /** Whether `start()` has come far enough for calls. */
  get isOpen(): boolean {
    return this.#asker !== undefined;
  }

  /** The known values, including pending answers. Empty before the person's storage is open. */
  get profile(): Profile {
    return this.#asker?.decider.profile ?? {};
  }

  /** Opens the person's storage, counts the session, and asks if it is time. */
  async start(): Promise<void> {
    const signal = this.#signal;
    this.plan = await assignPlan(this.#options);
    // Everything that can fail comes before the person is joined, because another start would join a second time.
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
    this.#reportProfile();
    // Answers of an earlier visit may be pending.
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
      // While this element shows thanks, another part of the page asks.
      handleTurn: () => {
        if (!this.current) void this.consider();
      },
      handleProfile: () => this.#reportProfile(),
      handleMissed: () => void this.consider(),
    });
    return { person, decider, screen };
  }

  /** Tries for `timeoutMs` to send pending answers, then removes the person's data from this browser. */
  async forget(timeoutMs: number): Promise<void> {
    const person = this.#asker?.person;
    if (!person) return;
    const end = performance.now() + timeoutMs;
    const send = async () => person.hasPending && (await person.outbox())?.flush(end);
    const limit = new Promise((resolve) => setTimeout(resolve, timeoutMs));
    // Answers that are not sent in time are removed, so that no one finds them after the sign-out.
    await Promise.race([send().catch((error: Error) => fail(this.#host, error)), limit]);
    person.close();
    person.forget();
  }

  /** Values from the page, by field name or by the name in `knownFrom: ["app.…"]`. */
  set known(known: UserMetadata | undefined) {
    this.#facts.known = known;
    if (!this.#asker) return;
    this.#reportProfile();
    this.#asker.screen.endIfKnown();
    void this.consider();
  }

  /** Sets the person's activity, which may make fields relevant. `undefined` ends it. */
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

  /** Reads the profile, unless it was read within ten minutes. */
  async readProfile(): Promise<Profile> {
    if (await this.#asker?.person.read()) this.#reportProfile();
    return this.profile;
  }

  /** "Don't ask me anything", or that taken back. Other devices read it from the profile. */
  async optOut(isOut: boolean): Promise<void> {
    if (!this.#asker) return;
    const { person, screen } = this.#asker;
    // Another device may have recorded the refusal, and only a known one can be taken back.
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

  /**
   * Restores the questions of before a reload, or asks if it is time. Reads the profile first, but only if something would be
   * asked.
   */
  async consider(): Promise<void> {
    await this.#inOrder(async (asker) => {
      if (this.current ? this.current.phase !== 'asking' : !(await asker.screen.resume())) await this.#considerNow(asker);
    }).catch((error: Error) => fail(this.#host, error));
  }

  /**
   * Asks for `names`, or for the next fields of the plan. Resolves with all their values, or with `null` if the person does not
   * answer.
   */
  async ask(names?: string[], options: AskOptions = {}): Promise<Answers | null> {
    this.#warnOfUnknown('fields', names ?? []);
    const asked = await this.#inOrder(async (asker) => {
      const find = () => asker.decider.findRequested(names, options);
      await this.#prepare(asker, find());
      let settle: Settle = () => {};
      const answers = new Promise<Answers | null>((resolve) => (settle = resolve));
      const isShown = await asker.screen.show(find, names, settle);
      // In an object, so that the queue does not wait until the person has answered.
      return { answers: isShown ? answers : names ? knownAnswers(this.profile, names) : null };
    });
    return (await asked?.answers) ?? null;
  }

  /**
   * Runs one piece of work after the other, so that two requests cannot interfere. Resolves with `undefined` if the run has ended.
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
    // The choices of a question may fail to load, or it may not be due any longer. Then the next question is tried.
    if (!(await screen.show(find)) && !this.#signal.aborted && !isSameJson(find(), fields)) await this.#considerNow(asker);
  }

  /** Stores how long nothing will be asked, so that later pages need not load the code that decides. */
  async #noteQuietPeriod({ person, decider }: Asker): Promise<void> {
    const quietPeriod = await decider.findQuietPeriod(() => !this.#signal.aborted && !this.open && !person.hasPending);
    if (quietPeriod) person.storeQuietPeriod(quietPeriod);
  }

  /** Reads the profile if these fields need it, and loads the view meanwhile. A failed load is reported when the view is needed. */
  async #prepare({ person }: Asker, fields: ProfileField[] | undefined): Promise<void> {
    if (!fields) return;
    for (const part of [this.#options.prepareView(fields), (async () => this.store.prepare?.())()]) part?.catch(() => undefined);
    if (person.known.mustReadFor(fields.map(({ name }) => name)) && (await person.read())) this.#reportProfile();
  }

  /** Called after a navigation within the app. Questions of other pages end, and others may begin. */
  async #followLocation({ screen }: Asker): Promise<void> {
    screen.endIfOfOtherPage();
    await this.consider();
  }

  handleSaved(names: string[]): void {
    const fields = names.filter((name) => name !== LEDGER_KEY);
    if (fields.length) {
      this.#host.dispatchEvent(new FieldsEvent('saved', fields, { planId: this.plan.id }));
      this.#reportProfile();
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
    this.#reportProfile();
  }

  #reportProfile(): void {
    const { profile } = this;
    const now: [Profile, UserMetadata | undefined] = [profile, this.#facts.known];
    if (isSameJson(now, this.#lastReport)) return;
    const { reported } = this.#options;
    const before = reported.profile;
    this.#lastReport = now;
    reported.profile = profile;
    const changed = Object.keys({ ...before, ...profile }).filter((name) => !isSameJson(profile[name], before?.[name]));
    this.#host.dispatchEvent(new ProfileChangedEvent(Object.keys(profile), changed));
  }
}

/** Returns the plan with the person's variants of its experiments. */
async function assignPlan({ plan, user }: AskSubject): Promise<ProfilePlan> {
  return plan.experiments?.length ? (await import('../plan/experiments.ts')).assignVariants(plan, user.sub) : plan;
}

/** Loads the function that evaluates conditions, for plans that have some. */
async function loadConditions({ fields }: ProfilePlan): Promise<AskMoment['matchesCondition']> {
  return fields.some(({ when }) => when) ? (await import('../plan/condition.ts')).matchesCondition : undefined;
}
