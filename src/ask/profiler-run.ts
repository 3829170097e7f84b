/** A run of a page that draws the questions itself: takes the entries, and describes the state to draw. */
import { pickLanguage } from '../locales/pick-language.ts';
import type { LoadedPlan } from './loaded-plan.ts';
import type { Claims } from '../person/claims.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { profileProgress } from '../plan/profile-progress.ts';
import { textIn } from '../plan/text.ts';
import { once } from '../platform/once.ts';
import type { AnswerSheet, Entry } from './answer-sheet.ts';
import type { AskHost } from './ask-host.ts';
import type { CurrentAsk, OpenAsk } from './open-ask.ts';
import type { ProfilerEvent, ProfilerOptions } from './profiler-options.ts';
import type { ProfilerState } from './profiler-state.ts';
import { Run } from './run.ts';

export interface ProfilerRunContext {
  options: ProfilerOptions;
  user: Claims;
  isNewSignIn: boolean;
  known: UserMetadata | undefined;
  activity: string | undefined;
  loadPlan: () => Promise<LoadedPlan>;
  /** Called when the state may have changed. */
  handleChange: () => void;
  /** Called when the person has signed out in another tab. */
  handleSignOut: () => void;
}

export class ProfilerRun extends EventTarget implements AskHost {
  readonly run: Run;
  readonly #context: ProfilerRunContext;
  #isDeciding = true;
  #hasEnded = false;
  /** The last answers are stored. */
  #isStored = false;
  readonly #loadSheet = once(() => this.#openSheet());
  #sheet: AnswerSheet | undefined;
  #updating: Promise<void> | undefined;

  constructor(context: ProfilerRunContext, before?: ProfilerRun) {
    super();
    this.#context = context;
    const { options, ...rest } = context;
    const { clientId, store, now } = options;
    this.run = new Run({ ...rest, clientId, store, now, host: this, prepareView: () => this.#loadSheet() }, before?.run);
    void this.run.decided.then(() => {
      this.#isDeciding = false;
      this.requestUpdate();
    });
  }

  get state(): ProfilerState {
    const current = this.run.open?.current;
    const known = Object.keys(this.run.profile);
    const progress = this.#progress;
    if (!current || !this.#sheet) return { phase: this.#isDeciding ? 'deciding' : 'quiet', fields: [], canUndo: false, known, progress };
    const isThanking = current.phase === 'thanks';
    return {
      phase: isThanking ? 'thanking' : 'asking',
      ...this.#sheet.describe(current, this.run.profile),
      step: current.step,
      thanks: current.thanks && textIn(current.thanks, this.#sheet.language),
      canUndo: isThanking && this.#open!.canUndo,
      known,
      progress,
      language: this.#sheet.language,
    };
  }

  get #progress(): ProfilerState['progress'] {
    const { plan, profile } = this.run;
    const explanations = this.run.explain();
    if (!plan || !explanations.length) return undefined;
    const { next, ...counts } = profileProgress(plan, profile, explanations);
    return { ...counts, ...(next && { next: { name: next.name, why: textIn(next.why, this.#language) } }) };
  }

  get #language(): string {
    return pickLanguage([this.#context.options.language, document.documentElement.lang], navigator.languages);
  }

  get isShowing(): boolean {
    return this.run.open !== undefined;
  }

  /** Returns true if the values were valid and are stored. */
  answer(values: Record<string, Entry | undefined>): boolean {
    const current = this.#asking;
    if (!current) return false;
    const answers = this.#sheet!.read(current, this.run.profile, values);
    this.#context.handleChange();
    this.#isStored = false;
    if (answers) this.#open!.answer(answers);
    return this.#isStored;
  }

  draft(name: string, value: Entry): void {
    const current = this.#asking;
    if (!current) return;
    this.#open!.draft(name, this.#sheet!.enter(current, name, value));
    // In the same task, because an input that is drawn later than its own event loses the caret.
    this.#context.handleChange();
  }

  snooze(): void {
    if (this.#asking) this.#open!.snooze();
  }

  decline(): void {
    if (this.#asking) this.#open!.decline();
  }

  back(): void {
    this.#open?.back();
  }

  undo(): void {
    this.#open?.undo();
    if (this.#asking) this.#sheet?.clear();
    this.requestUpdate();
  }

  close(): void {
    this.#open?.close();
  }

  end(): void {
    this.#hasEnded = true;
    this.run.end();
  }

  // ── for the ask controller

  requestUpdate(): void {
    this.#updating ??= Promise.resolve().then(() => {
      this.#updating = undefined;
      if (!this.#hasEnded) this.#context.handleChange();
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
    if (event.type === 'answered') this.#isStored = true;
    if (this.#hasEnded) return false;
    try {
      this.#context.options.onEvent?.(event as ProfilerEvent);
    } catch (error) {
      reportError(error);
    }
    this.requestUpdate();
    return !event.defaultPrevented && !this.#hasEnded;
  }

  // ──

  get #open(): OpenAsk | undefined {
    return this.run.open;
  }

  /** The questions, while they are asked. */
  get #asking(): CurrentAsk | undefined {
    const current = this.run.open?.current;
    return current?.phase === 'asking' && this.#sheet ? current : undefined;
  }

  async #openSheet(): Promise<AnswerSheet> {
    const [{ AnswerSheet }, { loadWords }] = await Promise.all([import('./answer-sheet.ts'), import('../locales/index.ts')]);
    const language = this.#language;
    const words = await loadWords(language, this.#context.options.dictionary);
    this.#sheet = new AnswerSheet({ language, words });
    return this.#sheet;
  }
}
