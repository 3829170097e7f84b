/**
 * What this page holds about the person who is signed in: profile, ledger, session, drafts and answers under way. All parts of
 * the page that concern the person share it (`joinPerson`).
 */
import type { Claims } from './claims.ts';
import { checkedStore } from './checked-store.ts';
import type { ProfileStore } from './profile-store.ts';
import { isUnsaid } from '../plan/codec.ts';
import { LEDGER_KEY, answerStamp, historyOfName, lacksRefusal, readLedger, recordDeclined, stampAt, type Ledger } from '../plan/ledger.ts';
import type { AnswerOrder } from '../plan/merge-answers.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { readProfile } from '../plan/profile.ts';
import { hashRest, readProfileClaim, type ProfileClaim } from '../plan/profile-claim.ts';
import { safeError } from '../plan/safe-error.ts';
import { isSameJson } from '../plan/same-json.ts';
import type { AnswerSender } from './answer-sender.ts';
import { dropOtherAnswers, readOtherAnswers, type OtherAnswers } from './other-answers.ts';
import type { Outbox } from './outbox.ts';
import { PendingAnswers } from './pending-answers.ts';
import { withSessionLock } from './session-lock.ts';
import { QUIET_PERIOD_KEY, type StoredQuietPeriod, type StoredQuietPeriods } from './quiet-period.ts';
import { countSession } from './count-session.ts';
import { omit } from './omit.ts';
import { PersonLedger } from './person-ledger.ts';
import { SIGN_OUT_ITEM, type PersonStorage, type StorageChange } from './person-storage.ts';
import { readCopy, takeClaim, type ProfileCopy } from './profile-copy.ts';
import { SessionLog, signInOf } from './session-log.ts';
import type { StoreError } from './store-error.ts';
import { storeError, storeErrorOf } from './store-failure.ts';

/** A part of the page that a person is shared with. */
export interface PersonClient {
  /** The raw claims of the ID token; `sub` tells people apart. */
  user: Claims;
  /** People are kept apart by application, too. */
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  now: () => Date;
  /** These root keys are in the profile now. Told to the client that the answers came from. */
  handleSaved: (names: string[]) => void;
  /** A try to save failed; the answers are kept. Told to the client that answered last. */
  handleFailure: (error: StoreError) => void;
  /** Another client or tab has learnt or written something. A quiet period is nothing of the person. */
  handleChange?: (change: PersonChange) => void;
}

/** Where a change was made. */
export type PersonChange = 'page' | 'tab';

/** What was read or saved so long ago still counts as what the profile holds, when something is saved. */
const FRESH_MS = 60_000;
/** What was read or saved so long ago need not be read again before something is asked. */
const RECENT_MS = 600_000;

/** An ask that is on the screen: it comes back after a reload. */
export interface OpenAsk {
  names: string[];
  /** The person has made it small. */
  isSmall?: boolean;
}

export class Person {
  readonly #client: PersonClient;
  readonly #store: ProfileStore;
  readonly #storage: PersonStorage;
  readonly #log: SessionLog;
  readonly #ledger: PersonLedger;
  readonly #clients = new Set<PersonClient>();
  /** The client that the last answer came from. */
  #speaker: PersonClient;
  /** Whom the last answer to each field came from. */
  readonly #speakers = new Map<string, PersonClient>();
  #user: Claims;
  /** With the fields of all clients' plans. */
  #plan: ProfilePlan = { fields: [] };
  /** What the post-login Action told, where there is one, and of which plan. */
  #claim: ProfileClaim | undefined;
  #claimedPlan: ProfilePlan = this.#plan;
  #concealed: Set<string>;
  /** What is known of `user_metadata`, from the profile, the token and other tabs. */
  #metadata: UserMetadata;
  /** `user_metadata` as the server last gave it to this page. */
  #stored: UserMetadata = {};
  #hasRead = false;
  /** When this page last saw the profile: by the person's clock, and by one that cannot be set. */
  #seenAt: { wall: number; page: number } | undefined;
  #hasRestored = false;
  /** A sign-in has begun a session; a second client that tells of the same one begins no other. */
  #hasBegunSession = false;
  #reading: Promise<void> | undefined;
  #isSignedOut = false;
  /** The last time before this that they signed out here. */
  readonly #signedOutAt: unknown;
  readonly #sensitive = new Set<string>();
  readonly #pending: PendingAnswers;
  #loadingSender: Promise<AnswerSender> | undefined;
  #sender: AnswerSender | undefined;
  /** Storage keys of answers that were written down before that came. */
  readonly #given: string[] = [];
  /** Ends with `close()`. */
  readonly #end = new AbortController();

