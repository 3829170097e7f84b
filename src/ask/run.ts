/**
 * The lifetime of one person with one plan and store, until one of them changes. Everything that begins in a run ends with its
 * signal. In a quiet period, nothing beyond this file is loaded.
 */
import type { Claims } from '../person/claims.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import { PersonStorage } from '../person/person-storage.ts';
import { forgetPerson, hasQuietPeriod, monitorQuietPeriod, type QuietPeriodMonitor } from '../person/quiet-period.ts';
import { signInOf } from '../person/session-log.ts';
import { watchSignOut } from '../person/sign-out-watch.ts';
import type { Explanation } from '../plan/decide.ts';
import type { Profile, UserMetadata } from '../plan/plan.ts';
import { nextTask } from '../platform/next-task.ts';
import type { AskController, AskControllerOptions } from './ask-controller.ts';
import type { AskHost } from './ask-host.ts';
import type { AskOptions } from './ask-options.ts';
import type { PrepareView } from './ask-screen.ts';
import type { AskSubject } from './ask-subject.ts';
import { fail, ProfileChangedEvent } from './events.ts';
import type { Answers } from './ask-state.ts';
import type { OpenAsk } from './open-ask.ts';
import type { LoadedPlan } from './loaded-plan.ts';
import { loadErrors } from './plan-source.ts';

export interface RunContext {
  user: Claims;
  clientId: string;
  store: ProfileStore;
  /** The person has just signed in. */
  isNewSignIn: boolean;
  /** What the page knows about the person. */
  known: UserMetadata | undefined;
  /** The person's activity. */
  activity: string | undefined;
  host: AskHost;
  prepareView: PrepareView;
  /** Never rejects, and reports an invalid plan. Resolves with `undefined` if another plan was set meanwhile. */
  loadPlan: () => Promise<LoadedPlan | undefined>;
  /** Called when the person has signed out elsewhere. */
  handleSignOut: () => void;
  /**
   * Whether the properties of the element are still those of this run. They may change before the update that ends it. Default:
   * true.
   */
  isWanted?: () => boolean;
  /** Default: the browser's clock. */
  now?: () => Date;
}

export class Run {
  readonly #context: RunContext;
  readonly #end = new AbortController();
  readonly #ended: Promise<undefined>;
  /** Ends with the quiet period. */
  #quiet = new AbortController();
  #monitor: QuietPeriodMonitor | undefined;
  #storage: Promise<PersonStorage> | undefined;
  #subject: (AskSubject & Pick<AskControllerOptions, 'reported'>) | undefined;
  #asks: AskController | undefined;
  #deciding: Promise<void>;
  #known: UserMetadata | undefined;
  #activity: string | undefined;
  /** The code that decides did not load. The next occasion tries again. */
  #hasFailed = false;
  #isForgetting = false;
  readonly #isNewSignIn: boolean;
  readonly #countedBefore: string | undefined;
  /** The code that decides is already loaded, so a quiet period would save nothing. */
  readonly #isLoaded: boolean;
  /** The profile in the last `profile-changed` event, of this run or the previous one. */
  readonly reported: AskControllerOptions['reported'];

  /** `before`: the run that this one replaces, of the same sign-in or another. */
  constructor(context: RunContext, before?: Run) {
    this.#context = context;
    this.#known = context.known;
    this.#activity = context.activity;
    this.#isLoaded = before !== undefined && (before.#asks !== undefined || before.#isLoaded);
    this.#countedBefore = before && before.#countedSignIn;
    this.reported = before && before.#context.user.sub === context.user.sub ? before.reported : {};
    // A sign-in begins one session, however often the element is moved or the token renewed.
    this.#isNewSignIn = context.isNewSignIn && this.#countedBefore !== this.#signIn;
    const { signal } = this.#end;
    this.#ended = new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
    this.#deciding = this.#report(this.#start());
  }

