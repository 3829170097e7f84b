/**
 * Sends stored answers (pending-answers.ts) until the store has saved them, also after a reload, a crash, or hours without a
 * network. Only then are they removed. Sending an answer twice does no harm, because it replaces a root key by the same value.
 */
import type { ProfileStore } from './profile-store.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { PendingAnswers, type Entry, type StoredAnswer } from './pending-answers.ts';
import { OUTBOX_PREFIX, type PersonStorage, type StorageChange } from './person-storage.ts';
import { withTabLock } from './tab-lock.ts';
import { StoreError, type StoreErrorCode } from './store-error.ts';
import { bounded } from './bounded.ts';
import { storeError, storeErrorOf } from './store-failure.ts';

export interface OutboxOptions {
  /** The person's items. */
  storage: PersonStorage;
  store: ProfileStore;
  userId: string;
  /** Names of fields whose answers must not be stored: they stay in this page's memory until they are sent. */
  sensitive: ReadonlySet<string>;
  /**
   * Called when these root keys are in the profile. `metadata`: the whole `user_metadata` that the store returned; `undefined`
   * if nothing had to be sent.
   */
  onSaved: (names: string[], metadata: UserMetadata | undefined) => void;
  /**
   * Called when an attempt has failed. The answers are kept. With `isTemporary`, they are sent again automatically; with
   * `needsSignIn`, after the person signs in. With neither, they are rejected, and the person has to change something.
   */
  onFailure: (error: StoreError) => void;
  /** Returns the patch to save. */
  merge: (answers: readonly OutgoingAnswer[], signal: AbortSignal) => Promise<UserMetadata>;
  /** Called when an attempt has failed. It may have arrived, so what the profile contains is unknown. */
  onStale: () => void;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds on a clock that nobody can set. It may stop while the computer sleeps. */
  uptime?: () => number;
  random?: () => number;
  /** Calls `run` after `ms` milliseconds. Returns a function that cancels it. */
  later?: (run: () => void, ms: number) => () => void;
  /** The target of `online`, `pageshow` and `visibilitychange` events. */
  page?: EventTarget;
  locks?: LockManager;
}

export interface OutgoingAnswer extends Entry {
  /** It was not sent right after it was given, so the profile may have changed since. */
  isLate: boolean;
}

/**
 * The answers that an attempt sends. `due`: those that were never rejected, or whose next attempt is due. `given`: also those
 * that were rejected for a reason that had nothing to do with the answer. `all`: every answer.
 */
type RetryScope = 'due' | 'given' | 'all';

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 300_000;
/** After this many failures in a row, it waits for the next occasion: the browser is online, the tab is shown, a new visit. */
const RETRIES = 10;
/** The tab that stored an answer sends it. If the answer is still there after this time, that tab may be closed. */
const TAKE_OVER_MS = 5000;
/** Rejected answers are sent again on later visits, once a day, a few times: the tenant may have been corrected. */
const REJECTED_RETRY_INTERVAL_MS = 86_400_000;
const MAX_REJECTED_RETRIES = 5;
/** A save that ignores its abort signal counts as ended after this time, because browsers give up a request after five minutes. */
const OVERDUE_MS = 300_000;
/** The profile may be newer than an answer of this age. */
const LATE_MS = 10_000;

const EVENTS = ['online', 'pageshow', 'visibilitychange'];

export class Outbox {
  readonly #options: OutboxOptions & Required<Pick<OutboxOptions, 'uptime' | 'random' | 'later'>>;
  readonly #storage: PersonStorage;
  readonly #answers: PendingAnswers;
  #failures = 0;
  /** The pause that the tenant has asked for, and its start on both clocks. */
  #pause: { ms: number; from: number; fromUptime: number } | undefined;
  #cancelTimer: (() => void) | undefined;
  #isStarted = false;
  /** Aborted by `clear()`. The results of calls that are still running are then ignored. */
  #life = new AbortController();
  #lastRun: Promise<void> = Promise.resolve();
  /** Storage keys of answers that were given in this page and that no attempt has failed for. */
  readonly #prompt = new Set<string>();
  /** The last save that timed out and may still arrive. A newer value must not be sent before it has ended. */
  #overdue: Promise<unknown> | undefined;

  constructor({ uptime = () => performance.now(), random = Math.random, later = callLater, page = globalThis.window, ...options }: OutboxOptions) {
    this.#options = { ...options, uptime, random, later, page };
    this.#storage = options.storage;
    this.#answers = new PendingAnswers(options.storage, options.sensitive, () => this.#now);
  }

  /** Starts to send the answers that were just stored under these storage keys. */
  send(items: readonly string[]): void {
    for (const item of items) this.#prompt.add(item);
    this.#failures = 0;
    this.#send('given');
  }

