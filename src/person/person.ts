/**
 * What this page knows about the signed-in person: profile, ledger, session, drafts and pending answers. All parts
 * of the page that concern the person share it (`joinPerson`).
 */
import { isUnsaid } from '../plan/codec.ts';
import { LEDGER_KEY, addStamps, answerStamp, historyOfName, lacksRefusal, readLedger, recordDeclined, stampAfter, stampAt, type Ledger } from '../plan/ledger.ts';
import type { Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { safeError } from '../plan/safe-error.ts';
import { once } from '../platform/once.ts';
import type { AnswerSender } from './answer-sender.ts';
import { bounded } from './bounded.ts';
import { checkedStore } from './checked-store.ts';
import type { Claims } from './claims.ts';
import { countSession } from './count-session.ts';
import { KnownProfile, RECENT_MS } from './known-profile.ts';
import { OpenAsks } from './open-asks.ts';
import { dropOtherAnswers, readOtherAnswers, type OtherAnswers } from './other-answers.ts';
import type { Outbox } from './outbox.ts';
import { PendingAnswers, type OrderOf, type TakenBack } from './pending-answers.ts';
import { PersonClients, type PersonClient } from './person-clients.ts';
import { PersonLedger } from './person-ledger.ts';
import { PROFILE_ITEM, type PersonStorage, type StorageChange } from './person-storage.ts';
import type { ProfileStore } from './profile-store.ts';
import { QUIET_PERIOD_KEY, readQuietPeriods, type StoredQuietPeriod } from './quiet-period.ts';
import { withSessionLock } from './session-lock.ts';
import { SessionLog, signInOf } from './session-log.ts';
import type { StoreError } from './store-error.ts';
import { storeError, storeErrorOf } from './store-failure.ts';

export class Person {
  /** The known part of the profile. */
  readonly known: KnownProfile;
  /** The questions on the screen, and what was typed there. */
  readonly openAsks: OpenAsks;
  readonly #client: PersonClient;
  readonly #clients: PersonClients;
  readonly #store: ProfileStore;
  readonly #storage: PersonStorage;
  readonly #log: SessionLog;
  readonly #ledger: PersonLedger;
  readonly #pending: PendingAnswers;
  #hasRestored = false;
  /** Another client that reports the same sign-in must not begin a second session. */
  #hasBegunSession = false;
  #reading: Promise<void> | undefined;
  /** Counts the profiles that the server has returned. */
  #taken = 0;
  /** Until when the server refuses reads, on `performance.now()`'s clock, which nobody can set. */
  #refusal: { error: StoreError; until: number } | undefined;
  #isSignedOut = false;
  /** The last sign-out in this browser before this object was created. */
  readonly #signedOutAt: string;
  readonly #loadSender = once(() => this.#createSender());
  #sender: AnswerSender | undefined;
  /** Storage keys of answers that were stored before the sender's code had loaded. */
  readonly #given: string[] = [];
  readonly #end = new AbortController();
  /** Ends with `close()`. */
  readonly signal = this.#end.signal;

  constructor(client: PersonClient, storage: PersonStorage) {
    this.#client = client;
    this.#clients = new PersonClients(client);
    this.#store = checkedStore(client.store);
    this.#storage = storage;
    this.#log = new SessionLog(storage);
    this.#ledger = new PersonLedger(storage);
    this.openAsks = new OpenAsks(storage, this.#ledger);
    this.known = new KnownProfile(client.user, storage, this.#ledger, () => this.#now);
    this.#pending = new PendingAnswers(storage, this.known.sensitive, () => this.#now.getTime());
    this.#signedOutAt = storage.signedOutAt;
    this.known.add(client.user, client.plan);
  }

  get user(): Claims {
    return this.known.user;
  }

  /** Contains the fields of all clients' plans. */
  get plan(): ProfilePlan {
    return this.known.plan;
  }

  /** Whether a client with this storage and store can share this person. */
  isFor(storage: PersonStorage, store: ProfileStore): boolean {
    return store === this.#client.store && storage.key('') === this.#storage.key('') && !this.isSignedOut;
  }

  /** Shares this person with `client` until `signal` is aborted. The last client that leaves closes it. */
  join(client: PersonClient, signal: AbortSignal): void {
    if (this.#clients.isEmpty) this.#storage.watch((change) => this.#handleWrite(change), this.signal);
    this.#clients.add(client);
    if (client !== this.#client) this.known.add(client.user, client.plan);
    const leave = () => {
      this.#clients.remove(client);
      if (this.#clients.isEmpty) this.close();
    };
    signal.addEventListener('abort', leave, { once: true });
  }

  /** Called when another tab, or another part of this page, has stored something. */
  #handleWrite(change: StorageChange): void {
    const { item, isLocal } = change;
    if (item === QUIET_PERIOD_KEY) return;
    if (item === undefined || item === PROFILE_ITEM) this.reload();
    this.#sender?.outbox.handleWrite(change);
    this.#clients.reportChange({ from: isLocal ? 'page' : 'tab', item });
  }

  get #now(): Date {
    return this.#clients.listener.now();
  }

  /** What was asked, answered and declined so far, in this tab, in other tabs and in the profile. */
  get ledger(): Ledger {
    return addStamps(this.#ledger.current, this.#pending.stamps);
  }

  changeLedger(change: (ledger: Ledger) => Ledger): void {
    this.#ledger.change(change);
  }

  /** Stores a quiet period, so that later pages need not decide whether to ask. Any later change to the person's data ends it. */
  storeQuietPeriod(quietPeriod: StoredQuietPeriod): void {
    if (this.isSignedOut || this.signal.aborted) return;
    const { others, began, ...first } = readQuietPeriods(this.#storage);
    const kept = [first, ...others].filter(({ key, planId }) => key && planId !== quietPeriod.planId);
    if (!kept.length) this.#ledger.endQuietPeriod();
    const stored = kept.length ? { sessions: quietPeriod.sessions + began.length, others: kept, began } : { began: [] };
    this.#storage.write(QUIET_PERIOD_KEY, { ...quietPeriod, ...stored });
  }

  /** `user_metadata` as it will be once all pending answers are saved. */
  get metadata(): UserMetadata {
    const overlay = { ...this.known.metadata, ...this.#pending.patch };
    return Object.fromEntries(Object.entries(overlay).filter(([, value]) => value !== null && value !== undefined));
  }

  /** The values that the profile may have for `name`: the pending one, and the last one that was read. */
  valuesOf(name: string): unknown[] {
    return [this.metadata[name], this.known.metadata[name]].filter((value) => value !== undefined);
  }

  /** `known`: values from the page. `plan`: the fields to return. Default: those of all clients. */
  profile(known: UserMetadata | undefined, plan = this.plan): Profile {
    return this.known.profile(this.metadata, known, plan);
  }

  /** Records activity. Returns true if a session begins with it; that session is then counted. */
  async observe(isNewSignIn = false): Promise<boolean> {
    return withSessionLock(this.#client.clientId, () => {
      // The click on "Sign out" is activity, too, and the lock may arrive after the sign-out.
      if (this.isSignedOut || this.signal.aborted) return false;
      const signedUpAt = this.#storage.read('signed-up');
      if (isNewSignIn && !this.#hasBegunSession) this.#log.end();
      this.#hasBegunSession ||= isNewSignIn;
      const time = this.#now;
      if (!this.#log.observe(time, signInOf(this.user)) && typeof signedUpAt !== 'number') return false;
      const seen = this.#ledger.own.n;
      this.changeLedger((ledger) => countSession(ledger, { user: this.user, claim: this.known.claim, seen, now: time, signedUpAt }));
      this.#storage.remove('signed-up');
      this.openAsks.clear();
      return true;
    });
  }

  /** Reads the profile, unless it was read or saved less than `maxAgeMs` ago. Returns true if it has been read now. */
  async read(maxAgeMs = RECENT_MS): Promise<boolean> {
    if (this.known.hasReadWithin(maxAgeMs)) return false;
    if (this.#refusal && performance.now() < this.#refusal.until) throw this.#refusal.error;
    const taken = this.#taken;
    this.#reading ??= bounded((signal) => this.#store.read(this.user.sub, { signal }), new AbortController().signal)
      .catch((thrown: unknown) => {
        const error = storeErrorOf(thrown);
        if (error.retryAfterMs) this.#refusal = { error, until: performance.now() + error.retryAfterMs };
        throw error;
      })
      // A save that ended during the read has returned a newer profile.
      .then((metadata) => (taken === this.#taken ? this.#takeMetadata(metadata) : undefined))
      .finally(() => (this.#reading = undefined));
    await this.#reading;
    return true;
  }

  /** Stores a copy of the profile for the next visit and for other tabs. */
  copyProfile(): void {
    // A save may end after the person has signed out. Nothing may be stored then.
    if (this.isSignedOut) return;
    this.known.writeCopy();
    queueMicrotask(() => this.#clients.reportChange({ from: 'page', item: PROFILE_ITEM }));
  }

  /** Reads the copy of the profile that another tab or part of the page has stored. */
  reload(): void {
    this.known.reload();
    this.known.markStale();
  }

  /** The name of a lock that all of this person's pages share. */
  lockName(name: string): string {
    return this.#storage.key(name);
  }

  /** Stores the answers of `client` and the ledger, and starts to send them. See `PendingAnswers.put`. */
  storeAnswers(patch: UserMetadata, takesBack?: TakenBack, client?: PersonClient): void {
    const said = { ...patch, [LEDGER_KEY]: this.#ledger.current };
    this.#clients.noteAnswers(Object.keys(said), client);
    this.#ledger.endQuietPeriod();
    const items = this.#pending.put(said, takesBack, this.#orderOf);
    if (this.#sender) return this.#sender.outbox.send(items);
    this.#given.push(...items);
    void this.sendPending();
  }

  /** Sends pending answers. If the code that sends cannot be loaded, tries again once the browser is online. */
  async sendPending(): Promise<void> {
    try {
      await this.outbox();
    } catch (cause) {
      if (this.isSignedOut || this.signal.aborted) return;
      addEventListener('online', this.#handleOnline, { once: true, signal: this.signal });
      this.#clients.listener.handleFailure(storeError('network', { detail: 'The script that saves did not load.', cause: safeError(cause) }));
    }
  }

  /**
   * Sends pending answers, and from now on each answer once it is stored. Resolves with `undefined` if the person has signed out
   * meanwhile. Rejects if its code does not load.
   */
  async outbox(): Promise<Outbox | undefined> {
    const { outbox } = await this.#loadSender();
    return this.isSignedOut ? undefined : outbox;
  }

  /** Answers that the person can choose instead of those in the profile. */
  get otherAnswers(): OtherAnswers {
    return readOtherAnswers(this.#storage);
  }

  /** Call it when the person has chosen, or has answered again. */
  dropOtherAnswers(names: readonly string[]): void {
    dropOtherAnswers(this.#storage, this.known.sensitive, names);
  }

  /** Whether answers are pending, also from an earlier visit. */
  get hasPending(): boolean {
    return this.#storage.hasPending;
  }

  /** Whether leaving this page would lose a pending answer. */
  get isVolatile(): boolean {
    return this.#pending.isVolatile;
  }

  /** Stops sending in this page. Pending answers stay stored. */
  close(): void {
    this.#end.abort();
    this.#sender?.outbox.stop();
  }

  /** Removes the person's data after a sign-out, except the ledger. */
  forget(): void {
    this.#isSignedOut = true;
    this.#sender?.outbox.clear();
    this.#ledger.endQuietPeriod();
    this.#storage.forget();
  }

  /** Whether the person has signed out, here or in another tab. Nothing may be stored then that the next person could find. */
  get isSignedOut(): boolean {
    return this.#isSignedOut || this.#storage.hasSignedOutSince(this.#signedOutAt);
  }

  async #createSender(): Promise<AnswerSender> {
    const { AnswerSender } = await import('./answer-sender.ts');
    const sender = new AnswerSender({
      person: this,
      store: this.#store,
      listener: () => this.#clients.listener,
      handleSaved: (names) => this.#clients.reportSaved(names),
      storage: this.#storage,
      ledger: this.#ledger,
      sensitive: this.known.sensitive,
      readNow: (signal) => this.#readNow(signal),
      takeMetadata: (metadata) => this.#takeMetadata(metadata),
      handleStale: () => this.known.markStale(),
    });
    this.#sender = sender;
    // Answers in this page's memory are still there after a sign-out in another tab. They must not be sent.
    if (this.isSignedOut) return sender;
    if (this.#given.length) sender.outbox.send(this.#given.splice(0));
    if (!this.signal.aborted) sender.outbox.start();
    return sender;
  }

  /** A single function, so that several pending answers add one listener. */
  readonly #handleOnline = (): void => void this.sendPending();

  /** Takes over the profile that the server has returned. */
  #takeMetadata(metadata: UserMetadata): void {
    this.#taken++;
    this.known.take(metadata);
    if (this.isSignedOut) return;
    const stored = readLedger(metadata[LEDGER_KEY]);
    this.#ledger.join(stored);
    this.#ledger.noteSeen(stored);
    const { plan } = this;
    const isNewlyUnsaid = (field: ProfileField) => isUnsaid(field, metadata[field.name]) && !historyOfName(plan, this.ledger, field.name).isDeclined;
    const unsaid = plan.fields.filter(isNewlyUnsaid).map(({ name }) => name);
    if (unsaid.length) this.changeLedger((ledger) => recordDeclined(plan, ledger, unsaid, this.#now));
    this.copyProfile();
    this.#restoreRefusals(stored);
  }

  /** Writes refusals into the profile again if another program has overwritten its ledger. */
  #restoreRefusals(stored: Ledger): void {
    if (this.#hasRestored || LEDGER_KEY in this.#pending.patch || !lacksRefusal(stored, this.#ledger.own)) return;
    // Only once, because a store that does not keep the ledger would get the same request for ever.
    this.#hasRestored = true;
    queueMicrotask(() => {
      if (!this.isSignedOut && !this.signal.aborted) this.storeAnswers({});
    });
  }

  readonly #orderOf: OrderOf = (name, isAnswer) => {
    if (name === LEDGER_KEY) return undefined;
    const seen = answerStamp(this.#ledger.seen, name);
    return { seen: [seen], stamp: stampAfter(Math.max(seen, answerStamp(this.ledger, name)), stampAt(this.#now, isAnswer)) };
  };

  /** The profile as it was less than a minute ago; otherwise, it is read. */
  async #readNow(signal: AbortSignal): Promise<UserMetadata> {
    if (this.known.fresh) return this.known.fresh;
    const metadata = await this.#store.read(this.user.sub, { signal });
    this.#takeMetadata(metadata);
    return metadata;
  }
}
