import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import type { AskOptions } from './ask-controller.ts';
import { fail, type TellUsMoreEventMap } from './events.ts';
import { isDifferent, toJson } from './plain-data.ts';
import { loadPlan, type LoadedPlan } from './plan-source.ts';
import type { Words } from '../locales/words.ts';
import type { Activity, AskedAnswers, FieldName } from '../plan/define-plan.ts';
import type { Profile, ProfilePlan, Reason, UserMetadata } from '../plan/plan.ts';
import type { Entry } from './answer-sheet.ts';
import { NOBODY, type ProfilerState } from './profiler-state.ts';
import { ProfilerRun } from './profiler-run.ts';

/** An event as `<tell-us-more>` dispatches it; its `type` tells which. */
export type ProfilerEvent = { [Type in keyof TellUsMoreEventMap]: TellUsMoreEventMap[Type] & { readonly type: Type } }[keyof TellUsMoreEventMap];

export interface ProfilerOptions<Plan extends ProfilePlan = ProfilePlan> {
  /** The plan, or its address. */
  plan: Plan | string;
  /** Separates the data of several applications on one origin. */
  clientId: string;
  /** Where the profile is read and answers are saved. */
  store: ProfileStore;
  /** What the page already knows about the person, by field name. */
  known?: UserMetadata;
  /** A BCP 47 tag. Default: the page's language. */
  language?: string;
  /** Words that replace the built-in hints and notices. */
  dictionary?: Partial<Words>;
  /** The time. Default: the browser's clock. */
  now?: () => Date;
  /** Called after answers are saved. Renew the ID token here, because it does not contain them yet. */
  refresh?: () => Promise<void> | void;
  /** Whether the person is at the questions, with pointer or focus: then they are not taken away. Default: never. */
  isBeingUsed?: () => boolean;
  /** Called with each event. `preventDefault()` on `before-ask` keeps it from being asked. */
  onEvent?: (event: ProfilerEvent) => void;
}

/**
 * Asks a signed-in person by its `state`, which the page draws. All functions may be taken off the object. With a plan of
 * `definePlan` they know its names, answers and activities.
 */
export interface Profiler<Plan extends ProfilePlan = ProfilePlan> {
  /** Plain data; a new object after each change. */
  readonly state: ProfilerState;
  /** What is known about the person now, each value with its source. */
  readonly profile: Profile;
  /** Calls `listener` after each change, until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * The claims of the ID token of who is signed in, `null` while nobody is. On a server it does nothing.
   * `isNewSignIn`: they have signed in just now, so a session begins; not needed where claims have `sid` or `auth_time`.
   * @throws without a `sub`
   */
  readonly setUser: (user: Claims | null | undefined, options?: { isNewSignIn?: boolean }) => void;
  /** The page has learnt more about the person. */
  readonly setKnown: (known: UserMetadata | undefined) => void;
  /**
   * Asks for fields now; for what is next in the plan if no `names` are given. Resolves with all their values, known
   * ones included, or with `null` if the person does not answer. Rejects while nobody is signed in.
   */
  readonly ask: <const Names extends FieldName<Plan>[]>(names?: Names, options?: AskOptions) => Promise<AskedAnswers<Plan, Names> | null>;
  /** Keeps what is typed, also over a reload. Unchecked: it may be half an answer. */
  readonly draft: (name: FieldName<Plan>, value: Entry) => void;
  /**
   * Saves the answers to the questions in `state.fields`. A question that is not named keeps what was typed or shown.
   * Resolves with `true` once they are written down; with `false` if one does not fit, which its `error` explains.
   * Rejects for a name that is not asked.
   */
  readonly answer: (values?: { [Name in FieldName<Plan>]?: Entry }) => Promise<boolean>;
  /** "Not now". */
  readonly snooze: () => Promise<void>;
  /** "Don't ask again". */
  readonly decline: () => Promise<void>;
  /** Shows the step before, with what was answered there. */
  readonly back: () => void;
  /** Takes the last answers back and asks again, with them filled in. */
  readonly undo: () => Promise<void>;
  /** Ends the thanks. */
  readonly close: () => void;
  /** What the person does now; fields with `ask.on` become relevant. `undefined`: it is over. */
  readonly track: (activity: Activity<Plan> | undefined) => void;
  /** Reads the profile, unless it was read within ten minutes. Rejects while nobody is signed in, or if it cannot be read. */
  readonly readProfile: () => Promise<Profile>;
  /** "Don't ask me anything", on every device; `false` takes it back. Rejects while nobody is signed in. */
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
  /** Ends everything. A promise of `ask()` that waits resolves with `null`. */
  readonly destroy: () => void;
}

/** The questions without our panel: the page draws `state` in its own design. Nothing happens before `setUser()`. */
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
    this.#known = options.known;
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
    // A renewed token of the same person, say in `refresh`: it must not take the thanks away.
    if (!isNewSignIn && user?.sub === before?.sub && this.#run?.isShowing) return;
    this.#run?.end();
    this.#run = user ? this.#begin(user, isNewSignIn, this.#run) : undefined;
    this.#update();
  };

  readonly setKnown = (known: UserMetadata | undefined): void => {
    if (!isDifferent(known, this.#known)) return;
    this.#known = known && copy(known);
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
    this.setUser(null);
    this.#isDestroyed = true;
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
    // It is tried again for the next person.
    if (loaded.error && loading === this.#plan) this.#plan = undefined;
    if (loaded.error && run === this.#run) fail(run, loaded.error);
    return loaded;
  }

  #update(): void {
    const next = copy(this.#run?.state ?? NOBODY);
    if (!isDifferent(next, this.#state)) return;
    this.#state = next;
    for (const { listener } of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** What a page changes in its own object later must be seen as a change. What JSON cannot hold stays the object that it is. */
function copy<T>(data: T): T {
  const text = toJson(data);
  return text === undefined ? data : (JSON.parse(text) as T);
}
