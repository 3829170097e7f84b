/**
 * The way of an answer from the panel to the profile. An answer is written down first (pending-answers.ts), then sent
 * until the store has taken it: after a reload, a crash, hours without a network. Only then is it let go of.
 * To send the same answer again does no harm: a root key is replaced by the same value.
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
  /** The items of the person. */
  storage: PersonStorage;
  store: ProfileStore;
  userId: string;
  /** Names that must not touch browser storage: kept in this page's memory until sent, gone with it. */
  sensitive: ReadonlySet<string>;
  /**
   * These are in the profile now. `metadata`: the whole `user_metadata` that the store answered; `undefined` where nothing
   * had to be sent.
   */
  onSaved: (names: string[], metadata: UserMetadata | undefined) => void;
  /**
   * A try failed. What was to be sent is kept. `isTemporary`: it is tried again automatically. `needsSignIn`: after the person
   * signs in. Neither: it is rejected for good, and up to the person.
   */
  onFailure: (error: StoreError) => void;
  /** Decides what is saved. */
  merge: (answers: readonly OutgoingAnswer[], signal: AbortSignal) => Promise<UserMetadata>;
  /** What the server holds is not known: a try failed, and may have arrived all the same. */
  onDoubt: () => void;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds on a clock that cannot be set; it may stop while the computer sleeps. */
  uptime?: () => number;
  random?: () => number;
  /** Calls back after `ms`; returns what cancels it. */
  later?: (run: () => void, ms: number) => () => void;
  /** Where `online`, `pageshow` and `visibilitychange` events arrive. */
  page?: EventTarget;
  locks?: LockManager;
}

export interface OutgoingAnswer extends Entry {
  /** It was not sent as soon as it was given: the profile may have changed since. */
  isLate: boolean;
}

/**
 * Which answers a try is for: `due`: what was never refused, or is due for another try; `given`: also what was refused
 * for a reason that had nothing to do with the answer; `all`: everything.
 */
type RetryScope = 'due' | 'given' | 'all';

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 300_000;
/** After so many failures in a row the next occasion is awaited: the network, the person coming back, a visit. */
const RETRIES = 10;
/** What another tab wrote down is its to send. If it is still there after this time, that tab may be gone. */
const TAKE_OVER_MS = 5000;
/** Refused for good: tried again on visits, once a day, a few times, in case the tenant was set right. */
const REJECTED_RETRY_INTERVAL_MS = 86_400_000;
const MAX_REJECTED_RETRIES = 5;
/** A save that takes no notice of its end is over after this time: browsers give up a request after five minutes. */
const OVERDUE_MS = 300_000;
/** An answer that is older than this may be older than what the profile holds. */
const LATE_MS = 10_000;

const EVENTS = ['online', 'pageshow', 'visibilitychange'];

export class Outbox {
  readonly #options: OutboxOptions & Required<Pick<OutboxOptions, 'uptime' | 'random' | 'later'>>;
  readonly #storage: PersonStorage;
  readonly #answers: PendingAnswers;
  #failures = 0;
  /** How long the tenant wants to be left alone, and from when, on both clocks. */
  #pause: { ms: number; from: number; fromUptime: number } | undefined;
  #cancelTimer: (() => void) | undefined;
  #isStarted = false;
  /** Aborted by `clear()`. Calls under way are ignored after that. */
  #life = new AbortController();
  #lastRun: Promise<void> = Promise.resolve();
  /** Storage keys of answers that were given in this page, and that no try has failed for. */
  readonly #prompt = new Set<string>();
  /** The last save that was given up and may still arrive: a newer value must not be sent before it is over. */
  #overdue: Promise<unknown> | undefined;

  constructor({ uptime = () => performance.now(), random = Math.random, later = callLater, page = globalThis.window, ...options }: OutboxOptions) {
    this.#options = { ...options, uptime, random, later, page };
    this.#storage = options.storage;
    this.#answers = new PendingAnswers(options.storage, options.sensitive, () => this.#now);
  }

  /** Starts to send what was written down now, under these storage keys. */
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
   * Tries now to save everything, also what was refused before. Resolves once nothing is pending; rejects with the
   * `StoreError` that keeps it.
   */
  flush(): Promise<void> {
    return this.#enqueue('all');
  }

  /** Sends what an earlier visit left, and from now on whenever there is an occasion. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    for (const type of EVENTS) this.#options.page?.addEventListener(type, this.#handlePageEvent);
    // What was given before the start is being sent, and the rest with it.
    if (!this.#prompt.size) this.#send('due');
  }

  /** No more tries by itself; what is under way is finished, what is pending stays written down. */
  stop(): void {
    this.#isStarted = false;
    for (const type of EVENTS) this.#options.page?.removeEventListener(type, this.#handlePageEvent);
    this.#cancelTimer?.();
  }