  /** Resolves once it is decided whether something is asked, or the run has ended. */
  get decided(): Promise<void> {
    return Promise.race([this.#deciding, this.#ended]);
  }

  /** The question on the screen. */
  get open(): OpenAsk | undefined {
    return this.#asks?.open;
  }

  get profile(): Profile {
    return this.#monitor?.found.profile ?? this.#asks?.profile ?? {};
  }

  get plan() {
    return this.#subject?.plan;
  }

  explain(): Explanation[] {
    return this.#monitor?.found.reasons ?? this.#asks?.explain() ?? [];
  }

  set known(known: UserMetadata | undefined) {
    this.#known = known;
    if (this.#asks) this.#asks.known = known;
    else if (this.#subject) this.#decideAnew(() => this.#decide());
  }

  track(activity: string | undefined): void {
    this.#activity = activity;
    this.#asks?.track(activity);
    if (this.#hasFailed || this.#monitor?.isEndedBy(activity)) this.#leaveQuietPeriod();
  }

  /** Resolves with `null` once the run has ended. */
  async ask(names?: string[], options?: AskOptions): Promise<Answers | null> {
    const asks = await this.#ready();
    // One task later, so that answers count that end the run, for example if the page removes the element on `answered`.
    return (await Promise.race([asks?.ask(names, options), this.#ended.then(nextTask)])) ?? null;
  }

  /** Resolves with an empty profile once the run has ended. */
  async readProfile(): Promise<Profile> {
    const asks = await this.#ready();
    return (await Promise.race([asks?.readProfile(), this.#ended])) ?? {};
  }

  /** Resolves with false if the run has ended meanwhile. */
  async optOut(isOut: boolean): Promise<boolean> {
    const asks = await this.#ready();
    await Promise.race([asks?.optOut(isOut), this.#ended]);
    return asks !== undefined;
  }

  /** Tries for `timeoutMs` to send pending answers, then removes the person's data from this browser. */
  async forget(timeoutMs: number): Promise<void> {
    this.#isForgetting = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([this.decided, new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)))]);
    clearTimeout(timer);
    await this.#asks?.forget(timeoutMs);
    this.end();
    forgetPerson(await this.#openStorage());
  }

  /** Ends everything. Stored data stays. */
  end(): void {
    this.#end.abort();
    this.#endQuietPeriod();
  }

  get #signIn(): string {
    const { user } = this.#context;
    return JSON.stringify([user.sub, signInOf(user)]);
  }

  get #countedSignIn(): string | undefined {
    return this.#asks?.hasObserved ? this.#signIn : this.#countedBefore;
  }

  get #isOver(): boolean {
    return this.#end.signal.aborted || this.#context.isWanted?.() === false;
  }

  /** The person's storage, for as long as no `Person` is open. */
  #openStorage(): Promise<PersonStorage> {
    const { user, clientId } = this.#context;
    return (this.#storage ??= PersonStorage.open(user.sub, clientId));
  }

  #report(work: Promise<void>): Promise<void> {
    return work.catch((error: Error) => fail(this.#context.host, error));
  }

  /** Makes one decision after the other. */
  #decideAnew(decide: () => Promise<void>): void {
    this.#deciding = this.#report(this.#deciding.then(decide));
  }

  /** Returns what decides, and tries again to load it if that failed; `undefined` if the run has ended. */
  async #ready(): Promise<AskController | undefined> {
    if (!this.#asks?.isOpen) {
      await this.decided;
      this.#leaveQuietPeriod();
      await this.decided;
      if (!this.#asks) await this.#startAsking();
    }
    return this.#end.signal.aborted ? undefined : this.#asks;
  }

  async #start(): Promise<void> {
    const { user, clientId, store, loadPlan } = this.#context;
    if (typeof user.sub !== 'string' || !user.sub) throw (await loadErrors()).missingSub();
    void this.#prepare();
    await nextTask();
    if (this.#isOver) return;
    const loaded = await loadPlan();
    if (!loaded || this.#isOver) return;
    const { plan, digest } = loaded;
    const handleSignOut = () => {
      if (!this.#isForgetting) this.#context.handleSignOut();
    };
    watchSignOut(await this.#openStorage(), handleSignOut, this.#end.signal);
    if (this.#isOver) return;
    this.#subject = { user, clientId, store, plan, planDigest: digest, isNewSignIn: this.#isNewSignIn, reported: this.reported };
    await this.#decide();
  }

  /** Loads the code that decides together with the plan, if it will be needed. A failure is reported when it is needed. */
  async #prepare(): Promise<void> {
    if (!this.#isNewSignIn && hasQuietPeriod(await this.#openStorage())) return;
    loadController().catch(() => undefined);
  }

  async #decide(): Promise<void> {
    this.#endQuietPeriod();
    if (!this.#isOver && (this.#isLoaded || this.#isNewSignIn || !(await this.#findQuietPeriod()))) await this.#startAsking();
  }

  /** Resolves with true if nothing will be asked for now. */
  async #findQuietPeriod(): Promise<boolean> {
    const known = this.#known;
    const monitor = await monitorQuietPeriod(await this.#openStorage(), { ...this.#subject!, known }, this.#context.now);
    if (!monitor || monitor.isEndedBy(this.#activity)) return false;
    // `known` was set meanwhile, which starts another decision.
    if (this.#isOver || known !== this.#known) return true;
    this.#monitor = monitor;
    this.#quiet = new AbortController();
    monitor.begin(() => this.#leaveQuietPeriod(), this.#quiet.signal);
    const { known: names, profile } = monitor.found;
    const event = new ProfileChangedEvent(names, this.reported.profile && []);
    this.reported.profile = profile;
    this.#context.host.dispatchEvent(event);
    return true;
  }

  #endQuietPeriod(): void {
    this.#quiet.abort();
    this.#monitor = undefined;
  }

  /** Ends the quiet period, because a decision is due. */
  #leaveQuietPeriod(): void {
    if (!this.#monitor && !this.#hasFailed) return;
    this.#endQuietPeriod();
    this.#decideAnew(() => this.#startAsking());
  }

  async #startAsking(): Promise<void> {
    if (this.#isOver) return;
    this.#hasFailed = false;
    try {
      const { AskController } = await loadController();
      if (this.#isOver) return;
      const { host, prepareView, now } = this.#context;
      const asks = new AskController({ ...this.#subject!, host, prepareView, now, signal: this.#end.signal });
      asks.known = this.#known;
      asks.track(this.#activity);
      this.#asks = asks;
      await asks.start();
    } catch (error) {
      this.#asks = undefined;
      this.#hasFailed = true;
      throw error;
    }
  }
}

const loadController = () => import('./ask-controller.ts');