  /** Call it when another tab has stored an answer. */
  handleWrite({ item = OUTBOX_PREFIX, isRemoved }: StorageChange): void {
    if (!this.#isStarted || isRemoved || this.#cancelTimer || !item.startsWith(OUTBOX_PREFIX)) return;
    this.#sendLater(TAKE_OVER_MS * (1 + this.#options.random()));
  }

  /**
   * Tries now to save every answer, also rejected ones. After a rate limit, waits as the tenant requires if that ends before `end`
   * (on the clock of `uptime`). Resolves once nothing is pending. Rejects with the `StoreError` that prevents it.
   */
  async flush(end = 0): Promise<void> {
    try {
      await this.#enqueue('all');
    } catch (error) {
      const { retryAfterMs = Infinity } = error as StoreError;
      if (this.#options.uptime() + retryAfterMs > end) throw error;
      await new Promise<void>((resolve) => this.#options.later(resolve, retryAfterMs));
      await this.flush(end);
    }
  }

  /** Sends the answers of earlier visits, and from now on whenever there is an occasion. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    for (const type of EVENTS) this.#options.page?.addEventListener(type, this.#handlePageEvent);
    // Answers that were given before the start are being sent, and the others with them.
    if (!this.#prompt.size) this.#send('due');
  }

  /** Stops automatic attempts. A running attempt is finished, and pending answers stay stored. */
  stop(): void {
    this.#isStarted = false;
    for (const type of EVENTS) this.#options.page?.removeEventListener(type, this.#handlePageEvent);
    this.#cancelTimer?.();
  }

  /** Removes all answers of the person from this browser, also unsaved ones. Called after a sign-out. */
  clear(): void {
    this.#life.abort(storeError('aborted'));
    this.#life = new AbortController();
    this.#cancelTimer?.();
    for (const entry of this.#answers.all()) this.#answers.remove(entry);
  }

  /** Stores the rejection with the answer, which is kept. */
  #markRefused(answer: StoredAnswer, code: StoreErrorCode): void {
    // The answer may be gone: it was taken back, or another tab has removed it.
    if (this.#storage.read(answer.item) === undefined) return;
    this.#answers.write({ ...answer, refused: { code, at: this.#now, tries: (answer.refused?.tries ?? 0) + 1 } });
  }

  get #now(): number {
    return this.#options.now();
  }

  /** One clock may be set back, and the other may stand still, so the one that is ahead counts. */
  get #pauseLeft(): number {
    if (!this.#pause) return 0;
    this.#pause.from = Math.min(this.#pause.from, this.#now);
    const { ms, from, fromUptime } = this.#pause;
    return ms - Math.max(this.#now - from, this.#options.uptime() - fromUptime);
  }

  #handlePageEvent = (event: Event) => {
    const isNoReturn =
      (event.type === 'visibilitychange' && globalThis.document?.visibilityState === 'hidden') ||
      // The page's first `pageshow`; `start()` has sent everything then.
      (event.type === 'pageshow' && !(event as PageTransitionEvent).persisted);
    if (isNoReturn) return;
    this.#failures = 0;
    this.#send('due');
  };

  /** Sends in the background. The callbacks report the result. */
  #send(scope: RetryScope): void {
    if (!this.#within(scope).length) return;
    const wait = this.#pauseLeft;
    if (wait > 0) return this.#sendLater(wait);
    this.#enqueue(scope).catch(() => {
      // `#fail` has reported it.
    });
  }

  #sendLater(ms: number): void {
    this.#cancelTimer?.();
    const pause = ms >= this.#pauseLeft ? this.#pause : undefined;
    const cancel = this.#options.later(() => {
      this.#cancelTimer = undefined;
      // The pause is over, whatever the clocks say.
      if (pause && pause === this.#pause) this.#pause = undefined;
      this.#send('due');
    }, ms);
    this.#cancelTimer = () => {
      this.#cancelTimer = undefined;
      cancel();
    };
  }

  /** Runs one attempt after the other, so that a later answer cannot overtake an earlier one. */
  #enqueue(scope: RetryScope): Promise<void> {
    const { signal } = this.#life;
    const run = this.#lastRun.then(() => this.#run(scope, signal));
    this.#lastRun = run.catch(() => {});
    return run;
  }

  async #run(scope: RetryScope, signal: AbortSignal): Promise<void> {
    try {
      const refusal = await this.#sendAll(scope, signal);
      this.#failures = 0;
      if (refusal) throw refusal;
    } catch (error) {
      throw this.#fail(error, signal);
    }
  }

  /** Sends until nothing within `scope` is left. Returns the first rejection. */
  async #sendAll(scope: RetryScope, signal: AbortSignal): Promise<StoreError | undefined> {
    const tried = new Set<string>();
    let isOneByOne = false;
    let refusal: StoreError | undefined;
    const next = () => {
      const entries = this.#within(scope).filter(({ item }) => !tried.has(item));
      return isOneByOne ? entries.slice(0, 1) : entries;
    };
    while (next().length) {
      const wait = this.#pauseLeft;
      if (wait > 0) throw storeError('rate-limited', { retryAfterMs: wait });
      // Before it takes the lock, so that other tabs need not wait.
      if (this.#overdue) await bounded(() => this.#overdue!, signal);
      const send = async () => {
        signal.throwIfAborted();
        // Read again, because another tab may have sent them meanwhile.
        const entries = next();
        if (!entries.length) return;
        try {
          await this.#save(entries, signal);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          // One invalid answer must not hold back the others.
          if (isAboutAnswer(error.code) && entries.length > 1) {
            isOneByOne = true;
            return;
          }
          refusal ??= error;
          for (const entry of entries) {
            tried.add(entry.item);
            this.#markRefused(entry, error.code);
          }
        }
      };
      await withTabLock('sending', send, { storage: this.#storage, signal, locks: this.#options.locks });
    }
    return refusal;
  }

  async #save(entries: StoredAnswer[], signal: AbortSignal): Promise<void> {
    const { store, userId, merge } = this.#options;
    const outgoing = entries.map((entry) => ({ ...entry, isLate: !this.#isPrompt(entry) }));
    const patch = await bounded((limit) => merge(outgoing, limit), signal);
    const names = Object.keys(patch);
    const metadata = names.length ? await this.#call((limit) => store.save(userId, patch, { signal: limit }), signal) : undefined;
    for (const { name, at } of entries) {
      for (const stored of this.#answers.all()) if (stored.name === name && stored.at <= at) this.#answers.remove(stored);
    }
    this.#options.onSaved(names, metadata);
  }

  /** Calls the store. Remembers a call that continues after its time limit. */
  async #call<T>(call: (limit: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    let ongoing: Promise<unknown> | undefined;
    let limit: AbortSignal | undefined;
    try {
      return await bounded((end) => {
        limit = end;
        const promise = call(end);
        ongoing = promise.catch(() => undefined);
        return promise;
      }, signal);
    } catch (error) {
      if (limit?.aborted && ongoing) this.#awaitOverdue(ongoing);
      throw error;
    }
  }

  #awaitOverdue(ongoing: Promise<unknown>): void {
    let cancel!: () => void;
    const limit = new Promise<void>((resolve) => (cancel = this.#options.later(resolve, OVERDUE_MS)));
    this.#overdue = Promise.race([ongoing, limit]).then(() => {
      cancel();
      this.#overdue = undefined;
    });
  }

  /** Whether it is sent right after it was given. Answers of other pages, and those of a failed attempt, are not. */
  #isPrompt({ item, at }: StoredAnswer): boolean {
    const age = this.#now - at;
    return this.#prompt.has(item) && age >= 0 && age <= LATE_MS;
  }

  #within(scope: RetryScope): StoredAnswer[] {
    return this.#answers.newest().filter(({ refused }) => {
      if (!refused || scope === 'all') return true;
      if (scope === 'given' && !isAboutAnswer(refused.code)) return true;
      const age = this.#now - refused.at;
      // A negative age means that the clock was set back. How long ago the rejection was is then unknown.
      return (age < 0 || age >= REJECTED_RETRY_INTERVAL_MS) && refused.tries < MAX_REJECTED_RETRIES;
    });
  }

  /** Reports a failed attempt and schedules the next one. */
  #fail(thrown: unknown, signal: AbortSignal): StoreError {
    this.#prompt.clear();
    this.#options.onStale();
    if (signal.aborted) return storeError('aborted');
    // A page's own store may throw anything. Unexplained errors are retried.
    const error = storeErrorOf(thrown, this.#answers.all().map(({ value }) => value));
    if (error.retryAfterMs) this.#pause = { ms: error.retryAfterMs, from: this.#now, fromUptime: this.#options.uptime() };
    if (error.isTemporary && this.#isStarted && this.#failures < RETRIES) {
      const backOff = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LAST_RETRY_MS);
      this.#failures += 1;
      // Half of the delay is random, so that browsers that failed together do not retry together.
      this.#sendLater(Math.max(error.retryAfterMs ?? 0, backOff * (0.5 + 0.5 * this.#options.random())));
    }
    this.#options.onFailure(error);
    return error;
  }
}

function isRefusal(error: unknown): error is StoreError {
  return error instanceof StoreError && !error.isTemporary && !error.needsSignIn && error.code !== 'aborted';
}

/** Rejected because of the answer, not because of the tenant's configuration. */
function isAboutAnswer(code: StoreErrorCode): boolean {
  return code === 'invalid' || code === 'too-large';
}

function callLater(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
