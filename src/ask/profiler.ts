import type { Claims } from '../person/claims.ts';
import type { AskOptions } from './ask-options.ts';
import { fail } from './events.ts';
import { isDifferent, toJson } from './plain-data.ts';
import type { LoadedPlan } from './loaded-plan.ts';
import { loadPlan } from './plan-source.ts';
import type { Activity, AskedAnswers, FieldName } from '../plan/define-plan.ts';
import type { Profile, ProfilePlan, Reason, UserMetadata } from '../plan/plan.ts';
import type { Entry } from './answer-sheet.ts';
import type { ProfilerOptions } from './profiler-options.ts';
import { NOBODY, type ProfilerState } from './profiler-state.ts';
import { ProfilerRun } from './profiler-run.ts';

/**
 * Asks a signed-in person. The page draws its `state`. All functions are bound. With a plan made by `definePlan`, their types
 * contain its names, answers and activities.
 */
export interface Profiler<Plan extends ProfilePlan = ProfilePlan> {
  /** Plain data; a new object after each change. */
  readonly state: ProfilerState;
  /** The known values, each with its source. */
  readonly profile: Profile;
  /** Calls `listener` after each change. Call the returned function to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Sets the signed-in person's claims (ID token); `null` while no one is signed in. Does nothing on a server. `isNewSignIn`:
   * the person has just signed in, so a session begins. Not needed if the claims contain `sid` or `auth_time`.
   * @throws if the claims have no `sub`
   */
  readonly setUser: (user: Claims | null | undefined, options?: { isNewSignIn?: boolean }) => void;
  /** Call it when the page knows more about the person. */
  readonly setKnown: (known: UserMetadata | undefined) => void;
  /**
   * Asks for fields now. Without `names`, it asks the next fields of the plan. Resolves with all their values, including known
   * ones, or with `null` if the person does not answer. Rejects while no one is signed in.
   */
  readonly ask: <const Names extends FieldName<Plan>[]>(names?: Names, options?: AskOptions) => Promise<AskedAnswers<Plan, Names> | null>;
  /** Keeps typed values, also across a reload. They are not checked, because they may be incomplete. */
  readonly draft: (name: FieldName<Plan>, value: Entry) => void;
  /**
   * Saves the answers to the questions in `state.fields`. A question without a value here keeps its typed or shown value.
   * Resolves with `true` after the answers are stored, or with `false` if one is invalid; its `error` says why. Rejects for a
   * name that is not asked.
   */
  readonly answer: (values?: { [Name in FieldName<Plan>]?: Entry }) => Promise<boolean>;
  /** "Not now". */
  readonly snooze: () => Promise<void>;
  /** "Don't ask again". */
  readonly decline: () => Promise<void>;
  /** Shows the previous step with its answers. */
  readonly back: () => void;
  /** Takes the last answers back and asks again, with the answers filled in. */
  readonly undo: () => Promise<void>;
  /** Ends the thanks. */
  readonly close: () => void;
  /** Reports what the person is doing, for fields with `ask.on`. `undefined` ends the activity. */
  readonly track: (activity: Activity<Plan> | undefined) => void;
  /**
   * Reads the profile, unless it was read within ten minutes. Rejects while no one is signed in, or if the profile cannot be
   * read.
   */
  readonly readProfile: () => Promise<Profile>;
  /** "Don't ask me anything", on every device; `false` takes it back. Rejects while no one is signed in. */
  readonly optOut: (isOut?: boolean) => Promise<void>;
  /** The former name of `optOut()`. */
  readonly silence: (isSilent?: boolean) => Promise<void>;
  /** Returns, for every field of the plan, whether it would be asked now and why. */
  readonly explain: () => { name: string; asked: boolean; reason: Reason; variants?: Record<string, string> }[];
  /**
   * Call it before the page signs the person out. Tries for `timeoutMs` (default: 3000) to send pending answers, then
   * removes answers, drafts and the copy of the profile from this browser.
   */
  readonly forget: (options?: { timeoutMs?: number }) => Promise<void>;
  /** Ends everything. A pending promise of `ask()` resolves with `null`. */
  readonly destroy: () => void;
}

/** The questions without the panel: the page draws `state` in its own design. Nothing happens before `setUser()`. */
export function createProfiler<Plan extends ProfilePlan>(options: ProfilerOptions<Plan>): Profiler<Plan> {
  return new StateProfiler(options) as Profiler as Profiler<Plan>;
}

class StateProfiler implements Profiler {
  readonly #options: ProfilerOptions;
  readonly #listeners = new Set<{ listener: () => void }>();
  #state = NOBODY;
  #plan: Promise<LoadedPlan> | undefined;
  #user: Claims | null = null;
  #known: UserMetadata | undefined;
  #activity: string | undefined;
  #run: ProfilerRun | undefined;
  #isDestroyed = false;

