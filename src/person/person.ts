/**
 * What this page knows about the signed-in person: profile, ledger, session, drafts and answers under way. All parts of
 * the page that concern the person share it (`joinPerson`).
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
  /** What is known of the profile. */
  readonly known: KnownProfile;
  /** What is on the screen and what was typed there. */
  readonly openAsks: OpenAsks;
  readonly #client: PersonClient;
  readonly #clients: PersonClients;
  readonly #store: ProfileStore;
  readonly #storage: PersonStorage;
  readonly #log: SessionLog;
  readonly #ledger: PersonLedger;
  readonly #pending: PendingAnswers;
  #hasRestored = false;
  /** A sign-in has begun a session; another client that reports the same one begins no other. */
  #hasBegunSession = false;
  #reading: Promise<void> | undefined;
  /** The server has said when it may be read again, by the page's clock, which cannot be set. */
  #refusal: { error: StoreError; until: number } | undefined;
  #isSignedOut = false;
  /** When the person last signed out here before now. */
  readonly #signedOutAt: string;
  readonly #loadSender = once(() => this.#createSender());
  #sender: AnswerSender | undefined;
  /** Storage keys of answers that were stored before the sender's code was there. */
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

  /** With the fields of all clients' plans. */
  get plan(): ProfilePlan {
    return this.known.plan;
  }

  /** Whether it can be shared with a client of this storage and store. */
  isFor(storage: PersonStorage, store: ProfileStore): boolean {
    return store === this.#client.store && storage.key('') === this.#storage.key('') && !this.hasLeft;
  }

  /** Shares it with `client` until `signal` is aborted; the last one who leaves closes it. */
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

  /** Another tab, or another part of this page, has stored something. */
  #handleWrite(change: StorageChange): void {
    const { item, isLocal } = change;
    if (item === QUIET_PERIOD_KEY) return;
    if (item === undefined || item === PROFILE_ITEM) this.reload();
    this.#sender?.outbox.handleWrite(change);
    this.#clients.tellChange({ from: isLocal ? 'page' : 'tab', item });
  }

  get #now(): Date {
    return this.#clients.listener.now();
  }

  /** What was asked, answered and declined so far, with what other tabs and the profile know of it. */
  get ledger(): Ledger {
    return addStamps(this.#ledger.current, this.#pending.stamps);
  }

  changeLedger(change: (ledger: Ledger) => Ledger): void {
    this.#ledger.change(change);
  }

  /** Written down so that the next pages need not decide whether to ask; whatever is written later ends it. */
  storeQuietPeriod(quietPeriod: StoredQuietPeriod): void {
    if (this.hasLeft || this.signal.aborted) return;
    const { others, began, ...first } = readQuietPeriods(this.#storage);
    const kept = [first, ...others].filter(({ key, planId }) => key && planId !== quietPeriod.planId);
    if (!kept.length) this.#ledger.endQuietPeriod();
    const stored = kept.length ? { sessions: quietPeriod.sessions + began.length, others: kept, began } : { began: [] };
    this.#storage.write(QUIET_PERIOD_KEY, { ...quietPeriod, ...stored });
  }

  /** `user_metadata` as it will be once everything under way is saved. */
  get metadata(): UserMetadata {
    const overlay = { ...this.known.metadata, ...this.#pending.patch };
    return Object.fromEntries(Object.entries(overlay).filter(([, value]) => value !== null && value !== undefined));
  }

  /** What may be in the profile: what waits, and what it held when it was last seen. */
  valuesOf(name: string): unknown[] {
    return [this.metadata[name], this.known.metadata[name]].filter((value) => value !== undefined);
  }

  /** `known`: what the page knows. `plan`: whose fields; default: those of all clients. */
  profile(known: UserMetadata | undefined, plan = this.plan): Profile {
    return this.known.profile(this.metadata, known, plan);
  }

  /** Notes activity; answers whether a session begins with it, which is then counted. */
  async observe(isNewSignIn = false): Promise<boolean> {
    return withSessionLock(this.#client.clientId, () => {
      // The click on "Sign out" is activity too, and may have waited here until after it.
      if (this.hasLeft || this.signal.aborted) return false;
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

  /** Reads the profile unless it was seen less than `maxAgeMs` ago; answers whether it has been read just now. */
  async read(maxAgeMs = RECENT_MS): Promise<boolean> {
    if (this.known.hasReadWithin(maxAgeMs)) return false;
    if (this.#refusal && performance.now() < this.#refusal.until) throw this.#refusal.error;
    this.#reading ??= bounded((signal) => this.#store.read(this.user.sub, { signal }), new AbortController().signal)
      .catch((thrown: unknown) => {
        const error = storeErrorOf(thrown);
        if (error.retryAfterMs) this.#refusal = { error, until: performance.now() + error.retryAfterMs };
        throw error;
      })
      .then((metadata) => this.#takeMetadata(metadata))
      .finally(() => (this.#reading = undefined));
    await this.#reading;
    return true;
  }

  /** Stores a copy of what is known now, for the next visit and for other tabs. */
  copyProfile(): void {
    // Nothing may be stored after the person has left. A save may end after its page has closed.
    if (this.hasLeft) return;
    this.known.writeCopy();
    queueMicrotask(() => this.#clients.tellChange({ from: 'page', item: PROFILE_ITEM }));
  }

  /** Reads the copy that another tab or part of the page has stored. */
  reload(): void {
    this.known.reload();
    this.known.doubt();
  }

  /** A name for a lock that this person's pages share. */
  lockName(name: string): string {
    return this.#storage.key(name);
  }

  /** Writes answers of `client` and the ledger down and starts to send them; see `PendingAnswers.put`. */
  writeDown(patch: UserMetadata, takesBack?: TakenBack, client?: PersonClient): void {
    const said = { ...patch, [LEDGER_KEY]: this.#ledger.current };
    this.#clients.noteAnswers(Object.keys(said), client);
    this.#ledger.endQuietPeriod();
    const items = this.#pending.put(said, takesBack, this.#orderOf);
    if (this.#sender) return this.#sender.outbox.send(items);
    this.#given.push(...items);
    void this.sendPending();
  }

  /** Sends what waits. Without a network not even what sends may load; it is tried again once there is one. */
  async sendPending(): Promise<void> {
    try {
      await this.outbox();
    } catch (cause) {
      if (this.hasLeft || this.signal.aborted) return;
      addEventListener('online', this.#handleOnline, { once: true, signal: this.signal });
      this.#clients.listener.handleFailure(storeError('network', { detail: 'The script that saves did not load.', cause: safeError(cause) }));
    }
  }

  /**
   * Sends what waits, and from now on whatever is written down. `undefined`: the person has signed out meanwhile.
   * Rejects if its code does not load.
   */
  async outbox(): Promise<Outbox | undefined> {
    const { outbox } = await this.#loadSender();
    return this.hasLeft ? undefined : outbox;
  }

  /** Answers to show beside those in the profile, for the person to choose. */
  get otherAnswers(): OtherAnswers {
    return readOtherAnswers(this.#storage);
  }

  /** The person has chosen, or has answered again. */
  dropOtherAnswers(names: readonly string[]): void {
    dropOtherAnswers(this.#storage, this.known.sensitive, names);
  }

  /** Whether answers of an earlier visit wait to be sent. */
  get hasPending(): boolean {
    return this.#storage.hasPending;
  }

  /** Whether an answer that waits is gone once this page is left. */
  get isVolatile(): boolean {
    return this.#pending.isVolatile;
  }

  /** Stops sending in this page; what is pending stays written down. */
  close(): void {
    this.#end.abort();
    this.#sender?.outbox.stop();
  }

  /** Forgets the person after sign-out, all but the ledger. */
  forget(): void {
    this.#isSignedOut = true;
    this.#sender?.outbox.clear();
    this.#ledger.endQuietPeriod();
    this.#storage.forget();
  }

  /** Signed out, here or elsewhere: nothing may be written down any more that the next person could find. */
  get hasLeft(): boolean {
    return this.#isSignedOut || this.#storage.hasSignedOutSince(this.#signedOutAt);
  }

  async #createSender(): Promise<AnswerSender> {
    const { AnswerSender } = await import('./answer-sender.ts');
    const sender = new AnswerSender({
      person: this,
      store: this.#store,
      listener: () => this.#clients.listener,
      handleSaved: (names) => this.#clients.tellSaved(names),
      storage: this.#storage,
      ledger: this.#ledger,
      sensitive: this.known.sensitive,
      readNow: (signal) => this.#readNow(signal),
      takeMetadata: (metadata) => this.#takeMetadata(metadata),
      handleDoubt: () => this.known.doubt(),
    });
    this.#sender = sender;
    // What was given to this page's memory alone is still there after a sign-out in another tab.
    if (this.hasLeft) return sender;
    if (this.#given.length) sender.outbox.send(this.#given.splice(0));
    if (!this.signal.aborted) sender.outbox.start();
    return sender;
  }

  /** One function, so that several answers that wait are one listener. */
  readonly #handleOnline = (): void => void this.sendPending();

  /** Takes over what the server says the profile holds now. */
  #takeMetadata(metadata: UserMetadata): void {
    this.known.take(metadata);
    if (this.hasLeft) return;
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

  /** Another program may have overwritten the profile's ledger: a refusal that it held is written there again. */
  #restoreRefusals(stored: Ledger): void {
    if (this.#hasRestored || LEDGER_KEY in this.#pending.patch || !lacksRefusal(stored, this.#ledger.own)) return;
    // Once: a store that does not keep the ledger would be asked for ever.
    this.#hasRestored = true;
    queueMicrotask(() => {
      if (!this.hasLeft && !this.signal.aborted) this.writeDown({});
    });
  }

  readonly #orderOf: OrderOf = (name, isAnswer) => {
    if (name === LEDGER_KEY) return undefined;
    const seen = answerStamp(this.#ledger.seen, name);
    return { seen: [seen], stamp: stampAfter(Math.max(seen, answerStamp(this.ledger, name)), stampAt(this.#now, isAnswer)) };
  };

  /** What the profile holds now: as it was seen less than a minute ago, or read. */
  async #readNow(signal: AbortSignal): Promise<UserMetadata> {
    if (this.known.fresh) return this.known.fresh;
    const metadata = await this.#store.read(this.user.sub, { signal });
    this.#takeMetadata(metadata);
    return metadata;
  }
}