  /** Forgets everything of this person on this device, also what is not saved: after sign-out. */
  clear(): void {
    this.#life.abort(storeError('aborted'));
    this.#life = new AbortController();
    this.#cancelTimer?.();
    for (const entry of this.#answers.all()) this.#answers.remove(entry);
  }

  /** What was refused stays, with a note of it. */
  #markRefused(answer: StoredAnswer, code: StoreErrorCode): void {
    // Not if it is gone: taken back, or cleared by another tab.
    if (this.#storage.read(answer.item) === undefined) return;
    this.#answers.write({ ...answer, refused: { code, at: this.#now, tries: (answer.refused?.tries ?? 0) + 1 } });
  }

  get #now(): number {
    return this.#options.now();
  }

  /** One clock may be set back, the other may stand still: the one that is ahead counts. */
  get #pauseLeft(): number {
    if (!this.#pause) return 0;
    this.#pause.from = Math.min(this.#pause.from, this.#now);
    const { ms, from, fromUptime } = this.#pause;
    return ms - Math.max(this.#now - from, this.#options.uptime() - fromUptime);
  }

  #handlePageEvent = (event: Event) => {
    const isNoReturn =
      (event.type === 'visibilitychange' && globalThis.document?.visibilityState === 'hidden') ||
      // The first showing of a page, which `start()` has dealt with.
      (event.type === 'pageshow' && !(event as PageTransitionEvent).persisted);
    if (isNoReturn) return;
    this.#failures = 0;
    this.#send('due');
  };

  /** Tries in the background. The callbacks report the result. */
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
      // A timer does not care how the clock is set.
      if (pause && pause === this.#pause) this.#pause = undefined;
      this.#send('due');
    }, ms);
    this.#cancelTimer = () => {
      this.#cancelTimer = undefined;
      cancel();
    };
  }

  /** One try after the other, so that a later answer cannot overtake an earlier one. */
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

  /** Sends until nothing within scope is left; returns the first refusal for good. */
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
      // Before the lock: other tabs need not wait with this one.
      if (this.#overdue) await bounded(() => this.#overdue!, signal);
      const send = async () => {
        signal.throwIfAborted();
        // Read again: meanwhile another tab may have sent them.
        const entries = next();
        if (!entries.length) return;
        try {
          await this.#save(entries, signal);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          // One bad answer must not keep the others here.
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

  /** Calls the store, and remembers a call that continues after its time limit. */
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

  /** Sent as soon as it was given. An answer that another page wrote down, or that waits for another try, is not. */
  #isPrompt({ item, at }: StoredAnswer): boolean {
    const age = this.#now - at;
    return this.#prompt.has(item) && age >= 0 && age <= LATE_MS;
  }

  #within(scope: RetryScope): StoredAnswer[] {
    return this.#answers.newest().filter(({ refused }) => {
      if (!refused || scope === 'all') return true;
      if (scope === 'given' && !isAboutAnswer(refused.code)) return true;
      const age = this.#now - refused.at;
      // A negative age: the clock was set back, and nothing tells how long ago the refusal was.
      return (age < 0 || age >= REJECTED_RETRY_INTERVAL_MS) && refused.tries < MAX_REJECTED_RETRIES;
    });
  }

  /** Notes why a try failed, tells it, and plans the next. */
  #fail(thrown: unknown, signal: AbortSignal): StoreError {
    this.#prompt.clear();
    this.#options.onDoubt();
    if (signal.aborted) return storeError('aborted');
    // A host's own store may throw anything; what it does not explain is tried again.
    const error = storeErrorOf(thrown, this.#answers.all().map(({ value }) => value));
    if (error.retryAfterMs) this.#pause = { ms: error.retryAfterMs, from: this.#now, fromUptime: this.#options.uptime() };
    if (error.isTemporary && this.#isStarted && this.#failures < RETRIES) {
      const backOff = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LAST_RETRY_MS);
      this.#failures += 1;
      // Half of it by chance, so that all the browsers that failed together do not come back together.
      this.#sendLater(Math.max(error.retryAfterMs ?? 0, backOff * (0.5 + 0.5 * this.#options.random())));
    }
    this.#options.onFailure(error);
    return error;
  }
}

function isRefusal(error: unknown): error is StoreError {
  return error instanceof StoreError && !error.isTemporary && !error.needsSignIn && error.code !== 'aborted';
}

/** Refused because of what was answered, not because of how the tenant is set up. */
function isAboutAnswer(code: StoreErrorCode): boolean {
  return code === 'invalid' || code === 'too-large';
}

function callLater(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
