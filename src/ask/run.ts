/**
 * One person's time with a profiler. Everything that begins in a run ends with it, and what comes too late of it is
 * told to nobody.
 */
import type { Claims } from '../person/claims.ts';
import { forgetPerson } from '../person/quiet-period.ts';
import { watchSignOut } from '../person/sign-out-watch.ts';
import type { AskController, AskHost, AskOptions } from './ask-controller.ts';
import { fail } from './events.ts';
import type { Answers, CurrentAsk, OpenAsk } from './open-ask.ts';
import type { LoadedPlan } from './plan-source.ts';
import type { Profile, UserMetadata } from '../plan/plan.ts';
import type { AnswerSheet, Entry } from './answer-sheet.ts';
import type { ProfilerEvent, ProfilerOptions } from './profiler.ts';
import type { ProfilerState } from './profiler-state.ts';

export interface RunContext {
  options: ProfilerOptions;
  user: Claims;
  isNewSignIn?: boolean;
  known: UserMetadata | undefined;
  activity: string | undefined;
  loadPlan: () => Promise<LoadedPlan>;
  /** The state may have changed. */
  handleChange: () => void;
  /** The person has signed out in another tab. */
  handleSignOut: () => void;
}

export class Run extends EventTarget implements AskHost {
  readonly takesFocus = false;
  readonly #context: RunContext;
  readonly #end = new AbortController();
  readonly #ended: Promise<null>;
  #started: Promise<void>;
  #isDeciding = true;
  #asks: AskController | undefined;
  #loadingSheet: Promise<AnswerSheet> | undefined;
  #sheet: AnswerSheet | undefined;
  #updating: Promise<void> | undefined;
  #isSaving = false;

  constructor(context: RunContext) {
    super();
    this.#context = context;
    const { signal } = this.#end;
    this.#ended = new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
    this.#started = this.#start()
      .catch((error: Error) => fail(this, error))
      .finally(() => {
        this.#isDeciding = false;
        this.requestUpdate();
      });
  }