  constructor(options: ProfilerOptions) {
    if (!options.plan) throw new Error(`Expected a plan or its address, got ${String(options.plan)}.`);
    this.#options = options;
    this.#known = copy(options.known);
  }

  get state(): ProfilerState {
    return this.#state;
  }

  get profile(): Profile {
    return this.#run?.run.profile ?? {};
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  };

  readonly setUser: Profiler['setUser'] = (user, { isNewSignIn = false } = {}) => {
    if (user && (typeof user.sub !== 'string' || !user.sub)) {
      throw new Error('Expected a user with a `sub` (the claims of the ID token), but it has none.');
    }
    if (this.#isDestroyed || typeof document === 'undefined') return;
    const before = this.#user;
    if (!isNewSignIn && !isDifferent(user ?? null, before)) return;
    this.#user = user ? copy(user) : null;
    // A renewed token of the same person, for example in `refresh`, must not remove the thanks.
    if (!isNewSignIn && user?.sub === before?.sub && this.#run?.isShowing) return;
    this.#run?.end();
    this.#run = user ? this.#begin(user, isNewSignIn, this.#run) : undefined;
    this.#update();
  };

  readonly setKnown = (known: UserMetadata | undefined): void => {
    if (!isDifferent(known, this.#known)) return;
    this.#known = copy(known);
    if (this.#run) this.#run.run.known = known;
  };

  readonly ask: Profiler['ask'] = async <Names extends string[]>(names?: Names, options?: AskOptions) => this.#require('ask').run.ask(names, options) as Promise<AskedAnswers<ProfilePlan, Names> | null>;
  readonly draft: Profiler['draft'] = (name, value) => this.#run?.draft(name, value);
  readonly answer: Profiler['answer'] = (values = {}) => new Promise((resolve) => resolve(this.#run?.answer(values) ?? false));
  readonly snooze: Profiler['snooze'] = () => Promise.resolve(this.#run?.snooze());
  readonly decline: Profiler['decline'] = () => Promise.resolve(this.#run?.decline());
  readonly back: Profiler['back'] = () => this.#run?.back();
  readonly undo: Profiler['undo'] = () => Promise.resolve(this.#run?.undo());
  readonly close: Profiler['close'] = () => this.#run?.close();
  readonly readProfile: Profiler['readProfile'] = async () => this.#require('readProfile').run.readProfile();
  readonly optOut: Profiler['optOut'] = async (isOut = true) => void (await this.#require('optOut').run.optOut(isOut));
  readonly silence = this.optOut;
  readonly explain: Profiler['explain'] = () => this.#run?.run.explain() ?? [];

  readonly track = (activity: string | undefined): void => {
    this.#activity = activity;
    this.#run?.run.track(activity);
  };

  readonly forget: Profiler['forget'] = async ({ timeoutMs = 3000 } = {}) => {
    const run = this.#run;
    await run?.run.forget(timeoutMs);
    if (run === this.#run) this.setUser(null);
  };

  readonly destroy = (): void => {
    this.#isDestroyed = true;
    this.#run?.end();
    this.#run = undefined;
    this.#update();
    this.#listeners.clear();
  };

  #begin(user: Claims, isNewSignIn: boolean, before: ProfilerRun | undefined): ProfilerRun {
    const context = {
      options: this.#options,
      user,
      isNewSignIn,
      known: this.#known,
      activity: this.#activity,
      loadPlan: () => this.#loadPlan(run),
      handleChange: () => {
        if (run === this.#run) this.#update();
      },
      handleSignOut: () => {
        if (run === this.#run) this.setUser(null);
      },
    };
    const run: ProfilerRun = new ProfilerRun(context, before);
    return run;
  }

  #require(call: string): ProfilerRun {
    if (this.#run) return this.#run;
    throw new Error(`Expected a signed-in person before ${call}(), but nobody is. Call setUser() first.`);
  }

  async #loadPlan(run: ProfilerRun): Promise<LoadedPlan> {
    const loading = (this.#plan ??= loadPlan(this.#options.plan, document.documentElement));
    const loaded = await loading;
    // The next start tries again.
    if (loaded.error && loading === this.#plan) this.#plan = undefined;
    if (loaded.error && run === this.#run) fail(run, loaded.error);
    return loaded;
  }

  #update(): void {
    const next = copy(this.#run?.state ?? NOBODY);
    if (!isDifferent(next, this.#state)) return;
    this.#state = next;
    for (const entry of [...this.#listeners]) {
      // A listener may have removed another one, or destroyed the profiler.
      if (!this.#listeners.has(entry)) continue;
      try {
        entry.listener();
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/**
 * A copy, so that later changes to the page's own object are noticed. Values that JSON cannot represent stay the same object.
 */
function copy<T>(data: T): T {
  const text = toJson(data);
  return text === undefined ? data : (JSON.parse(text) as T);
}