  constructor(client: PersonClient, storage: PersonStorage) {
    this.#client = this.#speaker = client;
    this.#user = client.user;
    this.#store = checkedStore(client.store);
    this.#storage = storage;
    this.#log = new SessionLog(storage);
    this.#ledger = new PersonLedger(storage);
    this.#signedOutAt = storage.read(SIGN_OUT_ITEM);
    this.#pending = new PendingAnswers(storage, this.#sensitive, () => this.#now.getTime());
    const { values, concealed } = readCopy(storage);
    this.#metadata = values;
    this.#concealed = new Set(concealed);
    this.#take(client);
  }

  get user(): Claims {
    return this.#user;
  }

  get plan(): ProfilePlan {
    return this.#plan;
  }

  /** Whether it can be shared with a client of this storage and store. */
  isFor(storage: PersonStorage, store: ProfileStore): boolean {
    return store === this.#client.store && storage.key('') === this.#storage.key('') && !this.hasLeft;
  }

  /** Ends with `close()`. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Shares it with `client` until `signal` is aborted; the last one who leaves closes it. */
  join(client: PersonClient, signal: AbortSignal): void {
    if (!this.#clients.size) this.#storage.watch((change) => this.#handleWrite(change), this.signal);
    this.#clients.add(client);
    if (client !== this.#client) this.#take(client);
    const leave = () => {
      this.#clients.delete(client);
      if (!this.#clients.size) this.close();
    };
    signal.addEventListener('abort', leave, { once: true });
  }

  /** Takes a client's plan and token over; the token may be newer than what is known. */
  #take({ user, plan }: PersonClient): void {
    this.#user = user;
    this.#plan = joinPlans(this.#plan, plan);
    for (const { name, sensitive } of plan.fields) if (sensitive) this.#sensitive.add(name);
    const claim = readProfileClaim(user, plan);
    // The Action knows one plan: what it says of that is not all of another.
    if (!claim || (claim.isCut && this.#claim && claim.at <= this.#claim.at)) return;
    this.#claim = claim;
    this.#claimedPlan = plan;
    const copy = readCopy(this.#storage);
    const isNews = claim.at > (copy.claimAt ?? 0);
    if (isNews) {
      const { values, concealed } = takeClaim(plan, claim, { ...copy, values: this.#metadata }, this.#ledger.own);
      this.#metadata = values;
      this.#concealed = new Set(concealed);
      this.#hasRead = false;
      this.#seenAt = undefined;
    }
    this.#ledger.joinClaimed(claim.ledger);
    if (isNews) this.#takeFreshClaim(claim);
  }

  /** Takes over what was written elsewhere. */
  #handleWrite(change: StorageChange): void {
    if (change.item === QUIET_PERIOD_KEY) return;
    this.reload();
    this.#sender?.outbox.handleWrite(change);
    this.#tellChange(change.isLocal ? 'page' : 'tab');
  }

  #tellChange(change: PersonChange): void {
    for (const client of this.#clients) client.handleChange?.(change);
  }

  /** Who is told how the saving goes, of one field or altogether. */
  #listener(name = ''): PersonClient {
    const speaker = this.#speakers.get(name) ?? this.#speaker;
    return this.#clients.has(speaker) ? speaker : ([...this.#clients][0] ?? speaker);
  }

  #tellSaved(names: string[]): void {
    for (const client of new Set(names.map((name) => this.#listener(name)))) {
      client.handleSaved(names.filter((name) => this.#listener(name) === client));
    }
  }

  get #now(): Date {
    return this.#listener().now();
  }

  /** What was asked, answered and declined so far, with what other tabs and the profile know of it. */
  get ledger(): Ledger {
    return this.#ledger.current;
  }

  changeLedger(change: (ledger: Ledger) => Ledger): void {
    this.#ledger.change(change);
  }

  /** Written down so that the next pages need not decide whether to ask; whatever is written later ends it. */
  storeQuietPeriod(quietPeriod: StoredQuietPeriod): void {
    if (this.hasLeft || this.signal.aborted) return;
    const { others = [], began = [], ...first } = Object(this.#storage.read(QUIET_PERIOD_KEY)) as Partial<StoredQuietPeriods>;
    const kept = [first, ...others].filter(({ key, planId }) => key && planId !== quietPeriod.planId);
    if (!kept.length) this.#ledger.endQuietPeriod();
    const stored = kept.length ? { sessions: quietPeriod.sessions + began.length, others: kept, began } : { began: [] };
    this.#storage.write(QUIET_PERIOD_KEY, { ...quietPeriod, ...stored });
  }

  /** `user_metadata` as it will be once everything under way is saved. */
  get metadata(): UserMetadata {
    const overlay = { ...this.#metadata, ...this.#pending.patch };
    return Object.fromEntries(Object.entries(overlay).filter(([, value]) => value !== null && value !== undefined));
  }

  /** `plan`: of which plan's fields; of all by default. */
  profile(known: UserMetadata | undefined, plan = this.#plan): Profile {
    const { identities } = this.user;
    const { idp = {}, enrichment } = this.#claim ?? {};
    const profile = readProfile(plan, {
      userMetadata: this.metadata,
      idToken: this.user,
      identities: Array.isArray(identities) ? identities : undefined,
      app: known,
      enrichment,
    });
    for (const { name } of plan.fields) {
      const value = Object.hasOwn(idp, name) ? idp[name] : undefined;
      if (value !== undefined && (!profile[name] || profile[name].source === 'enrichment')) profile[name] = { value, source: 'idp' };
    }
    return profile;
  }

  /** Fields that have a value which this browser may not hold, or was not told. */
  isConcealed(name: string): boolean {
    const { told = [], idp = {}, enrichment = {} } = this.#claim ?? {};
    return (!this.#hasRead && this.#concealed.has(name)) || (told.includes(name) && !(name in idp || name in enrichment));
  }

  /** Whether the profile must be read before these fields are asked. Not where the Action has told all that matters. */
  mustReadFor(names: readonly string[]): boolean {
    const isTold = (name: string) => this.#claimedPlan.fields.some((field) => field.name === name) && !this.isConcealed(name);
    return !this.#claim || this.#claim.isCut || !names.every(isTold);
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
      this.changeLedger((ledger) => countSession(ledger, { user: this.user, claim: this.#claim, seen, now: time, signedUpAt }));
      this.#storage.remove('signed-up');
      this.#storage.remove('open-ask');
      return true;
    });
  }

  /** Reads the profile unless it was seen less than `maxAgeMs` ago; answers whether it has been read just now. */
  async read(maxAgeMs = RECENT_MS): Promise<boolean> {
    if (this.#hasRead && this.#isSeenWithin(maxAgeMs)) return false;
    this.#reading ??= this.#store
      .read(this.user.sub)
      .catch((thrown: unknown) => {
        throw storeErrorOf(thrown);
      })
      .then((metadata) => this.#takeMetadata(metadata))
      .finally(() => (this.#reading = undefined));
    await this.#reading;
    return true;
  }

  /** Writes down what is known now, for the next visit and for other tabs. */
  copyProfile(): void {
    // What was under way when the person left must not be found here afterwards.
    if (this.hasLeft || this.signal.aborted) return;
    const { fields } = this.#plan;
    const present = fields.filter((field) => this.metadata[field.name] !== undefined);
    const open = present.filter((field) => !field.sensitive).map((field) => [field.name, this.metadata[field.name]]);
    const values = Object.fromEntries(open) as UserMetadata;
    const concealed = present.filter((field) => field.sensitive).map((field) => field.name);
    const names = fields.map((field) => field.name);
    const before = readCopy(this.#storage);
    const copy: ProfileCopy = {
      // Another tab may have another version of the plan: what that one has beyond this stays.
      values: { ...omit(before.values, names), ...values },
      concealed: [...new Set([...before.concealed.filter((name) => !names.includes(name)), ...concealed, ...this.#keptConcealed()])],
      fields: [...new Set([...before.fields, ...names])],
      claimAt: Math.max(this.#claim?.at ?? 0, before.claimAt ?? 0) || undefined,
    };
    if (!isSameJson(copy, before)) this.#ledger.write('profile', copy);
    queueMicrotask(() => this.#tellChange('page'));
  }

  /** Takes over what was written elsewhere. */
  reload(): void {
    const copy = readCopy(this.#storage);
    // What the copy is about and does not have was erased; of other things it says nothing.
    this.#metadata = { ...omit(this.#metadata, copy.fields.filter((name) => !this.#sensitive.has(name))), ...copy.values };
  }

  /** A name for a lock that this person's pages share. */
  lockName(name: string): string {
    return this.#storage.key(name);
  }

  /** What `plan` has on the screen. */
  openAsk({ id = '' }: ProfilePlan): OpenAsk | undefined {
    const ask = this.#openAsks[id] as Partial<OpenAsk> | undefined;
    return Array.isArray(ask?.names) ? (ask as OpenAsk) : undefined;
  }

  keepOpenAsk({ id = '' }: ProfilePlan, ask: OpenAsk | undefined): void {
    const others = omit(this.#openAsks, [id]);
    if (ask) this.#ledger.write('open-ask', { ...others, [id]: ask });
    else if (Object.keys(others).length) this.#storage.write('open-ask', others);
    else this.#storage.remove('open-ask');
  }

  /** By the plan's `id`; where there is none, the item may also be the ask itself, as earlier versions wrote it. */
  get #openAsks(): Record<string, unknown> {
    const stored = Object(this.#storage.read('open-ask')) as Record<string, unknown>;
    return Array.isArray(stored.names) ? { '': stored } : stored;
  }

  /** What was typed and not yet sent. */
  get drafts(): Record<string, FieldValue> {
    const drafts = this.#storage.read('drafts');
    return typeof drafts === 'object' && drafts ? { ...(drafts as Record<string, FieldValue>) } : {};
  }

  setDraft(name: string, value: FieldValue | undefined): void {
    const drafts = this.drafts;
    if (value === undefined) delete drafts[name];
    else drafts[name] = value;
    if (Object.keys(drafts).length) this.#storage.write('drafts', drafts);
    else this.#storage.remove('drafts');
  }

  /** Writes answers of `client` down and starts to send them; see `PendingAnswers.put`. */
  writeDown(patch: UserMetadata, takesBack?: UserMetadata, client?: PersonClient): void {
    this.#speaker = client ?? this.#speaker;
    for (const name of Object.keys(patch)) this.#speakers.set(name, this.#speaker);
    const items = this.#pending.put(patch, takesBack, this.#orderOf);
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
      addEventListener('online', this.#handleOnline, { once: true, signal: this.#end.signal });
      this.#listener().handleFailure(storeError('network', { detail: 'The script that saves did not load.', cause: safeError(cause) }));
    }
  }

  /**
   * Sends what waits, and from now on whatever is written down. `undefined`: the person has signed out meanwhile.
   * Rejects if its code does not load.
   */
  async outbox(): Promise<Outbox | undefined> {
    this.#loadingSender ??= this.#createSender().catch((error: unknown) => {
      this.#loadingSender = undefined;
      throw error;
    });
    const { outbox } = await this.#loadingSender;
    return this.hasLeft ? undefined : outbox;
  }

  /** Answers to show beside those in the profile, for the person to choose. */
  get otherAnswers(): OtherAnswers {
    return readOtherAnswers(this.#storage);
  }

  /** The person has chosen, or has answered again. */
  dropOtherAnswers(names: readonly string[]): void {
    dropOtherAnswers(this.#storage, this.#sensitive, names);
  }

  /** Whether answers of an earlier visit wait to be sent. */
  get hasPending(): boolean {
    return this.#storage.hasPending;
  }

  /** Whether an answer that waits is gone once this page is left. */
  get isVolatile(): boolean {
    return this.#pending.isVolatile;
  }

  /** Whether the code that sends is there or on its way. */
  get usesOutbox(): boolean {
    return this.#loadingSender !== undefined;
  }

  /** Stops sending in this page; what is pending stays written down. */
  close(): void {
    this.#end.abort();
    // Where its code does not load, the callers of `outbox()` are told.
    this.#loadingSender?.then(({ outbox }) => outbox.stop(), () => undefined);
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
    return this.#isSignedOut || this.#storage.read(SIGN_OUT_ITEM) !== this.#signedOutAt;
  }

  async #createSender(): Promise<AnswerSender> {
    const { AnswerSender } = await import('./answer-sender.ts');
    const sender = new AnswerSender({
      person: this,
      store: this.#store,
      listener: () => this.#listener(),
      handleSaved: (names) => this.#tellSaved(names),
      storage: this.#storage,
      ledger: this.#ledger,
      sensitive: this.#sensitive,
      orderOf: this.#orderOf,
      readNow: (signal) => this.#readNow(signal),
      takeMetadata: (metadata) => this.#takeMetadata(metadata),
      handleDoubt: () => (this.#seenAt = undefined),
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
    this.#metadata = this.#stored = metadata;
    this.#hasRead = true;
    this.#seenAt = { wall: this.#now.getTime(), page: performance.now() };
    if (this.hasLeft || this.signal.aborted) return;
    const stored = readLedger(metadata[LEDGER_KEY]);
    this.#ledger.join(stored);
    this.#ledger.noteSeen(stored);
    const plan = this.#plan;
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
      if (!this.hasLeft && !this.signal.aborted) this.writeDown({ [LEDGER_KEY]: this.ledger });
    });
  }

  readonly #orderOf = (name: string): AnswerOrder | undefined => {
    if (name === LEDGER_KEY) return undefined;
    const seen = answerStamp(this.#plan, this.#ledger.seen, name);
    const stamp = answerStamp(this.#plan, this.ledger, name);
    return { seen: [seen], stamp: stamp > seen ? stamp : Math.max(stampAt(this.#now), seen + 1) };
  };

  /** What the profile holds now: as it was seen not long ago, or read. */
  async #readNow(signal: AbortSignal): Promise<UserMetadata> {
    if (!this.#isSeenWithin(FRESH_MS)) this.#takeMetadata(await this.#store.read(this.user.sub, { signal }));
    return this.#stored;
  }

  /** Both clocks have to say so: one can be set, the other stops while the computer sleeps. */
  #isSeenWithin(ms: number): boolean {
    if (!this.#seenAt) return false;
    const age = this.#now.getTime() - this.#seenAt.wall;
    return age >= 0 && age <= ms && performance.now() - this.#seenAt.page <= ms;
  }

  /** A claim that was just made and a ledger that lacks nothing of it are as good as the profile. */
  #takeFreshClaim(claim: ProfileClaim): void {
    const time = this.#now.getTime();
    const own = this.#ledger.own;
    if (claim.isCut || Math.abs(time - claim.at * 1000) > FRESH_MS || hashRest(own, claim.ledger) !== claim.rest) return;
    // What the claim leaves out of the ledger is here, and the same.
    this.#stored = { ...claim.values, [LEDGER_KEY]: { ...claim.ledger, k: { ...own.k, ...claim.ledger.k } } };
    this.#seenAt = { wall: claim.at * 1000, page: performance.now() };
  }

  #keptConcealed(): string[] {
    return this.#hasRead ? [] : [...this.#concealed];
  }
}

/** The fields of both; of a field in both, what the first says. */
function joinPlans(one: ProfilePlan, other: ProfilePlan): ProfilePlan {
  const names = new Set(one.fields.map(({ name }) => name));
  const fields = other.fields.filter(({ name }) => !names.has(name));
  if (!names.size) return other;
  return fields.length ? { ...one, fields: [...one.fields, ...fields] } : one;
}