  get state(): ProfilerState {
    const current = this.#asks?.current;
    const known = Object.keys(this.profile);
    if (!current || !this.#sheet) return { phase: this.#isDeciding ? 'deciding' : 'quiet', fields: [], canUndo: false, known };
    const isThanking = current.phase === 'thanks';
    return {
      phase: isThanking ? 'thanking' : 'asking',
      ...this.#sheet.describe(current, this.profile),
      step: current.step,
      canUndo: isThanking && this.#open!.canUndo,
      known,
      language: this.#sheet.language,
    };
  }

  get profile(): Profile {
    return this.#asks?.profile ?? {};
  }

  get isShowing(): boolean {
    return this.#asks?.current !== undefined;
  }

  explain() {
    return this.#asks?.explain() ?? [];
  }

  set known(known: UserMetadata | undefined) {
    this.#context.known = known;
    if (this.#asks) this.#asks.known = known;
  }

  track(activity: string | undefined): void {
    this.#context.activity = activity;
    this.#asks?.track(activity);
  }

  ask(names?: string[], options?: AskOptions): Promise<Answers | null> {
    return Promise.race([this.#ready().then((asks) => asks.ask(names, options)), this.#ended]);
  }

  async silence(isSilent: boolean): Promise<void> {
    await Promise.race([this.#ready().then((asks) => asks.silence(isSilent)), this.#ended]);
  }

  /** Answers whether the values were taken. */
  async answer(values: Record<string, Entry | undefined>): Promise<boolean> {
    const current = this.#asking;
    if (!current || this.#isSaving) return false;
    const answers = this.#sheet!.read(current, this.profile, values);
    this.#context.handleChange();
    if (!answers) return false;
    this.#isSaving = true;
    try {
      await this.#open!.answer(answers);
    } finally {
      this.#isSaving = false;
    }
    const after = this.#asking;
    return !this.#end.signal.aborted && !(after && after.step.index === current.step.index);
  }

  draft(name: string, value: Entry): void {
    const current = this.#asking;
    if (!current) return;
    this.#open!.draft(name, this.#sheet!.enter(current, name, value));
    // At once: an input that is drawn from the state later than in its own event loses the caret.
    this.#context.handleChange();
  }

  async snooze(): Promise<void> {
    if (this.#asking) await this.#open!.snooze();
  }

  async decline(): Promise<void> {
    if (this.#asking) await this.#open!.decline();
  }

  async undo(): Promise<void> {
    await this.#open?.undo();
    if (this.#asking) this.#sheet?.clear();
    this.requestUpdate();
  }

  close(): void {
    this.#open?.close();
  }

  /** Ends everything; a promise of `ask()` that waits resolves with `null`. */
  end(): void {
    this.#end.abort();
    this.#asks?.stop();
  }

  /** Tries for `timeoutMs` to send what is pending, then forgets the person in this browser. */
  async forget(timeoutMs: number): Promise<void> {
    const { user, options } = this.#context;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([this.#started, this.#ended, new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)))]);
    clearTimeout(timer);
    await this.#asks?.forget(timeoutMs);
    this.end();
    await forgetPerson(user, options.clientId);
  }

  // ── what the ask controller needs of its host

  requestUpdate(): void {
    this.#updating ??= Promise.resolve().then(() => {
      this.#updating = undefined;
      if (!this.#end.signal.aborted) this.#context.handleChange();
    });
  }

  get updateComplete(): Promise<void> {
    return this.#updating ?? Promise.resolve();
  }

  isBeingUsed(): boolean {
    return this.#context.options.isBeingUsed?.() ?? false;
  }

  readonly refresh = (): Promise<void> | void => this.#context.options.refresh?.();

  override dispatchEvent(event: Event): boolean {
    const { signal } = this.#end;
    if (signal.aborted) return false;
    try {
      this.#context.options.onEvent?.(event as ProfilerEvent);
    } catch (error) {
      reportError(error);
    }
    this.requestUpdate();
    return !event.defaultPrevented && !signal.aborted;
  }

  // ──

  get #open(): OpenAsk | undefined {
    return this.#asks?.open;
  }

  /** What is asked, while it is. */
  get #asking(): CurrentAsk | undefined {
    const current = this.#asks?.current;
    return current?.phase === 'asking' && this.#sheet ? current : undefined;
  }

  /** Who answers for what the page wants now; tries again to load it where that failed. */
  async #ready(): Promise<AskController> {
    await this.#started;
    if (!this.#asks) await (this.#started = this.#start());
    return this.#asks!;
  }

  async #start(): Promise<void> {
    const { user, isNewSignIn, options, loadPlan, handleSignOut } = this.#context;
    const { clientId, store, now } = options;
    const { signal } = this.#end;
    void watchSignOut(user, clientId, handleSignOut, signal);
    const [{ plan, digest, error }, { AskController }] = await Promise.all([loadPlan(), import('./ask-controller.ts')]);
    if (signal.aborted) return;
    if (error) fail(this, error);
    const asks = new AskController(this, () => this.#loadSheet(), now);
    asks.known = this.#context.known;
    asks.track(this.#context.activity);
    this.#asks = asks;
    await asks.start({ user, clientId, store, plan, planDigest: digest, isNewSignIn });
  }

  #loadSheet(): Promise<AnswerSheet> {
    this.#loadingSheet ??= this.#openSheet().catch((error: unknown) => {
      this.#loadingSheet = undefined;
      throw error;
    });
    return this.#loadingSheet;
  }

  async #openSheet(): Promise<AnswerSheet> {
    const { language: stated, dictionary } = this.#context.options;
    const [{ AnswerSheet }, { FieldOptionLists }, { loadWords }, { pickLanguage }] = await Promise.all([
      import('./answer-sheet.ts'),
      import('./field-options.ts'),
      import('../locales/index.ts'),
      import('../locales/pick-language.ts'),
    ]);
    const language = pickLanguage([stated, document.documentElement.lang], navigator.languages);
    const words = await loadWords(language, dictionary);
    this.#sheet = new AnswerSheet({ language, words }, new FieldOptionLists(this, () => this.requestUpdate()));
    return this.#sheet;
  }
}
